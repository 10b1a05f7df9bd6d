"""Words that people type, and what they mean: places, indicators, plans, groups, periods."""

from __future__ import annotations

from dashboard.answers.errors import NotFoundError, unknown
from dashboard.board import Board
from dashboard.queries import places as queries
from etl import groups
from etl.catalogue import Indicator
from etl.periods import Period
from etl.periods import parse as parse_period
from etl.place_names import AmbiguousPlaceError, Directory, UnknownPlaceError
from etl.plans import Plan


def directory(board: Board) -> Directory:
    """Every place of the snapshot with the words that it goes by; made once a snapshot."""

    def make() -> Directory:
        places = board.store.fetch(queries.every()).to_pylist()
        aliases = board.store.fetch(queries.aliases()).to_pylist()
        return Directory.of(
            ((row["place_id"], row["name"], row["level"]) for row in places),
            ((row["alias"], row["place_id"]) for row in aliases),
        )

    return board.store.cached("directory", make)


def place(board: Board, words: str) -> str:
    """The id of a place from its id, code, number or name.

    Raises :class:`NotFoundError`, with the candidates (an LA first) when the words mean several.
    """
    if board.store.fetch(queries.by_id([words])).num_rows:
        return words
    try:
        return directory(board).resolve(words)
    except AmbiguousPlaceError as error:
        raise NotFoundError(str(error), error.candidates) from error
    except UnknownPlaceError as error:
        raise NotFoundError(str(error)) from error


def indicator(board: Board, word: str) -> Indicator:
    """An indicator from its id or its name on screen."""
    if word in board.catalogue:
        return board.catalogue[word]
    folded = " ".join(word.split()).casefold()
    for each in board.catalogue.indicators.values():
        if folded in (each.name.casefold(), each.short.casefold()):
            return each
    raise unknown("indicator", word, board.catalogue.indicators)


def plan(board: Board, word: str) -> Plan:
    """A plan from the name of its file."""
    if word in board.plans:
        return board.plans[word]
    raise unknown("plan", word, board.plans)


def group(word: str) -> str:
    """A group id from itself or from its words on screen."""
    try:
        return groups.parse(word)
    except ValueError as error:
        raise NotFoundError(str(error)) from error


def period(words: str, *, kind: str) -> Period:
    """A period of a kind from its code or from its words on screen."""
    try:
        return parse_period(words, kind=kind)
    except ValueError as error:
        raise NotFoundError(f"no such period: {error}") from error


def choice(what: str, word: str, known: tuple[str, ...]) -> str:
    """One of a fixed list of ids, also as words (``state funded``)."""
    found = "_".join(word.replace("-", " ").split()).casefold()
    if found not in known:
        raise unknown(what, word, known)
    return found
