"""``outcomes boundaries``: what a person learns of a file before it is drawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli import run
from tests.dashboard.exampleshire import NORTH, exampleshire


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exampleshire(tmp_path_factory.mktemp("boundaries") / "warehouse").store.warehouse


def drawn(folder: Path, *codes: str) -> Path:
    ring = [[500_000, 300_000], [510_000, 300_000], [510_000, 310_000], [500_000, 300_000]]
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in codes
    ]
    path = folder / "ours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_it_counts_the_areas_that_are_places_here(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drawn(tmp_path, NORTH, "cluster/locality/elsewhere")
    assert run(["--json", "--warehouse", str(warehouse), "boundaries", str(path)]) == 0
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert (found["areas"], found["known"], found["system"]) == (2, 1, "British National Grid")


def test_a_file_that_cannot_be_used_is_told_and_fails(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "areas.geojson").write_text("{}")
    missing = tmp_path / "none.geojson"
    code = run(["--warehouse", str(warehouse), "boundaries", str(tmp_path / "areas.geojson"), str(missing)])
    said = capsys.readouterr().err
    assert code == 1
    assert "areas.geojson: it is a JSON object without a type; expected a GeoJSON FeatureCollection" in said
    assert "none.geojson: it cannot be opened (No such file or directory)" in said
