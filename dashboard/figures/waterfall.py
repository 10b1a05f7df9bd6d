"""What each member adds to a gap: bars that start where the last one ended, so that adding up is seen. SVG."""

from __future__ import annotations

from markupsafe import Markup, escape

from dashboard.analysis import words
from dashboard.analysis.contribution import Contribution, Part

ROW, TOP, BAR = 40, 30, 18
WIDE, NARROW = 760, 358


def waterfall(
    found: Contribution,
    *,
    width: int = WIDE,
    decimals: int = 2,
    than: str = "England",
    lower_is_better: bool = False,
) -> str:
    """The parts of a gap from the first to the last, then the whole, outlined. Bars are in the printed amounts, so
    they end where the printed total ends. Draw it at ``WIDE`` and at ``NARROW``; the screen shows the one that fits.
    Parts that hold the place back are orange: the negative ones, or the positive ones where ``lower_is_better``."""
    left = round(width * 0.3)
    right = width - (84 if width == WIDE else 56)
    ends = [0.0]
    for part in found.parts:
        ends.append(ends[-1] + part.printed)
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return left + 8 + (value - low) / span * (right - left - 16)

    drawn = [f'<path class="wf-zero" d="M{x(0):.1f} {TOP - 8}V{TOP + ROW * (len(found.parts) + 1)}"/>']
    drawn.append(f'<text x="{x(0):.1f}" y="14" text-anchor="middle">level with {escape(than)}</text>')
    for number, part in enumerate(found.parts):
        y = TOP + ROW * number
        start, end = sorted((x(ends[number]), x(ends[number + 1])))
        drawn.append(_bar(_kind(part, lower_is_better=lower_is_better), start, end, y + 8))
        drawn.append(f'<path class="wf-link" d="M{x(ends[number + 1]):.1f} {y + 26}V{y + ROW + 8}"/>')
        drawn += _words(part.name, _size(part), y, width, words.number(part.printed, decimals))
    y = TOP + ROW * len(found.parts)
    start, end = sorted((x(0), x(ends[-1])))
    drawn.append(f'<path class="wf-sum" d="M0 {y + 2}H{width}"/>')
    drawn.append(_bar("wf-total", start, end, y + 10))
    drawn += _words(f"Gap to {than}", "", y + 2, width, words.number(found.printed_gap, decimals), total=True)
    told = f"{len(found.parts)} parts add up to a gap of {words.number(found.printed_gap, decimals)} to {than}."
    return (
        f'<svg class="wf {"only-wide" if width == WIDE else "only-narrow"}" viewBox="0 0 {width} {y + ROW + 4}" '
        f'role="img" aria-label="{escape(told)}">{"".join(drawn)}</svg>'
    )


def _bar(kind: str, start: float, end: float, y: float) -> str:
    """A bar between two places; one that is nothing is a hairline, so that its row is not taken for empty."""
    return f'<rect class="{kind}" x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="{BAR}"/>'


def _kind(part: Part, *, lower_is_better: bool) -> str:
    if part.kind != "member":
        return "wf-rest"
    return "wf-behind" if (part.printed > 0) == lower_is_better else "wf-ahead"


def _size(part: Part) -> str:
    together = " together" if part.units > 1 else ""
    return f"{words.number(part.weight, 0)} pupils{together}"


def _words(name: str, below: str, y: float, width: int, value: str, *, total: bool = False) -> list[Markup | str]:
    strong = " wf-strong" if total else ""
    short = name if len(name) <= width // 26 or width == WIDE else name[: width // 26 - 1].rstrip() + "…"
    found: list[Markup | str] = [
        f'<text class="wf-name{strong}" x="0" y="{y + (22 if total else 16)}">{escape(short)}</text>'
    ]
    if below:
        found.append(f'<text x="0" y="{y + 31}">{escape(below)}</text>')
    found.append(f'<text class="wf-value{strong}" x="{width}" y="{y + 22}" text-anchor="end">{value}</text>')
    return found
