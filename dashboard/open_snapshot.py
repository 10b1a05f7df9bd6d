"""One snapshot file while it is open: read-only and locked down, with the answers made from it so far."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb

T = TypeVar("T")

KEPT_ANSWERS = 512
"""Cached answers a snapshot; the oldest used goes first."""


class Snapshot:
    """One snapshot file, opened read-only and locked down, with its cache."""

    def __init__(self, path: Path, *, memory_limit: str, threads: int) -> None:
        self.snapshot_id = path.stem
        # Read-only alone still lets a select read any file of the machine and Python's own variables (measured).
        self._connection = duckdb.connect(
            str(path),
            read_only=True,
            config={
                "enable_external_access": "false",
                "python_enable_replacements": "false",
                "memory_limit": memory_limit,
                "threads": threads,
                # Here and not by a SET: a path that is still open hands out its old instance, which is locked by then.
                "lock_configuration": "true",
            },
        )
        self._lock = Lock()
        self._readers = 0
        self._retired = False
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """A cursor of its own for each read: one connection shared by threads raises. None once it is closed."""
        with self._lock:
            closed = self._retired and self._readers == 0
            if not closed:
                self._readers += 1
        if closed:
            yield None
            return
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._lock:
                self._readers -= 1
                self._close_if_unused()

    def retire(self) -> None:
        """No new readers: closed now, or by the last one that still reads (closing takes its cursors down)."""
        with self._lock:
            self._retired = True
            self._close_if_unused()

    def _close_if_unused(self) -> None:
        if self._retired and self._readers == 0:
            self._connection.close()

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """``make()`` once for each key."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: T = self._answers[key]
                return found
        made = make()  # outside the lock: two threads may both make it, none waits for the other's select
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
        return made
