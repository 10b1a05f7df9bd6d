"""Writing to the register through the browser: who is heard, and that nothing that was typed is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.board import Board, open_board
from dashboard.settings import ROOT, Settings
from dashboard.web import posts
from dashboard.web.application import build
from etl.warehouse import pins
from tests.conftest import make_snapshot

HOST = "http://127.0.0.1:8050"
OURS = {"Origin": HOST}
WHO = "Asha Patel"
PLAN = "cambridgeshire_peterborough"
NOTE = f"/plan/{PLAN}/action/a07/note"
EVIDENCE = f"/plan/{PLAN}/action/a07/evidence"
"""Of an action that no test here manages to change; each that does has an action of its own."""
TYPED = {"at": "2018-06-05", "text": "A draft went to both councils.", "rag": "amber", "stage": "prepare",
         "forecast": "2018-09-30", "started": "2018-02-01", "version": "0"}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    places = [
        {"place_id": "E06000034", "name": "Thurrock"},
        {"place_id": "urn/115001", "name": "Ash Primary School", "level": "school", "parent_id": "E06000034"},
        {"place_id": "E92000001", "name": "England", "level": "country"},
    ]
    belongs = [{"member_id": "urn/115001", "container_id": "E06000034", "kind": "la"}]
    warehouse = make_snapshot(tmp_path_factory.mktemp("edits") / "warehouse", place=places, membership=belongs)
    return Settings(warehouse=warehouse, data=ROOT / "data", local_user=WHO)


@pytest.fixture(scope="module")
def board(settings: Settings) -> Board:
    """The same register as the server's, read beside it."""
    return open_board(settings)


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return build(settings).server.test_client()


@pytest.fixture(scope="module")
def send(client: FlaskClient, settings: Settings) -> Callable[..., Any]:
    """Send a form as a browser does; headers and token as they should be unless a test says otherwise."""

    def post(path: str, given: dict[str, str], *, headers: dict[str, str] = OURS, token: str | None = None) -> Any:
        form = {"token": posts.token(settings, WHO) if token is None else token, **given}
        return client.post(path, base_url=HOST, data=form, headers=headers)

    return post


def state(board: Board, action: str = "a07") -> Any:
    return board.register.actions(PLAN)[action]


def test_a_note_is_kept_in_the_senders_name_and_leads_back_to_the_action(
    send: Callable[..., Any], board: Board
) -> None:
    answer = send(f"/plan/{PLAN}/action/a02/note", TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plan/{PLAN}/action/a02")
    now = state(board, "a02")
    assert (now.rag, now.stage, now.forecast, now.started) == (
        "amber", "prepare", date(2018, 9, 30), date(2018, 2, 1)
    )  # fmt: skip
    assert [(note.by, note.text, note.at) for note in now.notes] == [(WHO, TYPED["text"], date(2018, 6, 5))]


def test_evidence_names_its_figure_and_its_date(send: Callable[..., Any], board: Board) -> None:
    answer = send(
        f"/plan/{PLAN}/action/a03/evidence",
        {"at": "2018-11-01", "indicator_id": "phonics_y1_pct", "text": "More met the standard."},
    )
    assert answer.status_code == 303
    (kept,) = state(board, "a03").evidence
    assert (kept.indicator_id, kept.at, kept.by) == ("phonics_y1_pct", date(2018, 11, 1), WHO)


@pytest.mark.parametrize("path", [NOTE, EVIDENCE])
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "same-site", "Origin": HOST}], ids=str
)
def test_a_form_of_another_site_is_refused(
    send: Callable[..., Any], board: Board, path: str, headers: dict[str, str]
) -> None:
    answer = send(path, TYPED | {"indicator_id": ""}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text
    assert (state(board).notes, state(board).evidence) == ((), ())


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_its_own_token_is_refused(send: Callable[..., Any], board: Board, token: str) -> None:
    assert send(NOTE, TYPED, token=token).status_code == 403
    assert state(board).notes == ()


def test_nobody_without_a_name_writes(settings: Settings, board: Board) -> None:
    stranger = settings.model_copy(update={"local_user": None})
    client = build(stranger).server.test_client()
    form = {"token": posts.token(settings, WHO), **TYPED}
    answer = client.post(NOTE, base_url=HOST, data=form, headers=OURS)
    assert (answer.status_code, state(board).notes) == (403, ())
    assert "does not know who you are" in answer.text


def test_the_second_of_two_editors_sees_both_and_loses_nothing(send: Callable[..., Any], board: Board) -> None:
    """Both opened the action as it was; the other one saved first, with another forecast."""
    path = f"/plan/{PLAN}/action/a05/note"
    send(path, TYPED)
    mine = TYPED | {"text": "Heads <asked> for more.", "rag": "red", "forecast": ""}
    mine |= {"was.rag": "none", "was.forecast": "", "was.stage": "", "was.started": ""}
    answer = send(path, mine)
    assert answer.status_code == 409
    assert len(state(board, "a05").notes) == 1
    page = answer.text
    assert "Somebody changed this since you opened it" in page
    assert "A draft went to both councils." in page  # theirs
    assert page.count("Heads &lt;asked&gt; for more.") == 2  # mine, beside theirs and in the form
    assert '<input type="date" name="forecast" value="2018-09-30"' in page  # untouched by me, so theirs
    assert '<option value="red" selected>' in page  # changed by me
    again = dict(re.findall(r'name="(version|token)" value="([^"]*)"', page))
    assert again["version"] == str(state(board, "a05").version)
    saved = send(path, mine | {"forecast": "2018-09-30", "version": again["version"]}, token=again["token"])
    assert saved.status_code == 303
    now = state(board, "a05")
    assert ([note.text for note in now.notes], now.rag) == (["Heads <asked> for more.", TYPED["text"]], "red")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "  "}, "is blank"),
        ({"at": "5.6.2018"}, "&#39;5.6.2018&#39;; a date such as 2026-05-14 was expected"),
        ({"at": "2999-01-01"}, "which is still to come"),
        ({"rag": "purple"}, "has no choice"),
        ({"stage": "finish"}, "has no choice"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_told_and_handed_back(
    send: Callable[..., Any], board: Board, change: dict[str, str], said: str
) -> None:
    answer = send(NOTE, TYPED | {"text": "Something I typed."} | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert change.get("text") or "Something I typed." in answer.text
    assert state(board).notes == ()


def test_an_action_that_the_plan_does_not_have_is_a_plain_no(send: Callable[..., Any]) -> None:
    answer = send(f"/plan/{PLAN}/action/zz/note", TYPED)
    assert answer.status_code == 404
    assert "no action &#39;zz&#39;" in answer.text
    assert send("/plan/nowhere/action/a02/note", TYPED).status_code == 404


def test_a_script_is_told_as_json(send: Callable[..., Any]) -> None:
    send(f"/plan/{PLAN}/action/a06/note", TYPED)
    answer = send(f"/plan/{PLAN}/action/a06/note", TYPED, headers={**OURS, "Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["title"]) == (409, "Somebody changed this since you opened it")


SUPPORT = {"category": "repair", "since": "2026-01-12", "reason": "Outcomes fell twice.", "evidence": "", "support": "",
           "next_review": "2026-07-10", "version": "0"}  # fmt: skip


def test_a_schools_category_is_kept_under_its_plan_and_leads_back_to_it(send: Callable[..., Any], board: Board) -> None:
    answer = send("/school/115001/support", SUPPORT)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/school/115001#support")
    (held,) = board.register.support()["urn/115001"]
    assert (held.category, held.next_review, held.by, held.plan) == ("repair", date(2026, 7, 10), WHO, "thurrock")
    stale = send("/school/115001/support", SUPPORT | {"reason": "Mine."})
    assert stale.status_code == 409
    assert "Outcomes fell twice." in stale.text
    assert len(board.register.support()["urn/115001"]) == 1
    assert send("/school/999/support", SUPPORT).status_code == 404


def test_a_review_before_the_category_begins_is_handed_back(send: Callable[..., Any], board: Board) -> None:
    held = str(len(board.register.support().get("urn/115001", ())))
    answer = send("/school/115001/support", SUPPORT | {"version": held, "next_review": "2025-01-01"})
    assert answer.status_code == 422
    assert "is before the category begins" in answer.text


def test_a_milestone_is_recorded_as_done_and_its_verdict_follows(send: Callable[..., Any], board: Board) -> None:
    path = "/plan/lap_trust/measure/sob-m5/1/judgement"
    answer = send(path, {"at": "2024-07-20", "outcome": "done", "text": "Published.", "version": "0"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plan/lap_trust/priority/sob#sob-m5")
    (judged,) = [each for each in board.register.judgements("lap_trust") if each.measure_id == "sob-m5"]
    assert (judged.outcome, judged.at, judged.by) == ("done", date(2024, 7, 20), WHO)


def test_k_of_n_is_counted_and_nonsense_is_handed_back(send: Callable[..., Any], board: Board) -> None:
    path = "/plan/lap_trust/measure/sob-m3/1/judgement"
    given = {"at": "2024-07-20", "met_units": "9", "all_units": "12", "text": "", "version": "0"}
    assert send(path, given | {"met_units": "13"}).status_code == 422
    assert "a whole number was expected" in send(path, given | {"met_units": "nine"}).text
    assert send(path, given).status_code == 303
    (judged,) = [each for each in board.register.judgements("lap_trust") if each.measure_id == "sob-m3"]
    assert (judged.met_units, judged.all_units, judged.outcome) == (9, 12, "partly")


@pytest.mark.parametrize(
    "path",
    [
        "/plan/thurrock/measure/x-exclusions/1/judgement",  # decided by figures
        "/plan/lap_trust/measure/sob-m5/2/judgement",
        "/plan/lap_trust/measure/nothing/1/judgement",
    ],
)
def test_what_nobody_can_judge_is_a_plain_no(send: Callable[..., Any], path: str) -> None:
    assert send(path, {"at": "2024-07-20", "outcome": "done", "text": "", "version": "0"}).status_code == 404


def test_a_meeting_is_added_and_changed_with_its_decisions_one_a_line(send: Callable[..., Any], board: Board) -> None:
    given = {
        "date": "2026-03-12",
        "title": "Spring",
        "snapshot_id": "",
        "decisions": "Adopt the plan.\r\n\r\nMeet again.",
    }
    answer = send("/plan/cumbria/meetings/add", given)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/plan/cumbria/meetings")
    (held,) = board.register.meetings("cumbria")
    assert held.decisions == ("Adopt the plan.", "Meet again.")
    assert [(each.day, each.why) for each in pins.pins(board.settings.warehouse)] == [
        ("2026-03-12", "Education Partners in Cumbria, Spring, 12 March 2026")
    ]
    path = f"/plan/cumbria/meetings/{held.id}/edit"
    assert send(path, given | {"title": "Spring term", "version": "1"}).status_code == 303
    assert [each.title for each in board.register.meetings("cumbria")] == ["Spring term"]
    assert [each.why for each in pins.pins(board.settings.warehouse)] == [
        "Education Partners in Cumbria, Spring term, 12 March 2026"
    ]
    stale = send(path, given | {"title": "Another", "version": "1", "was.title": "Spring", "was.date": "2026-03-12"})
    assert stale.status_code == 409
    assert "Spring term" in stale.text
    assert send("/plan/cumbria/meetings/99/edit", given | {"version": "1"}).status_code == 404
