"""The small drawings of the place-side screens: where things stand, what adds up, what is escaped."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dashboard.analysis.closing import Closing
from dashboard.figures.calendar import Entry, calendar
from dashboard.figures.gap_bars import gap_bars
from dashboard.figures.spine import WIDTH, spine
from dashboard.figures.unit_bar import WIDTH as BAR
from dashboard.figures.unit_bar import unit_bar


def _rects(svg: str, kind: str) -> list[tuple[float, float]]:
    """Left edge and width of every rectangle of a class."""
    found = re.findall(rf'<rect class="{kind}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    return [(float(x), float(width)) for x, width in found]


def _spine(**over: object) -> str:
    given = {"low": 0.1, "lower_quartile": 0.4, "upper_quartile": 0.6, "high": 0.9, "place": 0.25, "certain": True}
    return spine(**(given | over))  # type: ignore[arg-type]


def test_a_spine_puts_england_in_the_middle_and_the_place_where_it_belongs():
    svg = _spine()
    assert f"M{WIDTH / 2:.1f} 0V" in svg
    assert 'class="sp-dot" cx="134.0"' in svg, "8 + 0.25 of 504"
    assert _rects(svg, "sp-half") == [(209.6, 100.8)]


def test_a_spine_is_the_same_whichever_end_is_the_better_one():
    assert _rects(_spine(low=0.9, high=0.1), "sp-all") == _rects(_spine(), "sp-all")


@pytest.mark.parametrize(("certain", "mark"), [(True, "sp-dot"), (False, "sp-ring"), (None, "sp-ring")])
def test_only_a_difference_by_more_than_chance_is_a_filled_dot(certain: bool | None, mark: str):
    assert mark in _spine(certain=certain)


def test_a_spine_without_a_place_draws_the_spread_alone():
    assert "circle" not in _spine(place=None)


def test_a_unit_bar_adds_those_to_go_after_those_there():
    """181 of 312 have it, 16 more are needed: 58.01 % and 5.13 % of 420."""
    svg = unit_bar(Closing(now=181, of=312, needed=16, fewer=False))
    assert _rects(svg, "ub-now") == [(0.0, pytest.approx(181 / 312 * BAR, abs=0.1))]
    assert _rects(svg, "ub-need") == [(pytest.approx(181 / 312 * BAR, abs=0.1), pytest.approx(16 / 312 * BAR, abs=0.1))]


def test_where_fewer_are_needed_they_are_the_end_of_those_there():
    svg = unit_bar(Closing(now=332, of=2371, needed=25, fewer=True))
    ((start, width),) = _rects(svg, "ub-need")
    assert start + width == pytest.approx(332 / 2371 * BAR, abs=0.15)


def test_gap_bars_leave_a_space_for_a_missing_year_and_mark_a_break():
    svg = gap_bars(
        [("2018/19", -1.6, False), ("2019/20", None, False), ("2022/23", -0.5, True)],
        decimals=1,
        polarity="higher",
        title="Gap",
    )
    assert len(_rects(svg, "gap-behind")) == 2
    assert svg.count("gap-break") == 1
    assert "−1.6" in svg
    assert "−0.5" in svg


@pytest.mark.parametrize(
    ("polarity", "kind"), [("higher", "gap-behind"), ("lower", "gap-ahead"), ("neutral", "gap-plain")]
)
def test_a_gap_below_zero_is_behind_only_where_more_is_better(polarity: str, kind: str):
    assert kind in gap_bars([("2024", -2.0, False)], decimals=0, polarity=polarity, title="Gap")


TODAY = date(2025, 9, 25)


def test_the_calendar_keeps_a_release_missed_long_ago_at_its_left_edge():
    late = Entry("Workforce", "late", "late, expected June 2013", date(2013, 6, 1))
    svg = calendar([late], today=TODAY)
    assert 'class="cal-late" d="M388.0' in svg
    assert "Sep" in svg
    assert "late, expected June 2013" in svg


def test_every_word_in_a_drawing_is_escaped():
    svg = calendar([Entry("<script>alert(1)</script>", "current", "next & last", date(2025, 11, 1))], today=TODAY)
    assert "<script>" not in svg
    assert "next &amp; last" in svg
    assert "<b>" not in gap_bars([("<b>", 1.0, False)], decimals=0, polarity="higher", title='"><b>')


def test_a_source_without_a_month_says_so_instead_of_standing_anywhere():
    svg = calendar([Entry("Local return", "no_calendar", "collected locally", None)], today=TODAY)
    assert "collected locally" in svg
    assert "cal-next" not in svg
