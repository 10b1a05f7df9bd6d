"""What a load with protected extracts leaves in the snapshot: winners, losers, derived figures and findings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.datasets import Dataset
from tests.etl.local_files import DATA, held, load_into, write
from tests.etl.protect.attack import known_numbers, possible
from tests.etl.protect.county import YEARS, County, county, row, write_clusters, write_figures, write_rows
from tests.etl.protect.served import stored

SMALL = {"numerator": 3, "denominator": 40}


def test_a_withheld_figure_keeps_its_row_and_says_suppressed(tmp_path: Path) -> None:
    load_into(tmp_path / "w", write(tmp_path / "a.csv", [SMALL]))
    columns = "status, value, numerator, denominator, lower, upper"
    assert held(tmp_path / "w", f"SELECT {columns} FROM observation") == [("suppressed", *[None] * 5)]


def test_a_figure_that_lost_its_key_is_withheld_as_well(tmp_path: Path) -> None:
    """The revision says 12 of 40, the provisional figure was 3 of 40: neither may stay, or the change would tell."""
    rows = [SMALL | {"release": "provisional"}, {"numerator": 12, "denominator": 40, "release": "revised"}]
    load_into(tmp_path / "w", write(tmp_path / "a.csv", rows, more=("release",)))
    for table in ("observation", "observation_history"):
        assert held(tmp_path / "w", f"SELECT status, value, numerator FROM {table}") == [("suppressed", None, None)]


def test_what_is_worked_out_from_a_withheld_figure_is_withheld(tmp_path: Path) -> None:
    rows = [SMALL | {"indicator_id": "absence_overall_rate"}]
    load_into(tmp_path / "w", write(tmp_path / "a.csv", rows))
    derived = "SELECT status, value, numerator, basis FROM observation WHERE indicator_id = 'attendance_rate'"
    assert held(tmp_path / "w", derived) == [("suppressed", None, None, "derived")]


def test_findings_of_a_protected_extract_hold_no_numbers_of_it(tmp_path: Path) -> None:
    rows = [{"numerator": 40, "denominator": 30}, {"numerator": 30, "denominator": 60, "time_period": "202223"}]
    report = load_into(tmp_path / "w", write(tmp_path / "a.csv", rows), accept_rejects=frozenset({"a.csv"}))
    said = [finding for finding in report.extracts[0].findings if finding.rule == "numerator_above_denominator"]
    assert [(finding.value, finding.row) for finding in said] == [("40.0", 2)]  # who loads the file has the file
    kept = held(
        tmp_path / "w", "SELECT \"row\", value, message FROM finding WHERE rule = 'numerator_above_denominator'"
    )
    assert kept[0][0] == 2
    assert kept[0][1] == "…"
    assert "30" not in kept[0][2]


def test_totals_that_come_later_do_not_tell_what_was_withheld_before(tmp_path: Path) -> None:
    """Schools first, then their clusters, then the authority: three loads, and the last snapshot is attacked."""
    truth, folder = county(schools=7, years=YEARS[:1], seed=3), tmp_path / "w"
    parts = [
        {key: cell for key, cell in truth.figures.items() if key[0].startswith(kind)}
        for kind in ("urn", "cluster", "E")
    ]
    load_into(folder, write_clusters(tmp_path / "c.csv", truth.cluster_of), write_figures(tmp_path / "0.csv", parts[0]))
    before = _shown(folder)
    for number, part in enumerate(parts[1:], start=1):
        load_into(folder, write_figures(tmp_path / f"{number}.csv", part))
    found = possible(truth.secrets(), known_numbers(stored(folder)), truth.cluster_of, least=0, years=YEARS[:1])
    assert min(found.values()) >= 3
    after = _shown(folder)
    assert len(before & after) > len(before) * 0.7  # what was shown before is withheld only where it must be
    assert any(key[0].startswith("cluster") for key in after)


def test_the_same_figures_again_withhold_nothing_more(tmp_path: Path) -> None:
    truth, folder = county(schools=6, years=YEARS[:1]), tmp_path / "w"
    load_into(
        folder, write_clusters(tmp_path / "c.csv", truth.cluster_of), write_figures(tmp_path / "f.csv", truth.figures)
    )
    before = stored(folder)
    load_into(folder, write(tmp_path / "other.csv", [{"value": 41.5}]))
    assert stored(folder) == before


def test_rounding_withholds_nothing_and_works_percentages_out_from_rounded_counts(tmp_path: Path) -> None:
    """3 of 41 becomes 5 of 40, 12.5 %; 2 of 2 rounds to nothing and is no figure."""
    data = _with_disclosure(tmp_path, "{round_to: 5}")
    truth = County({("urn/900001", "202324", "all"): (3, 41), ("urn/900002", "202324", "all"): (2, 2)})
    load_into(tmp_path / "w", write_figures(tmp_path / "f.csv", truth.figures), data=data)
    rows = held(tmp_path / "w", "SELECT value, numerator, denominator, status FROM observation ORDER BY place_id")
    assert rows == [(12.5, 5.0, 40.0, "ok"), (None, None, None, "suppressed")]


def test_a_dataset_can_be_left_unprotected_by_name(tmp_path: Path) -> None:
    data = _with_disclosure(tmp_path, "{control: false}")
    load_into(tmp_path / "w", write_rows(tmp_path / "f.csv", [row("urn/900001", "202324", "all", **SMALL)]), data=data)
    assert held(tmp_path / "w", "SELECT value FROM observation") == [(7.5,)]


@pytest.mark.parametrize(
    ("official", "control", "protected"), [(True, None, False), (False, None, True), (True, True, True)]
)
def test_control_is_on_for_local_datasets_and_off_for_official_ones(
    official: bool, control: bool | None, protected: bool
) -> None:
    dataset = Dataset.model_validate(
        {
            "id": "ours",
            "title": "Ours",
            "publisher": "Us",
            "official": official,
            "priority": 50,
            "recognise": {"columns": ["a"]},
            "place": {"by": "one", "level": "school", "columns": ["a"]},
            "disclosure": {"control": control},
        }
    )
    assert dataset.protected is protected


def _shown(folder: Path) -> set[tuple[str, str, str]]:
    return {(r["place_id"], r["period"], r["group_id"]) for r in stored(folder) if r["value"] is not None}


def _with_disclosure(tmp_path: Path, said: str) -> Path:
    """The project's data folder with another ``disclosure`` for the local layout."""
    data = tmp_path / "data"
    for part in ("catalogue", "places"):
        shutil.copytree(DATA / part, data / part)
    with (data / "catalogue" / "datasets" / "local_tidy.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"disclosure: {said}\n")
    return data
