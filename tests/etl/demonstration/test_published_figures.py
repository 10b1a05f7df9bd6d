"""The table of published headline figures: true to its sources, and free of what is second-hand or worked out."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "data"
TABLE = DATA / "demonstration" / "published_figures.csv"
REFERENCE = (
    Path(os.environ.get("OUTCOMES_REAL_DATA", DATA.parents[1] / "shared" / "data")).parent / "reference" / "figures"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def figures() -> list[dict[str, str]]:
    return rows(TABLE)


def value(figures: list[dict[str, str]], indicator: str, period: str, place: str, **scope: str) -> str:
    wanted = {"group": "", "phase": "", "coverage": "", "time_identifier": "", **scope}
    found = [
        figure["value"]
        for figure in figures
        if (figure["indicator_id"], figure["time_period"], figure["place"]) == (indicator, period, place)
        and all(figure[key] == word for key, word in wanted.items())
    ]
    assert len(found) == 1, f"{len(found)} figures for {indicator}, {period}, {place}, {scope}"
    return found[0]


def test_the_figures_are_printed_as_published(figures: list[dict[str, str]]) -> None:
    """Read in the publications: KS2 in Thurrock and England 2025, NEET and Ofsted in England, terms beside years."""
    thurrock, england = "E06000034", "E92000001"
    assert value(figures, "ks2_rwm_exp_pct", "202425", thurrock, group="disadvantaged") == "58"
    assert value(figures, "ks2_rwm_exp_pct", "202425", england) == "63"
    assert value(figures, "ks2_rwm_exp_pct", "202425", england, coverage="all_schools") == "62"
    assert value(figures, "absence_overall_rate", "201516", "E10000003", phase="primary") == "3.93"
    assert value(figures, "ofsted_good_or_outstanding_pct", "2024", england) == "90"
    assert value(figures, "suspension_rate", "202425", england, time_identifier="Autumn term") == "4.02009"
    assert value(figures, "ks4_attainment8_avg", "202324", england) == "45.9"


def test_every_figure_names_a_source_that_the_legend_explains(figures: list[dict[str, str]]) -> None:
    legend = {row["source_key"]: row for row in rows(TABLE.with_name("sources.csv"))}
    assert {figure["source_key"] for figure in figures} == set(legend)
    for source in legend.values():
        assert source["publisher"] in ("Department for Education", "Ofsted")
        assert source["read_at"].startswith(("https://", "github:dfe-analytical-services/"))
        assert "secondary" not in source["read_at"]


def test_nothing_is_left_in_that_the_program_works_out_itself(figures: list[dict[str, str]]) -> None:
    worked_out = {"attendance_rate", "ks2_rwm_disadvantage_gap_pp", "ks4_attainment8_disadvantage_gap"}
    assert not worked_out & {figure["indicator_id"] for figure in figures}


def test_the_places_are_england_the_regions_and_the_authorities_of_the_plans(figures: list[dict[str, str]]) -> None:
    regions = {f"E1200000{number}" for number in range(1, 10)}
    authorities = {"E10000003", "E06000031", "E06000056", "E06000034", "E10000006", "E06000063", "E06000064"}
    assert {figure["place"] for figure in figures} == {"E92000001"} | regions | authorities


def test_the_table_stays_small_enough_to_ship() -> None:
    assert TABLE.stat().st_size < 700_000


@pytest.mark.real
def test_every_figure_is_the_reference_collections(figures: list[dict[str, str]]) -> None:
    """By value and origin: nothing was changed on the way, and every figure is marked as read first-hand."""
    if not (REFERENCE / "figures.csv").is_file():
        pytest.skip(f"no reference collection at {REFERENCE}")
    legend = {row["source_key"]: row["read_at"] for row in rows(TABLE.with_name("sources.csv"))}
    first_hand = {
        (row["indicator_id"], row["time_period"], row["value"], row["source"].removesuffix(" [provisional]"))
        for row in rows(REFERENCE / "figures.csv")
        if row["verified"] == "yes"
    }
    ours = {(f["indicator_id"], f["time_period"], f["value"], legend[f["source_key"]]) for f in figures}
    assert ours <= first_hand
    assert len(figures) == 11_649
