"""The schools that count in each place, held in memory for a snapshot and a day: no screen asks for them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.adding_up import Counted
from dashboard.answers.sorted_rows import SortedRows, sorted_rows
from dashboard.board import Board
from dashboard.queries import belonging, heirs


@dataclass(frozen=True, slots=True)
class School:
    """An open school of a place."""

    place_id: str
    name: str
    phase: str | None
    pupils: int | None


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Every place's schools, and those that came after closed ones."""

    rows: SortedRows
    after: Mapping[str, frozenset[str]]

    def of(self, place_id: str) -> tuple[tuple[School, ...], dict[str, Counted]]:
        """The open schools of a place by name, and what counts in it, closed schools before them too."""
        schools: dict[str, School] = {}
        counted: dict[str, Counted] = {}
        for row in self.rows.of([place_id]).to_pylist():
            member, source = row["member_id"], row["source_id"]
            schools.setdefault(member, School(member, row["name"], row["phase"], row["pupils"]))
            counted[source] = Counted(
                source, member, row["share"], row["pupils"], row["closed"], self.after.get(source, frozenset())
            )
        return tuple(schools.values()), counted

    def sources(self, place_id: str) -> list[str]:
        """The ids of all that counts in a place."""
        found: list[str] = self.rows.of([place_id]).column("source_id").to_pylist()
        return found


def everywhere(board: Board, *, on: date) -> Everywhere:
    """Who counts where on a day; worked out once a snapshot."""
    return board.store.cached(("who counts", on), lambda: _everywhere(board, on))


def _everywhere(board: Board, on: date) -> Everywhere:
    rows = sorted_rows(board.store.fetch(belonging.everywhere(on=on)), "container_id")
    after: dict[str, set[str]] = defaultdict(set)
    for link in board.store.fetch(heirs.came_after()).to_pylist():
        after[link["source_id"]].add(link["heir_id"])
    return Everywhere(rows, {source: frozenset(heirs) for source, heirs in after.items()})
