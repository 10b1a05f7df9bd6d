"""A spine: one place within the spread of local authorities, England in the middle. SVG, sized by its cell.

The numbers stand in the row beside it, so the drawing itself is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.figures.small_strip import ticks

WIDTH, HEIGHT = 520, 32
_EDGE = 8


def spine(
    *,
    low: float,
    lower_quartile: float,
    upper_quartile: float,
    high: float,
    place: float | None,
    certain: bool | None,
    second: float | None = None,
    others: Iterable[float] = (),
) -> str:
    """The drawing of one row; every argument is a position from 0 (worse end) to 1 (better end), 0.5 is the centre.

    The place is a filled dot when its difference is more than chance, an open ring otherwise (also where no interval
    can be had). ``others`` are ticks, one for each that is spread.
    ``second`` is a further comparator, a diamond. No ``place`` draws the spread alone.
    """
    ends, quarters = sorted((_x(low), _x(high))), sorted((_x(lower_quartile), _x(upper_quartile)))
    drawn = [
        f'<rect class="sp-all" x="{ends[0]:.1f}" y="9" width="{ends[1] - ends[0]:.1f}" height="14"/>',
        f'<rect class="sp-half" x="{quarters[0]:.1f}" y="9" width="{quarters[1] - quarters[0]:.1f}" height="14"/>',
        f'<path class="sp-tick" d="{ticks(others, width=WIDTH, edge=_EDGE, top=9, height=14)}"/>',
        f'<path class="sp-mid" d="M{WIDTH / 2:.1f} 0V{HEIGHT}"/>',
    ]
    if second is not None:
        drawn.append(f'<path class="sp-second" d="M{_x(second):.1f} 7.5l6 8.5-6 8.5-6-8.5z"/>')
    if place is not None:
        kind = "sp-dot" if certain else "sp-ring"
        drawn.append(f'<circle class="{kind}" cx="{_x(place):.1f}" cy="16" r="7"/>')
    return (
        f'<svg class="spine" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'
    )


def _x(share: float) -> float:
    return _EDGE + share * (WIDTH - 2 * _EDGE)
