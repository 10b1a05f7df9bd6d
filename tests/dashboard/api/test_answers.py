"""What the API says: the figures of Exampleshire, in both formats, page by page, and the same as the command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard import cli
from dashboard.api.formats import as_csv
from dashboard.api.openapi import answered
from dashboard.api.resources import RESOURCES
from tests.conftest import make_snapshot
from tests.dashboard.api.conftest import opened
from tests.dashboard.exampleshire import KS2, LA, NORTH, TRUST, _observations

ADDRESSES = {
    "indicators": "/indicators?theme=Workforce",
    "indicator": f"/indicators/{KS2}",
    "places": "/places?name=primary",
    "place": "/places/Exampleshire",
    "observations": f"/observations?indicator={KS2}",
    "series": f"/series?indicator={KS2}&place=Exampleshire",
    "plans": "/plans",
    "plan": "/plans/thurrock",
    "verdicts": "/verdicts?plan=lap_trust&place=Exampleshire",
    "actions": "/actions?plan=cambridgeshire_peterborough&place=Exampleshire",
    "snapshots": "/snapshots",
}
"""A question to every resource; adding a resource asks for one."""


def ask(client: FlaskClient, address: str) -> Any:
    found = client.get(f"/api/v1{address}")
    assert found.status_code == 200, found.text
    return found.get_json()


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    found = client.get(f"/api/v1{address}", headers={"Accept": "text/csv"})
    assert found.status_code == 200, found.text
    return list(csv.DictReader(io.StringIO(found.get_data(as_text=True), newline="")))


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_an_answer_is_what_its_model_says_and_has_its_table(client: FlaskClient, resource: Any) -> None:
    document = ask(client, ADDRESSES[resource.name])
    answered(resource).model_validate(document)
    rows = table(client, ADDRESSES[resource.name])
    assert rows
    assert tuple(rows[0]) == resource.columns
    assert all("snapshot" in row for row in rows)


def test_an_authoritys_series_is_the_one_that_was_published(client: FlaskClient) -> None:
    document = ask(client, f"/series?indicator={KS2}&place={LA}")
    assert [(each["period"], each["value"]) for each in document["series"]] == [("202324", 60.0), ("202425", 57.0)]


def test_a_clusters_series_is_the_sum_over_its_schools(client: FlaskClient) -> None:
    """North's schools: 8 of 10, 45 of 90 and 30 of 60, together 83 of 160 or 51.875 %."""
    (point,) = ask(client, f"/series?indicator={KS2}&place={NORTH}")["series"]
    assert (point["numerator"], point["denominator"], point["value"]) == (83, 160, 51.875)


def test_words_on_screen_are_understood_as_ids_are(client: FlaskClient) -> None:
    words = "indicator=KS2 reading, writing and maths&place=exampleshire&period=2024/25&group=All pupils"
    by_words = ask(client, f"/observations?{words}")
    by_ids = ask(client, f"/observations?indicator={KS2}&place={LA}&period=202425&group=all")
    assert by_words["data"] == by_ids["data"]
    (row,) = by_ids["data"]
    assert (row["value"], row["period_label"], row["licence"]) == (57.0, "2024/25", "Open Government Licence v3.0")


def test_a_withheld_figure_has_its_status_and_no_number_in_either_format(client: FlaskClient) -> None:
    numbers = ("value", "numerator", "denominator", "lower", "upper")
    (row,) = ask(client, f"/observations?indicator={KS2}&place=urn/6")["data"]
    assert row["status"] == "suppressed"
    assert [row[name] for name in numbers] == [None] * 5
    (line,) = table(client, f"/observations?indicator={KS2}&place=urn/6")
    assert line["status"] == "suppressed"
    assert [line[name] for name in numbers] == [""] * 5
    (point,) = ask(client, f"/series?indicator={KS2}&place=urn/6")["series"]
    assert (point["status"], point["value"], point["numerator"]) == ("suppressed", None, None)


def test_the_schools_of_an_authority_are_found_by_it_and_by_level(client: FlaskClient) -> None:
    found = ask(client, f"/observations?indicator={KS2}&inside=Exampleshire&level=school")["data"]
    assert [row["place"]["id"] for row in found] == [f"urn/{urn}" for urn in (1, 2, 3, 4, 5, 6, 9)]
    trust = ask(client, f"/places?parent={TRUST}")["data"]
    assert [each["name"] for each in trust] == ["Ash Primary School", "Damson Primary School"]


def test_places_are_found_by_name_the_nearest_first(client: FlaskClient) -> None:
    found = ask(client, "/places?name=north")["data"]
    assert found[0]["id"] == NORTH
    assert found[0]["parent"] == {"id": LA, "name": "Exampleshire"}
    assert [each["id"] for each in ask(client, "/places?name=exampleshire&level=la")["data"]] == [LA, "E10000999"]
    assert ask(client, "/places?scheme=ward&limit=1")["data"][0]["name"] == "North"


def test_a_place_has_the_open_schools_that_belong_to_it(client: FlaskClient) -> None:
    """Eight open schools; Holly closed in 2024 and became Cedar."""
    place = ask(client, f"/places/{LA}")
    assert len(place["members"]) == 8
    division = place["divisions"][0]
    assert (division["scheme"], [part["name"] for part in division["places"]]) == ("ward", ["North", "South"])
    assert [(each["id"], each["direction"]) for each in place["links"]] == [("E10000999", "predecessor")]
    assert ask(client, "/places/cluster/ward/north") == ask(client, "/places/cluster%2Fward%2Fnorth")


@pytest.mark.parametrize("question", ["observations?", "places?", "places?name=a&", "indicators?held=true&"])
def test_a_walk_through_the_pages_finds_each_item_once(client: FlaskClient, question: str) -> None:
    seen: list[str] = []
    following: str | None = f"/api/v1/{question}limit=3"
    while following:
        page = client.get(following)
        items = page.get_json()["data"]
        seen += [json.dumps(each, sort_keys=True) for each in items]
        following = page.get_json()["page"]["next"]
        linked = [link for link in page.headers.getlist("Link") if 'rel="next"' in link]
        assert linked == ([f'<{following}>; rel="next"'] if following else [])
        assert len(items) == 3 or following is None
    whole = ask(client, f"/{question}limit=5000")["data"]
    assert seen == [json.dumps(each, sort_keys=True) for each in whole]
    assert len(set(seen)) == len(seen) > 3
    if question.startswith("observations"):
        assert len(seen) == len(_observations())


def test_the_verdicts_are_the_document_of_the_command(
    client: FlaskClient, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["lap_trust", "--place", "Exampleshire", "--as-of", "2026-05-14", "--json", "--warehouse", str(warehouse)]
    assert cli.run(["verdicts", *words]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert ask(client, "/verdicts?plan=lap_trust&place=Exampleshire&as_of=2026-05-14") == printed
    assert any(line["value"] is not None for line in printed["measures"]), "something is judged"


def test_the_actions_are_the_document_of_the_command(
    client: FlaskClient, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["cambridgeshire_peterborough", "--place", "Exampleshire", "--as-of", "2026-05-14"]
    assert cli.run(["actions", *asked, "--json", "--warehouse", str(warehouse)]) == 0
    printed = json.loads(capsys.readouterr().out)
    address = "/actions?plan=cambridgeshire_peterborough&place=Exampleshire&as_of=2026-05-14"
    assert ask(client, address) == printed
    assert [row["id"] for row in table(client, address)] == [each["id"] for each in printed["actions"]]


def test_the_series_is_the_document_of_the_command(
    client: FlaskClient, warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["show", KS2, "--place", "North", "--json", "--warehouse", str(warehouse)]) == 0
    assert ask(client, f"/series?indicator={KS2}&place=North") == json.loads(capsys.readouterr().out)


def test_a_table_is_rfc_4180_and_no_cell_of_it_is_a_formula(tmp_path: Path) -> None:
    names = {"E06000001": '=HYPERLINK("x")', "E06000002": 'Stoke, "The"', "E06000003": "@SUM(A1)"}
    warehouse = make_snapshot(tmp_path / "w", place=[{"place_id": key, "name": name} for key, name in names.items()])
    found = opened(warehouse).get("/api/v1/places?format=csv")
    assert found.content_type == "text/csv; charset=utf-8; header=present"
    text = found.get_data(as_text=True)
    assert text.count("\r\n") == 4
    assert text.endswith("\r\n")
    read = {row["id"]: row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert read == {
        "E06000001": '\'=HYPERLINK("x")',
        "E06000002": 'Stoke, "The"',
        "E06000003": "'@SUM(A1)",
    }


def test_a_number_stays_one_whatever_its_sign_or_size() -> None:
    cells = {"a": -0.43, "b": -1e-07, "c": True, "d": ["x", "=y"], "e": None, "f": "-x"}
    assert as_csv([*cells], [cells]) == b"a,b,c,d,e,f\r\n-0.43,-1e-07,true,x; =y,,'-x\r\n"


def test_a_plan_is_told_with_its_targets(client: FlaskClient) -> None:
    plan = ask(client, "/plans/cumbria")
    first = plan["tree"][0]["measures"][0]
    assert first["targets"][0]["type"]
    lines = table(client, "/plans/cumbria")
    measures = [*(each for priority in plan["tree"] for each in priority["measures"]), *plan["measures_across"]]
    assert len(lines) == sum(len(each["targets"]) for each in measures)
