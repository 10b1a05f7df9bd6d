"""The timeline of actions: what is drawn where, in plain SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from dashboard.figures.timeline import LEFT, RIGHT, WIDTH, Bar, timeline

TODAY = date(2018, 7, 1)
STRATEGY = Bar(
    "An education strategy", "overdue", "overdue", date(2018, 1, 1), due=date(2018, 6, 30), forecast=date(2018, 12, 31)
)


def classes(drawn: str) -> list[str]:
    return re.findall(r'class="([^"]+)"', drawn)


def test_a_bar_runs_from_start_to_due_date_and_a_dashed_line_on_to_the_forecast() -> None:
    """January 2018 is the left end of twelve months, the last day of December all but the right one."""
    drawn = timeline([STRATEGY], today=TODAY, title="Timeline")
    (bar,) = re.findall(r'class="tl-bar" d="M([\d.]+) [\d.]+H([\d.]+)"', drawn)
    (slip,) = re.findall(r'class="tl-slip" d="M([\d.]+) [\d.]+H([\d.]+)"', drawn)
    room = WIDTH - LEFT - RIGHT
    assert float(bar[0]) == LEFT
    assert float(bar[1]) == pytest.approx(LEFT + room * 180 / 365, abs=0.1)  # 30 June is day 181 of 365
    assert slip[0] == bar[1]
    assert float(slip[1]) == pytest.approx(LEFT + room * 364 / 365, abs=0.1)
    assert "tl-due is-overdue" in classes(drawn)


def test_today_is_drawn_where_it_is_near_and_said_where_it_is_years_away() -> None:
    assert "tl-today" in classes(timeline([STRATEGY], today=TODAY, title="Timeline"))
    far = timeline([STRATEGY], today=date(2026, 11, 22), title="Timeline")
    assert "tl-today" not in classes(far)
    assert "today, 22 November 2026 →" in far
    assert "2026" not in re.sub(r"today, 22 November 2026 →", "", far)  # the axis stays with the plan's own year


def test_every_word_is_escaped_and_the_picture_says_itself_in_words() -> None:
    drawn = timeline([Bar("<b>Publish & train</b>", "due", "Jun 2018", due=date(2018, 6, 30))], today=TODAY, title="x")
    root = ET.fromstring(drawn)
    assert root.attrib["role"] == "img"
    described = root.find("desc")
    assert described is not None
    assert described.text == "<b>Publish & train</b>: Jun 2018"


def test_uprights_are_few_and_whole_years_over_a_long_plan() -> None:
    bars = [Bar("a", "due", "", due=date(2016, 3, 31)), Bar("b", "due", "", due=date(2026, 3, 31))]
    drawn = timeline(bars, today=TODAY, title="Timeline")
    years = re.findall(r'text-anchor="middle">(\d{4})<', drawn)
    assert years == ["2018", "2020", "2022", "2024", "2026"]  # ten years: every other January


def test_without_a_date_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no action has a date"):
        timeline([Bar("a", "undated", "")], today=TODAY, title="Timeline")
