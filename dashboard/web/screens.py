"""Finished screens: each address is drawn once for a state of the board, and handed out as it is until that changes.

A screen depends on the snapshot, on what people wrote (the register's revision), on the day, on what lies in the
warehouse's folder (snapshots that are kept, pins) and on the address. All five are in its key, so nothing stale is ever
handed out. For a reader with a name, who sees forms of their own, every screen is drawn afresh: nothing passes from one
person to another. So is a screen of a page with ``LIVE = True``, which shows work in progress.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import getsizeof
from threading import Lock
from typing import Any

from dashboard.board import Board
from dashboard.components.svg import Chart
from dashboard.components.tree import elements
from dashboard.figures.drawn import Figure
from dashboard.register import RegisterError
from dashboard.web.identity import names_readers, visitor
from dashboard.web.markup import markup
from dashboard.web.routes import Routes, shell
from etl.warehouse import pins

KEPT_BYTES = 48_000_000
"""Of finished screens a process, the oldest used go first: some two hundred of the largest."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A finished screen: its title, its HTML, and a name for exactly this content."""

    title: str
    markup: str
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        content = f"{self.title}\n{self.markup}".encode()
        object.__setattr__(self, "digest", blake2b(content, digest_size=12).hexdigest())


class Screens:
    """The screens of a board, finished."""

    def __init__(self, board: Board, routes: Routes) -> None:
        self._board, self._routes = board, routes
        self._kept: OrderedDict[Hashable, Screen] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def screen(self, path: str, search: str) -> Screen:
        """The screen of an address, drawn now or taken from what is kept."""
        key = self._key(path, search)
        if key is None:
            return self._draw(path, search)
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        drawn = self._draw(path, search)
        if self._key(path, search) == key:  # nothing was published or written meanwhile
            self._keep(key, drawn)
        return drawn

    def charts(self, path: str, search: str) -> dict[str, Mapping[int, Figure]]:
        """The figures of a screen's charts by their ids, and of each by the width it was drawn at."""
        tree = self._tree(path, search)[1]
        return {each.id: each.figures for each in elements(tree) if isinstance(each, Chart)}

    def _tree(self, path: str, search: str) -> tuple[str, list[Any]]:
        view = self._routes.view(path, search)
        return view.title, shell(view, path + search)

    def _draw(self, path: str, search: str) -> Screen:
        title, tree = self._tree(path, search)
        return Screen(title, markup(tree))

    def _key(self, path: str, search: str) -> Hashable | None:
        """What a screen depends on; ``None`` where it is drawn afresh each time."""
        board = self._board
        if self._routes.live(path) or (names_readers(board.settings) and visitor(board.settings).name is not None):
            return None
        folder, pinned = board.settings.warehouse, board.settings.warehouse / pins.FILE
        try:
            stamps = tuple(each.stat().st_mtime_ns if each.exists() else 0 for each in (folder, pinned))
            state = board.store.snapshot_id, board.store.trouble, board.register.revision, board.today
            return (path, search, *state, *stamps)
        except (OSError, RegisterError):
            return None

    def _keep(self, key: Hashable, drawn: Screen) -> None:
        with self._lock:
            if key not in self._kept:
                self._bytes += getsizeof(drawn.markup)
            self._kept[key] = drawn
            while self._bytes > KEPT_BYTES:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= getsizeof(gone.markup)
