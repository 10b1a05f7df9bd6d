"""The schools that count in each place, held in memory for a snapshot and a day: no screen asks for them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.analysis.adding_up import Counted
from dashboard.board import Board
from dashboard.queries import belonging


@dataclass(frozen=True, slots=True)
class School:
    """An open school of a place."""

    place_id: str
    name: str
    phase: str | None
    pupils: int | None


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Every place's schools: a table sorted by place, and where each place's rows are in it."""

    table: pa.Table
    rows: Mapping[str, tuple[int, int]]
    after: Mapping[str, frozenset[str]]

    def of(self, place_id: str) -> tuple[tuple[School, ...], dict[str, Counted]]:
        """The open schools of a place by name, and what counts in it, closed schools before them too."""
        first, length = self.rows.get(place_id, (0, 0))
        schools: dict[str, School] = {}
        counted: dict[str, Counted] = {}
        for row in self.table.slice(first, length).to_pylist():
            member, source = row["member_id"], row["source_id"]
            schools.setdefault(member, School(member, row["name"], row["phase"], row["pupils"]))
            counted[source] = Counted(
                source, member, row["share"], row["pupils"], row["closed"], self.after.get(source, frozenset())
            )
        return tuple(schools.values()), counted


def everywhere(board: Board, *, on: date) -> Everywhere:
    """Who counts where on a day; worked out once a snapshot."""
    return board.store.cached(("who counts", on), lambda: _everywhere(board, on))


def _everywhere(board: Board, on: date) -> Everywhere:
    table = board.store.fetch(belonging.everywhere(on=on)).combine_chunks()
    runs = pc.run_end_encode(table.column("container_id").combine_chunks()) if table.num_rows else None
    rows, start = {}, 0
    if runs is not None:
        for place_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            rows[place_id] = (start, end - start)
            start = end
    after: dict[str, set[str]] = defaultdict(set)
    for link in board.store.fetch(belonging.came_after()).to_pylist():
        after[link["source_id"]].add(link["heir_id"])
    return Everywhere(table, rows, {source: frozenset(heirs) for source, heirs in after.items()})
