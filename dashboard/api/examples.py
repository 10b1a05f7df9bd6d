"""An example of every resource with its real answer, taken from what this board holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.datastructures import MultiDict

from dashboard.answers import listed
from dashboard.answers.errors import NotFoundError
from dashboard.api import parameters
from dashboard.api.problems import Problem
from dashboard.api.resource import Asked, Resource, Subject
from dashboard.api.resources import RESOURCES
from dashboard.api.states import state
from dashboard.api.writing import content, found
from dashboard.board import Board
from dashboard.register import RegisterError

LONGEST = 140
"""Characters of a text that an example shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A request, and the beginning of its answer: the first item of each list, long texts cut short."""

    address: str
    answer: str


def examples(board: Board) -> dict[str, Shown]:
    """By the resource's name; one that nothing is held for is not there, and in an empty warehouse none is."""
    if not board.store.has_snapshot:
        return {}
    subject = _subject(board)
    shown = {each.name: _shown(board, each, subject) for each in RESOURCES} if subject else {}
    return {name: each for name, each in shown.items() if each is not None}


def _subject(board: Board) -> Subject | None:
    """The first plan of which a lead indicator is held for its own place; one of a single authority before others."""
    for name, plan in sorted(board.plans.items(), key=lambda each: not each[1].body.places[0].startswith("E")):
        leads = {measure.indicators[0] for _, measure in plan.all_measures if measure.indicators}
        place = plan.body.places[0]
        if leads:
            asked = listed.Narrowed(indicators=leads, places=(place,), groups=("all",))
            rows = listed.figures(board, asked, after=None, limit=1).rows
            if rows:
                return Subject(name, place, rows[0]["indicator_id"])
    return None


def _shown(board: Board, resource: Resource[Any], subject: Subject) -> Shown | None:
    example = resource.example(subject)
    given = dict(example.given)
    path = resource.with_word(example.word)
    words = {resource.in_path.name: example.word} if resource.in_path and example.word else {}
    try:
        asked = Asked(resource, path, words, parameters.read(resource.parameters, MultiDict(given)))
        shown = state(board, asked.given, walk=asked.walk)
        document = content(asked, shown, found(asked, shown))
    except (Problem, NotFoundError, RegisterError):
        return None
    if board.day is not None:  # the screen is of an earlier state, and so are its links
        given["snapshot"] = board.store.snapshot_id or ""
    query = f"?{urlencode(given)}" if given else ""
    return Shown(quote(path) + query, json.dumps(_beginning(document), ensure_ascii=False, indent=2))


def _beginning(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _beginning(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_beginning(each) for each in value[:1]]
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}…"
    return value
