"""The ``outcomes`` command: the composition of both halves, with no logic of its own.

Every command prints for people, or with ``--json`` exactly one JSON document on standard output; everything else goes
to standard error. Exit codes: 0 all well, 1 something refused or not found, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from dashboard import console, serving
from dashboard.answers import holdings, json_form, resolve
from dashboard.answers.errors import NotFoundError
from dashboard.answers.series import show as show_answer
from dashboard.answers.verdicts import verdicts as verdicts_answer
from dashboard.board import Board, open_board
from dashboard.settings import Settings
from dashboard.store import NoSnapshotError, Store
from dashboard.terminal import err, out, print_json, progress
from etl import pipeline
from etl import warehouse as warehouses
from etl.catalogue import load_catalogue
from etl.demonstration import build_demonstration, is_current
from etl.places import load_places
from etl.plan_checks import check_plan
from etl.template import template as template_sheet
from etl.yaml_file import YamlError

app = typer.Typer(
    name="outcomes",
    help="Load published extracts, and see whether a strategic plan is working.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
plans = typer.Typer(help="Work on plan files.", no_args_is_help=True)
app.add_typer(plans, name="plan")

# Typer carries its own copy of click, of which only the leaves are public: this is what its usage errors share.
_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

_EXPECTED = (
    NotFoundError,
    NoSnapshotError,
    serving.PortTakenError,
    warehouses.NotPublished,
    warehouses.WarehouseError,
    YamlError,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Warehouse = Annotated[
    Path | None,
    typer.Option("--warehouse", help="The folder of snapshots (environment: OUTCOMES_WAREHOUSE).", file_okay=False),
]


class _Given:
    """What stood before the command's name; what stands after it goes first."""

    as_json = False
    warehouse: Path | None = None


@app.callback()
def _main(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    _Given.as_json, _Given.warehouse = as_json, warehouse


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or archives.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, publish nothing.")] = False,
    period: Annotated[str | None, typer.Option(help="The period of files that do not say it, such as 202324.")] = None,
    release: Annotated[str | None, typer.Option(help="provisional, revised or final.")] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Read extracts and publish one new snapshot; a file that cannot be used is listed with the reason."""

    settings = _settings(warehouse)
    if settings.warehouse.resolve() == settings.demonstration_warehouse.resolve():
        _refuse("load never writes into the demonstration warehouse; choose another --warehouse")
    with progress("Loading", quiet=_json(as_json)) as step:
        report = pipeline.load(
            list(paths),
            warehouse=settings.warehouse,
            data=settings.data,
            period=period,
            release=release,
            dry_run=dry_run,
            progress=step,
            threads=settings.threads,
        )
    document = report.as_json()
    if _json(as_json):
        print_json(document)
    else:
        out.print(console.load_table(document))
        for reason in console.load_reasons(document):
            err.print(f"refused: {escape(reason)}", soft_wrap=True)
    raise typer.Exit(1 if report.refused else 0)


@app.command()
def show(
    indicator: Annotated[str, typer.Argument(help="An indicator's id or name.")],
    *,
    place: Annotated[str, typer.Option(help="A place's id, code or name.")],
    group: Annotated[str, typer.Option(help="A pupil group, such as disadvantaged.")] = "all",
    phase: Annotated[str | None, typer.Option(help="total, primary, secondary, special, early_years, post_16.")] = None,
    coverage: Annotated[str | None, typer.Option(help="all_schools, state_funded, independent ...")] = None,
    kind: Annotated[str | None, typer.Option(help="The kind of period, such as term.")] = None,
    period: Annotated[str | None, typer.Option(help="One period, such as 202425 or 2024/25.")] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """The figures of one indicator for one place."""

    found = show_answer(
        _board(warehouse),
        indicator,
        place,
        group=group,
        phase=phase,
        coverage=coverage,
        kind=kind,
        period=period,
    )
    if _json(as_json):
        print_json(json_form.shown(found))
    else:
        out.print(console.show_table(found))


@app.command()
def verdicts(
    plan: Annotated[str, typer.Argument(help="A plan, by the name of its file.")],
    *,
    place: Annotated[str | None, typer.Option(help="A place's id or name; the plan's own by default.")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge by what was known on this day.")
    ] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """What can be said of every measure of a plan, with the reason."""

    board = _board(warehouse)
    found = verdicts_answer(board, plan, place=place, as_of=as_of.date() if as_of else date.today())
    if _json(as_json):
        print_json(json_form.verdicts(found))
    else:
        console.verdict_tables(out, found, board.plans[plan], board.catalogue)


@app.command()
def catalogue(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """Every indicator, and what is held of it."""

    found = holdings.catalogue(_board(warehouse, empty_is_fine=True))
    if _json(as_json):
        print_json(json_form.catalogue(found))
    else:
        out.print(console.catalogue_table(found))


@app.command()
def status(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """The snapshot that is served, those kept beside it, and the extracts it was made of."""

    document = warehouses.status(_settings(warehouse).warehouse).as_json()
    if _json(as_json):
        print_json(document)
    else:
        console.status_tables(out, document)


@plans.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A plan file.", exists=True, dir_okay=False)],
    *,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Check a plan file: every problem with its line, what was expected and the nearest match."""

    settings = _settings(warehouse)
    directory = load_places(settings.data / "places").directory
    problems = check_plan(file, load_catalogue(settings.data / "catalogue"), directory=directory)
    if _json(as_json):
        print_json({"file": str(file), "problems": problems})
    else:
        for problem in problems:
            err.print(escape(problem), soft_wrap=True)
        if not problems:
            out.print(f"{file}: no problem found")
    raise typer.Exit(1 if problems else 0)


@app.command()
def rollback(
    snapshot: Annotated[str, typer.Argument(help="A snapshot's id, or its beginning; 'outcomes status' lists them.")],
    *,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Serve an earlier snapshot again; nothing is deleted."""

    served = warehouses.rollback(_settings(warehouse).warehouse, snapshot)
    if _json(as_json):
        print_json({"snapshot": served})
    else:
        out.print(f"Snapshot {served} is served from now on.")


@app.command()
def template(
    indicator: Annotated[str, typer.Argument(help="An indicator's id or name.")],
    *,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Write an empty sheet for an indicator that is collected locally, as CSV on standard output."""
    found = resolve.indicator(_board(warehouse, empty_is_fine=True), indicator)
    sheet = template_sheet(found)
    if _json(as_json):
        print_json(
            {"indicator": found.id, "numerator": found.numerator, "denominator": found.denominator, "csv": sheet}
        )
    else:
        sys.stdout.write(sheet)


@app.command()
def demo(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """Build the demonstration warehouse: published headline figures and an invented county."""

    settings = _settings(None)
    target = warehouse or _Given.warehouse or settings.demonstration_warehouse
    with progress("Building the demonstration", quiet=_json(as_json)) as step:
        document = build_demonstration(target, data=settings.data, progress=step).as_json()
    if _json(as_json):
        print_json(document)
    else:
        out.print(console.load_table(document))
        for reason in console.load_reasons(document):
            err.print(f"refused: {escape(reason)}", soft_wrap=True)
    raise typer.Exit(1 if any(each["outcome"] == "refused" for each in document["extracts"]) else 0)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8050,
    warehouse: Warehouse = None,
) -> None:
    """Serve the dashboard; with nothing loaded it shows the demonstration, and says so."""

    serving.check_port(host, port)
    settings = _served(_settings(warehouse))
    shown = f"[{host}]" if ":" in host else host
    serving.serve(
        settings, host=host, port=port, ready=lambda: print(f"Outcomes Board: http://{shown}:{port}/", flush=True)
    )


def main(arguments: list[str] | None = None) -> None:
    """The entry point: the command with its exit code, and never a traceback."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """The command; returns its exit code. Every error becomes a sentence on standard error."""
    try:
        code = app(arguments, standalone_mode=False)
    except _USAGE as wrong:
        wrong.show()
        return int(wrong.exit_code)
    except _EXPECTED as error:
        err.print(escape(str(error)), soft_wrap=True)
    except (KeyboardInterrupt, typer.Abort):
        err.print("interrupted")
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("OUTCOMES_DEBUG"):
            raise
        err.print(f"something went wrong that should not: {escape(f'{type(error).__name__}: {error}')}", soft_wrap=True)
        err.print("OUTCOMES_DEBUG=1 shows where; please report it with the command that you gave.")
    else:
        return code if isinstance(code, int) else 0  # what typer.Exit was raised with, else what the command returned
    return 1


def _settings(warehouse: Path | None) -> Settings:
    chosen = warehouse or _Given.warehouse
    settings = Settings()
    return settings.model_copy(update={"warehouse": chosen}) if chosen else settings


def _board(warehouse: Path | None, *, empty_is_fine: bool = False) -> Board:

    board = open_board(_settings(warehouse))
    if not empty_is_fine and not board.store.has_snapshot:
        raise NoSnapshotError(
            f"nothing has been loaded into {board.store.warehouse} yet; run 'outcomes load PATH', or 'outcomes demo' "
            f"and then --warehouse {board.settings.demonstration_warehouse}"
        )
    return board


def _served(settings: Settings) -> Settings:
    """The settings to serve with: the demonstration warehouse, built if need be, where nothing has been loaded."""

    if Store(settings.warehouse).has_snapshot:
        return settings
    shown = settings.model_copy(update={"warehouse": settings.demonstration_warehouse})
    if not is_current(shown.warehouse, data=shown.data):
        err.print("Building the demonstration; this takes up to a minute, once for each version of the program.")
        with progress("Building", quiet=False) as step:
            build_demonstration(shown.warehouse, data=shown.data, progress=step)
    err.print(
        f"Nothing has been loaded into {settings.warehouse}: showing the demonstration, which is partly invented."
    )
    return shown


def _json(as_json: bool) -> bool:
    return as_json or _Given.as_json


def _refuse(message: str) -> None:
    err.print(escape(message), soft_wrap=True)
    raise typer.Exit(1)
