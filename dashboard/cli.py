"""The ``outcomes`` command: the composition of both halves, with no logic of its own.

Every command prints for people, or with ``--json`` exactly one JSON document on standard output; everything else goes
to standard error. Exit codes: 0 all well, 1 something refused or not found, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from rich.markup import escape

from dashboard import serving
from dashboard.answers.errors import NotFoundError
from dashboard.backup import BackupError
from dashboard.commands import (
    actions,
    backing,
    boundaries,
    changed,
    deciding,
    drafting,
    exchanging,
    keeping,
    loading,
    mapping,
    pack,
    pull,
    reading,
    watch,
    web,
    writing,
)
from dashboard.commands.common import AsJson, Given, Warehouse
from dashboard.register import RegisterError
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.terminal import err
from etl import warehouse as warehouses
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
register = typer.Typer(help="What people write down: progress, judgements, support, meetings.", no_args_is_help=True)
app.add_typer(register, name="register")

for command in (
    loading.load,
    watch.watch,
    pull.pull,
    reading.show,
    reading.verdicts,
    reading.contributions,
    changed.changes,
    reading.catalogue,
    actions.actions,
    pack.pack,
    pack.briefing,
    keeping.status,
    keeping.rollback,
    keeping.pin,
    keeping.unpin,
    keeping.purge,
    backing.backup,
    backing.restore,
    deciding.proposals,
    deciding.accept,
    deciding.discard,
    deciding.log,
    boundaries.boundaries,
    writing.template,
    loading.demo,
    web.serve,
):
    app.command()(command)
app.command("map")(mapping.mapping)
app.command()(mapping.findings)
plans.command("check")(writing.check)
plans.command("draft")(drafting.draft)
for name, command in exchanging.COMMANDS.items():
    register.command(name)(command)

# Typer carries its own copy of click, of which only the leaves are public: this is what its usage errors share.
_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

_EXPECTED = (
    BackupError,
    DamagedSnapshotError,
    NotFoundError,
    NoSnapshotError,
    RegisterError,
    serving.PortTakenError,
    warehouses.NotPublished,
    warehouses.WarehouseError,
    YamlError,
)


@app.callback()
def _main(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    Given.as_json, Given.warehouse = as_json, warehouse


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


if __name__ == "__main__":
    main()
