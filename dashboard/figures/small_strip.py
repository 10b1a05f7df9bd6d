"""A small strip: a tick for each figure and a dot for the one that is meant. SVG, sized by its cell.

The words stand beside it, so the drawing itself is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.analysis.strip import Strip

WIDTH, HEIGHT = 260, 32
_EDGE = 8


def small_strip(found: Strip) -> str:
    """The drawing: the median is the taller line, the better end is to the right."""
    middle = _EDGE + found.median * (WIDTH - 2 * _EDGE)
    own = _EDGE + found.at * (WIDTH - 2 * _EDGE)
    return (
        f'<svg class="small-strip" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="sp-tick" d="{ticks(found.others, width=WIDTH, edge=_EDGE, top=9, height=14)}"/>'
        f'<path class="sp-mid" d="M{middle:.1f} 2V30"/><circle class="sp-dot" cx="{own:.1f}" cy="16" r="6"/></svg>'
    )


def ticks(positions: Iterable[float], *, width: float, edge: float, top: float, height: float) -> str:
    """The path of a tick at each position from 0 to 1; those that fall on one half unit are one tick."""
    places = sorted({round(2 * (edge + each * (width - 2 * edge))) for each in positions})
    return "".join(f"M{each / 2:g} {top:g}v{height:g}" for each in places)
