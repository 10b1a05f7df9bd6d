"""Answers are compressed on the way out; what is always the same is compressed once and kept.

Flask-Compress would compress a script of a megabyte anew for each reader. Scripts and styles whose address names their
version, and finished screens (``keep_as``), keep their compressed bytes.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from flask import Flask, Request, g
from flask_compress import Compress

KEPT_BYTES = 24_000_000
TYPES = [
    "text/html", "text/css", "text/csv", "application/json", "application/problem+json", "application/javascript",
    "text/javascript", "image/svg+xml",
]  # fmt: skip
SUITES = "/_dash-component-suites/"


class Kept:
    """Compressed bodies by key, the oldest used go first; an answer without a key is not kept."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if (found := self._bodies.get(key)) is not None:
                self._bodies.move_to_end(key)
            return found

    def set(self, key: str, body: bytes) -> None:
        if key.endswith(";"):
            return
        with self._lock:
            if key not in self._bodies:
                self._bytes += len(body)
            self._bodies[key] = body
            while self._bytes > KEPT_BYTES:
                self._bytes -= len(self._bodies.popitem(last=False)[1])


def keep_as(digest: str) -> None:
    """The compressed body of the answer in hand may be kept under a name that stands for exactly this content."""
    g.compressed_as = digest


def compress(server: Flask) -> None:
    """Compress the answers of a server."""
    server.config["COMPRESS_MIMETYPES"] = TYPES
    server.config["COMPRESS_CACHE_BACKEND"] = Kept
    server.config["COMPRESS_CACHE_KEY"] = _key
    Compress(server)


def _key(request: Request) -> str:
    if request.path.startswith(SUITES) or (request.path.startswith("/assets/") and "m" in request.args):
        return request.full_path
    return str(g.get("compressed_as", ""))
