"""Files of boundaries: what is understood of them, and what a person is told who drops in something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from etl.boundaries import BoundaryError, boundaries, read

SQUARE = [[500_000, 300_000], [510_000, 300_000], [510_000, 310_000], [500_000, 310_000], [500_000, 300_000]]
EAST = [[x + 10_000, y] for x, y in SQUARE]


def feature(code: Any, ring: list[list[float]], *, name: str = "LAD24CD", kind: str = "Polygon") -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [ring]}
    return {"type": "Feature", "properties": {"NAME": "A place", name: code}, "geometry": geometry}


def write(folder: Path, *features: dict[str, Any], name: str = "areas.geojson") -> Path:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def test_metres_of_the_grid_are_taken_as_they_are(tmp_path: Path) -> None:
    found = read(write(tmp_path, feature("E06000055", SQUARE), feature("E06000056", EAST)))
    assert (found.system, found.code_property, list(found.areas)) == (
        "British National Grid",
        "LAD24CD",
        ["E06000055", "E06000056"],
    )
    assert found.areas["E06000055"].area == pytest.approx(100e6)


def test_degrees_are_brought_onto_the_grid(tmp_path: Path) -> None:
    # A tenth of a degree of latitude is 11.13 km there, a tenth of longitude 6.87 km: some 76 square kilometres.
    ring = [[-1, 52], [-0.9, 52], [-0.9, 52.1], [-1, 52.1], [-1, 52]]
    found = read(write(tmp_path, feature("cluster/locality/column-vale", ring, name="code")))
    assert found.system == "WGS84"
    assert found.areas["cluster/locality/column-vale"].area == pytest.approx(76.4e6, rel=0.01)


def test_neighbours_keep_their_common_edge_when_they_are_simplified(tmp_path: Path) -> None:
    wavy = [[510_000 + (7 if step % 2 else -7), 300_000 + 10 * step] for step in range(1001)]
    west = [[500_000, 310_000], [500_000, 300_000], *wavy, [500_000, 310_000]]
    east = [[520_000, 300_000], [520_000, 310_000], *reversed(wavy), [520_000, 300_000]]
    found = read(write(tmp_path, feature("E06000055", west), feature("E06000056", east)))
    one, other = found.areas.values()
    assert len(one.exterior.coords) < 100
    assert one.intersection(other).area == 0
    assert one.union(other).area == pytest.approx(200e6, rel=1e-4)


def test_a_bow_tie_is_mended_and_counted(tmp_path: Path) -> None:
    tie = [[500_000, 300_000], [510_000, 310_000], [510_000, 300_000], [500_000, 310_000], [500_000, 300_000]]
    found = read(write(tmp_path, feature("E06000055", tie)))
    assert found.mended == 1
    assert found.areas["E06000055"].area == pytest.approx(50e6)


@pytest.mark.parametrize(
    ("features", "told"),
    [
        ([], "it has no feature; expected a GeoJSON FeatureCollection of polygons"),
        ([feature("Leeds", SQUARE)], "no property holds a code in every feature (there are: NAME, LAD24CD)"),
        ([feature(None, SQUARE), feature("E06000055", EAST)], "no property holds a code in every feature"),
        ([feature("E06000055", SQUARE), feature("E06000055", EAST)], "E06000055 is there twice in LAD24CD"),
        ([feature("E06000055", SQUARE, kind="LineString")], "E06000055 is a LineString; expected a Polygon"),
        ([feature("E06000055", [[x * 100, y] for x, y in SQUARE])], "expected degrees of WGS84 in Great Britain"),
        ([feature("E06000055", [[52, -1], [52, -2], [53, -2], [52, -1]])], "expected degrees of WGS84 in Great Brit"),
        ([feature("E06000055", [[500_000, 300_000]])], "the polygon of E06000055 cannot be read"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_file_and_what_was_expected(
    tmp_path: Path, features: list[dict[str, Any]], told: str
) -> None:
    with pytest.raises(BoundaryError) as refused:
        read(write(tmp_path, *features, name="drawn.geojson"))
    assert str(refused.value).startswith("drawn.geojson: ")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"), [("PK\x03\x04", "it is no JSON"), ("[1]", "it is a list"), ('{"type": "Topology"}', "a Topology")]
)
def test_another_kind_of_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError, match=told):
        read(tmp_path / "a.geojson")


def test_one_bad_file_leaves_the_others_standing(tmp_path: Path) -> None:
    write(tmp_path, feature("E06000055", SQUARE))
    (tmp_path / "broken.geojson").write_text("{", encoding="utf-8")
    found = boundaries(tmp_path)
    assert found.area(["E09000001", "E06000055"]) is not None
    assert found.area(["E09000001"]) is None
    assert [problem.split(":")[0] for problem in found.problems] == ["broken.geojson"]
