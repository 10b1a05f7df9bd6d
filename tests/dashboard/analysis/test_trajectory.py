"""The straight line to a dated target."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.analysis import trajectory
from tests.dashboard.analysis.lines import broken, indicator, line

BY = date(2027, 8, 31)


def test_half_way_in_time_is_half_way_in_value() -> None:
    own = line(y202122=60.0)

    found = trajectory.expected(own.points[0], target=75.0, by=date(2026, 8, 31), on=date(2024, 8, 31))

    assert found == pytest.approx(67.5, abs=0.01)


def test_beyond_its_date_the_line_stays_at_the_target() -> None:
    own = line(y202122=60.0)

    assert trajectory.expected(own.points[0], target=75.0, by=BY, on=date(2030, 8, 31)) == 75.0


def test_one_point_for_each_release_and_each_still_due_none_for_years_without() -> None:
    own = line(y201819=60.0, y201920=None, y202122=64.0, y202223=65.0, y202425=70.0)

    drawn = trajectory.line(own, indicator(), own.points[0], target=75.0, by=BY)

    assert [period.label for period, _ in drawn] == ["2018/19", "2021/22", "2022/23", "2024/25", "2025/26", "2026/27"]
    assert (drawn[0][1], drawn[-1][1]) == (60.0, 75.0)


def test_no_line_is_drawn_across_a_break() -> None:
    own = line(y202122=60.0, y202223=61.0)

    assert trajectory.line(own, indicator(breaks=(broken("202526"),)), own.points[0], target=75.0, by=BY) == ()


def test_a_baseline_after_the_date_is_an_error() -> None:
    own = line(y202425=60.0)

    with pytest.raises(ValueError, match="2024/25"):
        trajectory.expected(own.points[0], target=75.0, by=date(2024, 8, 31), on=date(2025, 8, 31))
