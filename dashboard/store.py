"""The only module that executes a read.

A warehouse is a folder of snapshot files and a text file ``current`` that names one of them. A :class:`Store` follows
that pointer: every fetch goes to the snapshot that is current at that moment, and what was opened before is closed
when its last reader is done. :meth:`Store.at` gives a store that stays with one snapshot, for an answer made of
several selects or for "as the board saw it in March".
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect
from sqlalchemy.util import LRUCache

from dashboard.open_snapshot import Snapshot
from etl.warehouse.folder import SNAPSHOT

T = TypeVar("T")

_DAMAGED = (
    "snapshot {} is damaged and cannot be read; the next 'outcomes load' sets it aside and says what to load again"
)

POINTER = "current"
KEPT_OPEN = 3
"""Snapshot files held open at once: the current one and the past ones lately asked for."""

# A server names its parameters otherwise, so only the spelling is chosen here: question marks keep their order.
_DIALECT = Dialect(paramstyle="qmark")


_KNOWN: LRUCache[Any, Any] = LRUCache(400)
"""Selects by their form: SQLAlchemy writes each once, as its own engine does, and fills in what differs."""


def _compiled(select: sa.Select[Any] | sa.CompoundSelect[Any]) -> tuple[str, list[Any]]:
    """A select as DuckDB's SQL with question marks, and what they stand for."""
    found: Any = select._compile_w_cache(_DIALECT, compiled_cache=_KNOWN, column_keys=[], for_executemany=False)
    compiled, given, *_ = found
    parameters = compiled.construct_params(extracted_parameters=given)
    filled = compiled._process_parameters_for_postcompile(parameters)  # a list as long as it is this time
    parameters = {**parameters, **filled.additional_parameters}
    return filled.statement, [parameters[name] for name in filled.positiontup or ()]


class NoSnapshotError(LookupError):
    """The warehouse holds no such snapshot; the message says what to run."""


class DamagedSnapshotError(RuntimeError):
    """The snapshot being read cannot be read to its end; ask again, and an earlier one answers."""


def _of_the_file(error: duckdb.Error) -> bool:
    """Whether a read failed because of what stands on the disk, not because of what was asked."""
    kinds = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException)
    return isinstance(error, kinds) or "corrupt" in str(error).casefold()


class _Files:
    """The snapshot files of a warehouse that are open now, shared by a store and those made by ``at``."""

    def __init__(self, warehouse: Path, *, memory_limit: str, threads: int) -> None:
        self.warehouse, self.memory_limit, self.threads = warehouse, memory_limit, threads
        self.damaged: dict[str, str] = {}
        self._pointer: tuple[tuple[int, int, int], str | None] = ((0, 0, 0), None)
        self._open: OrderedDict[str, Snapshot] = OrderedDict()
        self._lock = Lock()

    def pointed(self) -> str | None:
        """What the pointer names; none in a warehouse that nothing was published to. Every answer asks several times:
        the file is read when it is another one than last time (it is replaced, never written into)."""
        path = self.warehouse / POINTER
        try:
            found = path.stat()
            stamp = found.st_ino, found.st_mtime_ns, found.st_size
            if stamp != self._pointer[0]:
                name = path.read_text(encoding="utf-8", errors="replace").strip().removesuffix(".duckdb")
                self._pointer = stamp, name or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        return self._pointer[1]

    def current_id(self) -> str | None:
        """The snapshot to read now: the one that the pointer names, or the latest sound one where that is damaged."""
        name = self.pointed()
        if name is None or (name not in self.damaged and (self.warehouse / f"{name}.duckdb").is_file()):
            return name
        kept = sorted(
            (each.stem for each in self.warehouse.glob("*.duckdb") if SNAPSHOT.match(each.name)), reverse=True
        )
        return next((each for each in kept if each not in self.damaged), name)

    def open(self, snapshot_id: str) -> Snapshot:
        with self._lock:
            if snapshot_id in self._open:
                self._open.move_to_end(snapshot_id)
                return self._open[snapshot_id]
            path = self.warehouse / f"{snapshot_id}.duckdb"
            if path.parent != self.warehouse or not path.is_file():
                raise NoSnapshotError(
                    f"no snapshot {snapshot_id} in {self.warehouse}; 'outcomes status' lists those kept"
                )
            try:
                snapshot = Snapshot(path, memory_limit=self.memory_limit, threads=self.threads)
            except duckdb.Error as error:
                if not _of_the_file(error):
                    raise
                self.damaged[snapshot_id] = str(error).splitlines()[0]
                raise DamagedSnapshotError(_DAMAGED.format(snapshot_id)) from error
            self._open[snapshot_id] = snapshot
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)[1].retire()
            return snapshot

    def forget(self, snapshot_id: str | None) -> None:
        with self._lock:
            snapshot = self._open.pop(snapshot_id or "", None)
        if snapshot is not None:
            snapshot.retire()


class Store:
    """Reads from the snapshot that is current, or from one fixed snapshot (:meth:`at`)."""

    def __init__(self, warehouse: Path, *, memory_limit: str = "2GB", threads: int = 2) -> None:
        self._files = _Files(warehouse, memory_limit=memory_limit, threads=threads)
        self._fixed: str | None = None
        self._last: str | None = None

    def at(self, snapshot_id: str) -> Store:
        """A store that stays with one snapshot; raises :class:`NoSnapshotError` when it is not kept (any more)."""
        self._files.open(snapshot_id)
        fixed = Store.__new__(Store)
        fixed._files, fixed._fixed, fixed._last = self._files, snapshot_id, snapshot_id
        return fixed

    def pinned(self) -> Store:
        """A store that stays with the snapshot that is current now, so that one answer never mixes two."""
        return self if self._fixed else self.at(self._required_id())

    @property
    def warehouse(self) -> Path:
        return self._files.warehouse

    @property
    def falls_back(self) -> bool:
        """Whether some snapshot is left that is not known to be damaged."""
        read = self._files.current_id()
        return read is not None and read not in self._files.damaged

    @property
    def trouble(self) -> str | None:
        """Why readers do not see the snapshot that was published last; ``None`` when they do."""
        pointed, read = self._files.pointed(), self._files.current_id()
        if pointed is None or pointed == read:
            return None
        return (
            f"The data published last (snapshot {pointed}) cannot be read, so this is snapshot {read}. "
            "The next load mends the warehouse and says which files to load again."
        )

    @property
    def has_snapshot(self) -> bool:
        return self.snapshot_id is not None

    @property
    def snapshot_id(self) -> str | None:
        return self._fixed or self._files.current_id()

    def fetch(self, select: sa.Select[Any] | sa.CompoundSelect[Any]) -> pa.Table:
        """The rows of a select as an Arrow table; raises :class:`NoSnapshotError` in an empty warehouse."""
        text, parameters = _compiled(select)
        while True:
            snapshot = self._snapshot()
            with snapshot.cursor() as cursor:
                if cursor is None:  # it was closed between finding and reading it: look again
                    continue
                try:
                    return cursor.sql(text, params=parameters).to_arrow_table()
                except duckdb.Error as error:
                    if not _of_the_file(error):
                        raise
                    self._files.damaged[snapshot.snapshot_id] = str(error).splitlines()[0]
                    raise DamagedSnapshotError(_DAMAGED.format(snapshot.snapshot_id)) from error

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """``make()`` once a snapshot for each key; gone when another snapshot becomes current."""
        return self._snapshot().cached(key, make)

    def _required_id(self) -> str:
        snapshot_id = self.snapshot_id
        if snapshot_id is None:
            raise NoSnapshotError(f"nothing has been loaded into {self.warehouse} yet; run 'outcomes load PATH'")
        return snapshot_id

    def _snapshot(self) -> Snapshot:
        snapshot_id = self._required_id()
        try:
            snapshot = self._files.open(snapshot_id)
        except DamagedSnapshotError:
            if self._fixed or self._files.current_id() == snapshot_id:
                raise
            return self._snapshot()  # the next sound one
        except NoSnapshotError:
            if self._fixed or self._files.current_id() == snapshot_id:
                raise
            return self._snapshot()  # the pointer moved on and the old file was cleared away in between
        if self._fixed is None and self._last != snapshot_id:
            previous, self._last = self._last, snapshot_id
            self._files.forget(previous)
        return snapshot
