"""Anything that has a name is found from the one box, by kind, the likeliest first."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.routing import Map, Rule

from dashboard.answers.search import KINDS, names, search, suggestions
from dashboard.board import Board, open_board
from dashboard.components.finds import found_address
from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from tests.conftest import make_snapshot

PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "E12000006", "name": "East of England", "level": "region"},
    {"place_id": "E06000034", "name": "Thurrock", "parent_id": "E12000006"},
    {"place_id": "urn/100166", "name": "Thurrock Park Primary", "level": "school", "parent_id": "E06000034"},
    {"place_id": "urn/100167", "name": "Closed House School", "level": "school", "establishment_status": "Closed"},
]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    aliases = [{"place_id": "urn/100166", "alias": "8832345", "kind": "laestab"}]
    warehouse = make_snapshot(tmp_path_factory.mktemp("search"), place=PLACES, place_alias=aliases)
    return open_board(Settings(warehouse=warehouse, data=ROOT / "data"))


def first(board: Board, query: str) -> tuple[str, str]:
    entry = search(board, query).kinds[0].found[0].entry
    return entry.kind, entry.id


@pytest.mark.parametrize(
    ("query", "kind", "id"),
    [
        ("thurrock", "place", "E06000034"),
        ("E06000034", "place", "E06000034"),
        ("100166", "school", "urn/100166"),
        ("883/2345", "school", "urn/100166"),
        ("thurock park", "school", "urn/100166"),
        ("ks2 rwm exp", "indicator", "ks2_rwm_exp_pct"),
        ("attainment 8", "indicator", "attainment8_avg"),
        ("EHCP", "term", "ehcp"),
        ("reduce exclusions", "measure", "excl"),
        ("data desk", "screen", "data"),
    ],
)
def test_the_likeliest_comes_first(board: Board, query: str, kind: str, id: str) -> None:
    found = first(board, query)
    assert found[0] == kind
    assert found[1].startswith(id) or kind in ("measure", "indicator")


def test_a_measure_is_found_by_what_the_plan_says(board: Board) -> None:
    found = search(board, "reduce exclusions", kind="measure")
    assert [each.found[0].entry.name for each in found.kinds] == ["Reduce exclusions"]
    assert found_address(found.kinds[0].found[0].entry).startswith("/plan/thurrock/priority/across#")


def test_a_closed_school_says_so(board: Board) -> None:
    (kind,) = search(board, "closed house").kinds
    assert "closed" in kind.found[0].entry.about


def test_every_kind_leads_to_a_screen_that_there_is(board: Board) -> None:
    addresses = Map([Rule(page.PATH, endpoint=page.__name__) for page in PAGES], strict_slashes=False).bind("board")
    entries = names(board).entries
    assert {entry.kind for entry in entries} == set(KINDS)
    for entry in entries:
        assert addresses.test(found_address(entry).partition("#")[0].partition("?")[0].replace("%20", " ")), entry


def test_an_indicator_opens_for_the_place_that_the_reader_came_from(board: Board) -> None:
    entry = search(board, "attainment 8", kind="indicator").kinds[0].found[0].entry
    assert found_address(entry, place="E06000034").endswith("?place=E06000034")


def test_nothing_is_found_for_a_word_that_nobody_uses(board: Board) -> None:
    found = search(board, "zzqqxx")
    assert (found.count, found.kinds) == (0, ())


def test_suggestions_are_few_and_marked(board: Board) -> None:
    found = suggestions(board, "thur", most=3)
    assert len(found) == 3
    assert found[0].name == (("Thur", True), ("rock", False))


def test_before_anything_is_loaded_plans_and_indicators_are_found(tmp_path: Path) -> None:
    board = open_board(Settings(warehouse=tmp_path, data=ROOT / "data"))
    assert first(board, "attainment 8")[0] == "indicator"
    assert not any(entry.kind in ("place", "school") for entry in names(board).entries)
