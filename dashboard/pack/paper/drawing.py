"""The screen's drawings for paper: the same SVG, its colours written in, since paper knows no style sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.components.marks import TONES, mark
from dashboard.figures.drawn import Figure, svg
from dashboard.figures.line import Line, Size, Steps, line
from dashboard.figures.tokens import colours
from dashboard.pack.model import Chart
from etl.catalogue import Indicator

CHART, SMALL = Size(520, 270, 128), Size(330, 210, 106)
"""Pixels of a chart that stands in half of a page, and of one that stands in a third of it."""
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_MARK = (
    ".fill{{fill:{0}}}.line{{fill:none;stroke:{0};stroke-width:1.7}}.dashed{{stroke-dasharray:2.6 2.6}}"
    ".sign{{fill:none;stroke:{1};stroke-width:1.9}}"
)
_CHART = (
    "svg{{font-family:'Source Sans 3';font-size:13px;fill:{ink-2}}}.lc-end{{font-size:14px}}"
    ".lc-b{{font-weight:700}}path{{fill:none}}.lc-line{{stroke-linecap:round;stroke-linejoin:round}}"
    ".lc-grid{{stroke:{rule}}}.lc-foot{{stroke:{rule-2}}}.lc-hit{{fill:none}}"
)


def marks() -> dict[str, str]:
    """The mark of every verdict and change in its colour, by its id."""
    return {word: _dressed(mark(word).markup, _mark(f"st-{tone}")) for word, tone in TONES.items()}


def _mark(token: str) -> str:
    ground = colours("light")
    return _MARK.format(ground[token], ground["st-on"])


def chart(each: Chart) -> str:
    """A line chart of a pack as the screens draw it, in the light."""
    figure = line(
        each.lines, each.indicator, target=each.target, trajectory=each.trajectory, starts=each.starts, size=CHART
    )
    return _drawn(figure, CHART, each.title)


def small(drawn: Sequence[Line], indicator: Indicator, *, title: str, target: Steps) -> str:
    """A line chart of which three stand side by side."""
    return _drawn(line(drawn, indicator, target=target, size=SMALL), SMALL, title)


def _drawn(figure: Figure, size: Size, title: str) -> str:
    return _dressed(svg(figure, width=size.width, name=title), _CHART.format(**colours("light")))


def _dressed(drawing: str, style: str) -> str:
    """A drawing with its style inside, and every token as the colour that it has in the light."""
    ground = colours("light")
    plain = _VARIABLE.sub(lambda found: ground[found[1]], drawing)
    head, _, rest = plain.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{rest}'
