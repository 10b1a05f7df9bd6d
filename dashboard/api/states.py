"""Which state of the board a request is answered from: today's, an earlier one, or the one that its walk began in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from dashboard.api import cursors
from dashboard.api.cursors import Cursor
from dashboard.api.parameters import Common
from dashboard.api.problems import NOT_KEPT, Problem, Wrong
from dashboard.board import Board
from dashboard.store import POINTER, DamagedSnapshotError, NoSnapshotError
from dashboard.web import as_it_was
from dashboard.web.view import Query
from etl.deciding.served import created_at
from etl.warehouse.folder import SNAPSHOT


@dataclass(frozen=True, slots=True)
class State:
    """``board`` stays with ``snapshot``. ``kept`` says that the reader asked for this snapshot by its id, and so for
    its day. ``since`` is the moment from which readers have had these figures."""

    board: Board
    snapshot: str
    kept: bool
    since: datetime
    cursor: Cursor | None = None


def state(board: Board, given: Common, *, walk: str) -> State:
    """The state that a request asks for.

    Raises :class:`Problem` for a snapshot that is not kept and for a cursor of another walk, and
    :class:`dashboard.store.NoSnapshotError` in an empty warehouse.
    """
    spelt = getattr(given, "cursor", None)
    cursor = cursors.read(spelt, walk=walk) if spelt else None
    shown = _asked_for(board, given)
    if shown is None:
        shown = _walked(board, cursor) if cursor is not None else _now(board)
    if cursor is None:
        return shown
    if cursor.snapshot != shown.snapshot:
        raise Problem(NOT_KEPT, f"The cursor reads snapshot {cursor.snapshot}, and the address {shown.snapshot}.")
    return replace(shown, cursor=cursor)


def _asked_for(board: Board, given: Common) -> State | None:
    """The state of ``?snapshot=``, turned back as the screens are."""
    query = Query({"snapshot": given.snapshot} if given.snapshot else {})
    day = getattr(given, "as_of", None)
    if day is not None:
        query["as_of"] = day.isoformat()
    try:
        found = as_it_was.turned_back(board, query)
    except as_it_was.NotKept as error:
        wrong = Wrong(
            "snapshot", given.snapshot or "", "the id of a snapshot that is kept; /api/v1/snapshots lists them"
        )
        raise Problem(NOT_KEPT, str(error), errors=[wrong]) from error
    if found is None:
        return None
    built = found.snapshot.created_at
    return State(found.board, found.snapshot.snapshot, kept=True, since=built)


def _now(board: Board) -> State:
    pinned = replace(board, store=board.store.pinned())
    name = pinned.store.snapshot_id or ""
    return State(pinned, name, kept=False, since=_served_since(board, name))


def _walked(board: Board, cursor: Cursor) -> State:
    """The snapshot in which a walk of today began, which may have been followed by another one since."""
    wrong = Wrong("cursor", cursor.spelt(), "a cursor of a snapshot that is kept; begin again without one")
    gone = Problem(NOT_KEPT, f"The snapshot of this walk, {cursor.snapshot}, is not kept.", errors=[wrong])
    if not SNAPSHOT.match(f"{cursor.snapshot}.duckdb"):
        raise gone
    try:
        store = board.store.at(cursor.snapshot)
    except (NoSnapshotError, DamagedSnapshotError) as error:
        raise gone from error
    begun = created_at(cursor.snapshot)
    return State(replace(board, store=store), cursor.snapshot, kept=False, since=begun)


def _served_since(board: Board, name: str) -> datetime:
    """When the pointer was last moved. Not when the snapshot was built: one may be rolled back to, and then it is news.

    Where the pointer's snapshot is damaged and another stands in, nobody knows since when: now.
    """
    pointer = Path(board.store.warehouse) / POINTER
    if board.store.trouble is not None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(pointer.stat().st_mtime, UTC)
    except FileNotFoundError:
        return created_at(name)


def midnight(board: Board) -> datetime:
    """The moment at which the board's day began."""
    return datetime.combine(board.today, time.min).astimezone(UTC)
