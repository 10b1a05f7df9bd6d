"""What stands behind the lines of a chart over the years: bands over empty periods, uprights where a method changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.analysis.model import Series
from dashboard.figures import theme
from dashboard.figures.axis import Axis, gaps
from dashboard.figures.labels import inside
from dashboard.figures.pieces import changes
from etl.catalogue import Indicator


def behind(
    lines: Sequence[Series], along: Axis, indicator: Indicator
) -> tuple[list[dict[str, Any]], list[Mapping[str, Any]]]:
    """Shapes, and the words in them: a band over each stretch of periods that no line has a value in, with why it is
    empty; a dashed upright before the first period of each new method, fainter where it may be compared with care. The
    whole sentences stand below the chart."""
    empty = gaps(along, lines, indicator)
    uprights = [(along.index(each.after) - 0.5, each.refuses) for each in changes(along.periods, indicator)]
    shapes = [
        _behind(gap.first - 0.5, gap.last + 0.5) | {"type": "rect", "fillcolor": theme.BAND, "line": {"width": 0}}
        for gap in empty
    ]
    shapes += [
        _behind(at, at)
        | {"type": "line", "line": {"color": theme.RULE_2, "width": 1.5 if refuses else 1, "dash": "2px,3px"}}
        for at, refuses in uprights
    ]
    words = [inside((gap.first + gap.last) / 2, gap.reason, wide=gap.last - gap.first + 1) for gap in empty]
    words += [inside(at, "new series" if refuses else "see note", top=True) for at, refuses in uprights]
    return shapes, words


def _behind(start: float, end: float) -> dict[str, Any]:
    return {"layer": "below", "xref": "x", "yref": "paper", "x0": start, "x1": end, "y0": 0, "y1": 1}
