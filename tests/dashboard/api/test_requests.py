"""How the API answers: methods, formats, problems, and when a caller is told that it has the answer already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.register import Register, register_url
from etl.plan_files import load_plans
from etl.warehouse import folder as warehouse_folder
from tests.conftest import make_snapshot
from tests.dashboard.api.conftest import EARLIER, LATER, ROOT, opened
from tests.dashboard.exampleshire import KS2, LA

SERIES = f"/api/v1/series?indicator={KS2}&place={LA}"
FIGURES = f"/api/v1/observations?indicator={KS2}&place={LA}"
PLAN = "cambridgeshire_peterborough"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/openapi.json", "/api/v1/places/urn/1"])
def test_nothing_can_be_written(client: FlaskClient, path: str, method: str) -> None:
    found = client.open(path, method=method)
    assert found.status_code == 405
    assert found.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert found.content_type == "application/problem+json"


def test_head_says_what_get_would_and_options_what_is_possible(client: FlaskClient) -> None:
    whole, head = client.get(FIGURES), client.head(FIGURES)
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control", "Outcomes-Snapshot"):
        assert head.headers[name] == whole.headers[name]
    options = client.options(FIGURES)
    assert (options.status_code, options.headers["Allow"], options.data) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/*", "text/csv; charset=utf-8; header=present"),
    ],
)
def test_the_format_is_the_one_accepted(client: FlaskClient, accept: str, content_type: str) -> None:
    found = client.get(FIGURES, headers={"Accept": accept})
    assert found.content_type == content_type
    assert "Accept" in found.headers["Vary"]


def test_a_format_that_there_is_not_is_refused_and_the_parameter_outweighs_the_header(client: FlaskClient) -> None:
    found = client.get(FIGURES, headers={"Accept": "application/xml"})
    assert (found.status_code, found.get_json()["title"]) == (406, "No such format")
    asked = client.get(f"{FIGURES}&format=csv", headers={"Accept": "application/xml"})
    assert asked.mimetype == "text/csv"


@pytest.mark.parametrize(
    ("address", "status", "said", "expected"),
    [
        ("/places?nam=x", 400, "This address takes no parameter 'nam': did you mean name?", "did you mean name?"),
        ("/places?limit=0", 400, "limit is '0'", "a whole number from 1 to 5,000"),
        ("/places?limit=9&limit=9", 400, "limit is given more than once.", "one value"),
        ("/places?level=town", 400, "level: no level 'town'", "no level 'town'"),
        ("/series?place=Exampleshire", 400, "indicator is missing", "a word or an id"),
        (f"/series?indicator={KS2}&place=", 400, "place is missing", "a word or an id"),
        ("/series?indicator=ks2_rwm_exp_pc&place=x", 400, f"did you mean '{KS2}'?", "/api/v1/indicators lists them"),
        ("/observations?place=Exampleshyre", 400, "Exampleshire", "/api/v1/places finds them"),
        ("/observations?period=24", 400, "no such period: '24'", "a period such as 202324 or 2024"),
        ("/verdicts?plan=cumbria&as_of=May", 400, "as_of is 'May'", "a day such as 2026-05-14"),
        ("/verdicts?plan=cumbia", 400, "did you mean 'cumbria'?", "/api/v1/plans lists them"),
        ("/places?format=xml", 400, "format is 'xml'", "json or csv"),
        ("/places?cursor=abc", 400, "The cursor is damaged", None),
        ("/plans/cumbia", 404, "did you mean 'cumbria'?", None),
        ("/places/nowhere", 404, "nowhere", None),
        ("/nothing", 404, "there are /api/v1/indicators", None),
        ("/openapi.json?x=1", 400, "no parameters at all", None),
    ],
)
def test_a_problem_says_what_where_and_what_was_expected(
    client: FlaskClient, address: str, status: int, said: str, expected: str | None
) -> None:
    found = client.get(f"/api/v1{address}")
    problem = found.get_json()
    assert (found.status_code, found.content_type) == (status, "application/problem+json")
    assert said in problem["detail"]
    assert (problem["status"], problem["instance"]) == (status, f"/api/v1{address.partition('?')[0]}")
    assert problem["type"].startswith("/api#problem-")
    assert problem["advice"]
    assert found.headers["Cache-Control"] == "no-store"
    if expected is not None:
        assert expected in problem["errors"][0]["expected"]


def test_an_ambiguous_name_lists_what_it_may_mean(tmp_path: Path) -> None:
    places = [
        {"place_id": "E06000001", "name": "Newtown"},
        {"place_id": "E07000001", "name": "Newtown", "level": "district"},
        {"place_id": "urn/1", "name": "Newtown", "level": "school"},
    ]
    found = opened(make_snapshot(tmp_path / "w", place=places)).get("/api/v1/places/newtown")
    assert found.status_code == 404
    assert "E06000001" in found.get_json()["candidates"][0]


def test_whoever_has_the_answer_is_told_so(client: FlaskClient) -> None:
    first = client.get(SERIES)
    assert first.headers["ETag"].startswith('"'), "a strong one"
    again = client.get(SERIES, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(SERIES, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    assert client.get(SERIES, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(f"{SERIES}&format=csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_compressed_answer_has_a_tag_of_its_own_that_is_known_again(client: FlaskClient) -> None:
    compressed = client.get("/api/v1/indicators", headers={"Accept-Encoding": "br"})
    plain = client.get("/api/v1/indicators")
    assert compressed.headers["Content-Encoding"] == "br"
    assert compressed.headers["ETag"] != plain.headers["ETag"]
    headers = {"Accept-Encoding": "br", "If-None-Match": compressed.headers["ETag"]}
    assert client.get("/api/v1/indicators", headers=headers).status_code == 304


def test_a_kept_state_is_answered_as_it_was_and_may_be_kept_by_a_cache(client: FlaskClient) -> None:
    now, then = client.get(FIGURES), client.get(f"{FIGURES}&snapshot={EARLIER[:8]}")
    assert [row["value"] for row in now.get_json()["data"]] == [60.0, 57.0]
    assert [row["value"] for row in then.get_json()["data"]] == [58.0]
    assert now.headers["Cache-Control"] == "private, no-cache"
    assert then.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert then.headers["Outcomes-Snapshot"] == EARLIER
    assert then.headers["Last-Modified"] == "Sat, 20 Sep 2025 09:00:00 GMT"
    assert then.get_json()["snapshot"] == {"id": EARLIER, "built": "2025-09-20T09:00:00+00:00", "as_it_was": True}


def test_what_people_wrote_is_never_kept_without_asking_again(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/verdicts?plan={PLAN}&snapshot={EARLIER}")
    assert found.get_json()["as_of"] == "2025-09-20"
    assert found.headers["Cache-Control"] == "private, no-cache"


def test_a_state_that_is_not_kept_says_so(client: FlaskClient) -> None:
    found = client.get(f"{FIGURES}&snapshot=20240101T090000000Z-000000000009")
    assert (found.status_code, found.get_json()["title"]) == (404, "That snapshot is not kept")
    assert "built on 1 January 2024" in found.get_json()["detail"]


def test_an_edit_of_the_register_changes_the_actions_and_no_figure(tmp_path: Path) -> None:
    warehouse = make_snapshot(tmp_path / "w", place=[{"place_id": LA, "name": "Exampleshire"}])
    client = opened(warehouse)
    actions, figures = f"/api/v1/actions?plan={PLAN}&place={LA}", "/api/v1/observations"
    before = {address: client.get(address).headers["ETag"] for address in (actions, figures)}
    assert client.get(actions).headers["ETag"] == before[actions]
    register = Register(register_url(None, warehouse=warehouse), plans=load_plans(ROOT / "data" / "plans"))
    action = next(iter(register.actions(PLAN).values()))
    register.note(PLAN, action.action_id, by="a.analyst", version=action.version, text="Begun in March.")
    after = client.get(actions, headers={"If-None-Match": before[actions]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before[actions]
    assert "Begun in March." in after.text
    assert client.get(figures, headers={"If-None-Match": before[figures]}).status_code == 304


def test_a_load_is_seen_at_once_and_a_walk_stays_with_its_snapshot(tmp_path: Path) -> None:
    """Three places, then a load that leaves one: who had begun to walk still finds all three."""
    names = {"E06000001": "Alton", "E06000002": "Brent", "E06000003": "Corby"}
    warehouse = make_snapshot(
        tmp_path / "w", snapshot_id=EARLIER, place=[{"place_id": key, "name": name} for key, name in names.items()]
    )
    client = opened(warehouse)
    first = client.get("/api/v1/places?limit=2")
    make_snapshot(warehouse, snapshot_id=LATER, place=[{"place_id": "E06000009", "name": "Zeal"}])
    fresh = client.get("/api/v1/places?limit=2", headers={"If-None-Match": first.headers["ETag"]})
    assert [each["name"] for each in fresh.get_json()["data"]] == ["Zeal"]
    rest = client.get(first.get_json()["page"]["next"])
    walked = [*first.get_json()["data"], *rest.get_json()["data"]]
    assert [each["name"] for each in walked] == ["Alton", "Brent", "Corby"]
    (warehouse / f"{EARLIER}.duckdb").unlink()
    warehouse_folder.point(warehouse, warehouse / f"{LATER}.duckdb")
    gone = opened(warehouse).get(first.get_json()["page"]["next"])
    assert (gone.status_code, gone.get_json()["title"]) == (404, "That snapshot is not kept")
    assert "begin again" in gone.get_json()["errors"][0]["expected"]


def test_a_cursor_answers_its_own_question_only(client: FlaskClient) -> None:
    following = client.get("/api/v1/places?level=school&limit=2").get_json()["page"]["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"/api/v1/places?level=school&limit=3&cursor={cursor}").status_code == 200
    for other in ("/api/v1/places?level=la", "/api/v1/observations?level=school"):
        found = client.get(f"{other}&cursor={cursor}")
        assert (found.status_code, found.get_json()["title"]) == (400, "A cursor that this question did not hand out")


def test_a_rollback_is_news_to_whoever_asks_by_date(tmp_path: Path) -> None:
    """The figures are older then, and still others than those that the caller has."""
    warehouse = tmp_path / "w"
    for name, value in ((EARLIER, 58.0), (LATER, 60.0)):
        figure = {"indicator_id": KS2, "place_id": LA, "period": "202324", "value": value}
        make_snapshot(warehouse, snapshot_id=name, place=[{"place_id": LA, "name": "x"}], observation=[figure])
    client = opened(warehouse)
    os.utime(warehouse / "current", (1_780_000_000, 1_780_000_000))  # served since 28 May 2026
    served = client.get("/api/v1/observations")
    assert served.headers["Last-Modified"] == "Thu, 28 May 2026 20:26:40 GMT"
    warehouse_folder.point(warehouse, warehouse / f"{EARLIER}.duckdb")
    found = client.get("/api/v1/observations", headers={"If-Modified-Since": served.headers["Last-Modified"]})
    assert (found.status_code, found.get_json()["data"][0]["value"]) == (200, 58.0)


def test_without_figures_the_api_says_so(tmp_path: Path) -> None:
    found = opened(tmp_path).get("/api/v1/indicators")
    assert (found.status_code, found.get_json()["detail"]) == (503, "Nothing has been loaded into this board.")
    assert "outcomes load" in found.get_json()["advice"]


def test_a_damaged_snapshot_gives_way_to_the_one_before_it(tmp_path: Path) -> None:
    warehouse = make_snapshot(tmp_path / "w", snapshot_id=EARLIER, place=[{"place_id": LA, "name": "Exampleshire"}])
    (warehouse / f"{LATER}.duckdb").write_bytes(b"not a database" * 500)
    warehouse_folder.point(warehouse, warehouse / f"{LATER}.duckdb")
    found = opened(warehouse).get("/api/v1/places")
    assert (found.status_code, found.headers["Outcomes-Snapshot"]) == (200, EARLIER)


def test_a_register_that_cannot_be_read_stops_what_people_wrote_and_no_figure(tmp_path: Path) -> None:
    warehouse = make_snapshot(tmp_path / "w", place=[{"place_id": LA, "name": "Exampleshire"}])
    (warehouse / "register.sqlite").write_bytes(b"not a database" * 500)
    client = opened(warehouse)
    found = client.get(f"/api/v1/actions?plan={PLAN}&place={LA}")
    assert (found.status_code, found.get_json()["title"]) == (503, "The register cannot be read")
    assert client.get("/api/v1/observations").status_code == 200


def test_a_fault_is_a_problem_too_and_tells_nothing_of_the_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened(make_snapshot(tmp_path / "w"))
    monkeypatch.setattr("dashboard.api.door.state", lambda *_, **__: {}["secret"])
    found = client.get("/api/v1/plans")
    assert (found.status_code, found.content_type) == (500, "application/problem+json")
    assert "secret" not in found.text
