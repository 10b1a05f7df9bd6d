"""A unit bar: of all pupils, how many have it and how many more would close the gap. SVG, sized by its cell.

The numbers stand beside it in words, so the drawing itself is hidden from screen readers.
"""

from __future__ import annotations

from dashboard.analysis.closing import Closing

WIDTH, HEIGHT = 420, 22


def unit_bar(closing: Closing) -> str:
    """The bar of one indicator: those who have it now in blue, those still to go in orange, the others pale.

    Where fewer are needed, the orange part is the end of the blue one: pupils who have it and should not.
    """
    now, needed = closing.now / closing.of * WIDTH, closing.needed / closing.of * WIDTH
    start = now - needed if closing.fewer else now
    blue = start if closing.fewer else now
    return (
        f'<svg class="unitbar" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false"><rect class="ub-all" x="0" y="4" width="{WIDTH}" height="14"/>'
        f'<rect class="ub-now" x="0" y="4" width="{blue:.1f}" height="14"/>'
        f'<rect class="ub-need" x="{start:.1f}" y="4" width="{min(needed, WIDTH - start):.1f}" height="14"/></svg>'
    )
