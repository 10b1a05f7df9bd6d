"""Where a snapshot is made: under the lock, in a folder of its own, upon a warehouse that has been mended if need be.

What goes wrong with the machine rather than with an extract (a full disk, a folder that cannot be written to, a
damaged snapshot) ends the whole load with a sentence, and with everything that was served still served.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.warehouse import folder, repair
from etl.warehouse.folder import WarehouseError
from etl.warehouse.lock import exclusive

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left", "disk quota", "file too large", "max_temp_directory_size", "not enough space")
_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Workshop:
    """``work`` is this process's own folder, gone afterwards; ``trouble`` says what had to be mended first, if
    anything."""

    work: Path
    trouble: str | None


@contextmanager
def workshop(warehouse: Path, *, patience: float = 0) -> Iterator[Workshop]:
    """Hold the warehouse's lock and give a folder to work in.

    Raises :class:`WarehouseError` when another process holds the lock after ``patience`` seconds, and in place of any
    error of the machine that the work runs into.
    """
    with exclusive(warehouse, patience=patience):
        work = warehouse.resolve() / f"work-{os.getpid()}"
        try:
            folder.clear_leftovers(warehouse)
            trouble = repair.mend(warehouse)
            work.mkdir()
            yield Workshop(work, trouble)
        except (OSError, duckdb.Error) as error:
            told = _explained(warehouse, error)
            if told is None:
                raise
            raise told from error
        finally:
            shutil.rmtree(work, ignore_errors=True)


def of_the_machine(error: Exception) -> bool:
    """Whether an error is about room or rights on the disk rather than about what was read."""
    return _full(error) or _barred(error)


def _explained(warehouse: Path, error: OSError | duckdb.Error) -> WarehouseError | None:
    if _full(error):
        free = shutil.disk_usage(warehouse).free / 1024**2
        return WarehouseError(
            f"there is no room left on the disk of {warehouse} ({free:,.0f} MB free): nothing was changed. A load "
            "needs about the size of the served snapshot and of the files together; make room and load again"
        )
    if _barred(error):
        return WarehouseError(
            f"{warehouse} cannot be written to ({str(error).splitlines()[0]}): nothing was changed. See that this user "
            "may write there, or choose another --warehouse"
        )
    if isinstance(error, duckdb.Error):
        return repair.blame(warehouse, error)
    return None


def _full(error: Exception) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    said = str(error).casefold()
    return number in _FULL or (isinstance(error, duckdb.Error) and any(word in said for word in _FULL_WORDS))


def _barred(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _BARRED
    said = str(error).casefold()
    return isinstance(error, duckdb.Error) and ("permission denied" in said or "read-only file system" in said)
