"""Files of tables and charts, opened and held against the screen that they were saved from."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from dash import html
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook

from dashboard.board import Board, open_board
from dashboard.components import layout
from dashboard.components.svg import Svg
from dashboard.exports.about import Screen, about
from dashboard.exports.exhibits import exhibits
from dashboard.exports.files import wanted
from dashboard.exports.grid import grid
from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from dashboard.web.routes import Routes
from etl.deciding.served import created_at
from tests.browser.screens import SCREENS
from tests.conftest import make_snapshot
from tests.dashboard.exampleshire import exampleshire
from tests.dashboard.test_web import FIGURES, PLACES

SOUTH = "/place/cluster/ward/south?indicator=ks2_rwm_exp_pct"
NORTH = "/place/cluster/ward/north?indicator=ks2_rwm_exp_pct"
EARLIER, LATER = "20250920T090000000Z-000000000001", "20260506T090000000Z-000000000002"

Get = Callable[..., bytes]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    warehouse = tmp_path_factory.mktemp("files") / "warehouse"
    exampleshire(warehouse)
    return Settings(warehouse=warehouse, data=ROOT / "data")


@pytest.fixture(scope="module")
def board(settings: Settings) -> Board:
    return open_board(settings)


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return build(settings).server.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Get:
    """``get("gap-chart.csv", SOUTH)``: the bytes of a file, which must be there."""

    def ask(file: str, at: str) -> bytes:
        response = client.get(f"/download/{file}?at={quote(at)}")
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.data

    return ask


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def test_a_table_leaves_with_its_numbers_and_what_is_withheld_as_its_word(get: Get):
    """Damson: 50 of 60 pupils, 83 %, 20 ahead of England's 63; Fern is suppressed, Elder has no year 6."""
    found = {row["School"]: row for row in rows(get("members-rug.csv", SOUTH))}
    (name,) = [each for each in found["Damson Primary School"] if each.startswith("KS2") and "note" not in each]
    assert found["Damson Primary School"][name] == "83"
    assert found["Damson Primary School"][name.replace(" (%)", ": note")] == "better, 20 ahead"
    assert found["Fern Primary School"][name] == "suppressed"
    assert found["Elder Infant School"][name] == "not applicable"


def test_every_row_of_a_csv_says_where_it_is_from(get: Get):
    for row in rows(get("members-rug.csv", SOUTH)):
        assert row["Place"] == "South"
        assert "Indicator: KS2 reading, writing and maths" in row["Filters"]
        assert "Department for Education: Key stage 2 attainment" in row["Source"]
        assert row["Licence"] == "Open Government Licence v3.0"
        assert row["Snapshot"] == "20260506T090000000Z-000000000000"
        assert row["Snapshot built"] == "2026-05-06 09:00"
        assert row["Screen"] == f"http://localhost{SOUTH}"
        assert row["File made on"] == date.today().isoformat()


def test_words_that_narrow_a_table_stand_in_its_file(get: Get):
    found = {row["School"]: row["Filters"] for row in rows(get("members-rug.csv", f"{SOUTH}&find=damson"))}
    assert "Damson Primary School" in found
    assert "Fern Primary School" not in found
    assert all("Name has: damson" in filters for filters in found.values())


def test_what_a_screen_escapes_is_plain_again_in_a_file(board: Board):
    typed = layout.search("find", "Name has", 'St Mary & "St John"', action="/")
    drawing = Svg('<svg aria-label="Girls &amp; boys" viewBox="0 0 1 1"></svg>')
    (chart,) = exhibits([html.Figure([drawing])])
    built = created_at(LATER)
    told = about(chart, Screen("x", [typed], [], "http://board/", "/", LATER, built, built.date()), board.catalogue)
    assert (told.title, told.filters) == ("Girls & boys", 'Name has: St Mary & "St John"')


def test_a_workbook_has_numbers_that_look_as_on_screen_and_is_ready_to_sort(get: Get):
    made = book(get("members-rug.xlsx", SOUTH))
    assert made.sheetnames == ["Table", "About"]
    sheet = made["Table"]
    head = {cell.value: cell.column for cell in sheet[1]}
    (name,) = [each for each in head if each.startswith("KS2") and "note" not in each]
    by_school = {sheet.cell(row, 1).value: sheet.cell(row, head[name]) for row in range(2, sheet.max_row + 1)}
    damson = by_school["Damson Primary School"]
    assert (damson.value, damson.number_format, damson.data_type) == (83, '0"%"', "n")
    assert by_school["Fern Primary School"].value == "suppressed"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["A"].width > len("Damson Primary School")


def test_a_workbook_says_what_it_is_on_a_sheet_of_its_own(get: Get):
    sheet = book(get("members-rug.xlsx", SOUTH))["About"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert told["Place"] == "South"
    assert told["Snapshot"] == "20260506T090000000Z-000000000000"
    assert told["Snapshot built"].isoformat() == "2026-05-06T09:00:00"
    assert told["File made on"].date() == date.today()
    assert told["Screen"] == f"http://localhost{SOUTH}"


def test_a_chart_leaves_as_the_table_behind_it_too(get: Get):
    """North: Beech 45 of 90, Cedar 30 of 60, Ash 8 of 10: 51.9 %, and the parts add up to the gap to England's 63."""
    found = rows(get("gap-chart.csv", NORTH))
    parts = {row["Member"]: float(row["Part of the gap"]) for row in found}
    total = parts.pop("Gap to England")
    assert {name.split()[0] for name in parts} == {"Ash", "Beech", "Cedar"}
    assert round(sum(parts.values()), 2) == total
    assert total == pytest.approx(100 * 83 / 160 - 63, abs=0.01)


def test_a_drawing_stands_by_itself_and_says_where_it_is_from(get: Get):
    content = get("gap-chart.svg", NORTH)
    page = ET.fromstring(content)
    text = content.decode()
    assert "var(" not in text
    assert "light-dark(" not in text
    said = " ".join(each.text or "" for each in page.iter() if each.tag.endswith("}text"))
    assert "Parts of the gap" in said
    assert "Source: Department for Education: Key stage 2 attainment; Open Government Licence v3.0." in said
    assert "snapshot 20260506T090000000Z-000000000000 of 6 May 2026" in said
    assert page.find("{*}title").text.startswith("Parts of the gap")
    assert "Beech" in said
    (behind, *_) = [each for each in page.iter() if "wf-behind" in each.get("class", "")]
    assert "fill:#f46a25" in behind.get("style"), "orange is behind, as on screen"
    assert "Source Sans 3" in page.get("font-family")


def test_a_chart_over_the_years_leaves_in_one_size_with_its_words_and_without_what_waits_for_a_pointer(get: Get):
    """60 and 57 % in Exampleshire, 61 and 63 % in England."""
    page = ET.fromstring(get("series-chart.svg", "/indicator/ks2_rwm_exp_pct?place=E06009999"))
    drawings = [each for each in page.iter() if each.tag.endswith("}svg")]
    assert len(drawings) == 2, "the page and the chart in it"
    said = " ".join("".join(each.itertext()) for each in page.iter() if each.tag.endswith("}text"))
    assert "57%" in said
    assert "63%" in said
    assert "2024/25" in said
    assert "var(" not in ET.tostring(page, encoding="unicode")
    found = rows(get("series-chart.csv", "/indicator/ks2_rwm_exp_pct?place=E06009999"))
    assert [(row["Period"], row["Exampleshire (%)"], row["England (%)"]) for row in found] == [
        ("2023/24", "60", "61"),
        ("2024/25", "57", "63"),
    ]


def test_a_picture_is_the_drawing_at_twice_its_size(get: Get):
    box = re.search(rb'viewBox="0 0 (\d+) (\d+)"', get("gap-chart.svg", NORTH))
    picture = get("gap-chart.png", NORTH)
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (2 * int(box[1]), 2 * int(box[2]))
    assert b"Licence v3.0" in picture


def test_a_file_of_an_earlier_state_holds_that_state(tmp_path: Path):
    into = tmp_path / "then"
    for name, period, own in ((EARLIER, "202324", 64.0), (LATER, "202425", 69.0)):
        figures = [{**FIGURES[0], "period": period, "value": own}, {**FIGURES[1], "period": period, "value": 62.0}]
        make_snapshot(into, snapshot_id=name, place=PLACES, observation=figures)
    client = build(Settings(warehouse=into, data=ROOT / "data")).server.test_client()

    def shown(at: str) -> dict[str, str]:
        found = rows(client.get(f"/download/plan.csv?at={quote(at, safe='')}").data)
        return next(row for row in found if row["Measure and indicator: note"].startswith("KS2 reading, writing"))

    then, now = shown(f"/plan/thurrock?snapshot={EARLIER}"), shown("/plan/thurrock")
    assert (then["Latest (%)"], then["Latest: note"], then["Snapshot"]) == ("64", "2023/24", EARLIER)
    assert (now["Latest (%)"], now["Latest: note"], now["Snapshot"]) == ("69", "2024/25", LATER)
    assert "As it was on 20 September 2025." in then["Remarks"]
    gone = client.get(f"/download/plan.csv?at={quote('/plan/thurrock?snapshot=20240101T090000000Z-00', safe='')}")
    assert gone.status_code == 404
    assert "That state is not kept" in gone.get_data(as_text=True)


def test_an_answer_is_nobody_elses_and_is_asked_for_again_only_when_it_changed(client: FlaskClient):
    address = f"/download/gap-chart.csv?at={quote(NORTH)}"
    first = client.get(address)
    assert first.headers["Content-Disposition"] == 'attachment; filename="north-gap-chart-2026-05-06.csv"'
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"/download/gap-chart.csv?at={quote(SOUTH)}", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_what_a_screen_does_not_have_is_answered_with_what_it_has(client: FlaskClient):
    said = client.get(f"/download/nothing.csv?at={quote(SOUTH)}")
    assert said.status_code == 404
    assert "members-rug (" in said.get_data(as_text=True)
    as_picture = client.get(f"/download/members-rug.png?at={quote(SOUTH)}")
    assert as_picture.status_code == 404
    assert "It can be had as: csv, xlsx" in as_picture.get_data(as_text=True)


@pytest.mark.parametrize("at", ["", "nowhere", "/no/such/screen", "//elsewhere.example/", "https://elsewhere.example/"])
def test_only_screens_of_this_board_are_drawn(client: FlaskClient, at: str):
    assert client.get(f"/download/x.csv?at={quote(at, safe='')}").status_code == 400


@pytest.mark.parametrize(
    "at", [SOUTH, NORTH, "/place/E06009999?by=school", "/indicator/ks2_rwm_exp_pct?place=E06009999"]
)
def test_every_way_out_that_a_screen_offers_leads_to_a_file(board: Board, at: str):
    """A CSV has a line for each row of the table on screen; a drawing is XML."""
    path, _, query = at.partition("?")
    view = Routes(board, PAGES).view(path, query)
    built = created_at(view.snapshot)
    screen = Screen(view.title, view.children, view.foot, f"http://board{at}", at, view.snapshot, built, built.date())
    there = exhibits(view.children)
    assert "chart" in {each.kind for each in there}
    for each in there:
        content = {kind: wanted(each.id, kind, screen, board.catalogue).content() for kind in each.formats[-2:]}
        if each.table is None:  # a map: its schools are a table of their own below it
            assert len(list(ET.fromstring(content["svg"]).iter())) > 10
            continue
        assert len(rows(content["csv"])) == len(grid(each.table).rows)
        assert book(content["xlsx"])["Table"].max_row == len(grid(each.table).rows) + 1


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_tables_of_every_screen_are_whole(board: Board, screen: object):
    """Each has an id of its own, and columns of one length with names that differ."""
    path, _, query = str(screen).partition("?")
    there = exhibits(Routes(board, PAGES).view(path, query).children)
    assert len({each.id for each in there}) == len(there)
    for each in there:
        assert each.title, each.id
        if each.table is None:
            continue
        columns = grid(each.table).columns
        assert len({len(column.values) for column in columns}) == 1
        assert len({column.name for column in columns}) == len(columns)


def test_the_small_charts_of_a_briefing_have_their_numbers_too(board: Board) -> None:
    at = "/place/cluster/ward/south/briefing"
    view = Routes(board, PAGES).view(at, "")
    charts = [each for each in exhibits(view.children) if each.kind == "chart"]
    assert charts
    for each in charts:
        assert each.formats == ("png", "svg", "csv", "xlsx")
        assert each.table is not None
        latest = re.search(r"([\d.]+)(?:%| per 100 pupils)? in (\d{4}/\d\d)", each.title)
        assert latest is not None
        cells = {row[0]: row[1] for row in grid(each.table).rows}
        assert getattr(cells[latest[2]], "value", None) == float(latest[1])
