"""The table of members, sorted and narrowed: furthest behind first by hand, and nothing withheld told by its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.answers import comparators, directory
from dashboard.answers import rug as rugs
from dashboard.answers import walk as walks
from dashboard.answers.rug import Rug, RugAsked
from dashboard.answers.walk import Asked
from dashboard.board import Board
from tests.dashboard.exampleshire import ABSENCE, GOOD, KS2, LA, ON, exampleshire

# Key stage 2 against 63: Beech and Cedar 50 (13 behind), Damson 83 (20 ahead); Ash counts 10 pupils, too few for any
# order; Fern is suppressed, Elder not applicable, Gorse and Hazel have no row.
BEHIND = ["Beech Primary School", "Cedar Primary School"]
AHEAD = ["Damson Primary School"]
UNPLACED = ["Ash Primary School", "Elder Infant School", "Fern Primary School", "Gorse High School", "Hazel Academy"]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return replace(exampleshire(tmp_path_factory.mktemp("rug") / "warehouse"), day=ON)


def rug(board: Board, **asked: str) -> Rug:
    place = directory.place(board, LA)
    assert place is not None
    beside = comparators.beside(board, comparators.comparators(board, place, authority=None)[0], [KS2, ABSENCE])
    walk = walks.walk(board, place, Asked(by="school", indicator=KS2), beside=beside, on=ON)
    assert walk is not None
    return rugs.rug(board, walk, RugAsked(**asked))


def names(found: Rug) -> list[str]:
    return [row.place.name for row in found.rows]


def test_furthest_behind_stands_first_and_what_has_no_order_last_by_name(board: Board) -> None:
    assert names(rug(board)) == [*BEHIND, *AHEAD, *UNPLACED]


def test_turned_round_the_withheld_stay_last_by_name(board: Board) -> None:
    assert names(rug(board, sort=f"-{KS2}")) == [*AHEAD, *BEHIND, *UNPLACED]


def test_a_cell_that_takes_no_part_in_the_order_has_no_key(board: Board) -> None:
    found = rug(board)
    at = next(number for number, column in enumerate(found.columns) if column.indicator.id == KS2)
    keys = {row.place.name: key[at] for row, key in zip(found.rows, found.keys, strict=True)}
    assert {name for name, key in keys.items() if key is None} == set(UNPLACED)
    assert keys["Beech Primary School"] == keys["Cedar Primary School"] < keys["Damson Primary School"]


def test_lower_is_better_turns_the_order(board: Board) -> None:
    # Against England's primary 5.5: Beech 7.4 is 1.9 behind, Ash 5.1 is 0.4 ahead, Damson 4.9 is 0.6 ahead.
    found = names(rug(board, sort=ABSENCE))
    assert found[:3] == ["Beech Primary School", "Ash Primary School", "Damson Primary School"]


def test_schools_that_are_not_good_come_before_those_that_are(board: Board) -> None:
    found = names(rug(board, sort=GOOD))
    assert found[:4] == ["Cedar Primary School", "Gorse High School", "Ash Primary School", "Beech Primary School"]


def test_by_name_and_by_pupils(board: Board) -> None:
    assert names(rug(board, sort="name")) == sorted(names(rug(board)))
    assert names(rug(board, sort="-name")) == sorted(names(rug(board)), reverse=True)
    assert names(rug(board, sort="pupils"))[:2] == ["Hazel Academy", "Gorse High School"]
    assert names(rug(board, sort="-pupils"))[0] == "Elder Infant School"


def test_words_of_a_name_and_only_those_behind(board: Board) -> None:
    assert names(rug(board, find="primary", sort="name")) == sorted(
        ["Ash Primary School", *BEHIND, *AHEAD, "Fern Primary School"]
    )
    only = rug(board, only="behind")
    assert names(only) == BEHIND
    assert only.of == 8


def test_an_unknown_column_leaves_the_order_of_the_page(board: Board) -> None:
    assert names(rug(board, sort="no_such_indicator_pct")) == names(rug(board))


def test_themes_stand_together_over_their_columns_and_the_lead_first(board: Board) -> None:
    found = rug(board)
    assert found.columns[0].indicator.id == KS2
    assert sum(count for _, count in found.themes) == len(found.columns)
    assert len({title for title, _ in found.themes}) == len(found.themes)
