"""``outcomes boundaries``: what is understood of the files of boundaries, before anybody looks at a map."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dashboard.board import Board
from dashboard.commands.common import AsJson, Warehouse, board, wants_json
from dashboard.queries import places
from dashboard.terminal import err, out, print_json
from etl.boundaries import BoundaryError, BoundaryFile, read

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]...", help="GeoJSON files; else those that the board draws.")
]


def boundaries(files: Files = None, *, as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """The areas of boundary files: their code, their system, and how many are places that this board knows."""
    opened = board(warehouse, empty_is_fine=True)
    folder = opened.settings.boundaries
    found, problems = _read(files or sorted(folder.glob("*.geojson")))
    known = _known(opened)
    counted = {file.path.name: sum(code in known for code in file.areas) for file in found}
    if wants_json(as_json):
        listed = [
            {
                "file": file.path.name,
                "code_property": file.code_property,
                "system": file.system,
                "areas": len(file.areas),
                "known": counted[file.path.name],
                "mended": file.mended,
            }
            for file in found
        ]
        print_json({"folder": str(folder), "files": listed, "problems": problems})
    elif found or problems:
        out.print(_table(found, counted))
    else:
        out.print(f"No boundary file in {folder}: maps draw outlines around the schools of each area.", soft_wrap=True)
    for problem in problems:
        err.print(f"{problem}.", soft_wrap=True, markup=False)
    if problems:
        raise typer.Exit(1)


def _read(paths: list[Path]) -> tuple[list[BoundaryFile], list[str]]:
    found, problems = [], []
    for path in paths:
        try:
            found.append(read(path))
        except BoundaryError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{path}: it cannot be opened ({error.strerror})")
    return found, problems


def _known(opened: Board) -> frozenset[str]:
    """Every id and every other code of a place; none where nothing has been loaded."""
    if not opened.store.has_snapshot:
        return frozenset()
    ids = opened.store.fetch(places.every()).column("place_id").to_pylist()
    aliases = opened.store.fetch(places.aliases()).column("alias").to_pylist()
    return frozenset([*ids, *(alias.upper() for alias in aliases)])


def _table(found: list[BoundaryFile], counted: dict[str, int]) -> Table:
    table = Table(title="Boundaries", title_justify="left")
    for name in ("File", "Code", "System", "Areas", "Known here", "Mended"):
        table.add_column(
            name, overflow="fold", justify="right" if name in ("Areas", "Known here", "Mended") else "left"
        )
    for file in found:
        numbers = (f"{number:,}" for number in (len(file.areas), counted[file.path.name], file.mended))
        table.add_row(file.path.name, file.code_property, file.system, *numbers)
    return table
