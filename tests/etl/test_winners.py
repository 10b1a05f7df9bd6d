"""Who wins a key: release, then the dataset's priority, then the date of publication, whatever came first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.etl.local_files import held, load_into, write

EES = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,lad_code,lad_name,characteristic,characteristic_type,gender,children_number,gld_number,"
    "gld_percentage\n"
)


def headline(path: Path, percentage: str, *, number: str = "", children: str = "") -> Path:
    """An early years headline extract with the one row of Thurrock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    row = (
        "202223,Academic year,Local authority,E92000001,England,E12000006,East of England,883,E06000034,Thurrock,,,"
        f"Total,Total,Total,{children},{number},{percentage}\n"
    )
    path.write_text(EES + row, encoding="utf-8")
    return path


def local(path: Path, value: float, *, release: str) -> Path:
    row = {"indicator_id": "eyfsp_gld_pct", "time_period": "202223", "value": value, "release": release}
    return write(path, [row], more=("release",))


WINNER = "SELECT value, basis, release FROM observation WHERE indicator_id = 'eyfsp_gld_pct' AND period = '202223'"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_release_goes_before_priority_and_priority_before_date_in_any_order(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """A provisional file of high priority loses to final figures; of those the headline file goes before our own."""
    files = [
        local(tmp_path / "own" / "final.csv", 61.0, release="final"),
        headline(tmp_path / "headline" / "final.csv", "68.2"),
        headline(tmp_path / "early" / "provisional.csv", "70.9"),
    ]
    (tmp_path / "early" / "extract.yaml").write_text("release: provisional\n", encoding="utf-8")
    for position in order:
        load_into(tmp_path / "w", files[position])
    assert held(tmp_path / "w", WINNER) == [(68.2, "printed", "final")]
    losers = "SELECT value, lost_because FROM observation_history WHERE indicator_id = 'eyfsp_gld_pct' ORDER BY value"
    assert held(tmp_path / "w", losers) == [
        (61.0, "another dataset goes first"),
        (70.9, "an earlier release: provisional, not final"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_editions_the_later_published_one_wins(tmp_path: Path, order: tuple[int, int]) -> None:
    files = []
    for name, day, value in (("a", "2023-11-30", "68.2"), ("b", "2024-02-01", "68.5")):
        files.append(headline(tmp_path / name / "eyfsp.csv", value))
        (tmp_path / name / "extract.yaml").write_text(f"published: {day}\n", encoding="utf-8")
    for position in order:
        load_into(tmp_path / "w", files[position])
    assert held(tmp_path / "w", WINNER) == [(68.5, "printed", "final")]
    why = "SELECT lost_because FROM observation_history WHERE indicator_id = 'eyfsp_gld_pct'"
    assert held(tmp_path / "w", why) == [("an older publication",)]


def test_a_file_that_has_no_figure_does_not_take_the_key_from_one_that_has(tmp_path: Path) -> None:
    load_into(tmp_path / "w", headline(tmp_path / "x.csv", "x"), local(tmp_path / "own.csv", 61.0, release="final"))
    assert held(tmp_path / "w", WINNER) == [(61.0, "printed", "final")]


def test_a_suppressed_figure_keeps_its_key(tmp_path: Path) -> None:
    load_into(tmp_path / "w", headline(tmp_path / "c.csv", "c"), local(tmp_path / "own.csv", 61.0, release="final"))
    assert held(tmp_path / "w", WINNER.replace("value", "status")) == [("suppressed", "printed", "final")]


def test_a_district_that_is_an_authority_gives_way_to_it(tmp_path: Path) -> None:
    """1,018 children in the authority's schools are not the 1,078 who live in the district of the same name."""
    path = headline(tmp_path / "eyfsp.csv", "64.4", number="656", children="1018")
    row = path.read_text(encoding="utf-8").splitlines()[1]
    district = row.replace("Local authority,", "Local authority district,").replace(
        "Thurrock,,,", "Thurrock,E06000034,Thurrock,"
    )
    path.write_text(EES + row + "\n" + district.replace("1018,656,64.4", "1078,705,65.4") + "\n", encoding="utf-8")
    load_into(tmp_path / "w", path)
    ((value,),) = held(tmp_path / "w", "SELECT value FROM observation WHERE indicator_id = 'eyfsp_gld_pct'")
    assert value == pytest.approx(100 * 656 / 1018)
