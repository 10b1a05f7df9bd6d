"""One process at a time: the lock of a folder, which the system frees when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from etl.warehouse.folder import WarehouseError

LOCK = "load.lock"


@contextmanager
def exclusive(folder: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the load lock; the system frees it when the process ends, however it ends.

    Raises :class:`WarehouseError` when another process is still loading after ``patience`` seconds.
    """
    end = monotonic() + patience
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise WarehouseError(
            f"{folder} cannot be written to ({error.strerror or error}); see that this user may write there, or choose "
            "another --warehouse"
        ) from error
    with opened as stream:
        while not (locked := _try_lock(stream)) and monotonic() < end:
            sleep(0.1)
        if not locked:
            stream.seek(0)
            holder = stream.read().strip()
            raise WarehouseError(
                f"another load is writing to {folder}"
                + (f" (process {holder})" if holder else "")
                + "; try again later"
            )
        try:
            _sign(folder / LOCK)
            yield
        finally:
            _unlock(stream)


def _sign(path: Path) -> None:
    """Write whose lock it is, for the message that another process prints; on a full disk it stays unsigned."""
    with suppress(OSError):
        path.write_text(str(os.getpid()), encoding="utf-8")


def held(folder: Path) -> bool:
    """Whether some process holds the lock of a folder at this moment."""
    try:
        with (folder / LOCK).open("r+", encoding="utf-8") as stream:
            if not _try_lock(stream):
                return True
            _unlock(stream)
    except FileNotFoundError:
        pass
    return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(stream: IO[str]) -> bool:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[str]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(stream: IO[str]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(stream: IO[str]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
