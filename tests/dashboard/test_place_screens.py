"""The place-side screens through the application: what a reader finds on them, and that addresses hold all state."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from tests.dashboard.exampleshire import exampleshire
from tests.dashboard.test_web import ask


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    warehouse = tmp_path_factory.mktemp("screens") / "warehouse"
    exampleshire(warehouse)
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()


def words(client: FlaskClient, address: str) -> str:
    """All that a screen says, in order: the text of its components and of its drawings, but for the meanings of terms,
    which open beside them."""
    _, content = ask(client, address)
    content = re.sub(r'<span class="term-says".*?</a></span>', "", content)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content)).split())


def test_a_cluster_says_which_schools_make_its_gap(client: FlaskClient):
    said = words(client, "/place/cluster/ward/north?indicator=ks2_rwm_exp_pct")
    assert "Ward in Exampleshire, 4 open schools on record, 1,970 pupils" in said
    assert "11 percentage points behind England" in said
    assert "Beech Primary School and Cedar Primary School together account for the whole of it" in said
    assert "the other one is 17 percentage points ahead of England" in said
    assert "18 more of 160" in said


def test_the_rug_words_every_cell_and_keeps_reasons_apart(client: FlaskClient):
    said = words(client, "/place/cluster/ward/south?indicator=ks2_rwm_exp_pct")
    assert "83% better, 20 ahead" in said, "50 of 60 lies between 72 and 91"
    assert "not applicable" in said
    assert "suppressed small numbers" in said


def test_an_authority_is_read_by_ward_and_by_school(client: FlaskClient):
    assert "Ward by ward" in words(client, "/place/E06009999")
    said = words(client, "/place/E06009999?by=school")
    assert "School by school" in said
    assert "2 of 4 schools" in said, "Ofsted, with the two that are not good by name"


def test_a_filter_narrows_the_schools(client: FlaskClient):
    said = words(client, "/place/E06009999?by=school&phase=primary&within=cluster/ward/south")
    rug = said.split("School by school", 1)[1].split("Every indicator")[0]
    assert "Damson Primary School" in rug
    assert "Beech Primary School" not in rug
    assert "Hazel Academy" not in rug
    assert "Only the members chosen above are in this sum." in said


def test_neighbours_are_never_named_without_their_set(client: FlaskClient):
    said = words(client, "/place/E06009999?against=neighbours")
    assert "Statistical neighbours (May 2025 set)" in said
    assert "The simple mean of the 10 authorities most like Exampleshire" in said


def test_a_school_address_under_places_leads_to_the_school(client: FlaskClient):
    title, _ = ask(client, "/place/urn/2")
    assert title == "Beech Primary School"
    assert ask(client, "/school/2")[0] == title


def test_a_former_authority_names_who_came_after(client: FlaskClient):
    said = words(client, "/place/E10000999")
    assert "Ended on 31 March 2020. Succeeded by Exampleshire ." in said


@pytest.mark.parametrize(
    "address",
    ["/place/nowhere", "/school/123456", "/indicator/nothing", "/indicator/ks2_rwm_exp_pct?place=Nowhere", "/data/99"],
)
def test_an_address_that_names_nothing_says_so(client: FlaskClient, address: str):
    assert ask(client, address)[0] == "Not found"


@pytest.mark.parametrize(
    "query",
    [
        "?group=zzz",
        "?phase=zzz",
        "?by=zzz",
        "?within=zzz",
        "?theme=zzz",
        "?indicator=zzz",
        "?against=zzz",
        "?by=%00",
        "?rows=all",
    ],
)
def test_a_wrong_choice_in_an_address_never_fails(client: FlaskClient, query: str):
    assert ask(client, f"/place/E06009999{query}")[0] == "Exampleshire"


def test_a_findings_words_reach_the_screen(client: FlaskClient):
    said = words(client, "/data/1")
    assert "left out row 163 la_name Total This row is not a place." in said
    assert "2 rows, first 11" in said


def test_the_indicator_screen_says_what_its_numbers_mean(client: FlaskClient):
    said = words(client, "/indicator/ks2_rwm_exp_pct?place=E06009999")
    assert "57% in 2024/25, 6 percentage points behind England." in said
    assert "joint 14th of 22, quartile C" in said
    assert "What the numbers mean" in said
    assert "Open Government Licence v3.0" in said


@pytest.mark.parametrize("screen", ["/plan/thurrock", "/plan/thurrock/priority/t1"])
def test_a_plan_read_for_a_cluster_says_in_a_sentence_which_schools_count(client: FlaskClient, screen: str):
    now, then = "As of now: every period is added up over the schools that belong on", "As of then: in every period"
    cluster = words(client, f"{screen}?place=cluster/ward/north&as_of=2025-01-31")
    assert now in cluster
    assert "that belong on 31 January 2025" not in cluster, "members are those of today, whatever day it is judged on"
    turned = words(client, f"{screen}?place=cluster/ward/north&members=then")
    assert then in turned
    assert now not in turned
    authority = words(client, f"{screen}?place=E10999001")
    assert now not in authority
    assert then not in authority
