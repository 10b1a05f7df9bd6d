"""Building the demonstration: every invented file has its dataset, and real data are never thrown away for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.datasets import load_datasets
from etl.demonstration import BUILT_FROM, build_demonstration, is_current
from etl.demonstration.files import write
from etl.demonstration.generator import extracts
from etl.layouts.detect import detect
from etl.places import load_places
from etl.reading.extract import peek
from etl.warehouse.folder import WarehouseError

DATA = Path(__file__).resolve().parents[3] / "data"


def test_every_invented_file_is_recognised_and_feeds_an_indicator_or_the_register(tmp_path: Path) -> None:
    datasets, catalogue = load_datasets(DATA / "catalogue" / "datasets"), load_catalogue(DATA / "catalogue")
    fed = {source.dataset for indicator in catalogue.indicators.values() for source in indicator.sources}
    for path in write(extracts(), tmp_path):
        (found,) = detect(peek(path), datasets.values())
        dataset = found.dataset
        assert dataset.id in fed or dataset.kind != "facts" or dataset.indicator, f"{path.name}: {dataset.id}"


def test_every_published_figure_is_of_an_indicator_and_a_place_that_are_known() -> None:
    catalogue, places = load_catalogue(DATA / "catalogue"), load_places(DATA / "places")
    known = set(places.place["place_id"].to_pylist())
    for line in (DATA / "demonstration" / "published_figures.csv").read_text(encoding="utf-8").splitlines()[1:]:
        indicator, _, _, place, *_ = line.split(",")
        assert indicator in catalogue, line
        assert place in known, line


def test_the_invented_county_is_known_to_a_demonstration_only() -> None:
    real = load_places(DATA / "places")
    with_county = load_places(DATA / "places", invented=DATA / "demonstration" / "places")
    assert "E10999001" not in real.place["place_id"].to_pylist()
    assert with_county.directory.resolve("998") == with_county.directory.resolve("Exampleshire") == "E10999001"
    flags = dict(zip(with_county.place["place_id"].to_pylist(), with_county.place["invented"].to_pylist(), strict=True))
    assert [place for place, invented in flags.items() if invented] == ["E10999001"]


def test_a_warehouse_of_real_data_is_refused_and_left_as_it_is(snapshot: Callable[..., Path]) -> None:
    name = "20260506T090000000Z-0123456789ab"
    warehouse = snapshot(snapshot=[{"snapshot_id": name, "demonstration": False}])
    (served,) = warehouse.glob("*.duckdb")
    served.rename(warehouse / f"{name}.duckdb")
    (warehouse / "current").write_text(f"{name}.duckdb", encoding="utf-8")
    with pytest.raises(WarehouseError, match="holds real data"):
        build_demonstration(warehouse, data=DATA)
    assert (warehouse / f"{name}.duckdb").is_file()


def test_a_demonstration_of_another_version_is_not_current(snapshot: Callable[..., Path]) -> None:
    name = "20260506T090000000Z-0123456789ab"
    warehouse = snapshot(snapshot=[{"snapshot_id": name, "demonstration": True}])
    (served,) = warehouse.glob("*.duckdb")
    served.rename(warehouse / f"{name}.duckdb")
    (warehouse / "current").write_text(f"{name}.duckdb", encoding="utf-8")
    assert not is_current(warehouse, data=DATA)
    (warehouse / BUILT_FROM).write_text("another version", encoding="utf-8")
    assert not is_current(warehouse, data=DATA)
