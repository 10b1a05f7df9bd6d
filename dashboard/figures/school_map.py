"""A map of schools: outlines of areas, a mark a school that leads to it, names that never cover each other, a scale.

SVG, coloured by the classes of ``assets/map.css``. The grid is drawn as it is, north up: over a county its projection
departs from the ground by less than a line's width. On a phone the same drawing shows larger marks and the names that
fit at that size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import shapely
from markupsafe import escape
from shapely.geometry.base import BaseGeometry

from dashboard.analysis.outlines import Box, Frame, Name, Place2, distance_words, frame, placed, scale_length

WIDTH, TALLEST, EDGE = 760.0, 720.0, 26.0
LETTER = 0.56
"""Of the size of the type: how wide a letter of the family is on average, in semi-bold."""
SIZES = {"wide": 15.0, "phone": 30.0}
"""The type of names in units of the drawing, which a phone shows at half its size."""
DRAWN_FIRST = ("c", "plain", "0", "a1", "a2", "b1", "b2", "own")
"""Tones from the bottom to the top: what is furthest behind is never hidden."""
_HATCH = (
    '<pattern id="map-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="map-ground" d="M0 0H4V4H0z"/><path class="map-hatch" d="M0 0V4"/></pattern>'
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A school: where it is, how it stands (a tone), the ``words`` it says and the address it leads to."""

    at: Place2
    tone: str
    words: str
    href: str | None
    radius: float


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its name; ``drawn`` says that it is an outline around its schools, not its border."""

    shape: BaseGeometry
    name: str
    drawn: bool


def school_map(marks: Sequence[Mark], areas: Sequence[Area], *, label: str, width: float = WIDTH) -> str:
    """The drawing. ``label`` names it for a screen reader; every mark with an address is a link of its own.

    Raises ``ValueError`` with neither a mark nor an area.
    """
    if not marks and not areas:
        raise ValueError("a map needs at least one school or one area")
    seen = frame(_bounds(marks, areas), width=width, tallest=TALLEST * width / WIDTH, edge=EDGE)
    dots = [seen.at(mark.at) for mark in marks]
    grounds = "".join(_area(area, seen) for area in areas)
    names = "".join(_names(areas, dots, seen, kind=kind, size=size) for kind, size in SIZES.items())
    ordered = sorted(marks, key=lambda mark: DRAWN_FIRST.index(mark.tone))
    return (
        f'<svg class="map" viewBox="0 0 {seen.width:.0f} {seen.height:.0f}" role="group" aria-label="{escape(label)}">'
        f"<defs>{_HATCH}</defs>{grounds}{''.join(_mark(mark, seen) for mark in ordered)}"
        f'<g aria-hidden="true">{names}{_scale(seen)}</g></svg>'
    )


def swatch(tone: str) -> str:
    """One mark alone, for the key of a map."""
    return f'<svg class="map" viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">{_shape(tone, 6.5)}</svg>'


def radius(pupils: int | None, *, by_pupils: bool, many: bool) -> float:
    """Of a mark: one size for all, or an area in proportion to its pupils (1,000 have a radius of 12)."""
    if not by_pupils:
        return 5.0 if many else 6.5
    return max(3.0, 12.0 * sqrt((pupils or 0) / 1000))


def _bounds(marks: Sequence[Mark], areas: Sequence[Area]) -> tuple[float, float, float, float]:
    points = shapely.multipoints([mark.at for mark in marks]) if marks else None
    west, south, east, north = shapely.total_bounds([*(area.shape for area in areas), *([points] if points else [])])
    least = 1_000.0  # metres: one school alone is not drawn as if the rest of the world were far away
    wide, tall = max(least - (east - west), 0) / 2, max(least - (north - south), 0) / 2
    return float(west - wide), float(south - tall), float(east + wide), float(north + tall)


def _mark(mark: Mark, seen: Frame) -> str:
    x, y = seen.at(mark.at)
    drawn = _shape(mark.tone, mark.radius)
    at = f'transform="translate({x:.1f} {y:.1f})"'
    title = f"<title>{escape(mark.words)}</title>"
    if mark.href is None:
        return f'<g {at} role="img" aria-label="{escape(mark.words)}">{title}{drawn}</g>'
    return f'<a {at} href="{escape(mark.href)}" aria-label="{escape(mark.words)}">{title}{drawn}</a>'


def _shape(tone: str, size: float) -> str:
    """A dot, or the hatched square of a school whose figure is not shown: no colour, whatever the reason."""
    if tone == "c":
        return f'<path class="map-c" d="M{-size:.1f} {-size:.1f}h{2 * size:.1f}v{2 * size:.1f}h{-2 * size:.1f}z"/>'
    return f'<circle class="map-{tone}" r="{size:.1f}"/>'


def _area(area: Area, seen: Frame) -> str:
    kind = "map-drawn" if area.drawn else "map-border"
    rings = "".join(_ring(ring, seen) for ring in _rings(area.shape))
    return f'<path class="{kind}" d="{rings}"><title>{escape(area.name)}</title></path>'


def _rings(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(shape):
        yield part.exterior
        yield from part.interiors


def _ring(ring: BaseGeometry, seen: Frame) -> str:
    fine = shapely.simplify(ring, seen.metres / 2)  # half a unit of the drawing
    return "M" + "L".join("{:.1f} {:.1f}".format(*seen.at(tuple(point))) for point in fine.coords[:-1]) + "z"


def _names(areas: Sequence[Area], dots: Sequence[Place2], seen: Frame, *, kind: str, size: float) -> str:
    wanted = [
        Name(area.name, _box(area.shape, seen), len(area.name) * size * LETTER + size * 0.5, size * 1.25)
        for area in sorted(areas, key=lambda area: -area.shape.area)
        if area.name
    ]
    found = placed(wanted, dots=dots, frame=seen, kept=[(0, seen.height - size * 2, seen.width * 0.6, seen.height)])
    return "".join(
        f'<text class="map-name {kind}" x="{x:.1f}" y="{y + size * 0.34:.1f}">{escape(text)}</text>'
        for text, (x, y) in found.items()
    )


def _box(shape: BaseGeometry, seen: Frame) -> Box:
    west, south, east, north = shape.bounds
    left, top = seen.at((west, north))
    right, bottom = seen.at((east, south))
    return left, top, right, bottom


def _scale(seen: Frame) -> str:
    """A bar of a round length at the foot, with its length in words."""
    metres = scale_length(seen.width * seen.metres / 4)
    length, foot = metres / seen.metres, seen.height - 10
    words = escape(distance_words(metres))
    return (
        f'<path class="map-scale" d="M10 {foot - 6:.1f}v6h{length:.1f}v-6"/>'
        f'<text class="map-length wide" x="{length + 18:.1f}" y="{foot:.1f}">{words}</text>'
        f'<text class="map-length phone" x="{length + 18:.1f}" y="{foot:.1f}">{words}</text>'
    )
