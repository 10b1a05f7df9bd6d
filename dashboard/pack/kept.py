"""Packs that the web has had made: a folder each, named after all that its files rest on, cleared away in time.

A folder holds ``state.json`` and the files. Whoever asks first starts the job; everybody else waits for it. The
same figures, register, plan, place, meeting and day make the same name, so nothing is drawn twice and nothing is stale.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from dashboard.answers import resolve
from dashboard.answers.plan_page import plan_page
from dashboard.board import Board
from dashboard.pack.meeting import held
from etl.warehouse.folder import WarehouseError
from etl.warehouse.lock import exclusive

FOLDER, STATE = "packs", "state.json"
MOST_KEPT, KEPT_FOR = 40, 7 * 24 * 3600
GIVEN_UP = 15 * 60
"""Seconds after which a pack that is still not made never will be: its process was ended."""
MOST_WAITING = 8
PATIENCE = 10 * 60


class Busy(Exception):
    """Too many packs wait to be made."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a pack is: ``waiting``, ``making``, ``done`` or ``failed``; ``step`` says it in words, ``share`` (of 100)
    how much is done, ``files`` are the names of what can be taken away."""

    plan: str
    title: str
    place: str
    meeting: str
    state: str = "waiting"
    step: str = "Waiting for its turn"
    share: int = 0
    files: tuple[str, ...] = ()
    message: str | None = None

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack that is asked for, with the name of its folder."""

    id: str
    plan: str
    place: str
    meeting: date
    state: State


def wanted(board: Board, plan: str, *, meeting: date, place: str | None) -> Wanted:
    """Which pack is asked for; raises :class:`dashboard.answers.errors.NotFoundError` for a plan or place that nobody
    knows, :class:`dashboard.store.NoSnapshotError` where nothing has been loaded."""
    the_plan = resolve.plan(board, plan)
    at = held(board, plan, day=meeting)
    page = plan_page(at.board, plan, place=place)
    state = (at.snapshot, at.board.register.revision, board.register.revision, _catalogue(board.settings.data))
    rests_on = (*state, plan, page.place_id, meeting.isoformat(), board.today.isoformat())
    name = sha256("\n".join(map(str, rests_on)).encode()).hexdigest()[:24]
    return Wanted(name, plan, page.place_id, meeting, State(plan, the_plan.title, page.place_name, meeting.isoformat()))


def _catalogue(data: Path) -> int:
    """When the youngest file of catalogue and plans was written: definitions are part of a pack."""
    return max((path.stat().st_mtime_ns for path in data.rglob("*.yaml")), default=0)


def folder(warehouse: Path, pack: str) -> Path:
    return warehouse / FOLDER / pack


def begin(warehouse: Path, asked: Wanted) -> Path | None:
    """The folder of a pack that nobody has begun, which the caller then starts the job for; ``None`` where it is made
    or being made. Raises :class:`Busy` where too many wait, ``OSError`` where the warehouse cannot be written to."""
    root = warehouse / FOLDER
    try:
        with exclusive(root / "asking", patience=5):
            return _begun(warehouse, asked)
    except WarehouseError as error:
        if not os.access(root if root.is_dir() else warehouse, os.W_OK):
            raise OSError(str(error)) from error
        raise Busy from error


def _begun(warehouse: Path, asked: Wanted) -> Path | None:
    clear(warehouse)
    own = folder(warehouse, asked.id)
    found = read(warehouse, asked.id)
    if found is not None and found.state != "failed":
        return None
    waiting = [each for each in (warehouse / FOLDER).glob(f"*/{STATE}") if not _state(each).over]
    if found is None and len(waiting) >= MOST_WAITING:
        raise Busy
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    save(own, asked.state)
    return own


def read(warehouse: Path, pack: str) -> State | None:
    """How far a pack is; ``None`` where there is none of that name (any more)."""
    path = folder(warehouse, pack) / STATE
    try:
        found = _state(path)
    except FileNotFoundError:
        return None
    if _given_up(path.parent, found):
        return replace(found, state="failed", message="Making it was broken off. Make it again.")
    return found


def save(own: Path, state: State) -> None:
    """Write how far a pack is, whole or not at all."""
    unfinished = own / f"{STATE}.{os.getpid()}"
    unfinished.write_text(json.dumps(asdict(state)), encoding="utf-8")
    unfinished.replace(own / STATE)


@contextmanager
def turn(own: Path) -> Iterator[None]:
    """One pack at a time is made in a warehouse; raises :class:`WarehouseError` after ten minutes of waiting."""
    try:
        with exclusive(own.parent, patience=PATIENCE):
            yield
    except WarehouseError as error:
        raise WarehouseError("other packs were being made for ten minutes; ask for this one again") from error


def clear(warehouse: Path) -> None:
    """Remove packs of more than a week ago, and the oldest past forty; those under way stay."""
    found = sorted((path.parent for path in (warehouse / FOLDER).glob(f"*/{STATE}")), key=_age)
    for number, each in enumerate(found):
        if number >= MOST_KEPT or _age(each) > KEPT_FOR:
            with suppress(FileNotFoundError):
                if _state(each / STATE).over or _age(each) > GIVEN_UP:
                    shutil.rmtree(each, ignore_errors=True)


def _age(own: Path) -> float:
    try:
        return time.time() - (own / STATE).stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _given_up(own: Path, state: State) -> bool:
    return not state.over and _age(own) > GIVEN_UP


def _state(path: Path) -> State:
    said = json.loads(path.read_text(encoding="utf-8"))
    return State(**{**said, "files": tuple(said["files"])})
