"""A name is found by the beginnings of its words, in any order, whatever its accents, and despite a slip of the pen."""

from __future__ import annotations

import pytest

from dashboard.analysis.finding import Index, asked_for, marked, words

NAMES = (
    "Thurrock",
    "West Thurrock Academy",
    "Thurrock Adult Community College",
    "St Mary’s Catholic Primary School",
    "Marsh Street Infant School",
    "Château Gardens Nursery",
    "Saint Martin’s School",
)
BESIDE = (("E06000034", "883"), (), (), ("100166", "8832345"), ("Thurrock",), (), ())


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(NAMES, BESIDE)


def found(index: Index, query: str) -> list[str]:
    return [NAMES[row] for row in index.find(query).best(10)]


def test_a_name_that_was_asked_for_whole_comes_before_longer_ones(index: Index) -> None:
    assert found(index, "thurrock")[0] == "Thurrock"
    assert set(found(index, "thurrock")[1:3]) == {"West Thurrock Academy", "Thurrock Adult Community College"}


def test_what_only_lies_there_comes_last(index: Index) -> None:
    assert found(index, "thurrock")[-1] == "Marsh Street Infant School"


@pytest.mark.parametrize("query", ["mary catholic", "catholic st mary", "st marys prim", "ST. MARY'S", "saint mary"])
def test_words_are_found_in_any_order_by_their_beginnings(index: Index, query: str) -> None:
    assert found(index, query)[0] == "St Mary’s Catholic Primary School"


def test_accents_make_no_difference(index: Index) -> None:
    assert found(index, "chateau") == found(index, "CHÂTEAU") == ["Château Gardens Nursery"]


@pytest.mark.parametrize("code", ["100166", "8832345", "883/2345", "883 2345"])
def test_a_school_is_found_by_its_codes(index: Index, code: str) -> None:
    assert found(index, code) == ["St Mary’s Catholic Primary School"]


def test_a_slip_of_the_pen_is_read_as_the_nearest_word_and_said(index: Index) -> None:
    matches = index.find("thurock acadmy")
    assert [NAMES[row] for row in matches.best(1)] == ["West Thurrock Academy"]
    assert matches.spelt == {"thurock": ("thurrock",), "acadmy": ("academy",)}


def test_a_code_with_a_slip_is_no_other_code(index: Index) -> None:
    assert found(index, "100167") == []


def test_where_nothing_has_every_word_the_rows_with_most_of_them_are_found(index: Index) -> None:
    matches = index.find("thurrock catholic observatory")
    assert not matches.whole
    assert len(matches) > 1


@pytest.mark.parametrize("query", ["", "   ", "!!!", "'"])
def test_a_query_without_a_word_finds_nothing(index: Index, query: str) -> None:
    assert found(index, query) == []


def test_little_words_need_not_match(index: Index) -> None:
    assert asked_for("the college of Thurrock") == ("college", "thurrock")
    assert asked_for("the") == ("the",)


def test_what_was_typed_is_marked_in_the_printed_name() -> None:
    assert marked("St Mary’s Catholic", ["marys", "cat"]) == (
        ("St ", False), ("Mary’s", True), (" ", False), ("Cat", True), ("holic", False),
    )  # fmt: skip
    assert marked("Saint Martin", ["st"]) == (("Saint", True), (" Martin", False))
    assert marked("Château", ["cha"]) == (("Châ", True), ("teau", False))


def test_words_are_folded() -> None:
    assert words("St. Mary’s & Co, Çelik") == ["st", "marys", "co", "celik"]
