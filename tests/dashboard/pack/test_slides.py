"""The slides hold the numbers of the command, natively, and can be read by who cannot see them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dashboard.board import Board
from dashboard.figures.line import Line
from dashboard.pack.files import write
from dashboard.pack.made import pack_of
from dashboard.pack.slides.columns import columns
from tests.dashboard.pack.conftest import NEXT, PLACE, SECOND, Made

HIGH, WIDE = 540, 960
FOOT = 510
"""Points from the top below which only foot and number stand."""


@pytest.fixture(scope="module")
def deck(made: Made) -> Any:
    return Presentation(str(made.slides))


def shapes(deck: Any) -> Iterator[tuple[Any, Any]]:
    for slide in deck.slides:
        for shape in slide.shapes:
            yield slide, shape


def charts(deck: Any) -> dict[str, Any]:
    return {shape.name: shape.chart for _, shape in shapes(deck) if shape.has_chart}


def cells(deck: Any, title: str) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells]
        for slide, shape in shapes(deck)
        if shape.has_table and slide.shapes.title.text.startswith(title)
        for row in shape.table.rows
    ]


def test_it_is_wide_and_every_slide_has_a_title_of_its_own_a_number_and_notes_that_name_the_snapshot(
    deck: Any, made: Made
) -> None:
    assert (deck.slide_width.pt, deck.slide_height.pt) == (WIDE, HIGH)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(set(titles)) == len(titles) == made.document["files"][0]["pages"]
    assert titles[:3] == [
        "Thurrock education priorities, 2017/18",
        "What changed since we last met",
        "Plan on a page (1 of 2)",
    ]
    for slide in deck.slides:
        assert any(each.placeholder_format.type.name == "SLIDE_NUMBER" for each in slide.placeholders)
        assert SECOND in slide.notes_slide.notes_text_frame.text


def test_every_drawing_says_what_it_shows_or_that_it_is_mere_decoration(deck: Any) -> None:
    drawn = [shape for _, shape in shapes(deck) if not shape.is_placeholder and not shape.has_text_frame]
    assert len(drawn) >= 8
    for shape in drawn:
        own = shape._element.xpath(".//p:cNvPr")[0]
        assert own.get("descr") or "decorative" in "".join(each.tag for each in own.iter()), shape.name
    said = charts(deck)["Chart: NEET at 16 to 17: 0.7 percentage points ahead of England"]
    frame = next(shape for _, shape in shapes(deck) if shape.has_chart and shape.chart.part is said.part)
    assert frame._element.xpath(".//p:cNvPr")[0].get("descr") == (
        "Line chart. NEET at 16 to 17: 0.7 percentage points ahead of England. Thurrock: 1.9% in 2018; England: 2.6% "
        "in 2018. Verdict: not met. The target is 0% by 2017-18."
    )


def test_every_figure_of_the_plans_table_is_that_of_the_command(deck: Any, said: Callable[..., Any]) -> None:
    """Value, period and verdict: read in the file, held against ``outcomes verdicts --json``."""
    rows = [row for row in cells(deck, "Plan on a page") if row[2] not in ("", "Latest") and row[1] != row[0]]
    found = {(row[1], row[2], row[3], row[5].split(" ", 1)[1]) for row in rows}
    lines = said("verdicts", "thurrock")["measures"]
    values = {
        (each["indicator"], each["verdict"]): each["value"]
        for each in lines
        if each["line"] == "detail" and each["group"] == "all" and each["value"] is not None
    }
    words = {"not_met": "not met", "no_clear_change": "no clear change", "not_judged": "not judged"}
    printed = {
        "ks2_rwm_exp_pct": ("KS2 reading, writing and maths", "{:.0f}%", "2024/25"),
        "neet_16_17_pct": ("NEET at 16 to 17", "{:.1f}%", "2018"),
        "ks4_attainment8_avg": ("Attainment 8", "{:.1f}", "2024/25"),
        "absence_persistent_pct": ("Persistent absence", "{:.2f}%", "2024/25"),
    }
    expected = {
        (printed[indicator][0], printed[indicator][1].format(value), printed[indicator][2], words.get(verdict, verdict))
        for (indicator, verdict), value in values.items()
    }
    assert found == expected
    assert ("KS2 reading, writing and maths", "58%", "2024/25", "not met") in found


def test_every_measure_of_the_plan_is_on_the_page(deck: Any, said: Callable[..., Any], board: Board) -> None:
    named = {row[0].removesuffix(" ") for row in cells(deck, "Plan on a page")}
    measures = {each["measure"] for each in said("verdicts", "thurrock")["measures"]}
    assert {each.short for _, each in board.plans["thurrock"].all_measures if each.id in measures} <= named


@pytest.mark.parametrize(
    ("chart", "indicator"),
    [
        ("Chart: KS2 reading, writing and maths: 4 percentage points behind England", "ks2_rwm_exp_pct"),
        ("Chart: NEET at 16 to 17: 0.7 percentage points ahead of England", "neet_16_17_pct"),
    ],
)
def test_the_data_of_a_native_chart_are_the_series_of_the_command(
    deck: Any, said: Callable[..., Any], chart: str, indicator: str
) -> None:
    native = charts(deck)[chart]
    periods = [str(each) for each in native.plots[0].categories]
    for name, place in (("Thurrock", PLACE), ("England", "E92000001")):
        held = {}
        for series in native.plots[0].series:
            if series.name.startswith(name):
                held |= {
                    period: value for period, value in zip(periods, series.values, strict=True) if value is not None
                }
        series = said("show", indicator, "--place", place)["series"]
        expected = {_label(each["period"]): each["value"] for each in series if each["value"] is not None}
        assert held == expected


def _label(code: str) -> str:
    return f"{code[:4]}/{code[4:]}" if len(code) == 6 else code


def test_a_withheld_year_is_an_empty_cell_of_the_sheet_behind_the_chart_and_cuts_the_line(deck: Any) -> None:
    native = charts(deck)["Chart: KS2 reading, writing and maths: 4 percentage points behind England"]
    book = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob))
    rows = {row[0]: row[1:] for row in book.active.iter_rows(values_only=True)}
    head = rows.pop(None) if None in rows else rows.pop("")
    own = head.index("Thurrock")
    assert rows["2022/23"][own] is None
    assert rows["2024/25"][own] == 58
    assert native._chartSpace.chart.find("{*}dispBlanksAs").get("val") == "gap"


def test_the_target_is_dashed_the_place_dark_blue_and_england_grey(deck: Any) -> None:
    native = charts(deck)["Chart: NEET at 16 to 17: 0.7 percentage points ahead of England"]
    inks = {series.name: str(series.format.line.color.rgb) for series in native.plots[0].series}
    assert inks["Thurrock"] == "12436D"
    assert inks["England"] == "6B7681"
    target = next(series for series in native.plots[0].series if series.name == "Target")
    assert target.format.line.dash_style is not None
    assert set(target.values) == {0.0}


def test_a_name_that_a_spreadsheet_would_run_stays_text(board: Board) -> None:
    chart = pack_of(board, "thurrock", meeting=NEXT).charts[0]
    evil = replace(chart, lines=(Line(chart.own, '=HYPERLINK("http://x")', "place"), *chart.lines[1:]))
    assert columns(evil)[0].name.startswith("'=")


def test_nothing_runs_off_a_slide_however_long_the_texts_are(board: Board, tmp_path: Path) -> None:
    """Every text five times as long: tables and blocks still end above the foot."""
    pack = pack_of(board, "thurrock", meeting=NEXT)
    parts = tuple(
        replace(
            part,
            title=part.title * 5,
            headline=part.headline * 3,
            figures=tuple(replace(each, measure=each.measure * 5, brief=each.brief * 5) for each in part.figures) * 2,
            charts=tuple(replace(each, reason=each.reason * 5, notes=each.notes * 5) for each in part.charts),
            actions=tuple(replace(each, name=each.name * 5, note="A long note. " * 20) for each in part.actions) * 2,
            loose=part.loose * 2,
        )
        for part in pack.parts
    )
    cover = replace(pack.cover, plan=pack.cover.plan * 3, notes=pack.cover.notes * 4)
    long = replace(pack, parts=parts, cover=cover, definitions=pack.definitions * 5)
    written = write(long, "pptx", folder=tmp_path, plan="thurrock")
    for slide, shape in shapes(Presentation(str(written.path))):
        bottom = (shape.top + shape.height) / 12700
        if shape.has_table:
            bottom = (shape.top + sum(row.height for row in shape.table.rows)) / 12700
        limit = HIGH if shape.is_placeholder else FOOT
        assert shape.left >= 0, shape.name
        assert (shape.left + shape.width) / 12700 <= WIDE, shape.name
        assert bottom <= limit, f"{slide.shapes.title.text}: {shape.name} ends at {bottom:.0f}"
