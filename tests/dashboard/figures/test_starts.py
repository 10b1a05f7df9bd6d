"""Ticks for the start of actions: each between the figures that it could not and could have moved."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.figures.axis import axis
from dashboard.figures.explore import explorable
from dashboard.figures.line import Line
from dashboard.figures.line import line as figure_of
from dashboard.figures.starts import Start, during, position, ticks
from etl.catalogue import Catalogue
from tests.dashboard.figures.conftest import MakeSeries

VALUES = {"202122": 50.0, "202223": 52.0, "202324": 55.0}


@pytest.mark.parametrize(
    ("day", "x"),
    [
        (date(2022, 8, 31), 0.0),  # the last day of 2021/22, the first figure
        (date(2022, 9, 1), 1 / 365),  # the day after: nothing in that figure can come of it
        (date(2023, 8, 31), 1.0),
        (date(2024, 3, 1), 1 + 183 / 366),  # half-way through a leap year
        (date(2022, 3, 2), -182 / 365),  # in the first year, left of its figure
        (date(2021, 9, 5), None),  # left of the chart's edge
        (date(2024, 10, 1), 2 + 31 / 366),  # after the last figure, still within the chart
        (date(2026, 1, 1), None),
    ],
)
def test_a_start_stands_between_the_figures_before_and_after_it(
    line_of: MakeSeries, day: date, x: float | None
) -> None:
    found = position(day, axis([line_of(VALUES)]))
    assert found == (None if x is None else pytest.approx(x, abs=0.01))


def test_neighbours_share_one_label_and_each_keeps_its_tick(line_of: MakeSeries) -> None:
    starts = [
        Start(date(2022, 9, 5), "a1", "One"),
        Start(date(2022, 10, 1), "a2", "Two"),
        Start(date(2023, 10, 1), "a3", "Three"),
        Start(date(2031, 1, 1), "a4", "Four"),
    ]
    shapes, labels = ticks(starts, axis([line_of(VALUES)]))
    assert len(shapes) == 3
    assert [label["text"] for label in labels] == ["a1, a2", "a3"]


def test_the_table_under_the_chart_names_them_by_period(line_of: MakeSeries) -> None:
    periods = axis([line_of(VALUES)]).periods
    starts = [Start(date(2023, 9, 4), "b", "Later"), Start(date(2022, 9, 5), "a", "Sooner")]
    found = {period.code: [each.label for each in begun] for period, begun in during(starts, periods).items()}
    assert found == {"202122": [], "202223": ["a"], "202324": ["b"]}


def test_a_label_is_escaped_and_the_chart_holds_it(catalogue: Catalogue, line_of: MakeSeries) -> None:
    figure = figure_of(
        [Line(line_of(VALUES), "Thurrock", "place")],
        catalogue["ks2_rwm_exp_pct"],
        starts=[Start(date(2022, 9, 5), "<2.1>", "One")],
    )
    drawn = explorable({760: figure}, room=760)
    assert "&lt;2.1&gt;" in [each.text for each in drawn.layout.annotations]


@pytest.fixture(scope="session")
def line_of(line: MakeSeries) -> MakeSeries:
    """A series by its values: ``{"202324": 55.0}``."""
    return line
