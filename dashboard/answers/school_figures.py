"""The figures of a place's schools, read for the places beside it at once: whoever opens one locality opens the next.

What was read is kept for the snapshot, that of two authorities: a large one takes some megabytes. The figures of
a smaller group of pupils are read for the place alone: who asks for them has the place before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import Any

import pyarrow as pa

from dashboard.analysis.adding_up import Figure
from dashboard.answers.place_kinds import Place
from dashboard.answers.who_counts import everywhere
from dashboard.board import Board
from dashboard.queries import observations

COLUMNS = Figure._fields[:-2]
"""What is read of a figure; the name of its file is known."""
TOGETHER = 1_200
"""Schools and places that are read at once; beyond, each place's are read when they are asked for."""
WORDS = Figure._fields[:7]
"""Of them what names the figure, and its place."""
AT_ONCE = 2_048
"""Rows that are turned into figures at a time: what is held in between is small."""
KEPT = 2
ALL = "all"


def school_figures(
    board: Board, beside: Sequence[Place], places: Sequence[str], indicators: Sequence[str], *, group: str, on: date
) -> list[Figure]:
    """The figures of some ``places`` (a place and its schools) by indicator, for a group of pupils; ``beside`` are the
    places like it, itself among them."""
    read = board.store.cached("figures together", lambda: lru_cache(maxsize=KEPT)(partial(_together, board)))
    around = tuple(each.place_id for each in beside)
    together = read(around, tuple(indicators), on) if group == ALL and len(around) > 1 else None
    if together is None:
        return _figures(board, board.store.fetch(observations.plain(COLUMNS, indicators, places, group=group)))
    return list(chain.from_iterable(together.get(each, ()) for each in places))


def _together(
    board: Board, beside: tuple[str, ...], indicators: tuple[str, ...], on: date
) -> Mapping[str, Sequence[Figure]] | None:
    """The figures of all places beside each other and of their schools, by place; ``None`` where those are too many."""
    counting = everywhere(board, on=on)
    places = {source for each in beside for source in counting.sources(each)} | set(beside)
    if len(places) > TOGETHER:
        return None
    found: dict[str, list[Figure]] = {}
    for each in _figures(board, board.store.fetch(observations.plain(COLUMNS, indicators, places, group=ALL))):
        found.setdefault(each.place_id, []).append(each)
    return found


def _figures(board: Board, table: pa.Table) -> list[Figure]:
    def read() -> dict[int, tuple[str | None, bool]]:
        rows = board.store.fetch(observations.files()).to_pylist()
        return {row["extract_id"]: (row["file_name"], bool(row["invented"])) for row in rows}

    files = board.store.cached("names of files", read)
    held: dict[str, str] = {}  # a few hundred words, each in thousands of rows
    found: list[Figure] = []
    for part in table.to_batches(max_chunksize=AT_ONCE):
        columns: dict[str, list[Any]] = {name: part.column(name).to_pylist() for name in COLUMNS}
        for name in WORDS:
            columns[name] = [held.setdefault(each, each) for each in columns[name]]
        named = [files.get(extract, (None, False)) for extract in columns["extract_id"]]
        names, invented = [name for name, _ in named], [each for _, each in named]
        found += map(Figure._make, zip(*columns.values(), names, invented, strict=True))
    return found
