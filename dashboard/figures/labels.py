"""Words inside a line chart: names at the ends of lines that never cover each other, and reasons in bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from textwrap import wrap
from typing import Any

from markupsafe import escape

from dashboard.analysis import words
from dashboard.analysis.model import Point
from dashboard.figures import theme
from etl.catalogue import Indicator
from etl.periods import Period

LINE = 18
"""Pixels of one line of a label."""
_BETWEEN = 6
"""Pixels that keep two labels from being read as one."""
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
    letters: int,
) -> list[Mapping[str, Any]]:
    """The latest value and the name of each line beside its end; one that ends before ``last`` says when.

    A plot ``pixels`` high has room for ``letters`` of a name beside it.
    """
    ordered = sorted(ends, key=lambda end: -end[0].figure)
    names = [_wrapped(name, letters, 3) for _, name, _ in ordered]
    wanted = [(high - point.figure) / (high - low) * pixels for point, _, _ in ordered]
    centres = apart(wanted, sizes=[LINE * (1 + len(lines)) + _BETWEEN for lines in names], room=pixels)
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
            + "<br>".join(str(escape(part)) for part in lines),
            "font": {"color": ink.text, "size": theme.SMALL + 1},
        }
        for (point, _, ink), lines, height in zip(ordered, names, centres, strict=True)
    ]


def apart(wanted: Sequence[float], *, sizes: Sequence[float], room: float) -> list[float]:
    """The centres of labels from top to bottom, moved as little as it takes (least squares) so that none touch, and
    kept within the room and a line beyond it.

    Labels that touch form a block; a block that touches another joins it. Example: two labels of 36 pixels wanted at
    100 and 110 stand at 87 and 123.
    """
    blocks = [[number] for number in range(len(wanted))]
    while True:
        tops = [_top(block, wanted, sizes, room) for block in blocks]
        ends = [top + sum(sizes[number] for number in block) for top, block in zip(tops, blocks, strict=True)]
        clash = next((n for n in range(1, len(blocks)) if tops[n] < ends[n - 1] - 1e-9), None)
        if clash is None:
            break
        blocks[clash - 1 : clash + 1] = [blocks[clash - 1] + blocks[clash]]
    return [
        top + offset for top, block in zip(tops, blocks, strict=True) for offset in _centres([sizes[n] for n in block])
    ]


def inside(x: float, text: str, *, wide: int = 1, top: bool = False) -> Mapping[str, Any]:
    """Words in the chart over ``wide`` periods, at the foot of a band or at the top of an upright."""
    lines = _wrapped(text.rstrip("."), max(11, _PERIOD * wide), 7)
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


@lru_cache(maxsize=4_096)
def _wrapped(text: str, letters: int, most: int) -> tuple[str, ...]:
    """Lines of so many letters. Kept: the same names and reasons stand on screen after screen."""
    return tuple(wrap(text, letters, max_lines=most, placeholder=" …"))


def _top(block: Sequence[int], wanted: Sequence[float], sizes: Sequence[float], room: float) -> float:
    """Where a block of labels would begin if it could, within the room."""
    own = [sizes[number] for number in block]
    best = sum(wanted[number] - offset for number, offset in zip(block, _centres(own), strict=True)) / len(block)
    return max(-LINE, min(best, room + LINE - sum(own)))


def _centres(sizes: Sequence[float]) -> list[float]:
    """The centre of each label from the top of its block."""
    return [sum(sizes[:number]) + size / 2 for number, size in enumerate(sizes)]


def _value(point: Point, indicator: Indicator) -> str:
    """The number at the end of a line; the unit stands at the top left, but a percentage keeps its sign."""
    text = words.number(point.figure, indicator.decimals)
    return f"{text}%" if indicator.unit == "percent" else text
