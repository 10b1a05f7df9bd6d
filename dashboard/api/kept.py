"""Answers that were written lately, by their entity tag: a tag names exactly one body, so that none is ever stale."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from dashboard.api.writing import Body

MOST_BYTES = 16 * 1024**2
"""Of a worker's memory; the answer asked for longest ago goes first."""
LARGEST = 256 * 1024
"""Bytes of an answer that is kept: a page of thousands of figures is asked for once, a series by everybody."""


class Kept:
    """Bodies by tag, shared by the threads of a worker."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def of(self, tag: str, make: Callable[[], Body]) -> Body:
        """The body of a tag, made where it is not kept."""
        with self._lock:
            found = self._bodies.get(tag)
            if found is not None:
                self._bodies.move_to_end(tag)
                return found
        made = make()  # outside the lock: nobody waits for another's select
        if len(made.content) <= LARGEST:
            with self._lock:
                self._add(tag, made)
        return made

    def _add(self, tag: str, made: Body) -> None:
        if tag in self._bodies:
            return
        self._bodies[tag] = made
        self._bytes += len(made.content)
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self._bodies.popitem(last=False)[1].content)
