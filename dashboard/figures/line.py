"""A place over the years beside its comparators, with target, trajectory, breaks and missing years, in Plotly's schema.

Lines carry their names at their ends instead of a legend. A line is never joined over an empty period or a change of
method; both are marked, and :func:`dashboard.figures.axis.notes` says in words what the marks stand for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from dashboard.analysis import words
from dashboard.analysis.intervals import of_point
from dashboard.analysis.model import Point, Series
from dashboard.figures import theme
from dashboard.figures.axis import Axis, axis
from dashboard.figures.behind_line import behind
from dashboard.figures.drawn import Figure
from dashboard.figures.labels import end_labels
from dashboard.figures.pieces import eras
from dashboard.figures.starts import Start, ticks
from dashboard.figures.value_axis import drawn_values, tick, unit_words, value_range
from etl.catalogue import Indicator
from etl.periods import Period

TOP, BOTTOM, LEFT = 40, 30, 44


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a drawing, and of the room to the right of its plot where the lines have their names."""

    width: int
    height: int
    right: int

    @property
    def room(self) -> int:
        """Pixels of the plot's height."""
        return self.height - TOP - BOTTOM


NARROW, MIDDLE, WIDE, FULL = Size(330, 270, 104), Size(520, 310, 128), Size(760, 340, 140), Size(1040, 360, 150)
"""A chart is drawn at several widths, each with words of the same size; the screen shows the widest that fits."""

_FADED = 0.45
"""How strongly a line of an earlier method is drawn: it is history, not what today's figure is compared with."""

Steps = Sequence[tuple[Period, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its series and the name at its end. ``role`` is a key of ``theme.INKS``."""

    series: Series
    name: str
    role: str

    @property
    def ink(self) -> theme.Ink:
        return theme.INKS[self.role]


def line(
    drawn: Sequence[Line],
    indicator: Indicator,
    *,
    target: Steps = (),
    trajectory: Steps = (),
    target_label: str | None = None,
    starts: Sequence[Start] = (),
    size: Size = WIDE,
) -> Figure:
    """The chart of one indicator in its own unit; the first line is the place's, drawn on top and with its interval.

    ``target`` holds its level from period to period, with ``target_label`` at its start (default: its value);
    ``trajectory`` is the straight way to it and may run on past the last figure; ``starts`` are ticked at the foot.
    Periods without a value are not drawn, nor a line that has none. Raises ``ValueError`` when no line has a value:
    then there is nothing to draw, and the screen says why instead.
    """
    place = drawn[0].series if drawn else None
    drawn = [each for each in drawn if each.series.known]
    if not drawn or place is None:
        raise ValueError(f"no value of {indicator.id} to draw")
    lines = [each.series for each in drawn]
    along = axis(lines, upto=[period for period, _ in (*target, *trajectory)])
    low, high = value_range(drawn_values(lines, indicator, place) + [value for _, value in (*target, *trajectory)])
    traces = [trace for each in reversed(drawn) for trace in _traces(each, indicator, place)]
    traces += [_way(trajectory, indicator)] if trajectory else []
    traces += [_level(target, indicator)] if target else []
    marked, their_words = behind(lines, along, indicator)
    begun, their_labels = ticks(starts, along)
    layout = {
        "height": size.height,
        "margin": {"t": TOP, "b": BOTTOM, "l": LEFT, "r": size.right},
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": along.labels,
            "tickvals": along.labels if len(along.periods) <= 14 else along.labels[:: len(along.periods) // 7],
            "range": [-0.5, len(along.periods) - 0.5],
        },
        "yaxis": {"range": [low, high], "nticks": 6, "ticksuffix": "%" if indicator.unit == "percent" else ""},
        "shapes": marked + _leaders(drawn, along) + begun,
        "annotations": [
            _corner(unit_words(indicator), left=True),
            *([_corner(f"axis from {tick(low, indicator)}", left=False)] if low > 0 else []),
            *their_words,
            *end_labels(
                [(each.series.known[-1], each.name, each.ink) for each in drawn],
                indicator,
                last=along.periods[-1],
                low=low,
                high=high,
                pixels=size.room,
                letters=size.right // 7,
            ),
            *_target_word(target, target_label, indicator, along, low=low, high=high),
            *their_labels,
        ],
    }
    return {"data": traces, "layout": layout}


def _traces(each: Line, indicator: Indicator, place: Series) -> list[dict[str, Any]]:
    """One trace for each stretch that may be joined, those of earlier methods faded."""
    own = each.series is place
    found = []
    methods = eras(each.series, indicator)
    for number, era in enumerate(methods):
        for run in era:
            found.append(
                {
                    "type": "scatter",
                    "x": [point.period.label for point in run],
                    "y": [point.value for point in run],
                    "mode": "lines+markers",
                    "name": each.name,
                    "opacity": 1 if number == len(methods) - 1 else _FADED,
                    "line": {"color": each.ink.line, "width": 2.75 if own else 1.75, "dash": each.ink.dash},
                    "marker": {"color": each.ink.line, "size": 7 if own else 4},
                    "error_y": _interval(run, indicator, each.ink.line) if own else None,
                    "text": [_said(point, indicator) for point in run],
                    "hovertemplate": "%{text}<extra>" + str(escape(each.name)) + "</extra>",
                }
            )
    return found


def _interval(points: Sequence[Point], indicator: Indicator, colour: str) -> dict[str, Any] | None:
    """Bars of the 95 % interval, published or from counts, where any point has one."""
    bounds = [of_point(point, indicator) for point in points]
    if not any(bounds):
        return None
    pairs = list(zip(points, bounds, strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [bound.upper - point.figure if bound else 0 for point, bound in pairs],
        "arrayminus": [point.figure - bound.lower if bound else 0 for point, bound in pairs],
        "color": colour,
        "thickness": 1,
        "width": 3,
    }


def _level(steps: Steps, indicator: Indicator) -> dict[str, Any]:
    return _dashed(steps, indicator, name="Target", dash="4px,3px", shape="hv")


def _way(steps: Steps, indicator: Indicator) -> dict[str, Any]:
    return _dashed(steps, indicator, name="Way to the target", dash="1px,3px", shape="linear")


def _dashed(steps: Steps, indicator: Indicator, *, name: str, dash: str, shape: str) -> dict[str, Any]:
    ordered = sorted(steps, key=lambda step: step[0].end)
    return {
        "type": "scatter",
        "x": [period.label for period, _ in ordered],
        "y": [value for _, value in ordered],
        "mode": "lines",
        "name": name,
        "line": {"color": theme.INK, "width": 1.25, "dash": dash, "shape": shape},
        "text": [words.printed(value, indicator) for _, value in ordered],
        "hovertemplate": "%{text}<extra>" + name + "</extra>",
    }


def _leaders(drawn: Sequence[Line], along: Axis) -> list[dict[str, Any]]:
    """A fine line from where a series ends early to the edge where its name stands."""
    edge = len(along.periods) - 0.5
    found: list[dict[str, Any]] = []
    for each in drawn:
        point = each.series.known[-1]
        end = along.index(point.period)
        if end < len(along.periods) - 1:
            ends = {"xref": "x", "yref": "y", "x0": end + 0.12, "x1": edge, "y0": point.value, "y1": point.value}
            ink = {"color": each.ink.line, "width": 0.75, "dash": "1px,3px"}
            found.append({"type": "line", "layer": "below", "line": ink} | ends)
    return found


def _target_word(
    target: Steps, label: str | None, indicator: Indicator, along: Axis, *, low: float, high: float
) -> list[Mapping[str, Any]]:
    if not target:
        return []
    period, value = min(target, key=lambda step: step[0].end)
    return [
        {
            "xref": "x",
            "x": along.index(period),  # a number: a year as text ("2018") would be taken for one
            "xanchor": "left",
            "yref": "y",
            "y": value,
            "yanchor": "top" if (value - low) / (high - low) > 0.9 else "bottom",
            "showarrow": False,
            "text": label or f"target {tick(value, indicator)}",
            "font": {"color": theme.INK, "size": theme.SMALL},
        }
    ]


def _corner(text: str, *, left: bool) -> Mapping[str, Any]:
    return {
        "xref": "paper",
        "x": 0 if left else 1,
        "xanchor": "left" if left else "right",
        "xshift": -LEFT if left else 0,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 14,
        "showarrow": False,
        "text": text,
        "font": {"color": theme.INK_2, "size": theme.SMALL},
    }


def _said(point: Point, indicator: Indicator) -> str:
    """What hovering says: the value with its unit, its counts, and whether it is not yet final."""
    made_of = words.counts(point, indicator)
    marks = [made_of] if made_of else []
    marks += ["estimated"] if point.status == "estimated" else []
    marks += [point.release] if point.release != "final" else []
    return words.printed(point.figure, indicator) + (f" ({', '.join(marks)})" if marks else "")
