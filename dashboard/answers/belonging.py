"""Where a school's figures count: as of now or as of then, in words, and what that makes of the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.model import Point
from dashboard.analysis.series import Lines, joined, own_figures
from dashboard.board import Board
from dashboard.queries import comings_and_goings
from dashboard.queries import members as queries
from etl.catalogue import Indicator

NOW, THEN = "now", "then"
WAYS = (NOW, THEN)
"""The words in the address and on the command line."""

NAMES = {NOW: "As of now", THEN: "As of then"}
"""The words in the drop-down; :func:`words` says what they mean."""


def words(then: bool, *, on: date) -> str:
    """One sentence for the screen."""
    if then:
        return (
            "As of then: in every period a school counts where it belonged on the period's last day, or on its own "
            "last day where it closed before that."
        )
    return (
        f"As of now: every period is added up over the schools that belong on {on.day} {on:%B %Y}, each with the "
        "closed schools that it took over from. A stable comparison."
    )


@dataclass(frozen=True, slots=True)
class Move:
    """A school that came to a place or left it, or opened or closed in it, on a day; ``other`` is where it came from or
    went to, in the same scheme."""

    school_id: str
    school: str
    what: str
    day: date
    other_id: str | None = None
    other: str | None = None

    @property
    def words(self) -> str:
        if self.other is None:
            return self.what
        return f"{'came from' if self.what == 'came' else 'went to'} {self.other}"


def moves(board: Board, place_id: str) -> tuple[Move, ...]:
    """Everything dated in a cluster's or trust's membership, the latest first: what makes now and then differ."""

    def make() -> tuple[Move, ...]:
        rows = board.store.fetch(comings_and_goings.changes(place_id)).to_pylist()
        return tuple(Move(**row) for row in rows)

    return board.store.cached(("moves", place_id), make)


def fill_from_before(
    board: Board,
    lines: Lines,
    school_ids: Sequence[str],
    keys: Sequence[queries.Key],
    *,
    indicators: dict[str, Indicator],
    group: str,
    on: date,
) -> dict[tuple[str, queries.Key], str]:
    """Give schools without a row of their own, as of now, that of the closed school that each took over from (the sum
    of the counts where it took over from several). Returns the name of that school by school and column."""
    table = board.store.fetch(queries.inherited_figures(school_ids, keys=keys, group=group, on=on))
    if not table.num_rows:
        return {}
    before = own_figures(table)
    sources: dict[str, dict[str, str]] = {}
    for row in table.select(["heir_id", "place_id", "name"]).to_pylist():
        sources.setdefault(row["heir_id"], {})[row["place_id"]] = row["name"]
    told: dict[tuple[str, queries.Key], str] = {}
    for school, olds in sources.items():
        for key in keys:
            name, period, kind, phase, coverage = key
            own = lines.held.get((name, school, group), {}).get((phase, kind, coverage), ())
            if any(point.period.code == period for point in own):
                continue
            point = _before(before, indicators[name], list(olds), key, group)
            if point is not None:
                lines.add((name, school, group), (phase, kind, coverage), point)
                told[school, key] = " and ".join(sorted(olds.values()))
    return told


def _before(lines: Lines, indicator: Indicator, sources: Sequence[str], key: queries.Key, group: str) -> Point | None:
    _, period, kind, phase, coverage = key
    held = [lines.pick(indicator, source, group, phase=phase, coverage=coverage, kind=kind) for source in sources]
    known = [line for line in held if line is not None and any(point.period.code == period for point in line.points)]
    if not known:
        return None
    whole = known[0] if len(known) == 1 else joined(known, indicator, "before")
    return next((point for point in whole.points if point.period.code == period), None) if whole else None
