"""Finished screens are drawn once for a state of the board, and never handed out after it has changed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.board import open_board
from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from dashboard.web import screens as module
from dashboard.web.application import build
from dashboard.web.bundle import Styles
from dashboard.web.routes import Routes
from dashboard.web.screens import Screens
from tests.conftest import make_snapshot

PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "E06000034", "name": "Thurrock"},
]
PLAN = "/plan/thurrock"
DAY = date(2026, 5, 6)


def figures(thurrock: float) -> list[dict[str, object]]:
    """Key stage 2, expected standard in all three, 2024/25."""
    shared = {"indicator_id": "ks2_rwm_exp_pct", "period": "202425"}
    values = {"E06000034": thurrock, "E92000001": 62.0}
    return [shared | {"place_id": place, "value": value} for place, value in values.items()]


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return make_snapshot(tmp_path / "warehouse", place=PLACES, observation=figures(69.0))


@pytest.fixture
def screens(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Screens:
    board = open_board(Settings(warehouse=warehouse, data=ROOT / "data"))
    return Screens(board, Routes(board, PAGES))


def drawn(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are drawn from now on."""
    seen: list[str] = []
    whole = screens._tree

    def tree(path: str, search: str) -> object:
        seen.append(path + search)
        return whole(path, search)

    monkeypatch.setattr(screens, "_tree", tree)
    return seen


def test_a_screen_is_drawn_once_and_each_address_by_itself(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = drawn(screens, monkeypatch)
    first = screens.screen(PLAN, "")
    assert screens.screen(PLAN, "") is first
    assert screens.screen(PLAN, "?as_of=2026-01-01") is not first
    assert seen == [PLAN, f"{PLAN}?as_of=2026-01-01"]


def test_a_new_snapshot_is_seen_at_once(screens: Screens, warehouse: Path) -> None:
    assert "69%" in screens.screen(PLAN, "").markup
    make_snapshot(warehouse, place=PLACES, observation=figures(55.0), snapshot_id="20260507T090000000Z-000000000001")
    after = screens.screen(PLAN, "").markup
    assert "55%" in after
    assert "69%" not in after


def test_the_next_day_is_another_screen(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = drawn(screens, monkeypatch)
    screens.screen("/methods", "")

    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date(2099, 1, 1)

    monkeypatch.setattr("dashboard.board.date", Tomorrow)
    screens.screen("/methods", "")
    assert seen == ["/methods", "/methods"]


def test_a_reader_with_a_name_gets_a_screen_of_their_own(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(warehouse=warehouse, data=ROOT / "data", identity_header="X-User")
    client = build(settings).server.test_client()
    named = client.get(f"{PLAN}/meetings", headers={"X-User": "Asha Patel"}).text
    assert "Add a meeting" in named
    assert "Add a meeting" not in client.get(f"{PLAN}/meetings").text
    again = client.get(f"{PLAN}/meetings", headers={"X-User": "Ben Okoro"}).text
    assert "Asha Patel" not in again


def test_the_oldest_screens_go_when_room_is_short(screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 1)
    seen = drawn(screens, monkeypatch)
    screens.screen(PLAN, "")
    screens.screen(PLAN, "")
    assert seen == [PLAN, PLAN]


@pytest.fixture
def client(warehouse: Path) -> FlaskClient:
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()


def test_the_page_holds_its_figures_before_any_script_runs(client: FlaskClient) -> None:
    page = client.get(f"{PLAN}/priority/t1").text
    assert "<title>Performance, Thurrock education priorities" in page
    assert "69%" in page
    assert '<svg class="lc w760"' in page
    assert page.count("<script src=") == 1, "only the choice of colours goes before the paint"
    assert "DashRenderer" not in page


def test_a_browser_that_has_the_page_is_told_that_it_has_not_changed(client: FlaskClient) -> None:
    first = client.get(PLAN)
    again = client.get(PLAN, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_a_chart_that_is_explored_is_the_one_on_the_screen(screens: Screens) -> None:
    charts = screens.charts("/indicator/ks2_rwm_exp_pct", "?place=E06000034")
    assert list(charts) == ["chart-series", "chart-strip"] or list(charts) == ["chart-series"]
    (thurrock,) = [trace for trace in charts["chart-series"][760]["data"] if trace["name"] == "Thurrock"]
    assert (thurrock["x"], thurrock["y"]) == (["2024/25"], [69.0])


def test_a_new_release_of_a_style_is_a_new_page_though_the_screen_is_the_same(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, warehouse: Path
) -> None:
    before = client.get(PLAN)
    for name in ("application", "document"):
        monkeypatch.setattr(f"dashboard.web.{name}.styles", cache(_Released))
    released = build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()
    after = released.get(PLAN, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "/assets/all.css?m=released" in after.text


class _Released(Styles):
    """The styles of the next release."""

    def __init__(self) -> None:
        super().__init__()
        self.address = "/assets/all.css?m=released"
