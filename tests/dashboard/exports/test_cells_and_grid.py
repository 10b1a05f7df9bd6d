"""What a table on screen says, read back into columns and values."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from dash import html

from dashboard.components import layout, marks
from dashboard.components.svg import Svg
from dashboard.exports.cells import Cell, Number, cell, value, words
from dashboard.exports.grid import grid, spelled


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("58%", Number(58.0, unit="%")),
        ("−0.05", Number(-0.05, decimals=2)),
        ("+3", Number(3.0, signed=True)),
        ("1,234.5", Number(1234.5, decimals=1, grouped=True)),
        ("£4,120", Number(4120.0, unit="£", grouped=True)),
        ("−£120", Number(-120.0, unit="£")),
        ("9.43 per 100 pupils", Number(9.43, decimals=2, unit="per 100 pupils")),
        ("1 percentage point", Number(1.0, unit="percentage points")),
        ("14 May 2026", date(2026, 5, 14)),
        ("1 Sep 2025", date(2025, 9, 1)),
        ("14 May 2026, 09:30", datetime(2026, 5, 14, 9, 30)),
    ],
)
def test_numbers_and_days_are_read_as_they_are_printed(text: str, read: object):
    assert value(text) == read


@pytest.mark.parametrize(
    "text",
    ["suppressed", "–", "012", "2023/24", "34 of 812", "12 more", "31 June 2026", "May 2026", "1,23", "", "-", "1e5"],
)
def test_whatever_is_no_number_and_no_day_stays_the_word_it_is(text: str):
    assert value(text) == text


def test_words_below_a_value_are_its_note():
    shown = html.Td([html.Span("45.3%", className="figure"), html.Span("2024/25", className="sub")])
    assert cell(shown) == Cell(Number(45.3, decimals=1, unit="%"), "2024/25")


def test_what_only_a_screen_reader_is_told_counts_where_nothing_is_seen():
    assert cell(html.Td([html.Span("–"), layout.hidden("one year only")])) == Cell("–", "one year only")
    assert cell(html.Td([marks.verdict("worse"), layout.hidden(", how it is worked out")])) == Cell("worse", "")
    assert cell(html.Th(layout.hidden("Attendance: "))) == Cell("Attendance", "")


def test_an_estimate_is_a_number_with_a_note():
    assert cell(html.Td("55% (est.)")) == Cell(Number(55.0, unit="%"), "estimated")


def test_a_fold_with_a_table_of_its_own_stays_on_the_screen():
    opened = layout.fold("How is this worked out", [layout.table(["A"], [["1"]], caption="The sum")])
    assert cell(html.Td(["off trajectory", opened])) == Cell("off trajectory", "")


def test_words_of_neighbours_do_not_run_together():
    assert words([html.Span("1"), html.Span("Performance")]) == "1 Performance"
    assert words(html.Ul([html.Li("one"), html.Li("two")])) == "one; two"


def test_units_move_to_the_head_and_numbers_stay_bare():
    made = grid(
        layout.table(["Place", "Figure"], [["Ash", "58%"], ["Beech", "9.5%"], ["Cedar", "suppressed"]], caption="x")
    )
    assert [column.name for column in made.columns] == ["Place", "Figure (%)"]
    assert [[spelled(each) for each in row] for row in made.rows] == [
        ["Ash", "58"],
        ["Beech", "9.5"],
        ["Cedar", "suppressed"],
    ]


def test_units_that_differ_have_a_column():
    made = grid(layout.table(["Indicator", "Here"], [["Absence", "7.1%"], ["Score", "46.2"]], caption="x"))
    assert [column.name for column in made.columns] == ["Indicator", "Here", "Here: unit"]
    assert made.columns[2].values == ("%", "")


def test_a_cell_over_rows_is_repeated_and_one_over_columns_stands_in_the_first():
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th("Priority"), html.Th("Measure"), html.Th("Value"), html.Th("Gap")])),
            html.Tbody(
                [
                    html.Tr([html.Th("One", rowSpan=2), html.Th("A"), html.Td("58%"), html.Td("4.1")]),
                    html.Tr([html.Th("B"), html.Td("No data", colSpan=2)]),
                ]
            ),
        ]
    )
    assert [[spelled(each) for each in row] for row in grid(table).rows] == [
        ["One", "A", "58", "4.1"],
        ["One", "B", "No data", ""],
    ]


def test_a_heading_in_the_body_is_a_column_and_a_column_of_drawings_is_left_out():
    table = html.Table(
        [
            html.Thead(html.Tr([html.Th("Indicator"), html.Th("Years"), html.Th("Here")])),
            html.Tbody(
                [
                    html.Tr(html.Th(html.H3("Attendance"), scope="rowgroup", colSpan=3)),
                    html.Tr([html.Th("Absence"), html.Td(Svg("<svg></svg>")), html.Td("7.1")]),
                    html.Tr(html.Th(html.H3("After 16"), scope="rowgroup", colSpan=3)),
                    html.Tr([html.Th("NEET"), html.Td(html.Span("one year only", className="sub")), html.Td("4.0")]),
                ]
            ),
        ]
    )
    made = grid(table)
    assert [column.name for column in made.columns] == ["Theme", "Indicator", "Here"]
    assert made.columns[0].values == ("Attendance", "After 16")


def test_the_head_of_a_row_is_a_name_even_where_it_is_a_year():
    made = grid(layout.table(["Period", "Value"], [["2024", "7"]], caption="x"))
    assert made.rows == [("2024", Number(7.0))]
