"""Pupil groups: the ids, their words on screen, and the dimensions that a plan's breakdowns expand to."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LABELS = {
    "all": "All pupils",
    "disadvantaged": "Disadvantaged",
    "not_disadvantaged": "Not disadvantaged",
    "fsm": "Free school meals",
    "not_fsm": "Not free school meals",
    "sen_support": "SEN support",
    "ehcp": "Education, health and care plan",
    "no_sen": "No SEN",
    "cla": "Children looked after",
    "cin": "Children in need",
    "eal": "English as an additional language",
    "not_eal": "First language English",
    "female": "Girls",
    "male": "Boys",
    "age_2": "Two-year-olds",
    "age_3_4": "Three- and four-year-olds",
    "including_exceptions": "Including exceptions",
    "ethnicity/asian": "Asian or Asian British",
    "ethnicity/black": "Black or Black British",
    "ethnicity/chinese": "Chinese",
    "ethnicity/mixed": "Mixed or multiple ethnic groups",
    "ethnicity/white": "White",
    "ethnicity/other": "Any other ethnic group",
    "judgement/quality-of-education": "Quality of education",
    "judgement/behaviour-and-attitudes": "Behaviour and attitudes",
    "judgement/personal-development": "Personal development",
    "judgement/leadership-and-management": "Leadership and management",
    "judgement/early-years": "Early years provision",
    "judgement/sixth-form": "Sixth form provision",
    "area/inclusion": "Inclusion",
    "area/curriculum-and-teaching": "Curriculum and teaching",
    "area/achievement": "Achievement",
    "area/attendance-and-behaviour": "Attendance and behaviour",
    "area/personal-development-and-wellbeing": "Personal development and wellbeing",
    "area/early-years": "Early years",
    "area/post-16": "Post-16 provision",
    "area/leadership-and-governance": "Leadership and governance",
}
"""Beside pupil groups, an inspection's key judgements and evaluation areas: one key column serves both."""

MAJOR_ETHNICITIES = tuple(group for group in LABELS if group.startswith("ethnicity/"))

PARTITIONS = (
    ("female", "male"),
    ("fsm", "not_fsm"),
    ("disadvantaged", "not_disadvantaged"),
    ("sen_support", "ehcp", "no_sen"),
    ("eal", "not_eal"),
    ("age_2", "age_3_4"),
    MAJOR_ETHNICITIES,
)
"""Groups that together are all pupils, and of which a pupil is in one at most."""

OPPOSITES = {
    "disadvantaged": "not_disadvantaged",
    "fsm": "not_fsm",
    "sen_support": "no_sen",
    "ehcp": "no_sen",
    "eal": "not_eal",
    "female": "male",
    "male": "female",
}
"""The other pupils that a group is compared with when a plan says "others"."""

DIMENSIONS = {
    "fsm": ("fsm",),
    "disadvantaged": ("disadvantaged",),
    "sen_provision": ("sen_support", "ehcp"),
    "sen": ("sen_support", "ehcp"),
    "eal": ("eal",),
    "sex": ("female", "male"),
    "ethnicity": tuple(group for group in LABELS if group.startswith("ethnicity/")),
    "cla": ("cla",),
    "cin": ("cin",),
    "age": ("age_2", "age_3_4"),
    "key_judgement": tuple(group for group in LABELS if group.startswith("judgement/")),
    "evaluation_area": tuple(group for group in LABELS if group.startswith("area/")),
}


def label(group_id: str) -> str:
    """The words on screen for a group id; an ethnicity outside the major groups reads as its own slug."""
    if group_id in LABELS:
        return LABELS[group_id]
    return group_id.removeprefix("ethnicity/").replace("-", " ").capitalize()


PEOPLES = frozenset({"Asian", "Black", "Chinese", "English", "White"})
"""First words of groups that have a capital wherever they stand."""


def mid_sentence(name: str) -> str:
    """A group's words inside a sentence: its first letter small, but initials (SEN) and peoples (Asian) as they are."""
    kept = name[:2].isupper() or name.partition(" ")[0] in PEOPLES
    return name if kept else f"{name[:1].lower()}{name[1:]}"


def expand(breakdowns: Iterable[str]) -> tuple[str, ...]:
    """The group ids behind a plan's breakdown words, in plan order and each once.

    Raises ``KeyError`` with the word when it is neither a dimension nor a group.
    """
    found: dict[str, None] = {}
    for word in breakdowns:
        for group in DIMENSIONS.get(word) or ((word,) if word in LABELS else ()):
            found[group] = None
        if word not in DIMENSIONS and word not in LABELS:
            raise KeyError(word)
    return tuple(found)


def parse(words: str) -> str:
    """A group id from itself or from its words on screen; raises ``ValueError`` naming the nearest match."""
    text = " ".join(words.split()).casefold()
    by_label = {name.casefold(): group for group, name in LABELS.items()} | {"total": "all"}
    if text in LABELS or text.startswith("ethnicity/"):
        return text
    if text in by_label:
        return by_label[text]
    near = get_close_matches(text, [*LABELS, *by_label], n=1)
    raise ValueError(f"no pupil group {words!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
