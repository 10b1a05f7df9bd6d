"""All local authorities as a strip of dots with one of them marked: where a place stands among the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from dashboard.analysis import words
from dashboard.figures import theme
from dashboard.figures.drawn import Figure
from etl.catalogue import Indicator

HEIGHT = 230
WIDTHS = (330, 760, 1040)
_COLUMN = 8.3
"""Pixels of a column: the range is cut into columns, whose dots are stacked, so that none hides another."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One authority with its value in the indicator's unit."""

    place_id: str
    name: str
    value: float


def strip(
    dots: Sequence[Dot],
    indicator: Indicator,
    *,
    marked: str,
    reference: float | None = None,
    than: str = "England",
    width: int = WIDTHS[1],
) -> Figure:
    """The strip, worse to the left: the axis runs backwards where lower is better, and its ends say so.

    ``marked`` is the place id of the one in dark blue. Raises ``ValueError`` with no dot to draw.
    """
    if not dots:
        raise ValueError("a strip needs at least one authority")
    values = [dot.value for dot in dots]
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    stacks: dict[int, int] = defaultdict(int)
    heights = {}
    for dot in sorted(dots, key=lambda each: (each.place_id != marked, each.value, each.name)):
        column = int((dot.value - low) / span * (width / _COLUMN))
        heights[dot.place_id] = stacks[column]
        stacks[column] += 1
    traces = []
    for own in (False, True):
        shown = [dot for dot in dots if (dot.place_id == marked) is own]
        traces.append(
            {
                "type": "scatter",
                "x": [dot.value for dot in shown],
                "y": [heights[dot.place_id] for dot in shown],
                "mode": "markers",
                "marker": {"color": theme.PLACE if own else theme.RULE_2, "size": 13 if own else 7},
                "text": [f"{dot.name}: {words.printed(dot.value, indicator)}" for dot in shown],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    backwards = indicator.polarity == "lower"
    ends = [high + span * 0.04, low - span * 0.04] if backwards else [low - span * 0.04, high + span * 0.04]
    top = max(stacks.values())
    layout = {
        "height": HEIGHT,
        "hovermode": "closest",
        "margin": {"t": 48, "b": 52, "l": 8, "r": 8},
        "xaxis": {"range": ends, "nticks": 8, "ticksuffix": "%" if indicator.unit == "percent" else ""},
        "yaxis": {"visible": False, "range": [-0.8, max(top, 4) + 0.5]},
        "annotations": _words(dots, indicator, marked, reference, than, ends=(ends[0], ends[1])),
        "shapes": [] if reference is None else [_upright(reference)],
    }
    return {"data": traces, "layout": layout}


def _upright(value: float) -> dict[str, object]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.ENGLAND, "width": 1.75},
    }


def _words(
    dots: Sequence[Dot],
    indicator: Indicator,
    marked: str,
    reference: float | None,
    than: str,
    *,
    ends: tuple[float, float],
) -> list[dict[str, object]]:
    """The names above the strip, the place's over the comparator's, each towards the middle so that none is cut off."""
    above = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}
    found: list[dict[str, object]] = []
    own = next((dot for dot in dots if dot.place_id == marked), None)
    if reference is not None:
        font = {"color": theme.ENGLAND_TEXT, "size": theme.SMALL}
        found.append(
            above | {"x": reference, "text": str(escape(than)), "xanchor": _inwards(reference, ends), "font": font}
        )
    if own is not None:
        font = {"color": theme.PLACE, "size": 14}
        text = f"<b>{escape(own.name)} {words.printed(own.value, indicator)}</b>"
        found.append(
            above | {"x": own.value, "text": text, "xanchor": _inwards(own.value, ends), "yshift": 17, "font": font}
        )
    if indicator.polarity in ("higher", "lower"):
        below = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -26, "showarrow": False}
        end = below | {"xref": "paper", "font": {"color": theme.INK_2, "size": theme.SMALL}}
        found.append(end | {"x": 0, "xanchor": "left", "text": "← worse"})
        found.append(end | {"x": 1, "xanchor": "right", "text": "better →"})
    return found


def _inwards(value: float, ends: tuple[float, float]) -> str:
    """The side of a name that is held at a value: it runs to the left from the right half of the axis, and back."""
    first, last = ends
    return "left" if abs(value - first) < abs(value - last) else "right"
