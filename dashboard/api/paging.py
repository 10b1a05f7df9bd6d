"""Cutting a page out of a list that is at hand as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dashboard.api.cursors import Position
from dashboard.api.parameters import Paged
from dashboard.api.problems import INVALID_CURSOR, Problem
from dashboard.api.resource import Listing, Question, Row

FURTHEST = 10**9
"""Items to pass over at most: a cursor that says more was not handed out here."""


def offset(after: Position | None) -> int:
    """How many items earlier pages held; raises :class:`Problem` for a position that is no such number."""
    if after is None:
        return 0
    if len(after) != 1 or not isinstance(after[0], int) or not 0 < after[0] <= FURTHEST:
        raise Problem(INVALID_CURSOR, "The cursor is damaged: it holds no number of items.")
    return after[0]


def paged(
    question: Question[Any], everything: Sequence[Any], rows: Callable[[Sequence[Any]], Iterable[Row]]
) -> Listing:
    """The page that is asked for; ``rows`` makes the lines of a table from its items."""
    given: Paged = question.given
    begin = offset(question.after)
    end = begin + given.limit
    page = everything[begin:end]
    return Listing(page, rows(page), (end,) if end < len(everything) else None)
