"""A figure over the years as a native line chart: the place in dark blue, England in grey, the target dashed, names and
values at the ends of the lines instead of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.figures import theme
from dashboard.figures.labels import apart
from dashboard.figures.value_axis import drawn_values, value_range
from dashboard.pack.model import Chart
from dashboard.pack.slides import fit, style
from dashboard.pack.slides.columns import Column, along, columns
from dashboard.pack.slides.deck import describe
from etl.catalogue import Indicator

LABEL = 10.0
PLOT = (0.075, 0.05, 0.64, 0.80)
"""Where the plot lies within the chart (left, top, width, height): to its right is room for names."""
_BETWEEN = 3.0
_STEPS = 5
"""Steps of the value axis, more or less."""
_PERIOD = 44.0
"""Points that the label of a period takes with the room to the next."""


def draw(slide: Any, chart: Chart, *, at: tuple[float, float, float, float], name: str) -> Any:
    """Put the chart in its room (left, top, width, height) with its data sheet and its alternative text."""
    found = columns(chart)
    under = along(chart)
    data = CategoryChartData(number_format=number_format(chart.indicator))
    data.categories = under.labels
    for column in reversed(found):  # what comes last lies on top
        data.add_series(column.name, column.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *(Pt(each) for each in at), data)
    frame.name = name
    describe(frame, chart.said)
    native = frame.chart
    native.has_legend = native.has_title = False
    native.font.size, native.font.name = Pt(LABEL), fit.FONT
    native.font.color.rgb = style.INK_2
    _blanks_stay_empty(native)
    low, high, step = _range(chart)
    _axes(native, chart, (low, high, step))
    _thin(native, periods=len(under.periods), wide=at[2] * PLOT[2])
    _room(native)
    for series, column in zip(native.plots[0].series, reversed(found), strict=True):
        _ink(series, column)
    _labels(native, list(reversed(found)), low=low, high=high, size=(at[2], at[3]))
    return frame


def number_format(indicator: Indicator, *, decimals: int | None = None) -> str:
    """How the sheet and the axis print numbers: with the indicator's decimals, or as many as given, and its sign."""
    places = indicator.decimals if decimals is None else decimals
    sign = '"%"' if indicator.unit == "percent" else ""
    money = '"£"' if indicator.unit == "GBP" else ""
    return f"{money}#,##0{'.' + '0' * places if places else ''}{sign}"


def _range(chart: Chart) -> tuple[float, float, float]:
    """Where the axis begins and ends, both on a round number, and its step: some five of them.

    Example: 37 to 72 is drawn from 30 to 80 by tens.
    """
    values = drawn_values([each.series for each in chart.lines], chart.indicator, chart.own)
    low, high = value_range([*values, *(value for _, value in (*chart.target, *chart.trajectory))])
    rough = (high - low) / _STEPS
    power = 10.0 ** floor(log10(rough))
    step = power * next(each for each in (1, 2, 5, 10) if each * power >= rough * 0.99)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step


def _axes(native: Any, chart: Chart, along: tuple[float, float, float]) -> None:
    values, categories = native.value_axis, native.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = along
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = style.RULE
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format = number_format(chart.indicator, decimals=max(0, -floor(log10(along[2]) + 1e-9)))
    values.tick_labels.number_format_is_linked = False
    categories.format.line.color.rgb = style.of_hex(theme.RULE_2)
    categories.major_tick_mark = categories.minor_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis in (values, categories):
        axis.tick_labels.font.size = Pt(LABEL - 1)
        axis.tick_labels.font.color.rgb = style.INK_2


def _thin(native: Any, *, periods: int, wide: float) -> None:
    """As many periods have a label as there is room for, so that none is turned on its side."""
    own = native.category_axis._element
    turned = own.find(qn("c:txPr")).find(qn("a:bodyPr"))
    turned.set("rot", "0")
    turned.set("vert", "horz")
    step = ceil(periods * _PERIOD / wide)
    if step > 1:
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            own.find(qn("c:noMultiLvlLbl")).addprevious(own.makeelement(qn(tag), {"val": str(step)}))


def _ink(series: Any, column: Column) -> None:
    colour = _colour(column)
    line = series.format.line
    line.color.rgb = style.of_hex(colour)
    line.width = Pt(2.75 if column.role == "place" else 1.75 if column.role not in ("target", "way") else 1.25)
    if column.role == "target":
        line.dash_style = MSO_LINE.DASH
    elif column.role == "way":
        line.dash_style = MSO_LINE.ROUND_DOT
    series.smooth = False
    marker = series.marker
    drawn = {"place": XL_MARKER_STYLE.CIRCLE, "target": XL_MARKER_STYLE.DASH, "way": XL_MARKER_STYLE.NONE}
    marker.style = drawn.get(column.role, XL_MARKER_STYLE.CIRCLE)
    if column.role != "way":
        marker.size = {"place": 6, "target": 9}.get(column.role, 4)
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = style.of_hex(colour)
        marker.format.line.color.rgb = style.of_hex(colour)


def _colour(column: Column) -> str:
    if column.role in ("target", "way"):
        return theme.INK
    ink = theme.INKS[column.role].line
    return _faded(ink) if column.faded else ink


def _faded(ink: str) -> str:
    """The colour halfway to white: a line of an earlier method is history."""
    parts = (int(ink[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{(part + 255) // 2:02x}" for part in parts)


def _labels(native: Any, drawn: Sequence[Column], *, low: float, high: float, size: tuple[float, float]) -> None:
    """Name and value beside the last figure of each line, moved apart where they would touch."""
    wide, tall = size[0], size[1] * PLOT[3]
    room = size[0] * (1 - PLOT[0] - PLOT[2]) - 12
    ends = [(place, each, *_last(each)) for place, each in enumerate(drawn) if each.ends or each.role == "target"]
    ends.sort(key=lambda end: -end[3])
    wanted = [(high - value) / (high - low) * tall for _, _, _, value in ends]
    heights = [fit.lines(f"{each.name} 00000", LABEL, room) * LABEL * 1.25 + _BETWEEN for _, each, _, _ in ends]
    centres = apart(wanted, sizes=heights, room=tall)
    periods = len(drawn[0].values)
    for (place, each, period, _), want, centre in zip(ends, wanted, centres, strict=True):
        label = native.plots[0].series[place].points[period].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        label.font.size, label.font.bold = Pt(LABEL), each.role == "place"
        ink = theme.INK if each.role == "target" else theme.INKS[each.role].text
        label.font.color.rgb = style.of_hex(ink)
        across = (periods - 1 - period) / periods * wide * PLOT[2]
        _says_name(label, across / size[0], (centre - want) / size[1])


def _last(column: Column) -> tuple[int, float]:
    """The last period of a column that has a value, and that value."""
    return next((place, value) for place, value in reversed(list(enumerate(column.values))) if value is not None)


def _says_name(label: Any, across: float, down: float) -> None:
    """The series' name before the value, both live: they follow the sheet; and the label's shift, as shares of the
    chart, from where it would stand."""
    own = label._get_or_add_dLbl()
    own.find(qn("c:showSerName")).set("val", "1")
    separator = own.makeelement(qn("c:separator"), {})
    separator.text = " "
    own.append(separator)
    if abs(across) + abs(down) > 0.002:
        layout = own.makeelement(qn("c:layout"), {})
        manual = layout.makeelement(qn("c:manualLayout"), {})
        layout.append(manual)
        for tag, share in (("c:x", across), ("c:y", down)):
            manual.append(manual.makeelement(qn(tag), {"val": f"{share:.4f}"}))
        own.find(qn("c:idx")).addnext(layout)


def _room(native: Any) -> None:
    """The plot where we want it, so that the names beside it have their room in every program."""
    area = native._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = area.makeelement(qn("c:layout"), {})
    manual = layout.makeelement(qn("c:manualLayout"), {})
    layout.append(manual)
    given = [("c:layoutTarget", "inner"), ("c:xMode", "edge"), ("c:yMode", "edge")]
    given += [(tag, str(share)) for tag, share in zip(("c:x", "c:y", "c:w", "c:h"), PLOT, strict=True)]
    for tag, value in given:
        manual.append(manual.makeelement(qn(tag), {"val": value}))
    area.insert(0, layout)


def _blanks_stay_empty(native: Any) -> None:
    """A period without a figure cuts the line."""
    chart = native._chartSpace.chart
    found = chart.find(qn("c:dispBlanksAs"))
    if found is None:
        found = chart.makeelement(qn("c:dispBlanksAs"), {})
        chart.append(found)
    found.set("val", "gap")
