"""The sparkline draws published figures where the eye expects them, and says them in words."""

from __future__ import annotations

import re

import pytest

from dashboard.analysis.model import Series
from dashboard.figures.sparkline import pandemic_band, sparkline, sparkline_axis, years_shown
from etl.catalogue import Catalogue
from etl.periods import Period
from tests.dashboard.figures.conftest import MakeSeries

TITLE = "Key stage 2 standard, disadvantaged: Thurrock"


def paths(svg: str, kind: str) -> list[list[tuple[float, float]]]:
    """The corners of every path of a class."""
    found = re.findall(rf'<path class="{kind}" d="([^"]*)"', svg)
    return [[(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", d)] for d in found]


@pytest.fixture
def drawn(thurrock: Series, england: Series, catalogue: Catalogue) -> str:
    return sparkline(thurrock, england, indicator=catalogue["ks2_rwm_exp_pct"], title=TITLE, comparator_name="others")


def test_its_name_says_the_first_and_last_figure_and_the_comparators(drawn: str) -> None:
    assert 'role="img"' in drawn
    assert f'aria-label="{TITLE}: 37% in 2015/16, 58% in 2024/25; others 70%."' in drawn


def test_the_lowest_figure_is_at_the_bottom_and_the_highest_at_the_top(drawn: str) -> None:
    # 37 (Thurrock, 2016) is the lowest of all, 72 (England, 2019) the highest; 58 is 21/35 of the way up.
    assert paths(drawn, "p")[0][0] == (8.0, 37.2)
    assert paths(drawn, "e")[1][1] == (72.0, 6.8)
    assert '<circle class="p-end" cx="200.0" cy="19.0" r="3.6"/>' in drawn


def test_no_line_crosses_the_pandemic_or_the_new_writing_framework_of_2018(drawn: str) -> None:
    starts_and_ends = [(run[0][0], run[-1][0]) for run in paths(drawn, "p")]
    assert starts_and_ends == [(8.0, 29.3), (50.7, 72.0), (136.0, 200.0)]  # 2016-17, 2018-19, 2022-25


def test_a_change_of_method_is_an_upright_dash_between_2017_and_2018(drawn: str) -> None:
    assert re.findall(r'class="brk" d="M([\d.]+)', drawn) == ["40.0"]


def test_a_suppressed_year_cuts_the_line_and_is_not_drawn(line: MakeSeries, catalogue: Catalogue) -> None:
    series = line({"202122": 50, "202223": None, "202324": 52, "202425": 58})
    svg = sparkline(series, None, indicator=catalogue["ks2_rwm_exp_pct"], title="x")
    assert 'class="p-dot" cx="136.0"' in svg  # 2022 stands alone
    assert [len(run) for run in paths(svg, "p")] == [2]
    assert "157.3" not in svg  # nothing at 2023


def test_a_target_holds_from_its_date_to_the_edge(thurrock: Series, catalogue: Catalogue) -> None:
    # 100% by August 2018, the top of the scale.
    svg = sparkline(
        thurrock,
        None,
        indicator=catalogue["ks2_rwm_exp_pct"],
        title="x",
        target=((Period("201718", "academic_year"), 100),),
    )
    assert 'class="tg" d="M50.7 6.8H200.0"' in svg


def test_a_target_still_to_come_is_a_dash_past_the_last_year(thurrock: Series, catalogue: Catalogue) -> None:
    target = ((Period("202627", "academic_year"), 75.0),)
    svg = sparkline(thurrock, None, indicator=catalogue["ks2_rwm_exp_pct"], title="x", target=target)
    assert 'class="tg" d="M205.0 6.8H212"' in svg


def test_figures_of_other_years_only_give_no_drawing(line: MakeSeries, catalogue: Catalogue) -> None:
    old = line({"201213": 60, "201314": 62}, indicator="ks2_reading_exp_pct")
    assert sparkline(old, None, indicator=catalogue["ks2_reading_exp_pct"], title="x") == ""


def test_a_level_line_runs_through_the_middle(line: MakeSeries, catalogue: Catalogue) -> None:
    series = line({"202324": 63, "202425": 63})
    svg = sparkline(series, None, indicator=catalogue["ks2_rwm_exp_pct"], title="x")
    assert paths(svg, "p") == [[(178.7, 22.0), (200.0, 22.0)]]


def test_a_name_from_a_file_cannot_become_markup(thurrock: Series, catalogue: Catalogue) -> None:
    svg = sparkline(thurrock, None, indicator=catalogue["ks2_rwm_exp_pct"], title='<img src=x onerror="a()">')
    assert "<img" not in svg
    assert "&lt;img" in svg


def test_a_calendar_year_stands_at_its_own_year(line: MakeSeries, catalogue: Catalogue) -> None:
    # Thurrock, EHC plans issued within 20 weeks: 88.5% in 2023, 48.6% in 2024 (139 of 286).
    series = line({"2023": 88.5, "2024": 48.6}, indicator="ehcp_20_week_pct", kind="calendar_year")
    svg = sparkline(series, None, indicator=catalogue["ehcp_20_week_pct"], title="x")
    assert paths(svg, "p") == [[(157.3, 6.8), (178.7, 37.2)]]


def test_the_axis_names_both_ends_and_the_pandemic() -> None:
    axis = sparkline_axis()
    assert re.findall(r">(\w+)</text>", axis) == ["2016", "2025", "pandemic"]
    assert 'x="104.0"' in axis
    assert "pandemic" not in sparkline_axis(first_year=2022, last_year=2031)


def test_the_pandemic_lies_half_a_year_around_2020_and_2021() -> None:
    # Ten years from 8 to 200: a year is 21.33 units, and 2019.5 is 3.5 years in.
    band = pandemic_band()
    assert band is not None
    assert [round(edge, 1) for edge in band] == [82.7, 125.3]
    assert pandemic_band(first_year=2020, last_year=2029) is None


def test_the_years_follow_the_latest_summer_held(thurrock: Series, england: Series) -> None:
    assert years_shown([thurrock, england, None]) == (2016, 2025)
