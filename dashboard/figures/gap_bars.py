"""A gap over the years as bars from zero. SVG; the numbers stand in the table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from dashboard.analysis.words import number

STEP, LEFT, HEIGHT, TOP, BOTTOM = 64, 8, 200, 28, 48


def gap_bars(bars: Sequence[tuple[str, float | None, bool]], *, decimals: int, polarity: str, title: str) -> str:
    """One bar a period: its words, the gap (``None`` leaves a space) and whether a break stands before it.

    Orange is behind, blue ahead; a neutral indicator's bars are grey. Zero is always drawn.
    """
    known = [gap for _, gap, _ in bars if gap is not None]
    high, low = max([0.0, *known]), min([0.0, *known])
    span = (high - low) or 1.0
    width = LEFT * 2 + STEP * len(bars)

    def y(value: float) -> float:
        return TOP + (high - value) / span * (HEIGHT - TOP - BOTTOM)

    drawn = []
    for index, (words, gap, broken) in enumerate(bars):
        x = LEFT + STEP * index
        if broken:
            drawn.append(f'<path class="gap-break" d="M{x} 8V{HEIGHT - 20}"/>')
        drawn.append(f'<text x="{x + STEP / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(words)}</text>')
        if gap is None:
            continue
        top, bottom = sorted((y(gap), y(0.0)))
        drawn.append(
            f'<rect class="{_side(gap, polarity)}" x="{x + 12}" y="{top:.1f}" width="{STEP - 24}" '
            f'height="{max(bottom - top, 1):.1f}"/>'
        )
        at = top - 5 if gap >= 0 else bottom + 15
        said = f"{'+' if gap > 0 else ''}{number(gap, decimals)}"
        drawn.append(f'<text class="gap-value" x="{x + STEP / 2}" y="{at:.1f}" text-anchor="middle">{said}</text>')
    drawn.append(f'<path class="gap-zero" d="M0 {y(0.0):.1f}H{width}"/>')
    return (
        f'<svg class="gap-bars" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">{"".join(drawn)}</svg>'
    )


def _side(gap: float, polarity: str) -> str:
    if polarity not in ("higher", "lower"):
        return "gap-plain"
    return "gap-behind" if (gap < 0) == (polarity == "higher") else "gap-ahead"
