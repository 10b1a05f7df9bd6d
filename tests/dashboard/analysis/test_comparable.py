"""What may be compared with what."""

from __future__ import annotations

from datetime import date

from dashboard.analysis import comparable
from etl.periods import Period
from tests.dashboard.analysis.lines import broken, indicator, line

PLAN_START = date(2017, 9, 1)


def year(code: str) -> Period:
    return Period(code, "academic_year")


def test_a_break_lies_between_the_last_old_and_the_first_new_period() -> None:
    of = indicator(breaks=(broken("202122"),))

    assert comparable.refusal(of, year("201819"), year("202122")) == (
        "2018/19 and 2021/22 are not comparable: the test changed (from 2021/22)"
    )
    assert comparable.refusal(of, year("202122"), year("202223")) is None
    assert comparable.refusal(of, year("201718"), year("201819")) is None


def test_a_caution_warns_and_does_not_refuse() -> None:
    of = indicator(breaks=(broken("202425", "caution", "New codes (in part from memory)."),))

    assert comparable.refusal(of, year("202324"), year("202425")) is None
    assert comparable.warning(of, year("202324"), year("202425")) == "with care, from 2024/25: New codes"


def test_several_cautions_are_named_by_their_periods() -> None:
    of = indicator(breaks=(broken("202021", "caution"), broken("202223", "caution"), broken("202425", "caution")))

    words = comparable.warning(of, year("201617"), year("202425"))

    assert words == "with care: something changed in 2020/21, 2022/23 and 2024/25"


def test_the_baseline_is_the_last_period_that_ended_before_the_plan() -> None:
    own = line(y201516=60, y201617=61, y201718=62, y201819=63)

    found, how = comparable.baseline(own, indicator(), own.points[-1], start=PLAN_START)

    assert found == own.points[1]
    assert how == "2016/17, the last before the plan began"


def test_across_a_break_the_baseline_is_the_first_comparable_period_after_and_says_so() -> None:
    of = indicator(breaks=(broken("202122"),))
    own = line(y201617=61, y201819=63, y202122=59, y202223=60, y202324=61)

    found, how = comparable.baseline(own, of, own.points[-1], start=PLAN_START)

    assert found == own.points[2]
    assert how == "2021/22, the first comparable period after the plan began"


def test_one_period_after_a_break_has_no_baseline() -> None:
    of = indicator(breaks=(broken("202122"),))
    own = line(y201819=63, y202122=59)

    found, how = comparable.baseline(own, of, own.points[-1], start=PLAN_START)

    assert found is None
    assert how.startswith("2018/19 and 2021/22 are not comparable")


def test_a_single_figure_says_how_many_are_needed() -> None:
    own = line(y202425=59)

    assert comparable.baseline(own, indicator(), own.points[0], start=PLAN_START) == (
        None,
        "1 comparable period (2024/25), need 2",
    )


def test_what_was_known_follows_the_usual_release_month() -> None:
    of = indicator(release_months=(11,))
    own = line(y202324=60, y202425=61)

    before = comparable.known_by(own, date(2025, 10, 31), of)
    after = comparable.known_by(own, date(2025, 11, 1), of)

    assert before is not None
    assert after is not None
    assert [len(before.points), len(after.points)] == [1, 2]


def test_a_release_month_before_the_end_of_the_period_is_next_years() -> None:
    assert comparable.released(year("202425"), indicator(release_months=(3, 7))) == date(2026, 3, 1)
    assert comparable.released(year("202425"), indicator()) == date(2025, 8, 31)
    census = indicator(release_months=(6,), released_within=True)
    assert comparable.released(year("202425"), census) == date(2025, 6, 1)
