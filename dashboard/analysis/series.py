"""From rows to lines: one series a place, phase, group and coverage, and the comparator that has the same scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dashboard.analysis.model import Origin, Point, Series
from etl.catalogue import Indicator
from etl.periods import known

COVERED = 0.8
"""Below this share of pupils (or of members, where pupils are not known) a sum over members is not given."""

COVERAGE_ORDER = ("state_funded", "all_schools", "maintained", "academies", "independent")
PHASE_ORDER = ("total", "primary", "secondary", "special", "early_years", "post_16")

Key = tuple[str, str, str]
"""Indicator, place, group."""

_READ = (
    *("indicator_id", "place_id", "group_id", "phase", "period_kind", "coverage", "period"),
    *("file_name", "extract_id", "source_row", "invented"),
    *("value", "numerator", "denominator", "lower", "upper", "status", "basis", "release"),
)
"""The columns of a row: what it is of, where it comes from, what it says."""


@dataclass(slots=True)
class Lines:
    """Every line held of some indicators and places, by indicator, place and group, then phase, kind and coverage."""

    held: dict[Key, dict[tuple[str, str, str], list[Point]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, key: Key, within: tuple[str, str, str], point: Point) -> None:
        self.held[key][within].append(point)

    def has(self, indicator_id: str, place_id: str, group_id: str) -> bool:
        return (indicator_id, place_id, group_id) in self.held

    def groups(self, indicator_id: str, place_id: str) -> set[str]:
        """The groups of which anything is held, a suppressed figure too."""
        return {group for indicator, place, group in self.held if (indicator, place) == (indicator_id, place_id)}

    def pick(
        self,
        indicator: Indicator,
        place_id: str,
        group_id: str,
        *,
        phase: str | None = None,
        coverage: str | None = None,
        kind: str | None = None,
    ) -> Series | None:
        """The line asked for, else the plainest one: the indicator's own kind of period, all phases together (or the
        first phase that is held), state-funded schools (or the first coverage that has a value)."""
        found = self.held.get((indicator.id, place_id, group_id))
        if not found:
            return None
        wanted = kind or indicator.time_identifier
        fitting = [
            each
            for each in found
            if each[1] == wanted and (phase is None or each[0] == phase) and (coverage is None or each[2] == coverage)
        ]
        if not fitting:
            return None
        best = min(fitting, key=lambda each: _preference(each, found[each]))
        points = tuple(sorted(found[best], key=lambda point: point.period.end))
        return Series(indicator.id, place_id, best[0], group_id, wanted, points)

    def like(self, indicator: Indicator, place_id: str, group_id: str, own: Series) -> Series | None:
        """A comparator's line with the scope of ``own``: the same phase and kind, and for each period the coverage of
        the place's own figure; periods that the place has no figure for take the place's usual coverage.

        None when nothing of that scope is held: a line of another scope is never put beside it.
        """
        found = self.held.get((indicator.id, place_id, group_id), {})
        scopes = {point.period: point.coverage for point in own.points}
        usual = own.points[-1].coverage if own.points else COVERAGE_ORDER[0]
        points = [
            point
            for (phase, kind, coverage), line in found.items()
            if phase == own.phase and kind == own.period_kind
            for point in line
            if coverage == scopes.get(point.period, usual)
        ]
        if not points:
            return None
        ordered = tuple(sorted(points, key=lambda point: point.period.end))
        return Series(indicator.id, place_id, own.phase, group_id, own.period_kind, ordered)


def own_figures(table: pa.Table) -> Lines:
    """Lines from the rows of ``queries.observations.series``."""
    lines = Lines()
    rows = zip(*(table.column(name).to_pylist() for name in _READ), strict=True)
    for indicator, place, group, phase, kind, coverage, code, name, extract, source, invented, *values in rows:
        value, numerator, denominator, lower, upper, status, basis, release = values
        point = Point(
            period=known(code, kind),
            value=value,
            numerator=numerator,
            denominator=denominator,
            lower=lower,
            upper=upper,
            status=status,
            basis=basis,
            release=release,
            coverage=coverage,
            origin=Origin(extract, name or "", source, bool(invented)),
        )
        lines.add((indicator, place, group), (phase, kind, coverage), point)
    return lines


def summed_figures(table: pa.Table, indicators: Mapping[str, Indicator]) -> Lines:
    """Lines from the rows of ``queries.observations.aggregated``.

    The members with data must hold at least 80 % of the pupils; a number that is simply added up needs every member's.
    A sum that falls short is kept as a point without a value, ``not_available``, so that the reader is told how many
    members it lacks.
    """
    return lines_of_sums(table.to_pylist(), indicators)


def lines_of_sums(rows: Iterable[Mapping[str, Any]], indicators: Mapping[str, Indicator]) -> Lines:
    """The same from rows that :func:`dashboard.analysis.adding_up.summed_rows` added up."""
    lines = Lines()
    for row in rows:
        indicator = indicators[row["indicator_id"]]
        if indicator.aggregation == "difference":
            continue  # a gap is worked out from its two parts, never summed
        additive = indicator.aggregation == "sum"
        with_data = row["members_with_value"] if additive else row["members_with_data"]
        enough = with_data == row["members"] if additive else with_data > 0 and covered(row) >= COVERED
        value = None
        if enough:
            value = row["total"] if additive else indicator.scale * row["numerator"] / row["denominator"]
        estimated = enough and row["rebuilt"] > 0
        several = row["extracts"] > 1
        point = Point(
            period=known(row["period"], row["period_kind"]),
            value=value,
            numerator=row["numerator"] if enough and not additive else None,
            denominator=row["denominator"] if enough and not additive else None,
            status="estimated" if estimated else "ok" if enough else "not_available",
            basis="aggregated",
            release=row["release"],
            coverage=row["coverage"],
            origin=Origin(
                None if several else row["extract_id"],
                f"{row['file_name']} and others" if several else row["file_name"] or "",
                None,
                bool(row["invented"]),
            ),
            members=row["members"],
            members_with_data=with_data,
        )
        lines.add((row["indicator_id"], row["place_id"], row["group_id"]), _within(row), point)
    return lines


def joined(members: Sequence[Series | None], indicator: Indicator, place_id: str) -> Series | None:
    """A joint area's line from its members' lines: sum over sum for each period in which every member has counts.

    None when any member has no line or no period is complete; never a mean of the members' rates.
    """
    if not members or any(each is None for each in members) or indicator.aggregation == "difference":
        return None
    lines = [each for each in members if each is not None]
    points = []
    for like in lines[0].points:
        parts = [line.at(like.period) for line in lines]
        found = [part for part in parts if part is not None and part.coverage == like.coverage]
        point = _joint_point(found, indicator) if len(found) == len(lines) else None
        if point is not None:
            points.append(point)
    first = lines[0]
    if not points:
        return None
    return Series(indicator.id, place_id, first.phase, first.group_id, first.period_kind, tuple(points))


def _joint_point(parts: Sequence[Point], indicator: Indicator) -> Point | None:
    top = [part.numerator for part in parts if part.numerator is not None]
    bottom = [part.denominator for part in parts if part.denominator is not None]
    values = [part.value for part in parts if part.value is not None]
    if indicator.aggregation == "sum":
        if len(values) < len(parts):
            return None
        value, numerator, denominator = sum(values), None, None
    else:
        if min(len(top), len(bottom), len(values)) < len(parts) or sum(bottom) == 0:
            return None
        numerator, denominator = sum(top), sum(bottom)
        value = indicator.scale * numerator / denominator
    release = next(
        (word for word in ("provisional", "revised") if any(part.release == word for part in parts)), "final"
    )
    files = dict.fromkeys(part.origin.file_name for part in parts if part.origin)
    return Point(
        period=parts[0].period,
        value=value,
        numerator=numerator,
        denominator=denominator,
        status="estimated" if any(part.status == "estimated" for part in parts) else "ok",
        basis="aggregated",
        release=release,
        coverage=parts[0].coverage,
        origin=Origin(
            parts[0].origin.extract_id if len(files) == 1 and parts[0].origin else None,
            next(iter(files), "") + (" and others" if len(files) > 1 else ""),
            None,
            any(part.origin is not None and part.origin.invented for part in parts),
        ),
        members=len(parts),
        members_with_data=len(parts),
    )


def covered(row: Mapping[str, Any]) -> float:
    """The share of pupils in members with data; of members, where the pupils of any member are not known."""
    if row["pupils_unknown"] == 0 and row["pupils"]:
        return float(row["pupils_with_data"]) / float(row["pupils"])
    return float(row["members_with_data"]) / float(row["members"])


def _within(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["phase"], row["period_kind"], row["coverage"]


def _preference(within: tuple[str, str, str], points: list[Point]) -> tuple[bool, int, int]:
    known = any(point.value is not None for point in points)
    return not known, _place_in(PHASE_ORDER, within[0]), _place_in(COVERAGE_ORDER, within[2])


def _place_in(order: tuple[str, ...], word: str) -> int:
    return order.index(word) if word in order else len(order)
