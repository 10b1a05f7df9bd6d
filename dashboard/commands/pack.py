"""What a board takes into its meeting: ``pack`` writes slides and paper, ``briefing`` one page.

The libraries that draw (some 0.5 s) are imported within the command: no other one waits for them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.analysis.words import plural
from dashboard.commands.common import AsJson, Warehouse, board, refuse, wants_json
from dashboard.terminal import out, print_json

if TYPE_CHECKING:
    from dashboard.pack.files import Written


def pack(
    plan: Annotated[str, typer.Argument(help="A plan, by the name of its file.")],
    *,
    meeting: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day of the meeting: its figures are those of that day.")
    ],
    format: Annotated[str, typer.Option(help="pptx, pdf, or both with a comma.")] = "pptx,pdf",
    place: Annotated[str | None, typer.Option(help="A place's id or name; the plan's own by default.")] = None,
    output: Annotated[Path, typer.Option(help="The folder to write into.", file_okay=False)] = Path(),
    into: Annotated[str | None, typer.Option(hidden=True, help="A pack that the web asked for.")] = None,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """A board pack: cover, what changed, the plan on a page, its priorities, definitions and data dates."""
    from dashboard.pack import files, job, kept
    from dashboard.pack.made import pack_of

    wanted = list(dict.fromkeys(each.strip().casefold() for each in format.split(",") if each.strip()))
    unknown = [each for each in wanted if each not in files.HANDS]
    if unknown or not wanted:
        named = f"{', '.join(unknown)} is no format of a pack" if unknown else "no format is named"
        raise typer.BadParameter(f"{named}; give pptx, pdf, or pptx,pdf", param_hint="--format")
    if into is not None:
        opened = board(warehouse)
        own = kept.folder(opened.settings.warehouse, into)
        job.make(opened, plan, meeting=meeting.date(), place=place, formats=wanted, folder=own)
        return
    made = pack_of(board(warehouse), plan, meeting=meeting.date(), place=place)
    try:
        output.mkdir(parents=True, exist_ok=True)
        written = [files.write(made, each, folder=output, plan=plan) for each in wanted]
    except OSError as error:
        refuse(f"{output} cannot be written to ({error.strerror or error}); choose another --output")
    if wants_json(as_json):
        print_json(
            {
                "plan": plan,
                "place": made.cover.place,
                "meeting": made.cover.meeting.isoformat(),
                "as_of": made.cover.judged.isoformat(),
                "snapshot": made.cover.snapshot,
                "invented": made.cover.invented,
                "notes": list(made.cover.notes),
                "files": [_file(each) for each in written],
            }
        )
        return
    for each in written:
        kind = "slide" if each.format == "pptx" else "page"
        out.print(f"{each.path}: {plural(each.pages, kind)}", soft_wrap=True, markup=False, highlight=False)
    out.print(f"{made.cover.figures}. {made.foot}.", soft_wrap=True, markup=False, highlight=False)
    for note in made.cover.notes:
        out.print(note, soft_wrap=True, markup=False, highlight=False)


def briefing(
    place: Annotated[str, typer.Argument(help="A cluster, trust, authority or school, by id or name.")],
    *,
    plan: Annotated[str | None, typer.Option(help="The plan to read it by; the first that it takes part in.")] = None,
    output: Annotated[Path, typer.Option(help="The folder to write into.", file_okay=False)] = Path(),
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """One page (PDF) about a place: its measures over the years, and its schools beside England."""
    from dashboard.answers import resolve
    from dashboard.pack.briefings import of

    opened = board(warehouse)
    opened = replace(opened, store=opened.store.pinned())
    found = resolve.place(opened, place)
    name, page = of(opened, found, plan=plan, group="all")
    path = output / name
    try:
        output.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page)
    except OSError as error:
        refuse(f"{output} cannot be written to ({error.strerror or error}); choose another --output")
    if wants_json(as_json):
        print_json({"place": found, "file": str(path), "bytes": len(page), "snapshot": opened.store.snapshot_id})
    else:
        out.print(f"{path}: 1 page", soft_wrap=True, markup=False, highlight=False)


def _file(each: Written) -> dict[str, str | int]:
    return {
        "file": str(each.path),
        "format": each.format,
        "pages": each.pages,
        "bytes": each.path.stat().st_size,
    }
