"""Pupil groups: words, dimensions, and the nearest match of a wrong one."""

from __future__ import annotations

import pytest

from etl import groups


def test_a_breakdown_word_expands_to_its_groups_in_plan_order() -> None:
    assert groups.expand(["sen_provision", "cla", "sex"]) == ("sen_support", "ehcp", "cla", "female", "male")


def test_a_group_stands_once_however_often_it_is_named() -> None:
    assert groups.expand(["fsm", "fsm", "disadvantaged"]) == ("fsm", "disadvantaged")


def test_an_unknown_word_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="gender"):
        groups.expand(["gender"])


@pytest.mark.parametrize("group", groups.LABELS)
def test_a_group_is_read_from_its_id_and_from_its_words(group: str) -> None:
    assert groups.parse(group) == group
    assert groups.parse(groups.label(group).upper()) == group


def test_total_means_all_pupils_and_a_wrong_word_gets_the_nearest() -> None:
    assert groups.parse("Total") == "all"
    with pytest.raises(ValueError, match="did you mean 'disadvantaged'"):
        groups.parse("disadvantged")


def test_initials_and_peoples_keep_their_capitals_inside_a_sentence() -> None:
    assert groups.mid_sentence("SEN support") == "SEN support"
    assert groups.mid_sentence("English as an additional language") == "English as an additional language"
    assert groups.mid_sentence("Asian or Asian British") == "Asian or Asian British"
    assert groups.mid_sentence("Any other ethnic group") == "any other ethnic group"
    assert groups.mid_sentence("Free school meals") == "free school meals"


def test_opposites_are_groups_that_exist() -> None:
    assert set(groups.OPPOSITES) | set(groups.OPPOSITES.values()) <= set(groups.LABELS)
