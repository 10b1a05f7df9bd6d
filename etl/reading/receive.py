"""Which files a load is about: paths, folders and archives become a flat list of received files.

Nothing here looks at the content beyond the first bytes. Every file is put into the load's own folder under a name
made here, so that what an analyst called it is never a path, a pattern or a command to anything that follows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from etl.findings import Finding, Refused
from etl.warehouse.workshop import of_the_machine

MAX_MEMBERS = 2_000
MAX_UNPACKED = 8 * 1024**3
MAX_RATIO = 300
"""An archive beyond these is taken for a bomb: text of statistics packs to a tenth, seldom to a fiftieth."""

BELIEVABLE = 64 * 1024**2
"""Unpacked size below which no ratio is looked at: a small table of one figure repeated packs to a thousandth."""

SIDECARS = ("extract.yaml", "extracts.yaml", "extract.yml", "extracts.yml")
SORTED = ".sorted"
"""Marks a folder that the watched inbox moves files to: what is in it has been dealt with."""
IGNORED = (".DS_Store", "Thumbs.db", ".gitkeep", SORTED)
NOT_EXTRACTS = (".md", ".yaml", ".yml", ".meta.csv", ".findings.csv", ".why.txt")
"""Read-me files, side notes, the department's meta files and what the inbox wrote about a file describe extracts and
are not extracts themselves."""


@dataclass(frozen=True, slots=True)
class Received:
    """One file: ``name`` as the analyst knows it, ``path`` where the load may read it, ``beside`` its folder."""

    name: str
    path: Path
    sha256: str
    beside: Path


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that led to nothing: kept so that the report lists it with its reason."""

    name: str
    finding: Finding


def receive(paths: list[Path], *, staging: Path) -> Iterator[Received | Unreadable]:
    """Every file below ``paths``, archives opened, each linked or copied into ``staging`` under a number.

    Folders are walked in name order. Raises nothing: what cannot be had comes back as :class:`Unreadable`.
    """
    counter = iter(range(1_000_000))
    for given in paths:
        found = [given] if not given.is_dir() else sorted(_below(given))
        if not found:
            yield _unreadable(given.name, "file_missing", f"{given} holds no file")
        for path in found:
            name = path.name if path == given else path.relative_to(given).as_posix()
            if path.name in (*SIDECARS, *IGNORED) or (path != given and path.name.endswith(NOT_EXTRACTS)):
                continue
            if not path.is_file():
                yield _unreadable(name, "file_missing", f"there is no file {path}")
                continue
            try:
                if _is_archive(path):
                    yield from _members(path, name=name, staging=staging, counter=counter)
                else:
                    target = staging / f"{next(counter)}{_suffix(path)}"
                    yield Received(name, target, _place(path, target), path.parent)
            except Refused as refusal:
                yield Unreadable(name, refusal.finding)
            except OSError as error:
                if of_the_machine(error) and not isinstance(error, PermissionError):
                    raise  # no room to receive it: the next file would fare no better
                yield _unreadable(name, "file_unreadable", f"the file cannot be read: {error.strerror or error}")


def _below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, but for those that a watched inbox has sorted already and those in hidden folders."""
    sorted_away = {marker.parent for marker in folder.rglob(SORTED)} - {folder}
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts[:-1])
        if path.is_file() and not hidden and not sorted_away.intersection(path.parents):
            yield path


def _unreadable(name: str, rule: str, message: str) -> Unreadable:
    return Unreadable(name, Finding(rule, "refuse", message))


def _suffix(path: Path | PurePosixPath) -> str:
    suffix = path.suffix.lower()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) < 9 else ""


def _is_archive(path: Path) -> bool:
    """A zip that is not a document: XLSX and ODS are zips too, whatever their name.

    A file that only ends like a zip is none: a table may have one pasted behind it.
    """
    with path.open("rb") as stream:
        if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except Exception:
        return False
    documents = {"[Content_Types].xml", "mimetype", "Index/Document.iwa"}
    return not (documents & names or any(name.startswith("xl/") for name in names))


def _place(path: Path, target: Path) -> str:
    """Hard-link the file into the staging folder (copy across disks) and return its SHA-256.

    Never onto a file that is there: that could be a link to what an analyst owns, and copying would overwrite it.
    """
    if target.exists():
        raise FileExistsError(f"{target.name} is staged already")
    try:
        os.link(path.resolve(), target)
    except OSError:
        shutil.copyfile(path, target)
    with target.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _members(path: Path, *, name: str, staging: Path, counter: Iterator[int]) -> Iterator[Received | Unreadable]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise Refused(Finding("archive_broken", "refuse", f"the zip file cannot be opened: {error}")) from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _check_archive(members, size=path.stat().st_size)
        for member in sorted(members, key=lambda item: item.filename):
            inner = PurePosixPath(member.filename.replace("\\", "/"))
            shown = f"{name}/{inner}"
            if inner.name in (*SIDECARS, *IGNORED) or inner.name.endswith(NOT_EXTRACTS) or "__MACOSX" in inner.parts:
                continue
            if not inner.parts or inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0] or _link(member):
                yield _unreadable(shown, "archive_path", "the archive names a path outside itself; repack it")
                continue
            if member.flag_bits & _ENCRYPTED:
                yield _unreadable(
                    shown, "archive_encrypted", "it is under a password; unpack it yourself and load the file"
                )
                continue
            target = staging / f"{next(counter)}{_suffix(inner)}"
            try:
                with archive.open(member) as packed, target.open("wb") as stream:
                    digest = _unpack(packed, stream, limit=member.file_size)
            except OSError:
                raise
            except Exception as error:
                target.unlink(missing_ok=True)
                message = f"it cannot be unpacked ({error}); fetch the archive again, or unpack it yourself"
                yield _unreadable(shown, "archive_broken", message)
                continue
            if _is_archive(target):
                target.unlink()
                yield _unreadable(
                    shown, "archive_nested", "an archive inside an archive is not opened; unpack it first"
                )
                continue
            yield Received(shown, target, digest, path.parent)


_ENCRYPTED = 0x1
_UNIX_LINK = 0o120000


def _link(member: zipfile.ZipInfo) -> bool:
    """Whether the member is a symbolic link: its content is a path, which is nobody's table."""
    return (member.external_attr >> 16) & 0o170000 == _UNIX_LINK


def _check_archive(members: list[zipfile.ZipInfo], *, size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > max(MAX_RATIO * size, BELIEVABLE):
        raise Refused(
            Finding(
                "archive_too_large",
                "refuse",
                f"the archive holds {len(members):,} files of {unpacked / 1024**2:,.0f} MB unpacked, more than is "
                "believable for its size; unpack it and load the files",
            )
        )


def _unpack(packed: IO[bytes], stream: IO[bytes], *, limit: int) -> str:
    """Copy at most the announced size: a header that lies about it is a bomb's."""
    digest, written = hashlib.sha256(), 0
    while block := packed.read(1024 * 1024):
        written += len(block)
        if written > limit:
            raise ValueError("it is larger than the archive announces")
        digest.update(block)
        stream.write(block)
    return digest.hexdigest()
