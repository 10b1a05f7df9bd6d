"""The addresses that take files and decisions: who is heard, what is refused, and that nothing half-received stays."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT, Settings
from dashboard.web import jobs, posts, uploads
from dashboard.web.application import build
from dashboard.web.uploads import safe_name
from etl.deciding import proposals
from etl.deciding.proposals import Proposal
from tests.conftest import make_snapshot

HOST = "http://127.0.0.1:8050"
OURS = {"Origin": HOST}
LIMIT = 200_000
Started = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The jobs that would have been started: a test of the web starts no process."""
    found: Started = []

    def note(settings: Settings, proposal: Proposal, **how: Any) -> None:
        found.append((proposal.id, how))

    monkeypatch.setattr(jobs, "start", note)
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    warehouse = make_snapshot(tmp_path / "warehouse", place=[{"place_id": "E06000034", "name": "Thurrock"}])
    return Settings(warehouse=warehouse, data=ROOT / "data", local_user="Asha Patel", upload_limit=LIMIT)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return build(settings).server.test_client()


@pytest.fixture
def send(client: FlaskClient, settings: Settings) -> Callable[..., Any]:
    """Send files as a browser does; ``headers`` and ``token`` as they should be unless a test says otherwise."""

    def post(*files: tuple[str, bytes], headers: dict[str, str] = OURS, token: str | None = None, **fields: str) -> Any:
        form: dict[str, Any] = {"token": posts.token(settings, "Asha Patel") if token is None else token, **fields}
        form["files"] = [(io.BytesIO(content), name) for name, content in files]
        return client.post("/data/upload", base_url=HOST, data=form, headers=headers)

    return post


def left_behind(settings: Settings) -> list[str]:
    return [path.name for path in settings.warehouse.glob(f"{uploads.RECEIVING}*")]


def test_files_become_a_proposal_in_the_senders_name_and_a_job_reads_them(
    send: Callable[..., Any], settings: Settings, started: Started
) -> None:
    answer = send(("a.csv", b"one"), ("b.csv", b"two"), period="2024/25", release="revised")
    (made,) = proposals.proposals(settings.warehouse)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/data/proposal/{made.id}")
    assert (made.who, made.door) == ("Asha Patel", "web")
    assert {path.name: path.read_bytes() for path in made.uploads.iterdir()} == {"a.csv": b"one", "b.csv": b"two"}
    expected = {"who": "Asha Patel", "period": "2024/25", "release": "revised"}
    assert started == [(made.id, expected)]
    assert left_behind(settings) == []


def test_a_script_is_told_the_address_as_json(send: Callable[..., Any]) -> None:
    answer = send(("a.csv", b"one"), headers={**OURS, "Accept": "application/json"}, token="wrong")  # noqa: S106
    assert answer.status_code == 403
    assert answer.get_json()["title"] == "This form is out of date"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HOST},
        {"Sec-Fetch-Site": "same-site", "Origin": HOST},
        {"Referer": "https://elsewhere.example/127.0.0.1:8050"},
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused_and_nothing_is_kept(
    send: Callable[..., Any], settings: Settings, started: Started, headers: dict[str, str]
) -> None:
    answer = send(("a.csv", b"one"), headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text
    assert (proposals.proposals(settings.warehouse), started, left_behind(settings)) == ([], [], [])


@pytest.mark.parametrize("token", ["", "0" * 64, "Ωmega"])
def test_a_form_without_its_own_token_is_refused(
    send: Callable[..., Any], settings: Settings, started: Started, token: str
) -> None:
    assert send(("a.csv", b"one"), token=token).status_code == 403
    assert (proposals.proposals(settings.warehouse), started, left_behind(settings)) == ([], [], [])


def test_the_token_of_one_person_is_no_good_for_another(settings: Settings) -> None:
    assert posts.token(settings, "Asha Patel") != posts.token(settings, "Asha Pate")


def test_the_secret_behind_the_tokens_is_for_its_owner_alone(settings: Settings) -> None:
    before = posts.token(settings, "Asha Patel")
    assert stat.S_IMODE((settings.warehouse / posts.SECRET_FILE).stat().st_mode) == 0o600
    assert posts.token(settings, "Asha Patel") == before


def test_without_an_identity_nothing_is_taken_and_the_answer_says_how_to_turn_it_on(
    settings: Settings, started: Started
) -> None:
    closed = build(settings.model_copy(update={"local_user": None})).server.test_client()
    answer = closed.post("/data/upload", base_url=HOST, data={"files": (io.BytesIO(b"x"), "a.csv")}, headers=OURS)
    assert answer.status_code == 403
    assert "OUTCOMES_IDENTITY_HEADER" in answer.text
    assert (proposals.proposals(settings.warehouse), started) == ([], [])


def test_more_than_the_limit_is_refused_with_the_limit_in_words(
    send: Callable[..., Any], settings: Settings, started: Started
) -> None:
    answer = send(("big.csv", b"x" * (LIMIT + 1)))
    assert answer.status_code == 413
    assert "200 kB" in answer.text
    assert (proposals.proposals(settings.warehouse), started, left_behind(settings)) == ([], [], [])


def test_an_upload_that_breaks_off_leaves_nothing(client: FlaskClient, settings: Settings, started: Started) -> None:
    boundary = "b"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nhalf of the fi'
    ).encode()
    answer = client.post(
        "/data/upload",
        base_url=HOST,
        data=body,
        headers={**OURS, "Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    assert answer.status_code == 400
    assert "broke off" in answer.text
    assert (proposals.proposals(settings.warehouse), started, left_behind(settings)) == ([], [], [])


def test_a_form_without_a_file_says_so(send: Callable[..., Any], started: Started) -> None:
    answer = send()
    assert (answer.status_code, started) == (400, [])
    assert "no file" in answer.text


def test_no_other_address_takes_more_than_a_view_needs(client: FlaskClient) -> None:
    answer = client.post("/data/proposal/x/accept", base_url=HOST, data={"token": "x" * 100_000}, headers=OURS)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("export 2025.csv", "export 2025.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sam\\KS2.xlsx", "KS2.xlsx"),
        ("..", "_"),
        (".hidden.csv", "hidden.csv"),
        ("con.csv", "_con.csv"),
        ("a\x00b\n\u202ec.csv", "abc.csv"),
        ('what? "this": *.csv', "what_ _this__ _.csv"),
        ("Zoë’s file.csv", "Zoë’s file.csv"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
        ("", "_"),
    ],
)
def test_a_name_is_shown_as_given_and_is_a_path_nowhere(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_two_files_of_one_name_are_both_kept(send: Callable[..., Any], settings: Settings, started: Started) -> None:
    send(("a.csv", b"one"), ("sub/A.csv", b"two"))
    (made,) = proposals.proposals(settings.warehouse)
    assert {path.name: path.read_bytes() for path in made.uploads.iterdir()} == {"a.csv": b"one", "A (2).csv": b"two"}


def test_a_decision_needs_the_same_proofs_as_an_upload(client: FlaskClient, settings: Settings) -> None:
    made = proposals.create(settings.warehouse, who="Asha Patel", door="web")
    for what in ("accept", "discard", "again"):
        address = f"/data/proposal/{made.id}/{what}"
        good = {"token": posts.token(settings, "Asha Patel")}
        assert client.post(address, base_url=HOST, data=good).status_code == 403
        assert client.post(address, base_url=HOST, data={"token": "no"}, headers=OURS).status_code == 403
        assert client.get(address, base_url=HOST).status_code in (404, 405)
    assert proposals.proposal(settings.warehouse, made.id).state == "receiving"


def test_what_cannot_be_decided_says_why(client: FlaskClient, settings: Settings) -> None:
    made = proposals.create(settings.warehouse, who="Asha Patel", door="web")
    form = {"token": posts.token(settings, "Asha Patel")}
    answer = client.post(f"/data/proposal/{made.id}/accept", base_url=HOST, data=form, headers=OURS)
    assert answer.status_code == 409
    assert "still being received" in answer.text
    gone = client.post("/data/proposal/no-such/discard", base_url=HOST, data=form, headers=OURS)
    assert gone.status_code == 409
    assert "no proposal" in gone.text


def test_files_are_read_again_with_the_rows_left_out_accepted_by_name(
    client: FlaskClient, settings: Settings, started: Started
) -> None:
    made = proposals.save(replace(proposals.create(settings.warehouse, who="Sam", door="web"), state="nothing_new"))
    form = {"token": posts.token(settings, "Asha Patel"), "accept_rejects": "a.csv"}
    address = f"/data/proposal/{made.id}/again"
    gone = client.post(address, base_url=HOST, data=form, headers=OURS)
    assert (gone.status_code, started) == (409, [])
    assert "upload them again" in gone.text
    (made.uploads / "a.csv").write_bytes(b"one")
    assert client.post(address, base_url=HOST, data=form, headers=OURS).status_code == 303
    assert started == [(made.id, {"who": "Asha Patel", "accept_rejects": ("a.csv",)})]


def test_a_discarded_upload_is_gone_from_disk(client: FlaskClient, settings: Settings) -> None:
    made = proposals.create(settings.warehouse, who="Asha Patel", door="web")
    (made.uploads / "a.csv").write_bytes(b"one")
    form = {"token": posts.token(settings, "Asha Patel")}
    answer = client.post(f"/data/proposal/{made.id}/discard", base_url=HOST, data=form, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/data/proposal/{made.id}")
    assert not made.uploads.exists()
    assert proposals.proposal(settings.warehouse, made.id).state == "discarded"


def test_how_far_a_reading_is_can_be_asked_and_is_never_cached(client: FlaskClient, settings: Settings) -> None:
    made = proposals.create(settings.warehouse, who="Asha Patel", door="web")
    answer = client.get(f"/data/proposal/{made.id}/state.json", base_url=HOST)
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.text) == {"state": "receiving", "progress": None, "words": "Waiting for its turn"}


def test_undecided_files_are_nobody_elses_business(client: FlaskClient, settings: Settings) -> None:
    made = proposals.create(settings.warehouse, who="Asha Patel", door="web")
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    state = client.get(f"/data/proposal/{made.id}/state.json", base_url=HOST, environ_base=elsewhere)
    findings = client.get(f"/data/proposal/{made.id}/findings.csv", base_url=HOST, environ_base=elsewhere)
    assert (state.status_code, findings.status_code) == (404, 403)


def test_the_findings_of_an_extract_come_as_a_csv_that_no_spreadsheet_runs(tmp_path: Path) -> None:
    finding = {"rule": "place_unknown", "severity": "reject", "message": "no LA is called '=1+1'", "row": 13,
               "column": "la_code", "value": "=1+1"}  # fmt: skip
    settings = Settings(warehouse=make_snapshot(tmp_path / "w", finding=[finding]), data=ROOT / "data")
    client = build(settings).server.test_client()
    answer = client.get("/data/extract/1/findings.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="findings-extract-1.csv"'
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"file","dataset","rule","severity","row","column","value","message"')
    assert lines[1].startswith('"figures.csv","","place_unknown","reject","13","la_code","\'=1+1"')
    assert client.get("/data/extract/99/findings.csv").status_code == 404
