"""The plans' verdicts on the real published figures, worked out a second time from the reference table.

The reference table (``reference/figures/figures.csv``) was made by other hands than this program's loader; the verdicts
here follow from its numbers by a few lines of arithmetic that share nothing with the engine.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.model import Judgement
from dashboard.answers.verdicts import verdicts
from dashboard.board import Board, open_board
from dashboard.settings import ROOT, Settings
from etl.pipeline import load

REAL = Path(os.environ.get("OUTCOMES_REAL_DATA", ROOT.parent / "shared" / "data"))
REFERENCE = REAL.parent / "reference"
TODAY = date(2026, 11, 22)
NAMES = {
    "E06000034": "Thurrock",
    "E10000003": "Cambridgeshire",
    "E06000031": "Peterborough",
    "E06000056": "Central Bedfordshire",
    "E06000063": "Cumberland",
    "E06000064": "Westmorland and Furness",
    "E10000006": "Cumbria",
}
Figures = dict[tuple[str, str, str], dict[str, float]]

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (REFERENCE / "figures" / "figures.csv").is_file() or not (REAL / "lait").is_dir(),
        reason=f"the real extracts and the reference are not at {REAL.parent} (OUTCOMES_REAL_DATA)",
    ),
]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    warehouse = tmp_path_factory.mktemp("lait")
    load([REAL / "lait"], warehouse=warehouse, data=ROOT / "data", today=TODAY)
    return open_board(Settings(warehouse=warehouse))


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Indicator, place's name, group: period to value, from the LAIT rows of the reference table, all phases."""
    with (REFERENCE / "lait_series.csv").open(encoding="utf-8") as file:
        known = {(row["lait_code"], row["indicator_id"]): row for row in csv.DictReader(file)}
    found: Figures = {}
    with (REFERENCE / "figures" / "figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            series = known.get((row["source"].partition("parquet#")[2], row["indicator_id"]))
            if series is not None and series["phase"] == "total":
                line = found.setdefault((row["indicator_id"], row["geography"], series["group_id"]), {})
                line[row["time_period"]] = float(row["value"])
    return found


def judged(board: Board, plan: str) -> Iterator[Judgement]:
    for measure in verdicts(board, plan, today=TODAY).measures:
        yield from (detail for detail in measure.details if detail.value is not None)


@pytest.mark.parametrize(
    ("plan", "at_least"),
    [("thurrock", 45), ("cumbria", 12), ("central_bedfordshire", 15), ("cambridgeshire_peterborough", 50)],
)
def test_every_value_and_gap_of_a_plan_is_the_published_one(
    board: Board, figures: Figures, plan: str, at_least: int
) -> None:
    checked = 0
    for detail in judged(board, plan):
        assert detail.period is not None
        assert detail.value is not None
        line = figures.get((detail.indicator_id or "", NAMES[detail.place_id], detail.group_id or ""))
        if line is None or detail.period.code not in line:  # the table has a few newer ones from other sources
            continue
        places = board.catalogue[detail.indicator_id or ""].decimals
        expected = line[detail.period.code]
        assert detail.value == pytest.approx(expected, abs=0.5 * 10.0**-places + 1e-9), detail
        assert detail.latest is not None
        assert detail.latest.period.code >= max(line), detail
        if detail.gap is not None and detail.comparator_name == "England":
            england = figures[detail.indicator_id or "", "England", detail.group_id or ""][detail.period.code]
            assert detail.gap == pytest.approx(expected - england, abs=10.0**-places + 1e-9), detail
        checked += 1
    assert checked >= at_least


def test_thurrocks_groups_are_at_or_above_england_where_the_table_says_so(board: Board, figures: Figures) -> None:
    """All indicators of the measure are better when higher, and none of the figures comes with pupil numbers."""
    checked = 0
    for detail in judged(board, "thurrock"):
        if detail.measure_id != "t1-allgroups":
            continue
        key = detail.indicator_id or "", detail.group_id or ""
        here, england = (figures[key[0], name, key[1]] for name in ("Thurrock", "England"))
        latest = max(set(here) & set(england))
        if detail.period is None or latest != detail.period.code:
            continue
        assert detail.verdict == ("met" if here[latest] >= england[latest] else "not_met"), detail
        checked += 1
    assert checked >= 20


PUBLISHED = [
    # indicator, group: period, value, England (others where said), the period before, value before
    ("t1-disadv", "ks2_rwm_exp_pct", "disadvantaged", "2024/25", 58, 70),
    ("t1-allgroups", "eyfsp_gld_pct", "all", "2024/25", 70.1, 68.3),
    ("t1-allgroups", "eyfsp_gld_pct", "sen_support", "2024/25", 19.0, 26.4),
    ("t1-allgroups", "phonics_y1_pct", "all", "2024/25", 82, 80),
    ("t1-allgroups", "ks4_attainment8_avg", "all", "2024/25", 45.2, 46.0),
    ("t1-progress", "ks4_progress8_avg", "all", "2023/24", -0.05, -0.03),
    ("t3-mash", "social_care_referral_nfa_pct", "all", "2024/25", 1.9, 6.5),
    ("t4-vuln", "ehcp_20_week_pct", "all", "2024", 48.6, 46.4),
    ("t5-work", "ks4_destination_sustained_pct", "all", "2022/23", 90.9, 91.6),
    ("x-exclusions", "pupils_suspended_pct", "all", "2023/24", 4.29, 4.04),
    ("x-exclusions", "suspension_rate", "all", "2023/24", 9.43, 11.31),
    ("x-attendance", "attendance_rate", "all", "2024/25", 93.91, 93.22),
    ("x-attendance", "absence_persistent_pct", "all", "2024/25", 16.58, 18.14),
]


@pytest.mark.parametrize(("measure", "indicator", "group", "period", "value", "england"), PUBLISHED)
def test_the_published_figures_of_thurrock(
    board: Board, measure: str, indicator: str, group: str, period: str, value: float, england: float
) -> None:
    found = next(
        detail
        for detail in judged(board, "thurrock")
        if (detail.measure_id, detail.indicator_id, detail.group_id) == (measure, indicator, group)
    )
    places = board.catalogue[indicator].decimals

    assert found.period is not None
    assert found.period.label == period
    assert (round(found.value or 0, places), round(found.comparator_value or 0, places)) == (value, england)


def test_the_gap_of_disadvantaged_pupils_was_16_points_the_year_before_and_is_12(board: Board) -> None:
    found = next(each for each in judged(board, "thurrock") if each.measure_id == "t1-disadv" and each.gap == -12)
    assert found.place_series is not None
    assert found.comparator_series is not None

    before = [line.points[-2] for line in (found.place_series, found.comparator_series)]

    assert [point.period.label for point in before] == ["2023/24", "2023/24"]
    assert before[0].figure - before[1].figure == pytest.approx(-16, abs=0.5)


def test_neet_is_judged_at_august_2018_and_stands_at_3_8_percent_in_2025(board: Board) -> None:
    found = next(each for each in judged(board, "thurrock") if each.measure_id == "x-neet")

    assert (found.verdict, found.period and found.period.label, round(found.value or 0, 1)) == ("not_met", "2018", 1.9)
    assert found.latest is not None
    assert (found.latest.period.label, round(found.latest.figure, 1)) == ("2025", 3.8)
