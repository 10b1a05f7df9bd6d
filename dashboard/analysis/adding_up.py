"""Sums over the schools of a place from their own figures: what ``queries.observations.aggregated`` selects, in memory.

For one place and a handful of indicators the rows are few and are wanted anyway, for the table of its schools; adding
them up here saves the second and by far the dearer select.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from dashboard.analysis.model import Origin, Point
from etl.catalogue import Indicator
from etl.periods import DAYS, Period, known

_LONGEST = max(DAYS.values())


class Figure(NamedTuple):
    """One observation as it is held: a row of ``queries.observations.plain`` with the name of its file."""

    indicator_id: str
    period: str
    period_kind: str
    phase: str
    group_id: str
    coverage: str
    place_id: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    status: str
    basis: str
    release: str
    extract_id: int | None
    source_row: int | None
    file_name: str | None = None
    invented: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What is added up together: everything but the place."""
        return self[:6]

    @property
    def when(self) -> Period:
        return known(self.period, self.period_kind)

    @property
    def point(self) -> Point:
        return Point(
            self.when, self.value, self.numerator, self.denominator, self.lower, self.upper,
            self.status, self.basis, self.release, self.coverage,
            Origin(self.extract_id, self.file_name or "", self.source_row, self.invented),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A school whose figures count in a place: under ``member_id`` (itself, or the open school that took over from it)
    and by ``share``. ``closed`` is its last day; ``after`` are the schools that came after it."""

    source_id: str
    member_id: str
    share: float
    pupils: int | None
    closed: date | None = None
    after: frozenset[str] = frozenset()


def summed_rows(
    figures: Sequence[Figure], counted: Mapping[str, Counted], indicators: Mapping[str, Indicator], *, place_id: str
) -> list[dict[str, Any]]:
    """One row an indicator, period, phase, group and coverage, in the columns of ``aggregated``.

    ``counted`` holds the schools by ``source_id``. What is printed of a school for a period after it closed counts only
    where none of the schools after it has the same figure, even withheld.
    """
    together: dict[tuple[str, ...], list[tuple[Figure, Counted]]] = {}
    told: set[tuple[str, ...]] | None = None
    for each in figures:
        school = counted.get(each.place_id)
        if school is None or each.status == "not_applicable":
            continue
        if school.closed is not None and not _lived(each, school.closed):
            if told is None:
                told = {(figure.place_id, *figure.key) for figure in figures}
            if not school.after or any((later, *each.key) in told for later in school.after):
                continue
        together.setdefault(each.key, []).append((each, school))
    return [_sum(key, parts, indicators[key[0]].scale, place_id) for key, parts in together.items()]


def _lived(figure: Figure, closed: date) -> bool:
    """Whether the school had not closed before the figure's period began."""
    return closed >= figure.when.end - timedelta(days=DAYS.get(figure.period_kind, _LONGEST))


def _sum(key: tuple[str, ...], parts: Sequence[tuple[Figure, Counted]], scale: float, place_id: str) -> dict[str, Any]:
    numerator = denominator = total = 0.0
    with_value = with_data = unknown = pupils = pupils_with_data = rebuilt = 0
    for figure, school in parts:
        counting = school.pupils or 0
        pupils += counting
        unknown += school.pupils is None
        if figure.value is not None:
            with_value += 1
            total += figure.value * school.share
        above = _numerator(figure, scale)
        if above is None or not figure.denominator or figure.denominator <= 0:
            continue
        with_data += 1
        numerator += above * school.share
        denominator += figure.denominator * school.share
        pupils_with_data += counting
        rebuilt += figure.numerator is None or figure.basis == "printed" or figure.status == "estimated"
    releases = {figure.release for figure, _ in parts}
    files = {figure.extract_id for figure, _ in parts if figure.extract_id is not None}
    indicator_id, period, period_kind, phase, group_id, coverage = key
    return {
        "indicator_id": indicator_id, "place_id": place_id, "period": period, "period_kind": period_kind,
        "phase": phase, "group_id": group_id, "coverage": coverage,
        "numerator": numerator, "denominator": denominator, "total": total,
        "members": len(parts), "members_with_value": with_value, "members_with_data": with_data,
        "pupils_unknown": unknown, "pupils": pupils, "pupils_with_data": pupils_with_data, "rebuilt": rebuilt,
        "release": next((word for word in ("provisional", "revised") if word in releases), "final"),
        "extract_id": min(files, default=None),
        "file_name": min((figure.file_name for figure, _ in parts if figure.file_name), default=None),
        "extracts": len(files),
        "invented": any(figure.invented for figure, _ in parts),
    }  # fmt: skip


def _numerator(figure: Figure, scale: float) -> float | None:
    """The numerator as held, else rebuilt from the printed value."""
    if figure.numerator is not None or figure.value is None or figure.denominator is None:
        return figure.numerator
    return figure.value * figure.denominator / scale
