"""The areas that an administrator dropped in: GeoJSON files of boundaries, read once, checked, and made light.

Nothing is shipped and nothing is fetched. A file is a FeatureCollection of polygons in WGS84 or on the British
National Grid; each feature has a property with the area's code. What cannot be used is told in a sentence, and the maps
do without it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from etl.grid import from_wgs84

LARGEST = 60_000_000
"""Bytes of a file: the Office for National Statistics' generalised sets are under 20 MB."""
FINEST = 20.0
"""Metres that an edge may move when it is simplified: less than a pixel of any map here."""
GRID = (0.0, 0.0, 700_000.0, 1_300_000.0)
"""West, south, east and north of the British National Grid, in metres."""

_CODE = re.compile(r"^[EKNSW]\d{8}$|^(cluster|trust|joint)/\S+$")
_EXPECTED = "expected a GeoJSON FeatureCollection of polygons, each with its area's code as a property"


class BoundaryError(ValueError):
    """A file of boundaries that cannot be used: which, where in it, what was expected and what to do."""


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """One file as it was understood: the areas by code, on the British National Grid."""

    path: Path
    code_property: str
    system: str
    areas: Mapping[str, BaseGeometry]
    mended: int


@dataclass(frozen=True, slots=True)
class Boundaries:
    """All files of a folder. ``problems`` are the sentences about those that could not be used."""

    files: tuple[BoundaryFile, ...] = ()
    problems: tuple[str, ...] = ()

    def area(self, codes: Sequence[str]) -> BaseGeometry | None:
        """The area of the first of those codes that some file has."""
        return next((file.areas[code] for code in codes for file in self.files if code in file.areas), None)


@lru_cache(maxsize=4)
def boundaries(folder: Path) -> Boundaries:
    """Every ``*.geojson`` of a folder, read once a process as the catalogue and the plans are."""
    files, problems = [], []
    for path in sorted(folder.glob("*.geojson")):
        try:
            files.append(read(path))
        except BoundaryError as error:
            problems.append(str(error))
    return Boundaries(tuple(files), tuple(problems))


def read(path: Path) -> BoundaryFile:
    """One file, checked, on the grid and simplified so that neighbours keep their common edge.

    Raises :class:`BoundaryError` for anything but polygons in one of the two systems with a code each.
    """
    features = _features(path)
    name = _code_property(path, features)
    codes = [str(feature["properties"][name]).strip() for feature in features]
    twice = [code for code, count in Counter(codes).items() if count > 1]
    if twice:
        raise BoundaryError(f"{path.name}: {twice[0]} is there twice in {name}; expected one feature an area")
    shapes = [_polygon(path, code, feature.get("geometry")) for code, feature in zip(codes, features, strict=True)]
    system = _system(path, shapes)
    if system == "WGS84":
        shapes = [shapely.transform(each, _onto_grid) for each in shapes]
    sound = [each if each.is_valid else _areas_of(shapely.make_valid(each)) for each in shapes]
    for code, each in zip(codes, sound, strict=True):
        if each.is_empty:
            raise BoundaryError(f"{path.name}: the polygon of {code} encloses nothing; draw it again")
    light = list(shapely.coverage_simplify(sound, FINEST))
    mended = sum(not each.is_valid for each in shapes)
    return BoundaryFile(path, name, system, dict(zip(codes, light, strict=True)), mended)


def _features(path: Path) -> list[dict[str, Any]]:
    if path.stat().st_size > LARGEST:
        raise BoundaryError(
            f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, at most {LARGEST / 1e6:,.0f}; take a generalised set"
        )
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise BoundaryError(f"{path.name}: it is no JSON ({error}); {_EXPECTED}") from None
    if not isinstance(held, dict) or held.get("type") != "FeatureCollection":
        kind = held.get("type", "JSON object without a type") if isinstance(held, dict) else type(held).__name__
        raise BoundaryError(f"{path.name}: it is a {kind}; {_EXPECTED}")
    features = held.get("features")
    if not isinstance(features, list) or not features:
        raise BoundaryError(f"{path.name}: it has no feature; {_EXPECTED}")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise BoundaryError(f"{path.name}: feature {number} has no properties; {_EXPECTED}")
    return features


def _code_property(path: Path, features: Sequence[dict[str, Any]]) -> str:
    """The property that holds a code in every feature: ``code`` where there is one, else the first that looks so."""
    names = sorted(features[0]["properties"], key=lambda name: name != "code")
    for name in names:
        values = [feature["properties"].get(name) for feature in features]
        if all(isinstance(value, str) and _CODE.match(value.strip()) for value in values):
            return str(name)
    told = ", ".join(names) or "none"
    raise BoundaryError(
        f"{path.name}: no property holds a code in every feature (there are: {told}); expected one such as "
        "LAD24CD or WD24CD with E06000055, or code with cluster/locality/its-name"
    )


def _polygon(path: Path, code: str, geometry: Any) -> BaseGeometry:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundaryError(f"{path.name}: {code} is a {kind or 'feature without a geometry'}; expected a Polygon")
    try:
        return shape(geometry)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise BoundaryError(f"{path.name}: the polygon of {code} cannot be read ({error})") from None


def _system(path: Path, shapes: Sequence[BaseGeometry]) -> str:
    """Degrees or metres, by the numbers themselves: files of either kind often say neither."""
    west, south, east, north = shapely.total_bounds(shapes)
    if west >= -9 and east <= 3 and south >= 49 and north <= 61:
        return "WGS84"
    if west >= GRID[0] and south >= GRID[1] and east <= GRID[2] and north <= GRID[3] and east > 1_000:
        return "British National Grid"
    raise BoundaryError(
        f"{path.name}: coordinates run from {west:,.0f} to {east:,.0f} and from {south:,.0f} to {north:,.0f}; expected "
        "degrees of WGS84 in Great Britain or metres of the British National Grid (EPSG:4326 or EPSG:27700)"
    )


def _onto_grid(points: Any) -> Any:
    return [from_wgs84(longitude, latitude) for longitude, latitude in points]


def _areas_of(mended: BaseGeometry) -> BaseGeometry:
    """The polygons of a mended shape: what mending left of lines and points encloses nothing."""
    return shapely.union_all([each for each in shapely.get_parts(mended) if each.geom_type.endswith("Polygon")])
