"""The axis of a chart counts every year through, and each empty one says why it is."""

from __future__ import annotations

import pytest

from dashboard.analysis.model import Point, Series
from dashboard.figures.axis import axis, gaps, notes, why_empty
from etl.catalogue import Catalogue
from etl.periods import Period
from tests.dashboard.figures.conftest import MakeSeries

CANCELLED = "Primary assessments were cancelled in both pandemic summers."


def test_years_without_any_figure_keep_their_place(thurrock: Series) -> None:
    assert axis([thurrock]).labels == [
        "2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24", "2024/25",
    ]  # fmt: skip


def test_the_way_to_a_target_lengthens_the_axis(thurrock: Series) -> None:
    assert axis([thurrock], upto=[Period("202627", "academic_year")]).labels[-2:] == ["2025/26", "2026/27"]


def test_terms_are_those_that_are_held(line: MakeSeries) -> None:
    terms = line({"202324-T1": 5.0, "202425-T1": 6.0}, kind="term", indicator="absence_overall_rate")
    assert axis([terms]).labels == ["autumn 2023/24", "autumn 2024/25"]


def test_periods_of_two_kinds_never_share_an_axis(thurrock: Series, line: MakeSeries) -> None:
    with pytest.raises(ValueError, match="academic_year, calendar_year"):
        axis([thurrock, line({"2024": 3.0}, kind="calendar_year")])


def test_the_two_pandemic_years_are_one_band_with_the_catalogues_reason(
    thurrock: Series, england: Series, catalogue: Catalogue
) -> None:
    along = axis([thurrock, england])
    (gap,) = gaps(along, [thurrock, england], catalogue["ks2_rwm_exp_pct"])
    assert (along.span(gap.first, gap.last), gap.reason) == ("2019/20 and 2020/21", CANCELLED)


def test_a_year_still_to_come_is_no_gap(thurrock: Series, catalogue: Catalogue) -> None:
    along = axis([thurrock], upto=[Period("202627", "academic_year")])
    assert len(gaps(along, [thurrock], catalogue["ks2_rwm_exp_pct"])) == 1  # the pandemic alone


def test_a_suppressed_figure_says_so_and_one_never_loaded_too(line: MakeSeries, catalogue: Catalogue) -> None:
    indicator = catalogue["ks2_rwm_exp_pct"]
    series = line({"202122": 50, "202223": None, "202425": 58})
    assert why_empty(Period("202223", "academic_year"), indicator, series).startswith("Withheld by the publisher")
    assert why_empty(Period("202324", "academic_year"), indicator, series) == "No figure is held."


def test_the_catalogue_says_more_of_a_cancelled_year_than_a_source_that_has_nothing(catalogue: Catalogue) -> None:
    # LAIT prints the two pandemic years as not available.
    cancelled = Period("201920", "academic_year")
    points = (Point(cancelled, None, status="not_available"), Point(Period("202425", "academic_year"), 58.0))
    series = Series("ks2_rwm_exp_pct", "E06000034", "total", "all", "academic_year", points)
    assert why_empty(cancelled, catalogue["ks2_rwm_exp_pct"], series) == CANCELLED
    assert why_empty(cancelled, catalogue["neet_16_17_pct"], series) == "Not available from the source."


def test_before_the_first_year_of_a_check_it_did_not_exist(catalogue: Catalogue) -> None:
    # The multiplication tables check: statutory from 2021/22.
    reason = why_empty(Period("201819", "academic_year"), catalogue["mtc_full_marks_pct"])
    assert reason == "The check became statutory in 2021/22."


def test_the_notes_say_what_bands_and_uprights_stand_for(
    line: MakeSeries, england: Series, catalogue: Catalogue
) -> None:
    place = line({"201516": 37, "201617": 50, "201718": 54, "201819": 57, "202122": 50, "202324": 52, "202425": 58})
    said = notes(axis([place, england]), [place, england], catalogue["ks2_rwm_exp_pct"])
    assert said[0] == f"2019/20 and 2020/21: {CANCELLED}"
    assert said[1] == "2022/23, this place alone: No figure is held."
    assert said[2].startswith("From 2017/18, not compared with earlier figures: ")
    assert len(said) == 3
