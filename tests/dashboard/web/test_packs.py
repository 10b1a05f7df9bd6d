"""A board pack from the browser: asked for, made by a job, watched without script, taken by anybody who may read."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard.board import open_board
from dashboard.pack import kept
from dashboard.settings import Settings
from dashboard.web.application import build
from tests.conftest import make_snapshot

ASK = "/download/pack/thurrock?meeting=2030-01-17"
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = {"indicator_id": "ks4_attainment8_avg", "place_id": "E06000034"}
    figures = [{**own, "period": period, "value": value} for period, value in (("202324", 44.6), ("202425", 45.2))]
    places = [{"place_id": "E92000001", "name": "England", "level": "country"}]
    places.append({"place_id": "E06000034", "name": "Thurrock"})
    return make_snapshot(tmp_path_factory.mktemp("web") / "warehouse", place=places, observation=figures)


@pytest.fixture(scope="module")
def client(warehouse: Path) -> Iterator[Any]:
    with build(Settings(warehouse=warehouse)).server.test_client() as client:
        yield client


@pytest.fixture
def no_job(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Commands that would have been started."""
    started: list[list[str]] = []
    monkeypatch.setattr("dashboard.web.jobs.run", lambda _, arguments, **__: started.append(arguments))
    return started


def test_a_pack_is_made_by_a_job_and_taken_away(client: Any, warehouse: Path) -> None:
    asked = client.get(ASK)
    assert asked.status_code == 303
    at = asked.headers["Location"]
    assert client.get(ASK).headers["Location"] == at, "the same pack is not made twice"
    page = client.get(at, headers=PAGE)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    for _ in range(600):
        state = client.get(at, headers={"Accept": "application/json"}).json
        if state["state"] in ("done", "failed"):
            break
        time.sleep(0.2)
    assert state == {"state": "done", "step": "Ready", "share": 100}
    ready = client.get(at, headers=PAGE).text
    assert "Thurrock for the meeting of 17 January 2030" in ready
    for name, kind in (("pptx", "presentation"), ("pdf", "pdf")):
        address = f"{at}/thurrock-board-pack-2030-01-17.{name}"
        assert f'href="{address}"' in ready
        with client.get(address) as file:
            assert file.status_code == 200
            assert kind in file.headers["Content-Type"]
            assert file.headers["Content-Disposition"].startswith("attachment")
            body = file.data
        if name == "pptx":
            assert len(Presentation(io.BytesIO(body)).slides) > 5


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/download/pack/thurrock", 400, "Give the day of the meeting as 2026-05-14."),
        ("/download/pack/atlantis?meeting=2030-01-17", 404, "There is no such pack"),
        ("/download/pack/thurrock?meeting=2030-01-17&place=Atlantis", 404, "Atlantis"),
        ("/download/pack/thurrock/0123456789", 404, "no longer kept"),
        ("/download/pack/thurrock/..%2f..", 404, ""),
        ("/download/pack/<b>?meeting=x", 400, "%3Cb%3E"),
    ],
)
def test_what_is_not_there_is_refused_in_words(
    client: Any, no_job: list[list[str]], address: str, status: int, words: str
) -> None:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == status
    assert words in answer.text
    assert "<b>" not in answer.text
    assert no_job == []


def test_only_the_files_of_a_pack_leave_its_folder(client: Any, warehouse: Path) -> None:
    board = open_board(Settings(warehouse=warehouse))
    asked = kept.wanted(board, "thurrock", meeting=date(2031, 1, 16), place=None)
    own = kept.begin(warehouse, asked)
    assert own is not None
    (own / "job.log").write_text("a path of this machine")
    for name in ("job.log", "state.json", "..%2f..%2fregister.sqlite"):
        assert client.get(f"/download/pack/thurrock/{asked.id}/{name}").status_code == 404


def test_a_job_that_failed_says_why_and_is_begun_again_when_asked(
    client: Any, warehouse: Path, no_job: list[list[str]]
) -> None:
    ask = "/download/pack/thurrock?meeting=2032-01-15"
    at = client.get(ask).headers["Location"]
    own = kept.folder(warehouse, at.rpartition("/")[2])
    state = kept.read(warehouse, own.name)
    assert state is not None
    kept.save(own, kept.State(**{**_fields(state), "state": "failed", "message": "The disk is full."}))
    page = client.get(at, headers=PAGE).text
    assert "The disk is full." in page
    assert "Make it again" in page
    assert client.get(ask).headers["Location"] == at
    assert len(no_job) == 2


def _fields(state: kept.State) -> dict[str, Any]:
    return {name: getattr(state, name) for name in ("plan", "title", "place", "meeting")}


def test_a_pack_rests_on_figures_register_plan_place_meeting_and_day(warehouse: Path) -> None:
    board = open_board(Settings(warehouse=warehouse))
    first = kept.wanted(board, "thurrock", meeting=date(2030, 1, 17), place=None).id
    assert kept.wanted(board, "thurrock", meeting=date(2030, 1, 17), place="Thurrock").id == first
    others = [
        kept.wanted(board, "thurrock", meeting=date(2030, 1, 18), place=None).id,
        kept.wanted(board, "cumbria", meeting=date(2030, 1, 17), place=None).id,
        kept.wanted(board, "thurrock", meeting=date(2030, 1, 17), place="England").id,
    ]
    board.register.add_meeting("thurrock", by="Sam", date=date(2030, 1, 17), title="Winter")
    others.append(kept.wanted(board, "thurrock", meeting=date(2030, 1, 17), place=None).id)
    assert len({first, *others}) == 5


def test_packs_of_more_than_a_week_ago_are_cleared_away_and_too_many_at_once_are_refused(tmp_path: Path) -> None:
    import os

    def asked(number: int) -> kept.Wanted:
        state = kept.State("thurrock", "Thurrock", "Thurrock", "2030-01-17")
        return kept.Wanted(f"{number:024}", "thurrock", "E06000034", date(2030, 1, 17), state)

    old = kept.begin(tmp_path, asked(0))
    assert old is not None
    kept.save(old, kept.State(**{**json.loads((old / "state.json").read_text()), "state": "done", "files": ()}))
    week = time.time() - kept.KEPT_FOR - 60
    os.utime(old / "state.json", (week, week))
    for number in range(1, kept.MOST_WAITING + 1):
        assert kept.begin(tmp_path, asked(number)) is not None
    assert not old.exists()
    with pytest.raises(kept.Busy):
        kept.begin(tmp_path, asked(99))
