"""The invented county: unmistakable, the same on every machine, and adding up from file to file."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from etl.demonstration.files import write
from etl.demonstration.generator import extracts, generate
from etl.demonstration.inspections import history
from etl.demonstration.pupils import SMALL, county, results
from etl.demonstration.schools import open_in, schools

TRUST = "99001"
PARTS = (("disadvantaged", "not_disadvantaged"), ("female", "male"), ("no_sen", "sen_support", "ehcp"))
Row = dict[str, str]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every generated file by its name."""
    return {path.name: path for path in write(extracts(), tmp_path_factory.mktemp("county"))}


def rows(path: Path, *, encoding: str = "utf-8-sig") -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding=encoding))))


def summed(found: list[Row], column: str) -> float:
    return sum(float(row[column]) for row in found)


def test_another_process_with_another_hash_seed_invents_the_same_county(files: dict[str, Path], tmp_path: Path) -> None:
    script = "import sys, pathlib, etl.demonstration.generator as g; g.generate(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "again")], check=True, env=environment)
    again = {path.name: path for path in (tmp_path / "again").rglob("*.csv")}
    assert set(again) == set(files)
    assert [name for name, path in files.items() if path.read_bytes() != again[name].read_bytes()] == []


def test_there_are_120_schools_in_six_localities_and_two_trusts() -> None:
    now = open_in("202425")
    assert Counter(school.phase for school in now) == {
        "primary": 92,
        "secondary": 18,
        "special": 5,
        "nursery": 3,
        "alternative": 2,
    }
    assert len({school.cluster.slug for school in now}) == 6
    assert Counter(school.trust for school in now if school.trust) == {"99001": 14, "99002": 12}
    assert sum(school.phase == "primary" for school in now if school.trust == TRUST) == 11


def test_no_school_trust_or_place_can_be_taken_for_a_real_one(files: dict[str, Path]) -> None:
    """Real URNs run from 100000 to 160000, LA numbers end at 943, and no real code has 999 after its letters."""
    register = rows(files["edubasealldata20250901.csv"], encoding="cp1252")
    assert {row["URN"] for row in register} == {str(number) for number in range(990_001, 990_123)}
    assert {row["LA (code)"] for row in register} == {"998"}
    for name, path in files.items():
        text = path.read_text(encoding="cp1252")
        codes = set(re.findall(r"\bE\d{8}\b", text)) - {"E92000001", "E12000004"}
        assert all(code[3:6] == "999" for code in codes), f"{name}: {codes}"


def test_every_folder_says_that_it_is_invented(files: dict[str, Path]) -> None:
    folders = {path.parent for path in files.values()}
    assert len(folders) == 12
    for folder in folders:
        assert (folder / "extract.yaml").read_text(encoding="utf-8").startswith("'*':\n  invented: true\n")


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("absence_by_school_full_year.csv", ("enrolments", "sess_possible", "sess_overall", "sess_unauthorised")),
        ("absence_by_school_full_year.csv", ("enrolments_pa_10_exact", "enrolments_pa_50_exact")),
        ("suspensions_and_permanent_exclusions.csv", ("headcount", "suspension", "one_plus_susp", "perm_excl")),
        ("fixed_period_and_permanent_exclusions.csv", ("headcount", "fixed_excl", "one_plus_fixed", "perm_excl")),
    ],
)
def test_the_countys_rows_are_the_sums_of_its_schools(
    files: dict[str, Path], file: str, counts: tuple[str, ...]
) -> None:
    found = rows(files[file])
    phase = "education_phase" if "education_phase" in found[0] else "school_type"
    by_year: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_year[row["time_period"]].append(row)
    for year, of_year in by_year.items():
        for whole in (row for row in of_year if row["geographic_level"] == "Local authority"):
            members = [
                row for row in of_year if row["geographic_level"] == "School" and whole[phase] in ("Total", row[phase])
            ]
            assert len(members) == int(whole["num_schools"])
            for count in counts:
                assert float(whole[count]) == summed(members, count), f"{year}, {whole[phase]}, {count}"


def test_rates_are_their_counts(files: dict[str, Path]) -> None:
    for row in rows(files["absence_by_school_full_year.csv"]):
        assert float(row["sess_overall_percent"]) == round(
            100 * int(row["sess_overall"]) / int(row["sess_possible"]), 2
        )
        assert int(row["sess_authorised"]) + int(row["sess_unauthorised"]) == int(row["sess_overall"])
        assert int(row["enrolments_pa_50_exact"]) <= int(row["enrolments_pa_10_exact"]) <= int(row["enrolments"])


def test_pupils_of_the_groups_add_up_to_all_pupils() -> None:
    for stage in ("reception", "phonics", "ks2", "ks4"):
        for year in ("201617", "202425"):
            for found in results(stage, year).values():
                everyone = found["all"]
                for parts in (
                    ("disadvantaged", "not_disadvantaged"),
                    ("female", "male"),
                    ("no_sen", "sen_support", "ehcp"),
                ):
                    for thing in everyone:
                        assert sum(found[part][thing] for part in parts) == everyone[thing]


def test_the_countys_key_stage_2_is_every_pupil_of_its_schools(files: dict[str, Path]) -> None:
    """The schools' file hides small cohorts, the county's does not: what is hidden is the difference."""
    year = "202425"
    whole = next(
        row
        for row in rows(files["ks2_regional_and_local_authority.csv"])
        if row["time_period"] == year and row["breakdown"] == "Total" and row["subject"] == "Reading, writing and maths"
    )
    table = rows(files["2024-2025_998_ks2final.csv"])
    assert summed(table, "TELIG") == int(whole["eligible_pupil_count"])
    shown = [row for row in table if row["PTRWM_EXP"].endswith("%")]
    hidden = [row for row in table if row["PTRWM_EXP"] == "SUPP"]
    assert len(shown) + len(hidden) == len(table) == 92
    assert hidden
    assert all(int(row["TELIG"]) <= SMALL for row in hidden)
    reached = sum(round(int(row["TELIG"]) * int(row["PTRWM_EXP"][:-1]) / 100) for row in shown)
    rest = int(whole["expected_standard_pupil_count"]) - reached
    assert 0 <= rest <= summed(hidden, "TELIG")


def test_a_small_group_hides_its_counterpart_too(files: dict[str, Path]) -> None:
    table = rows(files["2024-2025_998_ks2final.csv"])
    for row in table:
        if 0 < int(row["TFSM6CLA1A"]) <= SMALL:
            assert row["PTRWM_EXP_FSM6CLA1A"] == row["PTRWM_EXP_NotFSM6CLA1A"] == "SUPP"
    assert any(row["PTRWM_EXP_FSM6CLA1A"].endswith("%") for row in table)


def test_attainment_8_of_the_county_is_its_schools_weighted_by_pupils(files: dict[str, Path]) -> None:
    table = rows(files["2023-2024_998_ks4final.csv"])
    members = [row for row in table if row["RECTYPE"] == "1"]
    (whole,) = [row for row in table if row["RECTYPE"] == "4"]
    assert summed(members, "TPUP") == int(whole["TPUP"])
    mean = sum(float(row["ATT8SCR"]) * int(row["TPUP"]) for row in members) / int(whole["TPUP"])
    assert abs(mean - float(whole["ATT8SCR"])) < 0.1  # each school's mean is printed to one decimal


def test_early_years_and_phonics_of_the_schools_add_up_to_the_published_rows(files: dict[str, Path]) -> None:
    local = rows(files["early_years_and_phonics_held_by_the_authority.csv"])
    headline = {
        row["time_period"]: row
        for row in rows(files["1_eyfsp_headline_measures.csv"])
        if (row["characteristic"], row["gender"]) == ("Total", "Total")
    }
    assert set(headline) == {"201617", "201718", "201819", "202122", "202223", "202324", "202425"}
    for year, whole in headline.items():
        members = [
            row
            for row in local
            if (row["indicator_id"], row["time_period"], row["group"]) == ("eyfsp_gld_pct", year, "all")
        ]
        assert summed(members, "numerator") == int(whole["gld_number"])
        assert summed(members, "denominator") == int(whole["children_number"])


def test_there_is_a_gap_to_close_and_schools_that_differ() -> None:
    """Disadvantaged pupils stand at least 15 points behind; the middle half of the schools spans at least 15 points."""
    found = results("ks2", "202425")
    shares = {
        group: 100 * tally["all_expected"] / tally["pupils"]
        for group in ("disadvantaged", "not_disadvantaged")
        for tally in [county(found, group)]
    }
    assert shares["not_disadvantaged"] - shares["disadvantaged"] > 15
    schools_ = sorted(100 * f["all"]["all_expected"] / f["all"]["pupils"] for f in found.values())
    assert schools_[69] - schools_[23] > 15


def test_inspections_follow_the_calendar_of_the_frameworks() -> None:
    """No visits in the pandemic; no overall grade from September 2024; report cards from 10 November 2025."""
    kinds = Counter()
    for school in schools():
        for inspection in history(school):
            day = str(inspection.day)
            assert not "2020-03-17" <= day < "2021-09-06"
            assert (inspection.overall is None) == (day >= "2024-09-02")
            assert inspection.is_report_card == (day >= "2025-11-10")
            kinds[inspection.is_report_card] += 1
    assert kinds[True] >= 10
    assert kinds[False] > 300


def test_generating_twice_does_nothing_and_a_half_written_folder_is_replaced(tmp_path: Path) -> None:
    folder = generate(tmp_path / "generated")
    note = folder / "README.md"
    assert "invented" in note.read_text(encoding="utf-8")
    before = note.stat().st_mtime_ns
    generate(folder)
    assert note.stat().st_mtime_ns == before
    note.unlink()
    (folder / "neet" / "UD_NEETNK_LA_dashboard.csv").write_text("half", encoding="utf-8")
    generate(folder)
    assert (folder / "neet" / "UD_NEETNK_LA_dashboard.csv").read_text(encoding="utf-8").startswith("time_period,")
    assert [path.name for path in tmp_path.iterdir()] == ["generated"]
