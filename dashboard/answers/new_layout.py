"""A layout that somebody describes on the mapping form: the guess, what the form says otherwise, and its first rows.

The address of the form holds only what differs from the guess, so that it stays short and a link opens the same form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from dashboard.answers.layout_choices import chosen
from dashboard.board import Board
from etl.datasets import Dataset, load_datasets
from etl.deciding.proposals import Proposal
from etl.findings import Refused
from etl.layouts import layout_guess, sample
from etl.layouts.first_rows import FirstRows, first_rows
from etl.layouts.layout import Layout
from etl.layouts.sample import MOST_WORDS, Column
from etl.layouts.starter import Unfinished, dataset, free_title
from etl.places import Places, load_places
from etl.reading.extract import peek
from etl.reading.receive import Received, receive
from etl.reading.tables import Sheet
from etl.warehouse.folder import WarehouseError


@dataclass(frozen=True)
class Described:
    """The form as it stands. ``guess`` is what the content suggests beside the choices made, so that each field knows
    which of its options it would have chosen itself; ``lacks`` is what is still to say before it can be saved."""

    file: str
    sheets: tuple[str, ...]
    sheet: Sheet
    columns: tuple[Column, ...]
    guess: Layout
    layout: Layout
    known: dict[str, Dataset]
    lacks: tuple[str, ...]

    def words(self, column: str | None) -> list[str]:
        """The different cells of a column in the first rows."""
        found = next((each for each in self.columns if each.name == column), None)
        return found.words[:MOST_WORDS] if found else []


def described(board: Board, proposal: Proposal, query: Mapping[str, str]) -> Described:
    """The form for one file of a proposal; raises :class:`WarehouseError` when the file is not there or no table."""
    file, sheets = query.get("file", ""), _sheets(proposal, query.get("file", ""))
    sheet = next((each for each in sheets if each.name == query.get("sheet")), sheets[0])
    folder = board.settings.data / "catalogue" / "datasets"
    known = load_datasets(folder, indicators=board.catalogue.indicators)
    header = query.get("header", "")
    guess = layout_guess.guess(
        sheet,
        file=file,
        catalogue=board.catalogue,
        directory=places(board).directory,
        header=int(header) if header.isdigit() and 1 <= int(header) <= len(sheet.top) else None,
    )
    columns = tuple(sample.columns(sheet, guess.header_row))
    guess = replace(guess, title=free_title(guess.title, known))
    guess, layout = chosen(guess, columns, query, catalogue=board.catalogue)
    try:
        dataset(layout, known.values())
        lacks: tuple[str, ...] = ()
    except Unfinished as unfinished:
        lacks = tuple(unfinished.lacks)
    names = tuple(each.name for each in sheets if each.name)
    return Described(file, names, sheet, columns, guess, layout, known, lacks)


def preview(board: Board, proposal: Proposal, made: Described) -> FirstRows | None:
    """What the loader makes of the first rows by the layout; ``None`` while something is still to say."""
    if made.lacks:
        return None
    return first_rows(
        made.sheet,
        dataset(made.layout, made.known.values()),
        catalogue=board.catalogue,
        places=places(board),
        warehouse=board.settings.warehouse,
        beside=proposal.folder,
    )


def places(board: Board) -> Places:
    """The reference places, read once until one of their files changes."""
    folder = board.settings.data / "places"
    return _places(folder, max(path.stat().st_mtime for path in folder.iterdir()))


@lru_cache(maxsize=2)
def _places(folder: Path, changed: float) -> Places:  # noqa: ARG001 - the key
    return load_places(folder)


def _sheets(proposal: Proposal, file: str) -> list[Sheet]:
    """The tables of a file of the proposal, visible ones first; a member of an archive is unpacked for a moment."""
    name = file.rpartition(" [")[0] if file.endswith("]") else file
    for given in sorted(proposal.uploads.glob("*")):
        if given.name != name and not name.startswith(f"{given.name}/"):
            continue
        with TemporaryDirectory(prefix="look-", dir=proposal.folder) as staging:
            for received in receive([given], staging=Path(staging)):
                if isinstance(received, Received) and received.name == name:
                    return _tables(received.path, name)
    raise WarehouseError(f"there is no file {PurePosixPath(name).name!r} here any more")


def _tables(path: Path, name: str) -> list[Sheet]:
    try:
        found = [each for each in peek(path).sheets if any(any(cell.strip() for cell in row) for row in each.top)]
    except Refused as refusal:
        raise WarehouseError(f"{name}: {refusal.finding.message}") from refusal
    if not found:
        raise WarehouseError(f"{name} holds no table")
    return sorted(found, key=lambda each: each.hidden)
