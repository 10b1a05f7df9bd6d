"""Files from a browser: streamed to disk, counted against the limit, and handed to the loader as a proposal.

Nothing is a proposal before it is here as a whole: what arrives lies in a folder of its own, which goes when the
upload breaks off. What an analyst calls a file is shown, and is never a path.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from flask import Flask, Response, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from dashboard.components.values import sized
from dashboard.settings import Settings
from dashboard.web import jobs
from dashboard.web.posts import TOKEN, TOKEN_HEADER, Denied, answer, check_token, denied, sender
from etl.deciding import proposals

RECEIVING = "receiving-"
LEFT_OVER = 24 * 60 * 60
"""Seconds after which a folder of a broken-off upload is cleared away: its server was killed."""
MOST_FILES = 200
LONGEST_NAME = 120
READ_ON = 1024**3
"""Bytes of a refused upload that are read and thrown away: a browser shows no answer before it has sent its own."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def register(server: Flask, settings: Settings) -> None:
    """The address that takes files."""

    @server.post("/data/upload")
    def upload() -> Response:
        try:
            who = sender(settings)
            with _received(settings) as (form, files):
                check_token(settings, who, request.headers.get(TOKEN_HEADER) or form.get(TOKEN))
                made = proposals.create(settings.warehouse, who=who, door="web")
                _keep(files, made.uploads)
            jobs.start(settings, made, who=who, period=form.get("period"), release=form.get("release"))
            return answer(f"/data/proposal/{made.id}")
        except Denied as refusal:
            _read_on()
            return denied(refusal)


@contextmanager
def _received(settings: Settings) -> Iterator[tuple[dict[str, str], list[FileStorage]]]:
    """The fields and files of the request, the files in a folder that is gone afterwards."""
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    clear_broken_off(settings.warehouse)
    folder = Path(tempfile.mkdtemp(prefix=RECEIVING, dir=settings.warehouse))
    opened: list[IO[bytes]] = []

    def make(*_: Any, **__: Any) -> IO[bytes]:
        if len(opened) >= MOST_FILES:
            raise Denied(413, "Too many files", f"One upload takes {MOST_FILES} files; pack them into a ZIP.")
        opened.append((folder / str(len(opened))).open("wb+"))
        return opened[-1]

    try:
        form, files = _parse(settings, make)
        for stream in opened:
            stream.flush()
            os.fsync(stream.fileno())
        yield form, files
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Denied(507, "The disk is full", "Nothing of the upload was kept. Make room and send it again.") from error
    finally:
        for stream in opened:
            stream.close()
        shutil.rmtree(folder, ignore_errors=True)


def _parse(settings: Settings, make: Any) -> tuple[dict[str, str], list[FileStorage]]:
    limit = settings.upload_limit
    parser = FormDataParser(stream_factory=make, max_content_length=limit, max_form_parts=MOST_FILES + 20, silent=False)
    try:
        _, form, given = parser.parse_from_environ(request.environ)
    except RequestEntityTooLarge as error:
        raise Denied(
            413,
            "The upload is too large",
            f"One upload may hold {sized(limit)} and nothing of this one was kept. Send the files one by "
            "one, or as a ZIP; outcomes load on the machine itself knows no limit.",
        ) from error
    except (BadRequest, ValueError) as error:
        raise Denied(400, "The upload broke off", "Nothing of it was kept. Send it again.") from error
    files = [each for each in given.getlist("files") if each.filename]
    if not files:
        raise Denied(400, "There was no file", "Choose one or several files, or drop them on the data desk.")
    return {name: value.strip() for name, value in form.items()}, files


def _keep(files: Iterable[FileStorage], folder: Path) -> None:
    """Move the files into a proposal under names that are safe anywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = set[str]()
    for each in files:
        name = _unlike(safe_name(each.filename or ""), taken)
        taken.add(name.casefold())
        Path(each.stream.name).rename(folder / name)


def safe_name(given: str) -> str:
    """The name as the analyst knows it, without anything that some system would take for a path or a device."""
    base = PurePosixPath(given.replace("\\", "/")).name
    kept = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C")
    kept = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    stem, dot, suffix = kept.rpartition(".")
    if dot and len(suffix) < 12:
        kept = f"{stem[: LONGEST_NAME - len(suffix) - 1].rstrip('. ')}.{suffix}"
    kept = kept[:LONGEST_NAME]
    while len(kept.encode()) > 240:  # a file system counts bytes
        kept = kept[1:]
    return f"_{kept}" if not kept.strip("._") or _RESERVED.match(kept) else kept


def _unlike(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    unlike, number = name, 1
    while unlike.casefold() in taken:
        number += 1
        unlike = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
    return unlike


def clear_broken_off(warehouse: Path) -> None:
    """Remove what a killed server left of uploads long ago; those under way are younger."""
    for folder in warehouse.glob(f"{RECEIVING}*"):
        if time.time() - folder.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(folder, ignore_errors=True)


def _read_on() -> None:
    """Read the rest of a refused request, within reason, so that its sender gets to see the answer."""
    left = min(request.content_length or 0, READ_ON)
    stream = request.environ["wsgi.input"]
    try:
        while left > 0 and (block := stream.read(min(left, 1024 * 1024))):
            left -= len(block)
    except (OSError, ValueError):
        return  # the sender has gone
