"""Lines from rows: scopes that match, sums over members, coverage."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from dashboard.analysis.series import joined, own_figures, summed_figures
from tests.dashboard.analysis.lines import counted, indicator, line, series

OF = indicator()


def row(place: str, period: str, value: float | None, **rest: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "indicator_id": "standard_pct",
        "place_id": place,
        "period": period,
        "period_kind": "academic_year",
        "phase": "total",
        "group_id": "all",
        "coverage": "state_funded",
        "value": value,
        "numerator": None,
        "denominator": None,
        "lower": None,
        "upper": None,
        "status": "ok",
        "basis": "printed",
        "release": "final",
        "extract_id": 1,
        "source_row": 7,
        "file_name": "file.csv",
        "invented": False,
    }
    return given | rest


def total(place: str, **rest: Any) -> dict[str, Any]:
    given: dict[str, Any] = row(place, "202425", None) | {
        "numerator": 83.0,
        "denominator": 160.0,
        "total": None,
        "members_with_value": 3,
        "members": 3,
        "members_with_data": 3,
        "pupils_unknown": 0,
        "pupils": 300,
        "pupils_with_data": 300,
        "rebuilt": 0,
        "extracts": 1,
    }
    return given | rest


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows))


def test_the_comparator_takes_the_coverage_of_the_places_own_figure() -> None:
    lines = own_figures(
        table(
            row("E06000034", "202425", 69.0),
            row("E92000001", "202425", 62.0, coverage="all_schools"),
            row("E92000001", "202425", 63.0),
        )
    )
    own = lines.pick(OF, "E06000034", "all")
    assert own is not None

    england = lines.like(OF, "E92000001", "all", own)

    assert england is not None
    assert [point.value for point in england.points] == [63.0]


def test_a_comparator_of_another_scope_is_no_comparator() -> None:
    lines = own_figures(
        table(row("E06000034", "202425", 69.0), row("E92000001", "202425", 62.0, coverage="all_schools"))
    )
    own = lines.pick(OF, "E06000034", "all")
    assert own is not None

    assert lines.like(OF, "E92000001", "all", own) is None


def test_all_phases_together_come_before_one_phase_and_a_figure_before_none() -> None:
    lines = own_figures(
        table(
            row("a", "202425", 1.0, phase="primary"),
            row("a", "202425", 2.0),
            row("a", "202425", 3.0, phase="secondary"),
            row("b", "202425", None, status="suppressed"),
            row("b", "202425", 4.0, phase="primary"),
        )
    )
    picked = [lines.pick(OF, place, "all") for place in ("a", "b")]

    assert [each.phase for each in picked if each] == ["total", "primary"]


def test_rows_in_any_order_make_the_same_line() -> None:
    rows = [row("a", period, value) for period, value in (("202223", 1.0), ("202324", 2.0), ("202425", 3.0))]

    first, second = (own_figures(table(*each)).pick(OF, "a", "all") for each in (rows, rows[::-1]))

    assert first == second


def test_a_sum_is_numerators_over_denominators_never_a_mean_of_rates() -> None:
    """8 of 10, 45 of 90 and 30 of 60 are 51.9 %, though the mean of the percentages is 60.0 %."""
    point = _summed(total("cluster/ward/a"))

    assert point.value == pytest.approx(51.875)
    assert (point.basis, point.status, point.members_with_data) == ("aggregated", "ok", 3)


def test_below_80_percent_of_pupils_no_figure_is_given_but_the_members_are_told() -> None:
    point = _summed(total("cluster/ward/a", members=4, members_with_data=3, pupils=400, pupils_with_data=319))

    assert (point.value, point.status, point.members, point.members_with_data) == (None, "not_available", 4, 3)


def test_at_80_percent_of_pupils_it_is_given() -> None:
    assert _summed(total("a", members=4, pupils=400, pupils_with_data=320)).value is not None


def test_where_pupils_are_not_known_members_are_counted() -> None:
    given = {"members": 5, "pupils": 300, "pupils_unknown": 1, "pupils_with_data": 300}

    assert _summed(total("a", **given, members_with_data=4)).value is not None
    assert _summed(total("a", **given, members_with_data=3)).value is None


def test_rebuilt_counts_make_an_estimate() -> None:
    assert _summed(total("a", rebuilt=1)).status == "estimated"


def test_a_gap_is_never_summed() -> None:
    of = indicator(aggregation="difference")

    assert not summed_figures(table(total("a")), {"standard_pct": of}).held


def test_a_joint_area_is_sum_over_sum_when_every_member_has_counts() -> None:
    both = [series(counted("202425", 30, 60), place="a"), series(counted("202425", 80, 100), place="b")]

    found = joined(both, OF, "joint/ab")

    assert found is not None
    assert found.points[0].value == pytest.approx(68.75)


def test_a_joint_area_without_counts_has_no_figure() -> None:
    assert joined([series(counted("202425", 30, 60)), line(y202425=80.0)], OF, "joint/ab") is None
    assert joined([series(counted("202425", 30, 60)), None], OF, "joint/ab") is None


def _summed(one: dict[str, Any]) -> Any:
    lines = summed_figures(table(one), {"standard_pct": OF})
    found = lines.pick(OF, one["place_id"], "all")
    assert found is not None
    return found.points[0]
