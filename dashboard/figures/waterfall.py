"""What each member adds to a gap: bars that start where the last one ended, so that adding up is seen. SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from dashboard.analysis import words
from dashboard.analysis.contribution import Contribution, Part

WIDE, NARROW = 760, 358
BAR = 18


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand: beside the names where there is room for them, below them on a phone."""

    width: int
    row: int
    left: int
    right: int
    bar: int
    size: int

    def y(self, number: int) -> int:
        return 30 + self.row * number


_FRAMES = {
    WIDE: _Frame(WIDE, row=40, left=236, right=WIDE - 92, bar=8, size=31),
    NARROW: _Frame(NARROW, row=52, left=0, right=NARROW - 64, bar=24, size=16),
}


def waterfall(
    found: Contribution,
    *,
    width: int = WIDE,
    decimals: int = 2,
    than: str = "England",
    lower_is_better: bool = False,
    counted: str = "pupils",
) -> str:
    """The parts of a gap from the first to the last, then the whole, outlined. Bars are in the printed amounts, so
    they end where the printed total ends. Draw it at ``WIDE`` and at ``NARROW``; the screen shows the one that fits.
    Parts that hold the place back are orange: the negative ones, or the positive ones where ``lower_is_better``.
    ``counted`` is what the weights are a number of."""
    frame = _FRAMES[width]
    ends = [0.0]
    for part in found.parts:
        ends.append(ends[-1] + part.printed)
    x = _scale(frame, min(ends), max(ends))
    last = frame.y(len(found.parts))
    drawn = [
        f'<path class="wf-zero" d="M{x(0):.1f} 22V{last + frame.row}"/>',
        f'<text x="{_inside(x(0), width):.1f}" y="14" text-anchor="middle">level with {escape(than)}</text>',
    ]
    for number, part in enumerate(found.parts):
        top = frame.y(number) + frame.bar
        drawn.append(_bar(_kind(part, lower_is_better=lower_is_better), x(ends[number]), x(ends[number + 1]), top))
        drawn.append(f'<path class="wf-link" d="M{x(ends[number + 1]):.1f} {top + BAR}V{top + frame.row}"/>')
        drawn.append(_words(frame, number, part.name, _size(part, counted), _signed(part.printed, decimals)))
    drawn.append(f'<path class="wf-sum" d="M0 {last + 1}H{width}"/>')
    drawn.append(_bar("wf-total", x(0), x(ends[-1]), last + frame.bar + 2))
    drawn.append(
        _words(frame, len(found.parts), f"Gap to {than}", "", _signed(found.printed_gap, decimals), strong=True)
    )
    told = f"{len(found.parts)} parts add up to a gap of {_signed(found.printed_gap, decimals)} to {than}."
    return (
        f'<svg class="wf {"only-wide" if width == WIDE else "only-narrow"}" '
        f'viewBox="0 0 {width} {last + frame.row + 4}" role="img" aria-label="{escape(told)}">{"".join(drawn)}</svg>'
    )


def _scale(frame: _Frame, low: float, high: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: frame.left + 8 + (value - low) / span * (frame.right - frame.left - 8)


def _bar(kind: str, start: float, end: float, y: float) -> str:
    """A bar between two places; one that is nothing is a hairline, so that its row is not taken for empty."""
    left, right = sorted((start, end))
    return f'<rect class="{kind}" x="{left:.1f}" y="{y}" width="{max(right - left, 1):.1f}" height="{BAR}"/>'


def _kind(part: Part, *, lower_is_better: bool) -> str:
    if part.kind != "member":
        return "wf-rest"
    return "wf-behind" if (part.printed > 0) == lower_is_better else "wf-ahead"


def _size(part: Part, counted: str) -> str:
    together = " together" if part.units > 1 else ""
    return f"{words.number(part.weight, 0)} {counted}{together}"


def _words(frame: _Frame, number: int, name: str, size: str, value: str, *, strong: bool = False) -> str:
    """Name, pupils and amount of a row; on a phone in one line above the bar, the pupils after the name."""
    y = frame.y(number)
    extra = " wf-strong" if strong else ""
    beside = frame.width == WIDE
    base = y + (16 if size or not beside else 24)
    if beside:
        below = f'<text x="0" y="{y + frame.size}">{escape(size)}</text>' if size else ""
        return (
            f'<text class="wf-name{extra}" x="0" y="{base}">{escape(_cut(name, 32))}</text>{below}'
            f'<text class="wf-value{extra}" x="{frame.width}" y="{y + 22}" text-anchor="end">{value}</text>'
        )
    after = f'<tspan class="wf-size" dx="8">{escape(size.removesuffix(" together"))}</tspan>' if size else ""
    return (
        f'<text class="wf-name{extra}" x="0" y="{base}">{escape(_cut(name, 31))}{after}</text>'
        f'<text class="wf-value{extra}" x="{frame.width}" y="{base}" text-anchor="end">{value}</text>'
    )


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _inside(x: float, width: int) -> float:
    """The middle of the words over the line of zero, kept within the drawing."""
    return min(max(x, 60.0), width - 60.0)


def _signed(amount: float, decimals: int) -> str:
    text = words.number(amount, decimals)
    return f"+{text}" if amount > 0 else text
