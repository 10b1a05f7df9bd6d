"""A layout that nobody knows yet: ``map`` writes the YAML that makes it known. What was found: ``findings``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dashboard import console
from dashboard.answers import findings as findings_answer
from dashboard.commands.common import AsJson, Warehouse, board, refuse, settings, wants_json
from dashboard.terminal import err, out, print_json
from etl.catalogue import load_catalogue
from etl.datasets import load_datasets
from etl.deciding import proposals
from etl.findings import Refused, advice
from etl.layouts import starter
from etl.layouts.layout import Layout
from etl.layouts.layout_guess import guess
from etl.places import load_places
from etl.reading.extract import peek


def mapping(
    file: Annotated[Path, typer.Argument(help="A file that no dataset recognises.")],
    *,
    title: Annotated[str | None, typer.Option(help="What to call the layout; the file's name by default.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; the first one by default.")] = None,
    header: Annotated[int | None, typer.Option(min=1, help="The row of the header, where the guess is wrong.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Write it into the catalogue, so that the file loads.")] = False,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Print a starter YAML for a new layout: what the content suggests, with comments on what to check."""
    if not file.is_file():
        refuse(f"there is no file {file}")
    chosen = settings(warehouse)
    catalogue = load_catalogue(chosen.data / "catalogue")
    folder = chosen.data / "catalogue" / "datasets"
    known = load_datasets(folder, indicators=catalogue.indicators)
    try:
        peeked = peek(file)
    except Refused as refusal:
        refuse(f"{file.name}: {refusal.finding.message}")
    found = next((each for each in peeked.sheets if sheet is None or each.name == sheet), None)
    if found is None or not found.top:
        named = ", ".join(repr(each.name) for each in peeked.sheets if each.name)
        refuse(f"{file.name} has no sheet {sheet!r} with a table; it has {named or 'one table without a name'}")
    directory = load_places(chosen.data / "places").directory
    layout = guess(found, file=file.name, catalogue=catalogue, directory=directory, header=header)
    layout = replace(layout, title=starter.free_title(title or layout.title, known))
    text = starter.yaml_text(layout, known.values())
    lacks: list[str] = []
    try:
        starter.dataset(layout, known.values())
    except starter.Unfinished as unfinished:
        lacks = unfinished.lacks
        text = "".join(f"# still to say: {each}\n" for each in lacks) + text
    saved = _save(text, folder, layout, lacks) if save else None
    if wants_json(as_json):
        print_json(
            {
                "dataset": starter.slug(layout.title),
                "yaml": text,
                "lacks": lacks,
                "saved": str(saved) if saved else None,
            }
        )
    elif saved:
        out.print(f"{saved}: written; 'outcomes load {escape(str(file))}' reads it from now on", soft_wrap=True)
    else:
        sys.stdout.write(text)
        for each in lacks:
            err.print(f"still to say: {escape(each)}", soft_wrap=True)


def _save(text: str, folder: Path, layout: Layout, lacks: list[str]) -> Path:
    if lacks:
        refuse("not saved, since the content does not tell everything. " + " ".join(lacks))
    try:
        return starter.save(text, folder, starter.slug(layout.title))
    except FileExistsError:
        refuse(f"{starter.slug(layout.title)}.yaml is there already and is not overwritten; choose another --title")
    except OSError as error:
        refuse(f"{folder} cannot be written to ({error.strerror}); print it without --save and put it there yourself")


def findings(
    extract: Annotated[str, typer.Argument(help="The number of an extract, or the id of a proposal.")],
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the CSV that the data desk offers.")] = False,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """What the checks found in an extract, and what to do about it."""
    if extract.isdigit():
        found = findings_answer.of_extract(board(warehouse), int(extract))
    else:
        found = findings_answer.of_report(proposals.proposal(settings(warehouse).warehouse, extract).report)
    if as_csv:
        sys.stdout.buffer.write(findings_answer.as_csv(found))
    elif wants_json(as_json):
        print_json(
            {
                "extract": extract,
                "findings": [
                    {"file": each.file, "dataset": each.dataset, **each.finding.as_json(),
                     "what_to_do": advice(each.finding.rule)}
                    for each in found
                ],
            }
        )  # fmt: skip
    else:
        out.print(console.findings_table(found))
