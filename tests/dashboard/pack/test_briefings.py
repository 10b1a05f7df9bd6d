"""A briefing is one tagged page, by the command and by its address; what is withheld stands there as a word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.cli import run
from dashboard.settings import Settings
from dashboard.web.application import build
from tests.conftest import make_snapshot

SCHOOLS = {900001: "Ash Primary", 900002: "Beech Primary", 900003: "Cedar", 900004: "Elm", 900005: "Fir"}
HERE = "cluster/locality/upper-valley"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locality of five schools: one with 40 of 50 pupils at the standard, three with 25, one withheld:
    together 115 of 200."""
    places = [
        {"place_id": "E92000001", "name": "England", "level": "country"},
        {"place_id": "E06000034", "name": "Thurrock"},
        {"place_id": HERE, "name": "Upper Valley", "level": "cluster", "scheme": "locality", "parent_id": "E06000034"},
        *(
            {
                "place_id": f"urn/{urn}",
                "name": name,
                "level": "school",
                "phase": "primary",
                "parent_id": "E06000034",
            }
            for urn, name in SCHOOLS.items()
        ),
    ]
    members = [{"member_id": f"urn/{urn}", "container_id": HERE, "kind": "locality"} for urn in SCHOOLS]
    own = {"indicator_id": "ks2_rwm_exp_pct", "place_id": "urn/900001", "basis": "counts", "denominator": 50.0}
    figures: list[dict[str, Any]] = [
        {**own, "period": period, "numerator": numerator, "value": numerator * 2}
        for period, numerator in (("202223", 36.0), ("202324", 38.0), ("202425", 40.0))
    ]
    others = {**own, "period": "202425", "numerator": 25.0, "value": 50.0}
    figures += [{**others, "place_id": f"urn/{urn}"} for urn in (900003, 900004, 900005)]
    withheld = {"indicator_id": "ks2_rwm_exp_pct", "place_id": "urn/900002", "period": "202425"}
    figures.append({**withheld, "value": None, "status": "suppressed"})
    england = {"indicator_id": "ks2_rwm_exp_pct", "place_id": "E92000001"}
    figures += [{**england, "period": period, "value": value} for period, value in (("202324", 61.0), ("202425", 62.0))]
    folder = tmp_path_factory.mktemp("briefings") / "warehouse"
    return make_snapshot(folder, place=places, membership=members, observation=figures)


@pytest.fixture(scope="module")
def client(warehouse: Path) -> Iterator[Any]:
    with build(Settings(warehouse=warehouse)).server.test_client() as client:
        yield client


def test_a_schools_briefing_is_one_tagged_page_with_its_figure_and_the_words_for_it(client: Any) -> None:
    answer = client.get("/school/900001/briefing.pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.data))
    assert len(paper.pages) == 1
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    said = paper.pages[0].extract_text()
    assert "Ash Primary" in said
    assert "80%" in said
    assert "62%" in said


def test_a_clusters_briefing_lists_its_schools_and_says_suppressed_where_a_figure_is(client: Any) -> None:
    answer = client.get(f"/place/{HERE}/briefing.pdf")
    assert answer.status_code == 200
    paper = PdfReader(io.BytesIO(answer.data))
    assert len(paper.pages) == 1
    said = " ".join(paper.pages[0].extract_text().split())
    assert "Upper Valley" in said
    assert "Ash Primary" in said
    assert "80%, 18 ahead" in said
    assert "58% Here" in said
    assert "Beech Primary suppressed" in said


def test_the_command_writes_the_same_page(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--warehouse", str(warehouse), "briefing", "Upper Valley", "--output", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'upper-valley-briefing.pdf'}: 1 page\n"
    assert len(PdfReader(tmp_path / "upper-valley-briefing.pdf").pages) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/school/1/briefing.pdf", "no school with the URN 1 is on record"),
        ("/place/cluster/locality/nowhere/briefing.pdf", "has the id cluster/locality/nowhere"),
        (f"/place/{HERE}/briefing.pdf?plan=cumbria", "takes no part in the plan cumbria"),
        (f"/place/{HERE}/briefing.pdf?snapshot=20200101", "There is no snapshot 20200101."),
    ],
)
def test_a_briefing_that_cannot_be_had_is_refused_in_words(client: Any, address: str, words: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert words in answer.text
