"""The line chart: one trace a stretch that may be joined, names at the ends, numbers as printed."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.analysis.model import Series
from dashboard.figures import theme
from dashboard.figures.explore import explorable
from dashboard.figures.line import Line
from dashboard.figures.line import line as figure_of
from dashboard.figures.value_axis import value_range
from etl.catalogue import Catalogue
from etl.periods import Period
from tests.dashboard.figures.conftest import MakeSeries


def chart(*given: Any, **more: Any) -> go.Figure:
    """The figure, through Plotly's own check of its schema."""
    return explorable({760: figure_of(*given, **more)}, room=760)


TARGET = ((Period("202425", "academic_year"), 65.0), (Period("202526", "academic_year"), 65.0))


@pytest.fixture
def drawn(thurrock: Series, england: Series, catalogue: Catalogue) -> go.Figure:
    lines = [Line(thurrock, "Thurrock", "place"), Line(england, "England, others", "england")]
    return chart(lines, catalogue["ks2_rwm_exp_pct"])


def traces(figure: go.Figure, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def words(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_no_trace_crosses_the_new_framework_or_the_pandemic(drawn: go.Figure) -> None:
    assert [trace.x for trace in traces(drawn, "Thurrock")] == [
        ("2015/16", "2016/17"),
        ("2017/18", "2018/19"),
        ("2021/22", "2022/23", "2023/24", "2024/25"),
    ]
    assert traces(drawn, "Thurrock")[2].y == (50, 49, 52, 58)


def test_figures_of_an_earlier_method_are_faded(drawn: go.Figure) -> None:
    assert [trace.opacity for trace in traces(drawn, "Thurrock")] == [0.45, 1, 1]


def test_the_axis_is_made_of_words_so_that_no_year_becomes_a_number(drawn: go.Figure) -> None:
    assert drawn.layout.xaxis.type == "category"
    assert drawn.layout.xaxis.categoryarray[4] == "2019/20"


def test_each_line_is_named_at_its_end_with_its_latest_number(drawn: go.Figure) -> None:
    assert "<b>58%</b><br>Thurrock" in words(drawn)
    assert "<b>70%</b><br>England, others" in words(drawn)
    assert drawn.layout.template.layout.showlegend is False


def test_a_line_that_ends_early_says_when_and_is_led_to_its_name(
    line: MakeSeries, england: Series, catalogue: Catalogue
) -> None:
    early = line({"202122": 50, "202223": 49, "202324": 52})
    lines = [Line(early, "Thurrock", "place"), Line(england, "England", "england")]
    figure = chart(lines, catalogue["ks2_rwm_exp_pct"])
    assert "<b>52%</b>, 2023/24<br>Thurrock" in words(figure)
    leaders = [shape for shape in figure.layout.shapes if shape.yref == "y"]
    assert [(shape.y0, shape.y1) for shape in leaders] == [(52, 52)]


def test_the_band_and_the_upright_stand_where_their_years_are(drawn: go.Figure) -> None:
    bands = [(shape.x0, shape.x1) for shape in drawn.layout.shapes if shape.type == "rect"]
    uprights = [shape.x0 for shape in drawn.layout.shapes if shape.type == "line" and shape.yref == "paper"]
    assert bands == [(3.5, 5.5)]  # 2019/20 is the fifth category, number 4
    assert uprights == [1.5]  # before 2017/18, number 2
    assert any("cancelled" in text for text in words(drawn))
    assert "<span>new series</span>" in words(drawn)


def test_an_axis_that_does_not_start_at_zero_says_so(drawn: go.Figure) -> None:
    # 37 to 72: half of an eighth below is 34.9, from the next ten.
    assert drawn.layout.yaxis.range[0] == 30
    assert "axis from 30%" in words(drawn)


def test_a_target_is_a_dashed_step_and_reaches_its_year(thurrock: Series, catalogue: Catalogue) -> None:
    figure = chart([Line(thurrock, "Thurrock", "place")], catalogue["ks2_rwm_exp_pct"], target=TARGET)
    (target,) = traces(figure, "Target")
    assert (target.x, target.y, target.line.shape) == (("2024/25", "2025/26"), (65.0, 65.0), "hv")
    assert figure.layout.xaxis.categoryarray[-1] == "2025/26"
    assert "target 65%" in words(figure)


def test_a_calendar_year_is_no_place_on_a_number_line(line: MakeSeries, catalogue: Catalogue) -> None:
    # NEET in Thurrock; the plan's target is 0% by August 2018. "2018" as a place would be taken for the 2018th year.
    indicator = catalogue["neet_16_17_pct"]
    years = {"2018": 1.95, "2019": 1.6, "2024": 3.6, "2025": 3.8}
    series = line(years, indicator=indicator.id, kind=indicator.time_identifier)
    target = tuple((point.period, 0.0) for point in series.points)
    figure = chart([Line(series, "Thurrock", "place")], indicator, target=target)
    (word,) = [annotation for annotation in figure.layout.annotations if annotation.text == "target 0%"]
    assert (word.x, word.y) == (0, 0.0)


def test_hovering_says_the_counts_and_that_a_figure_is_provisional(line: MakeSeries, catalogue: Catalogue) -> None:
    # EHC plans in Thurrock, 2024: 139 of 286 within 20 weeks.
    series = line(
        {"2024": 48.6}, indicator="ehcp_20_week_pct", kind="calendar_year", numerator=139, denominator=286,
        release="provisional",
    )  # fmt: skip
    figure = chart([Line(series, "Thurrock", "place")], catalogue["ehcp_20_week_pct"])
    assert figure.data[0].text == ("48.6% (139 of 286, provisional)",)


def test_the_place_has_the_interval_of_its_counts_and_england_none(line: MakeSeries, catalogue: Catalogue) -> None:
    # Wilson: 20 of 30 gives 48.78 to 80.77.
    own = line({"202425": 200 / 3}, indicator="phonics_y1_pct", numerator=20, denominator=30)
    whole = line({"202425": 80.0}, indicator="phonics_y1_pct", numerator=480000, denominator=600000)
    figure = chart([Line(own, "North", "place"), Line(whole, "England", "england")], catalogue["phonics_y1_pct"])
    (place,) = traces(figure, "North")
    assert place.error_y.array[0] == pytest.approx(80.77 - 66.667, abs=0.01)
    assert place.error_y.arrayminus[0] == pytest.approx(66.667 - 48.78, abs=0.01)
    assert traces(figure, "England")[0].error_y.array is None


def test_nothing_to_draw_is_an_error_of_the_caller(line: MakeSeries, catalogue: Catalogue) -> None:
    empty = line({"202425": None})
    with pytest.raises(ValueError, match="no value of ks2_rwm_exp_pct"):
        chart([Line(empty, "Thurrock", "place")], catalogue["ks2_rwm_exp_pct"])


def test_a_name_from_a_file_cannot_become_markup(thurrock: Series, catalogue: Catalogue) -> None:
    figure = chart([Line(thurrock, "<b>bad</b>", "place")], catalogue["ks2_rwm_exp_pct"])
    assert "<b>58%</b><br>&lt;b&gt;bad&lt;/b&gt;" in words(figure)


@pytest.mark.parametrize("role", theme.INKS)
def test_every_role_has_its_ink(thurrock: Series, catalogue: Catalogue, role: str) -> None:
    figure = chart([Line(thurrock, "Thurrock", role)], catalogue["ks2_rwm_exp_pct"])
    assert figure.data[0].line.color == theme.INKS[role].line


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([37.0, 72.0], (30.0, 76.2)),
        ([1.2, 3.8], (0.0, 4.112)),
        ([-0.19, 0.06], (-0.22, 0.09)),
        ([5.0, 5.0], (4.5, 5.5)),
    ],
)
def test_the_value_axis_has_room_and_starts_at_zero_where_zero_is_near(
    values: list[float], expected: tuple[float, float]
) -> None:
    low, high = value_range(values)
    assert (low, high) == pytest.approx(expected, abs=0.26)
    assert low <= min(values)
    assert high > max(values)
