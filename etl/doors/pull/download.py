"""One large file over an unsure line: to a file beside its place, resumed where it broke off, complete or not there.

What is kept while it comes are the bytes as they are sent, packed or not: they are the ones that a server counts when
it is asked to go on from a byte. They are unpacked at the end. The service packs what it sends whatever it was asked.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

import httpx

from etl.doors.pull.patience import Patience, PullError, TryAgain
from etl.reading.receive import MAX_UNPACKED

MAX_DOWNLOAD = 4 * 1024**3
BLOCK = 256 * 1024
GZIP = b"\x1f\x8b"


def download(
    client: httpx.Client,
    address: str,
    target: Path,
    *,
    what: str,
    patience: Patience,
    check: Callable[[httpx.Response, str], None],
    limit: int = MAX_DOWNLOAD,
    unpacked_limit: int = MAX_UNPACKED,
) -> str:
    """Fetch ``address`` into ``target`` and return the SHA-256 of the file as it stands there.

    A file that is there already was complete when it got its name: it is not fetched again. Raises
    :class:`PullError`; what had come by then is kept for the next time.
    """
    try:
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = Part(target)
            patience(lambda: _go_on(client, address, part, what=what, check=check, limit=limit))
            part.unpack(unpacked_limit, what=what)
        with target.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise PullError(
                f"the disk with {target.parent} is full; make room and run this again: it goes on from there"
            ) from error
        raise PullError(f"{target} cannot be written: {error.strerror or error}") from error


class Part:
    """The bytes that have come so far, and the server's mark of what they are bytes of."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")

    def size(self) -> int:
        """How many bytes can be gone on from: none where the mark is not known, since the file may have changed."""
        return self.path.stat().st_size if self.mark() and self.path.is_file() else 0

    def mark(self) -> str | None:
        try:
            return str(json.loads(self._note.read_text(encoding="utf-8"))["mark"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def begin(self, response: httpx.Response) -> None:
        """Forget what there was. A weak ETag does not promise the same bytes, so it is no mark."""
        self.discard()
        etag = response.headers.get("ETag", "")
        mark = etag if etag.startswith('"') else response.headers.get("Last-Modified")
        if mark:
            self._note.write_text(json.dumps({"mark": mark}), encoding="utf-8")

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def unpack(self, limit: int, *, what: str) -> None:
        """Put the complete file in its place, unpacked if it came packed."""
        with self.path.open("rb") as stream:
            packed = stream.read(2) == GZIP
        if not packed:
            self.path.replace(self.target)
        else:
            plain = self.target.with_name(f"{self.target.name}.unpacking")
            try:
                with gzip.open(self.path) as stream, plain.open("wb") as out:
                    _copy(stream, out, limit=limit, what=what)
            except (gzip.BadGzipFile, EOFError, zlib.error) as error:
                plain.unlink(missing_ok=True)
                self.discard()
                raise PullError(f"{what} came broken ({error}); run this again") from error
            except (PullError, OSError):
                plain.unlink(missing_ok=True)
                raise
            plain.replace(self.target)
        self.discard()


def _go_on(
    client: httpx.Client,
    address: str,
    part: Part,
    *,
    what: str,
    check: Callable[[httpx.Response, str], None],
    limit: int,
) -> None:
    """One try; returns when every byte is there."""
    have = part.size()
    headers = {"Accept": "text/csv", "Accept-Encoding": "gzip"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": part.mark() or ""}
    try:
        with client.stream("GET", address, headers=headers) as response:
            if response.status_code == 416:
                if response.headers.get("Content-Range") == f"bytes */{have}":
                    return  # all of it had come before
                part.discard()
                raise TryAgain(f"{what} has changed meanwhile", after=0)
            if response.status_code >= 400:
                response.read()
            check(response, what)
            _must_be_csv(response, what)
            start = _start(response)
            if start != have:
                if start:
                    part.discard()
                    raise TryAgain(f"{what} came from byte {start:,} on, not from {have:,}", after=0)
                have = 0
            if not have:
                part.begin(response)
            _receive(response, part, have=have, limit=limit, what=what)
    except httpx.TransportError as error:
        reason = str(error) or type(error).__name__
        raise TryAgain(f"{what}: {client.base_url.host} cannot be reached, or broke off: {reason}") from error


def _receive(response: httpx.Response, part: Part, *, have: int, limit: int, what: str) -> None:
    announced = response.headers.get("Content-Length", "")
    if have + int(announced if announced.isdecimal() else 0) > limit:
        _too_large(what, limit)
    with part.path.open("ab") as stream:
        for block in response.iter_raw():  # as they come: blocks of our own size would lose the last one
            have += len(block)
            if have > limit:
                part.discard()
                _too_large(what, limit)
            stream.write(block)


def _start(response: httpx.Response) -> int:
    """The byte that the answer begins with: 0 unless it is the partial content that was asked for."""
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return int(found[1]) if response.status_code == 206 and found else 0


def _must_be_csv(response: httpx.Response, what: str) -> None:
    kind = response.headers.get("Content-Type", "")
    if kind.startswith(("text/html", "application/json", "application/problem+json")):
        raise PullError(
            f"{what}: expected a CSV, but the answer is {kind}; check OUTCOMES_EES_API, and whether a log-in page "
            "stands between here and the service"
        )


def _copy(stream: gzip.GzipFile, out: IO[bytes], *, limit: int, what: str) -> None:
    written = 0
    while block := stream.read(BLOCK):
        written += len(block)
        if written > limit:
            _too_large(what, limit)
        out.write(block)


def _too_large(what: str, limit: int) -> None:
    raise PullError(
        f"{what} is larger than {limit / 1024**2:,.0f} MB, which no data set of the department is; nothing was loaded"
    )
