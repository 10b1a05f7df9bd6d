"""Words inside a Plotly chart: names at the ends of lines that never cover each other, and reasons in bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any

from markupsafe import escape

from dashboard.analysis import words
from dashboard.analysis.model import Point
from dashboard.figures import theme
from etl.catalogue import Indicator
from etl.periods import Period

LABEL = 36
"""Pixels that a label of two lines takes."""
_NAME = 24
"""Letters of a name on one line, in the room to the right of a chart."""
_PERIOD = 9
"""Letters that fit over one period of a band."""


def end_labels(
    ends: Sequence[tuple[Point, str, theme.Ink]],
    indicator: Indicator,
    *,
    last: Period,
    low: float,
    high: float,
    pixels: float,
) -> list[Mapping[str, Any]]:
    """The latest value and the name of each line beside its end; one that ends before ``last`` says when."""
    ordered = sorted(ends, key=lambda end: -end[0].figure)
    wanted = [(high - point.figure) / (high - low) * pixels for point, _, _ in ordered]
    return [
        {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 8,
            "yref": "paper",
            "y": 1 - height / pixels,
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "text": f"<b>{_value(point, indicator)}</b>{'' if point.period == last else f', {point.period.label}'}<br>"
            + "<br>".join(str(escape(part)) for part in wrap(name, _NAME, max_lines=2, placeholder=" …")),
            "font": {"color": ink.text, "size": theme.SMALL + 1},
        }
        for (point, name, ink), height in zip(ordered, apart(wanted, room=pixels), strict=True)
    ]


def apart(heights: Sequence[float], *, room: float, label: float = LABEL) -> list[float]:
    """Positions from top to bottom, moved as little as it takes to stand apart, and kept within the room.

    Labels that touch form a block around the middle of where they wanted to be; a block that touches another joins it.
    Example: labels wanted at 100 and 110 with 36 between them stand at 87 and 123.
    """
    blocks = [[height] for height in heights]
    while clash := _first_clash([_placed(block, room, label) for block in blocks], label):
        blocks[clash - 1 : clash + 1] = [blocks[clash - 1] + blocks[clash]]
    return [position for block in blocks for position in _placed(block, room, label)]


def inside(x: float, text: str, *, wide: int = 1, top: bool = False) -> Mapping[str, Any]:
    """Words in the chart over ``wide`` periods, at the foot of a band or at the top of an upright."""
    lines = wrap(text.rstrip("."), max(11, _PERIOD * wide), max_lines=7, placeholder=" …")
    return {
        "xref": "x",
        "x": x,
        "xanchor": "left" if top else "center",
        "xshift": 4 if top else 0,
        "yref": "paper",
        "y": 1 if top else 0,
        "yanchor": "top" if top else "bottom",
        "showarrow": False,
        "text": f"<span>{'<br>'.join(str(escape(part)) for part in lines)}</span>",
        "font": {"color": theme.INK_2, "size": theme.SMALL},
    }


def _placed(block: Sequence[float], room: float, label: float) -> list[float]:
    half = (len(block) - 1) / 2 * label
    middle = min(max(sum(block) / len(block), half), max(room - half, half))
    return [middle - half + number * label for number in range(len(block))]


def _first_clash(placed: Sequence[Sequence[float]], label: float) -> int | None:
    """The number of the first block that touches the one above it."""
    touching = (n for n, (upper, lower) in enumerate(pairwise(placed), 1) if lower[0] - upper[-1] < label - 1e-9)
    return next(touching, None)


def _value(point: Point, indicator: Indicator) -> str:
    """The number at the end of a line; the unit stands at the top left, but a percentage keeps its sign."""
    text = words.number(point.figure, indicator.decimals)
    return f"{text}%" if indicator.unit == "percent" else text
