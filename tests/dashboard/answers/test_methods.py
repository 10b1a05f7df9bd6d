"""The methods page says what the catalogue holds and what the program does."""

from __future__ import annotations

from types import SimpleNamespace
from typing import get_args

import pytest

from dashboard.answers.docstrings import explained
from dashboard.answers.methods import Definition, chapters, checks
from dashboard.answers.statistics import rules, statistics
from dashboard.components.marks import WORDS
from dashboard.settings import ROOT
from etl.catalogue import load_catalogue
from etl.plans import TargetType
from etl.rules import RULES

CATALOGUE = load_catalogue(ROOT / "data" / "catalogue")
DEFINITIONS: dict[str, Definition] = {
    each.id: each
    for chapter in chapters(SimpleNamespace(catalogue=CATALOGUE))  # type: ignore[arg-type]
    for each in chapter.definitions
}

ALWAYS = {"Numerator", "Denominator", "Unit", "Better", "Pupil groups", "Chance", "New figures", "Source", "Licence"}


def line(indicator_id: str, name: str) -> object:
    return dict(DEFINITIONS[indicator_id].lines).get(name)


def test_every_indicator_is_defined_once() -> None:
    assert list(DEFINITIONS) == list(CATALOGUE.indicators)


@pytest.mark.parametrize("indicator_id", CATALOGUE.indicators)
def test_a_definition_is_whole(indicator_id: str) -> None:
    entry = DEFINITIONS[indicator_id]
    names = [name for name, _ in entry.lines]
    for name in (
        "Numerator",
        "Denominator",
        "Unit",
        "Better",
        "Pupil groups",
        "Chance",
        "New figures",
        "Source",
        "Licence",
    ):
        assert name in names, name
    assert len(names) == len(set(names))
    assert entry.meaning


def test_a_break_says_from_when_what_and_whether_it_forbids_comparison() -> None:
    breaks = line("ks2_rwm_exp_pct", "Changes of method")
    assert isinstance(breaks, tuple)
    assert breaks[-1].startswith("From 2017/18 (nothing is compared across it): The teacher-assessment framework")


def test_missing_years_are_named_with_their_reason() -> None:
    missing = line("ks2_rwm_exp_pct", "Years without figures")
    assert missing == ("2019/20 and 2020/21: Primary assessments were cancelled in both pandemic summers.",)


def test_lower_is_better_is_said_in_words() -> None:
    assert str(line("suspension_rate", "Better")).startswith("lower is better")


def test_a_derived_indicator_says_what_it_is_made_of() -> None:
    assert line("attendance_rate", "Read from") == "100 minus Overall absence, for the same pupils and year"


def test_groups_are_those_behind_the_breakdowns() -> None:
    groups = str(line("phonics_y1_pct", "Pupil groups"))
    assert groups.startswith("All pupils, Free school meals, Not free school meals, Disadvantaged")
    assert "SEN support" in groups


def test_each_type_of_target_of_the_plan_model_has_its_rule() -> None:
    assert [rule.type for rule in rules()] == list(get_args(TargetType))
    for rule in rules():
        assert rule.how, rule.type
        assert set(rule.verdicts) <= set(WORDS)


def test_a_trajectory_is_explained_with_its_worked_example() -> None:
    told = {entry.title: entry for _, entries in statistics() for entry in entries}
    text = " ".join("".join(piece for piece, _ in paragraph) for paragraph in told["The line to a target"].paragraphs)
    assert "67.5 is expected at the end of 2024/25" in text
    assert "Raises" not in text


def test_every_statistic_is_explained_in_full() -> None:
    for subject, entries in statistics():
        for entry in entries:
            assert entry.paragraphs, f"{subject}: {entry.where} has no docstring"
            assert entry.where.startswith(("dashboard.analysis.", "dashboard.queries.belonging", "etl.protect"))


def test_markup_of_a_docstring_becomes_words_and_code() -> None:
    def sample() -> None:
        """The *mean* of ``x``; see :func:`dashboard.analysis.rank.rank`.

        ``None`` without values. Raises ``ValueError`` where there is none.
        """

    first, second = explained(sample)
    assert first == (("The mean of ", False), ("x", True), ("; see ", False), ("rank", True), (".", False))
    assert second == (("Nothing without values.", False),)


def test_every_rule_of_the_loader_is_listed_with_what_becomes_of_the_file_and_what_to_do() -> None:
    listed = {check.rule: check for _, entries in checks() for check in entries}
    assert set(listed) == set(RULES)
    negative = listed["count_negative"]
    assert negative.severity == "the row is left out"
    assert negative.finds == "A count below zero"
    assert negative.advice == "Ask who made the file: a number of pupils or sessions cannot be negative."
