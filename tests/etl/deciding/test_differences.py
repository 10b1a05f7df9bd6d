"""What would change is counted figure by figure, with the figures before and after."""

from __future__ import annotations

from pathlib import Path

from etl import warehouse
from etl.deciding.differences import Difference, difference
from tests.etl.local_files import load_into, write


def dry(into: Path, *paths: Path) -> Difference:
    found = load_into(into, *paths, dry_run=True).difference
    assert found is not None
    return found


def test_before_the_first_load_everything_is_new(tmp_path: Path) -> None:
    found = dry(tmp_path / "w", write(tmp_path / "a.csv", [{"value": 41.5}, {"time_period": "202425", "value": 40}]))
    assert found.observations == (2, 0, 0)
    assert warehouse.current(tmp_path / "w") is None


def test_a_revision_changes_a_figure_and_shows_both(tmp_path: Path) -> None:
    into = tmp_path / "w"
    rows = [{"value": 41.5, "release": "provisional"}]
    load_into(into, write(tmp_path / "a.csv", rows, more=("release",)))
    final = write(tmp_path / "b.csv", [{"value": 43, "release": "final"}, {"time_period": "202425", "value": 1,
                  "release": "final"}], more=("release",))  # fmt: skip
    found = dry(into, final)
    assert found.observations == (1, 1, 0)
    example = found.indicators[0].examples[0]
    assert (example.period, example.before, example.after) == ("202324", 41.5, 43.0)
    assert (example.release_before, example.release_after) == ("provisional", "final")
    assert [(each.claims, each.because) for each in found.overlaps] == [
        (1, "an earlier release: provisional, not final")
    ]


def test_an_older_release_changes_nothing_and_is_told(tmp_path: Path) -> None:
    into = tmp_path / "w"
    load_into(into, write(tmp_path / "a.csv", [{"value": 43, "release": "final"}], more=("release",)))
    found = dry(into, write(tmp_path / "b.csv", [{"value": 41.5, "release": "provisional"}], more=("release",)))
    assert found.observations == (0, 0, 0)
    assert sum(each.claims for each in found.overlaps) == 1


def test_a_figure_that_becomes_suppressed_is_changed_not_gone(tmp_path: Path) -> None:
    into = tmp_path / "w"
    load_into(into, write(tmp_path / "a.csv", [{"value": 43, "release": "provisional"}], more=("release",)))
    found = dry(into, write(tmp_path / "b.csv", [{"value": "c", "release": "final"}], more=("release",)))
    assert found.observations == (0, 1, 0)
    assert found.indicators[0].examples[0].after == "suppressed"


def test_one_snapshot_differs_from_itself_in_nothing(tmp_path: Path) -> None:
    load_into(tmp_path / "w", write(tmp_path / "a.csv", [{"value": 41.5}]))
    served = warehouse.current(tmp_path / "w")
    assert served is not None
    assert difference(served, served) == Difference((), (), {})


def test_figures_that_another_extract_takes_with_it_are_gone(tmp_path: Path) -> None:
    into = tmp_path / "w"
    load_into(into, write(tmp_path / "a.csv", [{"value": 41.5}]))
    first = warehouse.current(into)
    load_into(into, write(tmp_path / "b.csv", [{"time_period": "202425", "value": 40}]))
    second = warehouse.current(into)
    assert first is not None
    assert second is not None
    assert difference(second, first).observations == (0, 0, 1)


def test_places_are_news_only_where_an_extract_brought_them(tmp_path: Path) -> None:
    figures = write(tmp_path / "a.csv", [{"value": 41.5}])
    assert dry(tmp_path / "w", figures).reference == {}, "the authorities of England ship with the project"
    clusters = tmp_path / "clusters.csv"
    clusters.write_text(
        "scheme,cluster_id,cluster_name,la_code,urn,valid_from,valid_to\n"
        "locality,harbour,Harbour,E06000034,115001,,\nlocality,harbour,Harbour,E06000034,115002,,\n"
    )
    # One cluster and two schools; each school in the cluster, and none in an LA, which no register tells.
    assert dry(tmp_path / "w", clusters).reference == {"place": (3, 0), "membership": (2, 0)}
