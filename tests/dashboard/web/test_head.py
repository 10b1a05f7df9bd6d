"""The head of a screen, its search and what it says where there is nothing to show."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from tests.conftest import make_snapshot

PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "E06000034", "name": "Thurrock"},
]
FIGURES = [
    {"indicator_id": "ks2_rwm_exp_pct", "place_id": "E06000034", "period": "202425", "value": 69.0},
    {"indicator_id": "ks2_rwm_exp_pct", "place_id": "E92000001", "period": "202425", "value": 62.0},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    warehouse = make_snapshot(tmp_path_factory.mktemp("head"), place=PLACES, observation=FIGURES)
    settings = Settings(
        warehouse=warehouse, data=ROOT / "data", organisation="Example Council", accessibility_contact="web@example.org"
    )
    return build(settings).server.test_client()


def test_what_fits_is_suggested_with_its_address(client: FlaskClient) -> None:
    answer = client.get("/search.json?q=thurr")
    assert answer.get_json()["found"][0] == {
        "kind": "place", "name": [["Thurr", True], ["ock", False]], "about": "Local authority",
        "address": "/place/E06000034",
    }  # fmt: skip
    assert answer.cache_control.max_age == 60
    assert answer.cache_control.private


def test_suggestions_are_eight_at_most_whatever_is_asked(client: FlaskClient) -> None:
    assert len(client.get("/search.json?q=a").get_json()["found"]) == 8
    assert client.get("/search.json?q=").get_json()["found"] == []
    assert client.get("/search.json?q=" + "a" * 5000).status_code == 200


def test_results_stand_under_their_kinds_with_what_was_typed_marked(client: FlaskClient) -> None:
    page = client.get("/search?q=thurock").text
    assert 'href="/place/E06000034"><mark>Thurrock</mark></a>' in page
    assert "we read “thurock” as thurrock" in page
    assert page.index("Places</h2>") < page.index("Measures</h2>")


def test_where_nothing_is_found_it_says_where_to_look(client: FlaskClient) -> None:
    page = client.get("/search?q=zzqqxx").text
    assert "Nothing found." in page
    assert "Where to look" in page


def test_what_is_typed_is_never_markup(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text


def test_a_name_that_is_nearly_right_leads_to_what_there_is(client: FlaskClient) -> None:
    page = client.get("/plan/thurock").text
    assert "Did you mean" in page
    assert 'href="/plan/thurrock"' in page


def test_a_term_is_explained_on_the_plan_page_once(client: FlaskClient) -> None:
    page = client.get("/plan/thurrock").text
    assert page.count('popovertarget="term-sen-support"') == 1
    assert 'href="/glossary#sen-support"' in page


def test_the_statement_names_whoever_runs_the_board(client: FlaskClient) -> None:
    page = client.get("/accessibility").text
    assert "Example Council runs it" in page
    assert 'href="mailto:web@example.org"' in page
    assert "partially compliant" in page
    assert "Equality and Human Rights Commission" in page


def test_every_screen_leads_to_what_explains_it(client: FlaskClient) -> None:
    page = client.get("/plan/thurrock").text
    assert 'href="/reading#plan"' in page
    assert 'href="/accessibility"' in page
    assert 'id="plan"' in client.get("/reading").text


def test_a_first_visit_is_told_three_things_and_can_put_them_away(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Three things to know" in page
    assert "data-first-visit-over" in page


def test_another_comparator_keeps_the_rest_of_the_address(client: FlaskClient) -> None:
    page = client.get("/indicator/ks2_rwm_exp_pct?place=E06000034&group=all").text
    assert 'class="scope-label">Period</span><span class="scope-value">2024/25</span>' in page
    assert 'href="/indicator/ks2_rwm_exp_pct?place=E92000001" ' not in page.partition("scope-row")[0]
    assert "/indicator/ks2_rwm_exp_pct?place=E92000001" in page.partition("scope-row")[2]


@pytest.mark.parametrize("screen", ["", "/actions", "/support", "/changes", "/meetings"])
def test_another_plan_opens_on_the_same_screen(client: FlaskClient, screen: str) -> None:
    head = client.get(f"/plan/thurrock{screen}").text.partition("<main")[0]
    assert f'href="/plan/cumbria{screen}"' in head
    assert re.search(rf'<a[^>]* href="/plan/thurrock{screen}"[^>]* aria-current="true"', head) or re.search(
        rf'<a[^>]* aria-current="true"[^>]* href="/plan/thurrock{screen}"', head
    )


@pytest.mark.parametrize(
    ("address", "about"),
    [
        ("/plan/thurrock/priority/t1", {"Plan", "Place", "Judged as of", "Compared with"}),
        ("/plan/thurrock/changes", {"Plan", "Place"}),
        ("/indicator/ks2_rwm_exp_pct?place=E06000034", {"Place", "Period", "Compared with"}),
        ("/place/E06000034/briefing", {"Plan", "Place", "Latest figures", "Compared with"}),
    ],
)
def test_the_head_says_what_a_screen_is_about(client: FlaskClient, address: str, about: set[str]) -> None:
    head = client.get(address).text.partition("<main")[0]
    assert set(re.findall(r'class="scope-label">([^<]*)<', head)) == about
