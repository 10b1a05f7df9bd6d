"""Where things lie on the British National Grid: an outline around points, a frame to draw them in, room for names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10

import shapely
from shapely.geometry import MultiPoint
from shapely.geometry.base import BaseGeometry

Place2 = tuple[float, float]
"""Easting and northing in metres, or x and y of a drawing."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of a drawing."""

_CELL = 9.0
"""Units: dots are counted by squares of this side."""

LOOSE = 0.45
"""How closely an outline follows its points, from 0 (every bay) to 1 (the convex hull)."""
MILE = 1609.344


def on_grid(easting: float | None, northing: float | None) -> Place2 | None:
    """A point of the register, or ``None`` where it gives none: blanks and the zeros that stand for them."""
    if not easting or not northing:
        return None
    return (easting, northing) if 0 < easting < 700_000 and 0 < northing < 1_300_000 else None


def outline(points: Sequence[Place2], *, margin: float) -> BaseGeometry:
    """An area that holds all the points with at least ``margin`` metres around each.

    It is the concave hull (GEOS, after Duckham and others, Efficient generation of simple polygons, Pattern
    Recognition 41, 2008), widened by the margin with round corners; of one point a disc, of two a capsule. It says
    where points are, not where an area ends. Example: (0, 0) and (10, 0) with a margin of 5 reach from -5 to 15.
    Raises ``ValueError`` on no points.
    """
    if not points:
        raise ValueError("an outline needs at least one point")
    # A disc of straight edges lies inside the circle: widened a little more, so that the margin is kept everywhere.
    return shapely.concave_hull(MultiPoint(points), ratio=LOOSE).buffer(margin * 1.03, quad_segs=6)


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing of ``width`` by ``height`` units, north up; one unit is ``metres`` on the ground."""

    west: float
    north: float
    metres: float
    width: float
    height: float

    def at(self, point: Place2) -> Place2:
        """Where a point of the grid lies in the drawing."""
        return (point[0] - self.west) / self.metres, (self.north - point[1]) / self.metres


def frame(bounds: Sequence[float], *, width: float, tallest: float, edge: float) -> Frame:
    """The frame that shows those bounds (west, south, east, north) as large as fits, with ``edge`` units around them.

    It is as wide as asked and at most so tall, never under half its width, with the bounds in the middle.
    Example: 10 km by 10 km in 220 units with an edge of 10 gives 50 m a unit.
    """
    west, south, east, north = bounds
    across, down = max(east - west, 1.0), max(north - south, 1.0)
    metres = max(across / (width - 2 * edge), down / (tallest - 2 * edge))
    height = max(down / metres + 2 * edge, width / 2)
    return Frame(
        west=(west + east) / 2 - width / 2 * metres,
        north=(south + north) / 2 + height / 2 * metres,
        metres=metres,
        width=width,
        height=height,
    )


def scale_length(longest: float) -> int:
    """The longest of 100, 200, 500 metres, 1, 2, 5 kilometres … that is not longer than ``longest`` metres.

    Example: 7,300 metres give 5,000.
    """
    power = 10 ** int(log10(max(longest, 10)))
    return next(int(step * power) for step in (5, 2, 1) if step * power <= max(longest, 10))


def distance_words(metres: float) -> str:
    """``5 km (3.1 miles)``, ``500 m (0.3 miles)``."""
    near = f"{metres / 1000:.1f}".removesuffix(".0") + " km" if metres >= 1000 else f"{metres:.0f} m"
    return f"{near} ({metres / MILE:.1f} miles)"


@dataclass(frozen=True, slots=True)
class Name:
    """Words that want to stand at the area within ``box``, as large as they are drawn."""

    text: str
    box: Box
    width: float
    height: float


def placed(
    names: Iterable[Name], *, dots: Collection[Place2], frame: Frame, kept: Iterable[Box] = ()
) -> dict[str, Place2]:
    """The middle of each name's place, so that no two names touch and none leaves the drawing.

    A name stands over, under or in its area, wherever it covers the fewest dots; one that finds no free place is left
    out. Names that come first choose first; what is ``kept`` for something else stays free.
    """
    crowded = {(int(x // _CELL), int(y // _CELL)) for x, y in dots}
    taken = list(kept)
    found: dict[str, Place2] = {}
    for name in names:
        free = [
            (sum(cell in crowded for cell in _cells(box)), number, box)
            for number, box in enumerate(_tries(name))
            if _inside(box, frame) and not any(_touch(box, other) for other in taken)
        ]
        if free:
            _, _, box = min(free)
            taken.append(box)
            found[name.text] = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return found


def _tries(name: Name) -> Iterator[Box]:
    left, top, right, bottom = name.box
    middle, height = (left + right) / 2, name.height
    levels = (top + height * 0.3, (top + bottom) / 2, bottom - height * 0.3, top - height * 0.7, bottom + height * 0.7)
    for y in levels:
        for x in (middle, middle - (right - left) / 4, middle + (right - left) / 4, left, right):
            yield x - name.width / 2, y - height / 2, x + name.width / 2, y + height / 2


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row


def _inside(box: Box, frame: Frame) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
