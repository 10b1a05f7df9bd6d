"""A Plotly figure as SVG, drawn on the server: the same chart, visible before any script has loaded.

A figure is a ``dict`` in Plotly's own schema, so that a reader who explores it in Plotly sees what stood on the page.
The part of the schema that our figures use is drawn here: scatter traces (lines, markers, steps, intervals), one
horizontal and one vertical axis, rectangles and lines as shapes, and annotations. Colours become the custom properties
of ``assets/tokens.css``, so that dark mode and paper need no second drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from markupsafe import escape

from dashboard.figures import theme
from dashboard.figures.dot_rows import step_above

Figure = dict[str, Any]
"""A chart in Plotly's schema: ``data`` (traces) and ``layout``."""

LINE = 18
"""Pixels of one line of words."""
_BASE = 13
"""Pixels from the top of a line of words to where its letters stand."""
_LETTER = 6.6
"""Pixels that a letter under the axis takes."""
_VARIABLE = {colour: f"var(--{token})" for token, colour in theme.TOKENS.items()}
_BOLD = (("<b>", '<tspan class="lc-b">'), ("</b>", "</tspan>"))
_INSIDE = re.compile(r"<span>(.*)</span>")
"""Words among the lines: why a band is empty, what an upright stands for."""
WORDS_FIT = 500
"""Pixels of width from which on such words have room; below a narrower chart they stand as notes."""
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the plot lies in the drawing, and how values become pixels."""

    left: float
    top: float
    right: float
    bottom: float
    labels: Mapping[Any, int]
    across: tuple[float, float]
    upwards: tuple[float, float]

    def x(self, value: Any, ref: str = "x") -> float:
        if ref == "paper":
            return self.left + float(value) * (self.right - self.left)
        first, last = self.across
        at = self.labels[value] if isinstance(value, str) else float(value)
        return self.left + (at - first) / (last - first) * (self.right - self.left)

    def y(self, value: float, ref: str = "y") -> float:
        if ref == "paper":
            return self.bottom - float(value) * (self.bottom - self.top)
        low, high = self.upwards
        return self.bottom - (float(value) - low) / (high - low) * (self.bottom - self.top)


def svg(figure: Figure, *, width: int, name: str, classes: str = "") -> str:
    """The drawing at ``width`` pixels and the figure's own height, with ``name`` as its words for who cannot see it."""
    layout = figure["layout"]
    height, margin = layout["height"], layout["margin"]
    across, upwards = layout["xaxis"], layout["yaxis"]
    frame = _Frame(
        margin["l"], margin["t"], width - margin["r"], height - margin["b"],
        {label: number for number, label in enumerate(across.get("categoryarray", ()))},
        (across["range"][0], across["range"][1]), (upwards["range"][0], upwards["range"][1]),
    )  # fmt: skip
    shapes = layout.get("shapes", ())
    drawn = [_shape(frame, each) for each in shapes if each.get("layer") == "below"]
    drawn += [*_rows(frame, upwards), *_columns(frame, across)]
    drawn += [_shape(frame, each) for each in shapes if each.get("layer") != "below"]
    for trace in figure["data"]:
        drawn += _trace(frame, trace)
    notes = layout.get("annotations", ())
    drawn += [_words(frame, each) for each in notes if width >= WORDS_FIT or among_lines(each["text"]) is None]
    if layout.get("hovermode") != "closest":
        drawn += _hover(frame, figure["data"])
    return (
        f'<svg class="lc {classes}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(name)}" focusable="false">{"".join(drawn)}</svg>'
    )


def _colour(value: str) -> str:
    """The token of a colour; one that is no token's would stay light in the dark, so there is none."""
    return _VARIABLE[value.lower()]


def _dashes(dash: str | None) -> str:
    return "" if dash in (None, "solid") else f' stroke-dasharray="{str(dash).replace("px", "").replace(",", " ")}"'


def _shape(frame: _Frame, shape: Mapping[str, Any]) -> str:
    horizontal, vertical = shape.get("xref", "x"), shape.get("yref", "y")
    x0, x1 = frame.x(shape["x0"], horizontal), frame.x(shape["x1"], horizontal)
    y0, y1 = frame.y(shape["y0"], vertical), frame.y(shape["y1"], vertical)
    if shape["type"] == "rect":
        return (
            f'<rect x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" width="{abs(x1 - x0):.1f}" height="{abs(y1 - y0):.1f}" '
            f'fill="{_colour(shape["fillcolor"])}"/>'
        )
    line = shape["line"]
    return (
        f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{_colour(line["color"])}" '
        f'stroke-width="{line["width"]}"{_dashes(line.get("dash"))}/>'
    )


def _rows(frame: _Frame, axis: Mapping[str, Any]) -> list[str]:
    """The fine lines of the value axis with their numbers."""
    if axis.get("visible") is False:
        return []
    low, high = frame.upwards
    step = step_above((high - low) / axis["nticks"])
    values = [step * number for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
    texts = _numbers(values, axis.get("ticksuffix", ""))
    found = []
    for value, text in zip(values, texts, strict=True):
        y = frame.y(value)
        found.append(f'<path class="lc-grid" d="M{frame.left:.0f} {y:.1f}H{frame.right:.0f}"/>')
        found.append(f'<text x="{frame.left - 8:.0f}" y="{y + 4.5:.1f}" text-anchor="end">{text}</text>')
    return found


def _columns(frame: _Frame, axis: Mapping[str, Any]) -> list[str]:
    """The foot of the chart with its periods, as many as fit without touching, or its numbers."""
    found = [f'<path class="lc-foot" d="M{frame.left:.0f} {frame.bottom:.1f}H{frame.right:.0f}"/>']
    if frame.labels:
        room = (frame.right - frame.left) / len(frame.labels)
        every = ceil((_LETTER * max(map(len, frame.labels)) + 8) / room)
        last = len(frame.labels) - 1
        places = [(label, float(n)) for label, n in frame.labels.items() if (last - n) % every == 0]
    else:
        low, high = sorted(frame.across)
        step = step_above((high - low) / axis["nticks"])
        values = [step * number for number in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
        places = list(zip(_numbers(values, axis.get("ticksuffix", "")), values, strict=True))
    y = f"{frame.bottom + 18:.1f}"
    found += [
        f'<text class="lc-x" x="{frame.x(at):.1f}" y="{y}" text-anchor="middle">{escape(label)}</text>'
        for label, at in places
    ]
    return found


def _numbers(values: Sequence[float], suffix: str) -> list[str]:
    """Numbers of an axis, all with the decimals that the finest needs and a true minus."""
    texts = [f"{value:.6g}" for value in values]
    decimals = max((len(text.partition(".")[2]) for text in texts), default=0)
    return [f"{value + 0.0:,.{decimals}f}{suffix}".replace("-", "−") for value in values]


def _trace(frame: _Frame, trace: Mapping[str, Any]) -> list[str]:
    points = [(frame.x(x), frame.y(y)) for x, y in zip(trace["x"], trace["y"], strict=True)]
    drawn: list[str] = []
    mode = trace["mode"]
    if "lines" in mode and len(points) > 1:
        line = trace["line"]
        path = _steps(points) if line.get("shape") == "hv" else "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        drawn.append(
            f'<path class="lc-line" d="M{path}" stroke="{_colour(line["color"])}" '
            f'stroke-width="{line["width"]}"{_dashes(line.get("dash"))}/>'
        )
    drawn += _intervals(frame, trace, points)
    if "markers" in mode:
        ink, radius = _colour(trace["marker"]["color"]), trace["marker"]["size"] / 2
        tips = trace["text"] if "lines" not in mode else [None] * len(points)
        drawn += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{ink}"'
            + (f' data-tip="{escape(tip)}"/>' if tip else "/>")
            for (x, y), tip in zip(points, tips, strict=True)
        ]
    opacity = trace.get("opacity", 1)
    return [f'<g opacity="{opacity}">{"".join(drawn)}</g>'] if opacity != 1 else drawn


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """A level that holds until the next point, and then jumps."""
    first = f"{points[0][0]:.1f} {points[0][1]:.1f}"
    return first + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])


def _intervals(frame: _Frame, trace: Mapping[str, Any], points: Sequence[tuple[float, float]]) -> list[str]:
    error = trace.get("error_y")
    if not error:
        return []
    ink = _colour(error["color"])
    found = []
    for (x, _), value, above, below in zip(points, trace["y"], error["array"], error["arrayminus"], strict=True):
        if above or below:
            high, low, cap = frame.y(value + above), frame.y(value - below), error["width"]
            path = f"M{x:.1f} {low:.1f}V{high:.1f}M{x - cap:.1f} {low:.1f}h{2 * cap}M{x - cap:.1f} {high:.1f}h{2 * cap}"
            found.append(f'<path d="{path}" stroke="{ink}" stroke-width="{error["thickness"]}"/>')
    return found


def among_lines(text: str) -> str | None:
    """The words of an annotation that stand among the lines; ``None`` for one that has a place of its own."""
    found = _INSIDE.fullmatch(text)
    return found[1] if found else None


def _words(frame: _Frame, note: Mapping[str, Any]) -> str:
    """An annotation: lines of words held at a point by one of nine corners. Its words are escaped already."""
    text = note["text"]
    lines = (among_lines(text) or text).split("<br>")
    x = frame.x(note["x"], note.get("xref", "x")) + note.get("xshift", 0)
    y = frame.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
    size = LINE * len(lines)
    y -= {"top": 0.0, "middle": size / 2, "bottom": float(size)}[note["yanchor"]]
    font = note["font"]
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{y + _BASE + LINE * number:.1f}">{_bold(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    kind = ' class="lc-end"' if font["size"] > theme.SMALL else ""
    return f'<text{kind} text-anchor="{_ANCHORS[note["xanchor"]]}" fill="{_colour(font["color"])}">{spans}</text>'


def _bold(line: str) -> str:
    for mark, tag in _BOLD:
        line = line.replace(mark, tag)
    return line


def _hover(frame: _Frame, traces: Sequence[Mapping[str, Any]]) -> list[str]:
    """A strip over each period that says its numbers when pointed at; the table behind the chart holds them too."""
    said: dict[str, list[str]] = {}
    for trace in reversed(traces):
        for label, text in zip(trace["x"], trace["text"], strict=True):
            said.setdefault(label, []).append(f"{trace['name']}: {text}")
    half = (frame.right - frame.left) / max(1, len(frame.labels)) / 2
    return [
        f'<rect class="lc-hit" x="{frame.x(label) - half:.1f}" y="{frame.top:.0f}" width="{2 * half:.1f}" '
        f'height="{frame.bottom - frame.top:.0f}" data-tip="{_lines([label, *texts])}"/>'
        for label, texts in sorted(said.items(), key=lambda each: frame.labels[each[0]])
    ]


def _lines(texts: Sequence[str]) -> str:
    """Texts as the lines of an attribute, where a bare line feed would be read as a space."""
    return str(escape("\n".join(texts))).replace("\n", "&#10;")
