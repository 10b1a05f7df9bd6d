"""A chart's lines as the columns of its data sheet: a column a stretch that may be joined, and the target's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.answers.json_parts import number
from dashboard.figures.axis import Axis, axis
from dashboard.figures.line import Line, Steps
from dashboard.figures.pieces import eras
from dashboard.pack.model import Chart
from etl.catalogue import Indicator
from etl.findings_file import inert


@dataclass(frozen=True, slots=True)
class Column:
    """One series of the native chart: a name, a value a period or nothing, and how it is drawn.

    ``role`` is the line's, or ``target`` or ``way``; ``faded`` columns belong to an earlier method; ``ends`` says that
    the line's last figure is here, where its name and value stand.
    """

    name: str
    role: str
    values: tuple[float | None, ...]
    faded: bool = False
    ends: bool = False


def along(chart: Chart) -> Axis:
    """The periods under a chart: those of its lines and of the way to the target."""
    return axis(
        [each.series for each in chart.lines], upto=[period for period, _ in (*chart.target, *chart.trajectory)]
    )


def columns(chart: Chart) -> tuple[Column, ...]:
    """The columns of a chart in drawing order: the place on top of the others, which a sheet lists first.

    A withheld or missing figure is an empty cell. Names are safe in a spreadsheet.
    """
    under = along(chart)
    found = [column for each in chart.lines for column in _of_line(each, chart.indicator, under)]
    if chart.target:
        found.append(Column("Target", "target", _stepped(chart.target, under)))
    if chart.trajectory:
        found.append(Column("Way to the target", "way", _straight(chart.trajectory, under)))
    return tuple(found)


def _of_line(line: Line, indicator: Indicator, under: Axis) -> list[Column]:
    """One column for each stretch that a native line must not join: those of other methods, and neighbours that a
    missing week parts. Stretches with an empty period between them share a column."""
    methods = eras(line.series, indicator)
    lanes: dict[tuple[int, int], list[float | None]] = {}
    for era, runs in enumerate(methods):
        lane, last = 0, -2
        for run in runs:
            first = under.index(run[0].period)
            lane += int(first == last + 1)
            values = lanes.setdefault((era, lane), [None] * len(under.periods))
            for point in run:
                values[under.index(point.period)] = number(point.figure)
            last = under.index(run[-1].period)
    newest = max(lanes)
    return [
        Column(
            name=inert(_named(line.name, lane, newest=newest)),
            role=line.role,
            values=tuple(values),
            faded=lane[0] < newest[0],
            ends=lane == newest,
        )
        for lane, values in sorted(lanes.items(), reverse=True)
    ]


def _named(name: str, lane: tuple[int, int], *, newest: tuple[int, int]) -> str:
    if lane == newest:
        return name
    back = newest[0] - lane[0]
    method = "" if back == 0 else ", earlier method" if back == 1 else f", method {back} before"
    return f"{name}{method}" + (f", part {lane[1] + 1}" if lane[1] != newest[1] or not method else "")


def _stepped(steps: Steps, under: Axis) -> tuple[float | None, ...]:
    """The level of a target in each period: each step holds until the next one."""
    ordered = sorted(steps, key=lambda step: step[0].end)
    found: list[float | None] = []
    for period in under.periods:
        reached = [value for since, value in ordered if since.end <= period.end]
        found.append(number(reached[-1]) if reached else None)
    return tuple(found)


def _straight(steps: Steps, under: Axis) -> tuple[float | None, ...]:
    """The straight way between the steps, a value a period."""
    at = sorted((under.index(period), value) for period, value in steps)
    return tuple(_between(at, place) for place in range(len(under.periods)))


def _between(at: Sequence[tuple[int, float]], place: int) -> float | None:
    before = [step for step in at if step[0] <= place]
    after = [step for step in at if step[0] >= place]
    if not before or not after:
        return None
    (start, low), (end, high) = before[-1], after[0]
    return number(low if start == end else low + (high - low) * (place - start) / (end - start))
