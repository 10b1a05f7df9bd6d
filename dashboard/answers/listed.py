"""Whole tables a page at a time: every figure that is held, and every place, for those who want them all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.answers.place_kinds import Place, of_row
from dashboard.board import Board
from dashboard.queries import listing
from dashboard.queries.listing import Narrowed as Narrowed  # noqa: PLC0414 - what a caller asks with

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """One page of figures as they were loaded; ``after`` is the key that the next page begins behind, ``None`` on the
    last page. A withheld figure is a row with its status and without a number."""

    rows: tuple[Row, ...]
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Places:
    """One page of places; ``offset`` is where the next one begins, ``None`` on the last."""

    places: tuple[Place, ...]
    offset: int | None


def figures(board: Board, asked: Narrowed, *, after: Sequence[str] | None, limit: int) -> Figures:
    """At most ``limit`` winners behind ``after``, by indicator, place and period. Nothing is summed over members.

    What belongs where is taken as of the board's day.
    """
    found = board.store.fetch(listing.observations(asked, on=board.today, after=after, limit=limit + 1)).to_pylist()
    rows, more = found[:limit], len(found) > limit
    return Figures(tuple(rows), tuple(rows[-1][name] for name in listing.ORDER) if more else None)


def places(
    board: Board,
    *,
    words: str | None = None,
    levels: Collection[str] = (),
    schemes: Collection[str] = (),
    inside: str | None = None,
    offset: int = 0,
    limit: int,
) -> Places:
    """At most ``limit`` places from ``offset`` on, closed ones too: the nearest to the words first, else by name."""
    folded = " ".join(words.split()).casefold() if words else None
    select = listing.places(
        on=board.today,
        words=folded,
        levels=levels,
        schemes=schemes,
        inside=inside,
        offset=offset,
        limit=limit + 1,
    )
    found = [of_row(row) for row in board.store.fetch(select).to_pylist()]
    return Places(tuple(found[:limit]), offset + limit if len(found) > limit else None)
