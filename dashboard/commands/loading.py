"""Files in: ``load``, and ``demo``, which loads what is generated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dashboard import console
from dashboard.commands.common import AsJson, Given, Warehouse, refuse, settings, wants_json
from dashboard.terminal import err, out, print_json, progress
from etl import pipeline
from etl.demonstration import build_demonstration, is_current


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders or archives.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, publish nothing.")] = False,
    period: Annotated[str | None, typer.Option(help="The period of files that do not say it, such as 202324.")] = None,
    release: Annotated[str | None, typer.Option(help="provisional, revised or final.")] = None,
    dataset: Annotated[str | None, typer.Option(help="The dataset of files that fit several.")] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Read extracts and publish one new snapshot; a file that cannot be used is listed with the reason."""
    chosen = settings(warehouse)
    if chosen.warehouse.resolve() == chosen.demonstration_warehouse.resolve():
        refuse("load never writes into the demonstration warehouse; choose another --warehouse")
    with progress("Loading", quiet=wants_json(as_json)) as step:
        report = pipeline.load(
            list(paths),
            warehouse=chosen.warehouse,
            data=chosen.data,
            period=period,
            release=release,
            dataset=dataset,
            dry_run=dry_run,
            progress=step,
            threads=chosen.threads,
        )
    document = report.as_json()
    if wants_json(as_json):
        print_json(document)
    else:
        out.print(console.load_table(document))
        for reason in console.load_reasons(document):
            err.print(f"refused: {escape(reason)}", soft_wrap=True)
    raise typer.Exit(1 if report.refused else 0)


def demo(
    *,
    unless_current: Annotated[
        bool, typer.Option("--unless-current", help="Do nothing where this version's demonstration stands already.")
    ] = False,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Build the demonstration warehouse: published headline figures and an invented county."""
    chosen = settings(None)
    target = warehouse or Given.warehouse or chosen.demonstration_warehouse
    if unless_current and is_current(target, data=chosen.data):
        return
    with progress("Building the demonstration", quiet=wants_json(as_json)) as step:
        document = build_demonstration(target, data=chosen.data, progress=step).as_json()
    if wants_json(as_json):
        print_json(document)
    else:
        out.print(console.load_table(document))
        for reason in console.load_reasons(document):
            err.print(f"refused: {escape(reason)}", soft_wrap=True)
    raise typer.Exit(1 if any(each["outcome"] == "refused" for each in document["extracts"]) else 0)
