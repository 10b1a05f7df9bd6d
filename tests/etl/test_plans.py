"""The five plans whole and in our own words, and what a plan that is not sound is told."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.catalogue import Catalogue, load_catalogue
from etl.date_words import last_days
from etl.places import load_places
from etl.plan_checks import check_plan
from etl.plan_files import load_plan, load_plans
from etl.plans import Plan

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("OUTCOMES_REAL_DATA", ROOT.parent / "shared" / "data")).parent
NAMES = ("cambridgeshire_peterborough", "central_bedfordshire", "cumbria", "lap_trust", "thurrock")
UNNAMED = "named officer, role not stated"

documents = pytest.mark.skipif(not (SHARED / "plans").is_dir(), reason="the plans' documents are not here")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return load_plans(ROOT / "data" / "plans")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "catalogue")


def texts(content: object, where: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """Every string of a plan with its path, ids and dates as written left out."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from texts(value, (*where, key))
    elif isinstance(content, (list, tuple)):
        for number, value in enumerate(content):
            yield from texts(value, (*where, number))
    elif isinstance(content, str) and where[-1] != "id" and where[-2:] not in (("by", "text"), ("due", "text")):
        yield where, content


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub(r"<[^>]*>", " ", text).lower().replace("’", "").replace("'", ""))


# What the five plans hold


@pytest.mark.parametrize(
    ("name", "priorities", "measures", "actions"),
    [
        ("cambridgeshire_peterborough", 1, 11, 18),
        ("central_bedfordshire", 6, 6, 0),
        ("cumbria", 3, 7, 7),
        ("lap_trust", 5, 26, 22),
        ("thurrock", 5, 19, 7),
    ],
)
def test_a_plan_has_all_its_priorities_measures_and_actions(plans, name, priorities, measures, actions):
    plan = plans[name]
    assert (len(plan.priorities), len(plan.all_measures), len(plan.all_actions)) == (priorities, measures, actions)


def test_each_plan_is_judged_for_the_places_that_carry_it(plans):
    assert {name: plan.body.places for name, plan in plans.items()} == {
        "cambridgeshire_peterborough": ("joint/cambridgeshire-peterborough",),
        "central_bedfordshire": ("E06000056",),
        "cumbria": ("joint/cumbria",),
        "lap_trust": ("trust/99001",),
        "thurrock": ("E06000034",),
    }


def test_cells_that_the_document_leaves_blank_stay_blank(plans):
    cumbria = {action.id: action for _, action in plans["cumbria"].all_actions}
    assert cumbria["1.4"].text == cumbria["3.1"].text == ()
    assert all(action.due is None and not action.lead for action in cumbria.values())
    joint = {action.id: action for _, action in plans["cambridgeshire_peterborough"].all_actions}
    for blank in ("a04", "a18"):
        assert (joint[blank].lead, joint[blank].due, joint[blank].evidence) == ((), None, ())
    assert {action.rag for plan in plans.values() for _, action in plan.all_actions} == {"none"}


def test_thurrock_asks_two_things_in_one_sentence_each_of_its_own_indicator(plans):
    good = plans["thurrock"].priorities[0].measures[0]
    assert (good.target.type, good.target.value, good.target.indicators) == (
        "all_units",
        100,
        ("ofsted_good_or_outstanding_pct",),
    )
    assert good.second_target is not None
    assert (good.second_target.type, good.second_target.indicators) == ("direction", ("ofsted_outstanding_pct",))


def test_evidence_as_above_leads_to_the_action_above(plans):
    actions = {action.id: action for _, action in plans["cambridgeshire_peterborough"].all_actions}
    assert actions["a13"].evidence_refs == ("a12",)


@pytest.mark.parametrize(
    ("action", "text", "day", "precision"),
    [
        ("sb1-t1", "end of Autumn 23", date(2023, 12, 31), "term"),
        ("sb1-t2", "end of Aut 23", date(2023, 12, 31), "term"),
        ("sb1-t3", "across 2023-24", date(2024, 8, 31), "year"),
        ("sb1-t5", "Throughout 2023-24", date(2024, 8, 31), "year"),
        ("sb1-t6", "Throughout 2023-24", date(2024, 8, 31), "year"),
        ("sb1b-t1", "by end of Autumn 2023", date(2023, 12, 31), "term"),
        ("sb1b-t2", "Autumn 2023", date(2023, 12, 31), "term"),
        ("sb1b-t3", "Sept 2024", date(2024, 9, 30), "month"),
        ("sob-t1", "September 24", date(2024, 9, 30), "month"),
        ("sob-t2", "Through 2023-24", date(2024, 8, 31), "year"),
        ("sob-t4", "End of Summer 24", date(2024, 7, 31), "term"),
        ("sob-t5", "End of Summer 24", date(2024, 7, 31), "term"),
        ("rb-t1", "End of Summer 24", date(2024, 7, 31), "term"),
        ("rb-t4", "Jan 24", date(2024, 1, 31), "month"),
        ("rp-t1", "Throughout 2023-24", date(2024, 8, 31), "year"),
        ("rp-t3", "By end of 2023-24", date(2024, 8, 31), "year"),
        ("rp-t4", "Explore 2023-24 implement 2024-25", date(2025, 8, 31), "year"),
    ],
)
def test_a_time_frame_cell_of_the_trust_plan_is_a_date(plans, action, text, day, precision):
    due = {each.id: each for _, each in plans["lap_trust"].all_actions}[action].due
    assert due is not None
    assert (due.text, due.date, due.precision) == (text, day, precision)


def test_a_time_frame_cell_without_a_date_has_none(plans):
    undated = [action.id for _, action in plans["lap_trust"].all_actions if action.due is None]
    assert undated == ["sb1-t4", "sob-t3"]


# Faithful to the documents, in our words


def normal(target: dict[str, Any]) -> dict[str, Any]:
    """The parts of a target that must be the document's: type, numbers, date, direction, units."""
    kept = {key: target.get(key) for key in ("type", "explicit", "operator", "value", "unit", "amount", "direction")}
    by = target.get("by")
    return {
        **kept,
        "stage": target.get("stage"),
        "or_improving": bool(target.get("or_improving")),
        "unit_type": list(target.get("unit_type") or ()),
        "area": (target.get("comparator") or {}).get("area"),
        "by": by and {**by, "date": str(by["date"])},
    }


@pytest.mark.real
@documents
@pytest.mark.parametrize("name", NAMES)
def test_ids_indicators_dates_and_numbers_are_those_of_the_document(plans, name):
    theirs = yaml.safe_load((SHARED / "plans" / f"{name}.yaml").read_text(encoding="utf-8"))
    ours = plans[name].model_dump(mode="json")
    assert [each["id"] for each in ours["priorities"]] == [each["id"] for each in theirs["priorities"]]
    assert ours["id"] == theirs["id"]
    assert (ours["period"]["start"], ours["period"]["end"]) == (
        theirs["period"].get("start"),
        theirs["period"].get("end"),
    )
    for mine, source in zip((*ours["priorities"], ours), (*theirs["priorities"], theirs), strict=True):
        assert len(mine.get("tactics") or ()) == len(source.get("tactics") or ())
        assert mine.get("parent") == source.get("parent")
        measures = zip(mine["measures"], source.get("measures") or (), strict=True)
        for measure, original in measures:
            assert measure["id"] == original["id"]
            for key in ("indicators", "context", "breakdowns"):
                assert measure[key] == original.get(key, []), (measure["id"], key)
            assert normal(measure["target"]) == normal(original["target"]), measure["id"]
            assert bool(measure["second_target"]) == ("second_target" in original)
            if measure["second_target"]:
                assert normal(measure["second_target"]) == normal(original["second_target"])
        for action, original in zip(mine["actions"], source.get("actions") or (), strict=True):
            assert action["id"] == original["id"]
            assert action["rag"] == original["rag"]
            for key in ("measures", "evidence_refs"):
                assert action[key] == original.get(key, []), (action["id"], key)
            for key in ("text", "evidence"):
                assert len(action[key]) == len(original.get(key, [])), (action["id"], key)
            if name != "lap_trust":
                due = original.get("due")
                assert action["due"] == (due and {**due, "date": str(due["date"])})
            roles = [lead for lead in action["lead"] if lead != UNNAMED]
            assert all(role in " | ".join(original.get("lead", [])) for role in roles), action["id"]
            assert len(action["lead"]) >= len(original.get("lead", []))
    for key in ("goals", "beliefs", "schedule", "values", "alignment", "principles", "commitments", "footnotes"):
        assert len(ours[key]) == len(theirs.get(key, [])), key


NAMES_AND_TERMS = (
    "Children and Young People's Plan",
    "Children and Young Peoples' Plan",
    "Children's Single Point of Access",
    "Corporate Director of Children's Services",
    "Emotional Wellbeing and Mental Health Transformation Plans",
    "Flourishing Futures (John 10:10)",
    "Joint Health and Wellbeing strategy",
    "Partnership Vision For Education board",
    "Teaching Schools Hub - One Cumbria",
)


@pytest.mark.real
@documents
def test_no_five_words_running_are_copied_from_a_document_but_names(plans):
    copied = set()
    for path in (SHARED / "seeds").glob("*.txt"):
        document = words(path.read_text(encoding="utf-8"))
        copied |= set(zip(*(document[i:] for i in range(5)), strict=False))
    assert len(copied) > 4_000
    for name in NAMES_AND_TERMS:
        own = words(name)
        copied -= set(zip(*(own[i:] for i in range(5)), strict=False))
    ours = {
        (name, where, " ".join(run))
        for name, plan in plans.items()
        for where, text in texts(plan.model_dump(mode="json"))
        for run in zip(*(words(text)[i:] for i in range(5)), strict=False)
        if run in copied
    }
    assert not ours


PEOPLE = {
    "1e982d23b26b",
    "29293476a5f0",
    "49dc32d14425",
    "5b45706543e4",
    "5ef83d95fed9",
    "5f17bca23577",
    "6f12ebf934ac",
    "6fc4331a2a38",
    "a7565e17b62d",
    "baabd0b88da2",
    "d050730371f0",
    "dfd4e1c9fffd",
    "e790f50c8eae",
}
"""Digests of the names of people in the documents, full and surnames: the names themselves are not to stand here."""


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_no_person_is_named(plans):
    for name, plan in plans.items():
        for where, text in texts(plan.model_dump(mode="json")):
            said = words(text)
            pairs = [" ".join(pair) for pair in pairwise(said)]
            assert not PEOPLE & {digest(word) for word in (*said, *pairs)}, (name, where)


def test_an_officer_who_was_named_without_a_role_is_a_role_now(plans):
    actions = {action.id: action for _, action in plans["cambridgeshire_peterborough"].all_actions}
    assert actions["a08"].lead == ("Service Director", UNNAMED)


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "plans").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_plan_that_ships_is_sound(path, catalogue):
    assert check_plan(path, catalogue, directory=load_places(ROOT / "data" / "places").directory) == []


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "plans").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_priority_and_measure_has_a_short_name_for_the_screen(path):
    plan = load_plan(path)
    for priority in plan.priorities:
        assert len(priority.short) <= 40, priority.id
    for _, measure in plan.all_measures:
        assert len(measure.short) <= 65, measure.id


# What an unsound plan is told

SOUND = """\
id: small-plan
title: A small plan
body: {name: Thurrock, type: la, places: [E06000034]}
period: {label: 2024-25, start: 2024-09, end: 2025-08}
geography: {levels: [la, school]}
priorities:
  - id: p1
    short: Attendance
    title: More attendance
    measures:
      - id: m1
        short: Attendance up
        text: Pupils attend more
        indicators: [attendance_rate]
        breakdowns: [fsm]
        target:
          type: close_gap
          explicit: true
          comparator: {area: national, group: same}
          by: {text: end of Summer 25, date: 2025-08-31, precision: term}
    actions:
      - id: a1
        text: [Ring every home]
        due: {text: April 2025, date: 2025-04-30, precision: month}
        measures: [m1]
        evidence_refs: [a1]
"""


@pytest.fixture
def told(tmp_path, catalogue):
    """What ``check_plan`` says of the small plan with one passage replaced, without the file's name."""
    directory = load_places(ROOT / "data" / "places").directory

    def check(old: str, new: str) -> list[str]:
        assert SOUND.count(old) == 1
        path = tmp_path / "small.yaml"
        path.write_text(SOUND.replace(old, new), encoding="utf-8")
        return [said.removeprefix(f"{path}:") for said in check_plan(path, catalogue, directory=directory)]

    return check


def test_a_sound_plan_is_told_nothing(told):
    assert told("id: small-plan", "id: small-plan-too") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[attendance_rate]",
            "[attendence_rate]",
            "14: priorities.0.measures.0.indicators.0: no indicator 'attendence_rate'; did you mean 'attendance_rate'?",
        ),
        (
            "breakdowns: [fsm]",
            "breakdowns: [fsm, sen_provison]",
            "15: priorities.0.measures.0.breakdowns.1: no pupil group or dimension 'sen_provison'; "
            "did you mean 'sen_provision'?",
        ),
        (
            "group: same",
            "group: not_disadvantged",
            "19: priorities.0.measures.0.target.comparator.group: no pupil group 'not_disadvantged'; "
            "did you mean 'not_disadvantaged'?",
        ),
        (
            "type: close_gap",
            "type: close_gaps",
            "17: priorities.0.measures.0.target.type: Input should be 'absolute_by_date', 'at_or_above', 'close_gap', "
            "'match_group', 'direction', 'all_units', 'milestone' or 'qualitative' (found 'close_gaps'); "
            "did you mean 'close_gap'?",
        ),
        (
            "          comparator: {area: national, group: same}\n",
            "",
            "16: priorities.0.measures.0.target: a target of type close_gap needs comparator",
        ),
        (
            "        indicators: [attendance_rate]\n",
            "",
            "16: priorities.0.measures.0.target.type: a target of type close_gap needs an indicator in the measure's "
            "indicators; without one it can be all_units, milestone or qualitative",
        ),
        (
            "explicit: true\n",
            "explicit: true\n          indicators: [suspension_rate]\n",
            "19: priorities.0.measures.0.target.indicators.0: no indicator of this measure 'suspension_rate'",
        ),
        (
            "measures: [m1]",
            "measures: [m11]",
            "25: priorities.0.actions.0.measures.0: no measure 'm11'; did you mean 'm1'?",
        ),
        (
            "evidence_refs: [a1]",
            "evidence_refs: [a12]",
            "26: priorities.0.actions.0.evidence_refs.0: no action 'a12'; did you mean 'a1'?",
        ),
        (
            "id: a1\n",
            "id: a1\n        text: []\n      - id: m1\n",
            "24: priorities.0.actions.1.id: 'm1' is the id of priorities.0.measures.0 already; every id is its own",
        ),
        (
            "date: 2025-04-30",
            "date: 2025-04-01",
            "24: priorities.0.actions.0.due.date: 2025-04-01 is not the last day of 'April 2025', expected 2025-04-30",
        ),
        (
            "date: 2025-08-31",
            "date: 2024-08-31",
            "20: priorities.0.measures.0.target.by.date: 2024-08-31 is not the last day of 'end of Summer 25', "
            "expected 2025-07-31 or 2025-08-31",
        ),
        (
            "precision: month",
            "precision: year",
            "24: priorities.0.actions.0.due.precision: 'April 2025' is as precise as a month, not a year",
        ),
        (
            "text: April 2025",
            "text: in good time",
            "24: priorities.0.actions.0.due.text: 'in good time' names no month, term or year that we can read",
        ),
        (
            "places: [E06000034]",
            "places: [Thurrock]",
            "3: body.places.0: 'Thurrock' is no place id, expected a nine-character code such as E06000034, "
            "joint/<slug>, cluster/<scheme>/<slug>, trust/<uid> or urn/<number>",
        ),
        (
            "places: [E06000034]",
            "places: [E10000002]",
            "3: body.places.0: no place has the id 'E10000002'; it is now 'E06000060'",
        ),
        ("places: [E06000034]", "places: []", "3: body.places: a plan needs at least one place that it is judged for"),
        ("end: 2025-08", "end: 2023-08", "4: period.end: 2023-08 is before the start, 2024-09"),
        ("    title: More attendance\n", "", "7: priorities.0.title: missing, but every entry needs it"),
        (
            "breakdowns: [fsm]",
            "breakdown: [fsm]",
            "15: priorities.0.measures.0.breakdown: unknown key; did you mean 'breakdowns'?",
        ),
        (
            "    title: More attendance\n",
            "    title: More attendance\n    title: Less absence\n",
            "10: title: this key stands here twice",
        ),
    ],
    ids=lambda value: value.split(": ")[0].strip()[:24],
)
def test_a_broken_plan_is_told_where_what_and_the_nearest_match(told, old, new, said):
    assert told(old, new) == [said]


def test_a_file_that_is_not_yaml_is_told_its_line(tmp_path, catalogue):
    path = tmp_path / "broken.yaml"
    path.write_text("id: x\ntitle: [a, b\nbody: y\n", encoding="utf-8")
    (said,) = check_plan(path, catalogue)
    assert said.startswith(f"{path}:3: not valid YAML: ")


# Dates as worded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April 2018", {date(2018, 4, 30): "month"}),
        ("Feb 2018", {date(2018, 2, 28): "month"}),
        ("February 2024", {date(2024, 2, 29): "month"}),
        ("14 May 2026", {date(2026, 5, 14): "day"}),
        ("end of Aut 23", {date(2023, 12, 31): "term"}),
        ("Spring 2024", {date(2024, 3, 31): "term", date(2024, 4, 30): "term"}),
        (
            "Summer 2024 / Sept 2024",
            {date(2024, 7, 31): "term", date(2024, 8, 31): "term", date(2024, 9, 30): "month"},
        ),
        ("Throughout 2023-24", {date(2024, 8, 31): "year", date(2024, 3, 31): "year"}),
        ("2023/24", {date(2024, 8, 31): "year", date(2024, 3, 31): "year"}),
        ("by 2026", {date(2026, 12, 31): "year"}),
        ("2023-25", {}),
        ("as soon as we may", {}),
    ],
)
def test_words_allow_these_last_days(text, expected):
    assert last_days(text) == expected
