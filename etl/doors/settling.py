"""Which files of a watched folder are whole: those that have stood still, and that nobody is writing.

A copy over a slow line grows for minutes, and some programs announce the whole size first and fill it afterwards. So a
file is ready only when its size and time of change have been the same for a while *as seen by us* (copies may bring an
old time of change with them), its name is not one that programs give to unfinished files, and the system, where it can
tell, knows of no one who has it open for writing.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.reading.receive import IGNORED, NOT_EXTRACTS, SIDECARS

UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".temp", ".filepart", ".download", ".opdownload", "~")
"""Endings that browsers, FTP programs and editors give to files they are still writing."""

SORTED = ("accepted", "held", "refused")
"""Folders at the top of an inbox that hold what has been dealt with."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a file looked like; a file that was replaced by another of the same size and time differs by ``inode``."""

    size: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Sight:
        """Raises :class:`OSError` when the file has gone."""
        found = path.lstat()
        return cls(found.st_size, found.st_mtime_ns, found.st_ino)


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that is whole: ``name`` is its path below the folder, with slashes."""

    name: str
    path: Path
    sight: Sight


@dataclass(slots=True)
class Look:
    """One look at the folder: what is ``ready``, how many files are still ``coming``, and what will never be taken as
    it lies there (``left``, name to reason)."""

    ready: list[Ready] = field(default_factory=list)
    coming: int = 0
    left: dict[str, str] = field(default_factory=dict)


class Settling:
    """Remembers, from look to look, since when each file of a folder has stood still."""

    def __init__(self, folder: Path, *, still_for: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder, self.still_for, self._clock = folder, still_for, clock
        self._since: dict[str, tuple[Sight, float]] = {}

    def look(self) -> Look:
        """The files in name order. Side notes and read-me files are never ready: they describe others."""
        now, found, seen = self._clock(), Look(), {}
        for name, path in _files(self.folder, found.left):
            try:
                sight = Sight.of(path)
                known = self._since.get(name)
                seen[name] = known if known is not None and known[0] == sight else (sight, now)
                if now - seen[name][1] >= self.still_for and not being_written(path):
                    found.ready.append(Ready(name, path, sight))
                else:
                    found.coming += 1
            except FileNotFoundError:  # taken away since the folder was listed
                continue
        self._since = seen
        return found


def _files(folder: Path, left: dict[str, str]) -> Iterator[tuple[str, Path]]:
    def unlisted(error: OSError) -> None:
        where = Path(str(error.filename))
        left[_name(where, folder)] = f"the folder cannot be listed: {error.strerror}"

    for root, folders, files in os.walk(folder, onerror=unlisted):
        top = Path(root) == folder
        for name in [each for each in folders if (Path(root) / each).is_symlink()]:
            left[_name(Path(root) / name, folder)] = "it is a link to a folder; put the files themselves here"
        folders[:] = sorted(each for each in folders if not each.startswith(".") and not (top and each in SORTED))
        for file in sorted(files):
            path = Path(root) / file
            if _unfinished(file) or file in (*SIDECARS, *IGNORED) or file.endswith(NOT_EXTRACTS):
                continue
            reason = _not_a_file(path)
            if reason is None:
                yield _name(path, folder), path
            else:
                left[_name(path, folder)] = reason


def _name(path: Path, folder: Path) -> str:
    """The path below the folder as text that can be printed, whatever bytes the name is made of."""
    inside = path.relative_to(folder).as_posix() if path != folder else path.name
    return inside.encode("utf-8", "replace").decode("utf-8")


def _unfinished(file: str) -> bool:
    return file.startswith((".", "~$")) or file.lower().endswith(UNFINISHED)


def _not_a_file(path: Path) -> str | None:
    """Why something with a file's name is not one to take; a pipe, for instance, would be waited for without end."""
    try:
        path.name.encode("utf-8")
        mode = path.lstat().st_mode
    except UnicodeEncodeError:
        return "its name is not text in UTF-8; rename it"
    except OSError:
        return None  # gone since: the look finds that out
    if stat.S_ISLNK(mode):
        return "it is a link; put the file itself here"
    return None if stat.S_ISREG(mode) else "it is not a regular file"


if sys.platform == "linux":
    import fcntl
    import signal

    def being_written(path: Path) -> bool:
        """Whether a program on this machine has the file open for writing; false where the system cannot tell.

        The kernel grants a read lease only on a file that nobody has open for writing. It does so for a file's owner
        on local disks; on a network share, or for someone else's file, standing still has to do.
        """
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return False  # it cannot be read: the load says why
        try:
            # Someone who opens the file while we hold the lease waits until it is given back, at once, and we are
            # told by a signal: one that is ignored by default, as the usual one would end this process.
            fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(handle)
        return False

else:

    def being_written(path: Path) -> bool:
        """Whether a program has the file open; false where the system cannot tell.

        Windows refuses to rename a file, even to its own name, while another program has it open.
        """
        try:
            path.rename(path)
        except PermissionError:
            return True
        return False
