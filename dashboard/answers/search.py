"""Finding anything that has a name: plans, priorities, measures, actions, indicators, places, schools, terms, screens.

Everything is indexed once a snapshot and found in about a millisecond (:mod:`dashboard.analysis.finding`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dashboard.analysis.finding import Index, Matches, marked
from dashboard.answers.place_kinds import LEVEL_NAMES, one_of
from dashboard.answers.plan_rows import ACROSS
from dashboard.board import Board
from dashboard.queries import search as queries
from etl.catalogue import Indicator
from etl.plans import Action, Plan, Priority

KINDS = {
    "plan": "Plans",
    "priority": "Priorities",
    "measure": "Measures",
    "indicator": "Indicators",
    "place": "Places",
    "school": "Schools",
    "action": "Actions",
    "term": "Glossary",
    "screen": "Other screens",
}
"""Kinds of things in the order that settles a tie: what a board looks at before what it looks up."""

SCREENS = (
    ("places", "Places", "Find a place by name or code", ("find", "local authorities", "regions", "trusts")),
    ("data", "Data desk", "Files received, how fresh each source is", ("upload", "load", "extracts", "snapshots")),
    ("methods", "Methods", "How verdicts and statistics are made", ("statistics", "rules", "definitions")),
    ("glossary", "Glossary", "What the words mean", ("terms", "definitions", "abbreviations")),
    ("accessibility", "Accessibility statement", "How far these screens are accessible", ("wcag",)),
)
"""Screens that stand for themselves: path, name, what they hold, other words for it."""

EACH, ALL = 8, 60
"""How many of a kind are shown beside the other kinds, and by itself."""


class Entry(NamedTuple):
    """Something with a name. ``id`` finds its screen by its ``kind``; ``about`` says what and where it is; ``plan`` and
    ``place_id`` are those that its address needs; ``part`` is the priority of a measure."""

    kind: str
    id: str
    name: str
    about: str
    plan: str | None = None
    part: str | None = None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with its name in pieces, each with whether it is what was typed."""

    entry: Entry
    name: tuple[tuple[str, bool], ...]
    about: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class OfKind:
    """The best of one kind, and how many there are of it."""

    kind: str
    found: tuple[Found, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found by kind, the kind of the best first. Where ``whole`` is false, nothing has every word of the
    query: what is listed has most of them. ``spelt`` are words that were read as others."""

    query: str
    kinds: tuple[OfKind, ...]
    count: int
    whole: bool
    spelt: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """Every entry of a snapshot, the index of their words, and each one's kind as a number."""

    entries: tuple[Entry, ...]
    index: Index
    kinds: np.ndarray[tuple[int], np.dtype[np.int8]]


def names(board: Board) -> Names:
    """Everything that can be found on a board, indexed once a snapshot; without one, all but the places."""
    return board.store.cached("names", lambda: _names(board)) if board.store.has_snapshot else _names(board)


def search(board: Board, query: str, *, kind: str | None = None) -> Results:
    """What a query finds, a few of each kind, or many of one ``kind``."""
    known = names(board)
    matches = known.index.find(query)
    kinds = known.kinds[matches.rows]
    numbers = list(KINDS)
    counts = np.bincount(kinds, minlength=len(numbers))
    groups = []
    for number, each in enumerate(numbers):
        if counts[number] and kind in (None, each):
            best = matches.best(ALL if kind else EACH, kinds == number)
            groups.append((_best_score(matches, kinds == number), number, best))
    groups.sort(key=lambda group: (-group[0], group[1]))
    listed = tuple(
        OfKind(numbers[number], tuple(_found(known, row, matches) for row in best), int(counts[number]))
        for _, number, best in groups
    )
    return Results(query, listed, sum(each.count for each in listed), matches.whole, matches.spelt)


def suggestions(board: Board, query: str, *, most: int) -> tuple[Found, ...]:
    """The best of whatever kind, for whoever is still typing."""
    known = names(board)
    matches = known.index.find(query)
    return tuple(_found(known, row, matches) for row in matches.best(most))


def _best_score(matches: Matches, among: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    return int(matches.scores[among].max())


def _found(known: Names, row: int, matches: Matches) -> Found:
    entry = known.entries[row]
    return Found(entry, marked(entry.name, matches.beginnings), marked(entry.about, matches.beginnings))


def _names(board: Board) -> Names:
    numbers = {kind: number for number, kind in enumerate(KINDS)}
    rows = [*_of_plans(board), *_of_catalogue(board), *_of_glossary(board), *_screens(), *_of_places(board)]
    entries = tuple(entry for entry, _ in rows)
    index = Index([entry.name for entry in entries], [beside for _, beside in rows])
    return Names(entries, index, np.fromiter((numbers[entry.kind] for entry in entries), dtype=np.int8))


Row = tuple[Entry, tuple[str, ...]]
"""An entry and the words beside its name that it is found by too."""


def _of_plans(board: Board) -> Iterator[Row]:
    for name, plan in board.plans.items():
        entry = Entry("plan", name, plan.title, f"{plan.body.name}, {plan.period.label}", plan=name)
        yield entry, (name.replace("_", " "), plan.body.name, plan.period.label)
    for name, plan in board.plans.items():
        for priority in plan.priorities:
            about = f"Priority, {plan.body.name}"
            entry = Entry("priority", priority.id, priority.short, about, plan=name, place_id=priority.owner)
            yield entry, (priority.title, plan.body.name, "priority")
        yield from _measures(name, plan)
    for name, plan in board.plans.items():
        for owner, action in plan.all_actions:
            if action.text or action.outcome:
                yield _action(name, plan, owner, action)


def _measures(name: str, plan: Plan) -> Iterator[Row]:
    for priority, measure in plan.all_measures:
        about = f"Measure, {plan.body.name}" + (f", {priority.short}" if priority else "")
        owner = priority.owner if priority else None
        part = priority.id if priority else ACROSS
        entry = Entry("measure", measure.id, measure.short, about, plan=name, part=part, place_id=owner)
        yield entry, (measure.text, plan.body.name, "measure")


def _action(name: str, plan: Plan, priority: Priority | None, action: Action) -> Row:
    title = action.outcome or action.text[0]
    about = f"Action, {plan.body.name}" + (f", due {action.due.text}" if action.due else "")
    owner = priority.owner if priority else None
    entry = Entry("action", action.id, title, about, plan=name, place_id=owner)
    return entry, (action.id, *action.text, plan.body.name, "action")


def _of_catalogue(board: Board) -> Iterator[Row]:
    for indicator in board.catalogue.indicators.values():
        theme = board.catalogue.theme_of[indicator.id].title
        yield Entry("indicator", indicator.id, indicator.name, theme), _words_of(indicator, theme)


def _words_of(indicator: Indicator, theme: str) -> tuple[str, ...]:
    return (indicator.short, indicator.id.replace("_", " "), indicator.id, indicator.stage, theme, "indicator")


def _of_glossary(board: Board) -> Iterator[Row]:
    for term in board.catalogue.glossary.terms:
        also = f" ({', '.join(term.also)})" if term.also else ""
        yield Entry("term", term.id, f"{term.name[0].upper()}{term.name[1:]}{also}", "What it means"), ()


def _screens() -> Iterator[Row]:
    for path, name, holds, others in SCREENS:
        yield Entry("screen", path, name, holds), (holds, *others)


def _of_places(board: Board) -> Iterator[Row]:
    if not board.store.has_snapshot:
        return
    aliases: dict[str, list[str]] = {}
    for place_id, alias in zip(*board.store.fetch(queries.aliases()).to_pydict().values(), strict=True):
        aliases.setdefault(place_id, []).append(alias)
    columns = board.store.fetch(queries.places()).to_pydict()
    for place_id, name, level, scheme, phase, invented, gone, parent in zip(*columns.values(), strict=True):
        what = one_of(scheme) if level == "cluster" and scheme else LEVEL_NAMES[level]
        if level == "school" and phase in ("primary", "secondary", "special"):
            what = f"{phase.capitalize()} school"
        notes = [what, *([f"in {parent}"] if parent and parent != name else [])]
        about = " ".join(notes) + (", closed" if gone else "") + (", invented" if invented else "")
        code = place_id.removeprefix("urn/")
        kind = "school" if level == "school" else "place"
        yield Entry(kind, place_id, name, about), (code, *aliases.get(place_id, ()), what, parent or "")
