"""Who is asking: the name that an upload, an acceptance or a note is logged under, or why there is none.

A name comes from a header that a trusted proxy sets, or is the one named user of this machine. Nothing else counts:
a header that nobody configured is a claim that anybody can make.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path

import duckdb
from flask import Request, has_request_context, request

from dashboard.settings import Settings
from etl.warehouse import folder as warehouse_folder
from etl.warehouse.folder import WarehouseError

LONGEST = 80
"""Characters of a name; the log keeps one line a decision."""
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")
"""A proxy stands in between when one of these is there: the address that we see is the proxy's, not the reader's."""

HOW = (
    "To turn them on, start the board with OUTCOMES_LOCAL_USER set to your name (for the one person at this machine), "
    "or with OUTCOMES_IDENTITY_HEADER set to the header in which your log-in proxy passes the name on."
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The reader of a screen: a ``name`` when they may load and write, else the reason ``why`` they may not."""

    name: str | None
    why: str | None = None


def names_readers(settings: Settings) -> bool:
    """Whether any reader can have a name here."""
    return bool(settings.identity_header or settings.local_user)


def visitor(settings: Settings, asked: Request | None = None) -> Visitor:
    """Who asks, by the request in hand (``asked``, or the one that Flask is answering)."""
    if is_demonstration(settings):
        return Visitor(
            None,
            "This is the demonstration: nothing is loaded into it and nothing in it is changed. Load a first file of "
            "your own with outcomes load, or start the board with OUTCOMES_LOCAL_USER set to your name: it then begins "
            "empty, and takes files and notes.",
        )
    if not names_readers(settings):
        return Visitor(None, f"Uploads and edits are off, because the board does not know who you are. {HOW}")
    if asked is None and not has_request_context():
        return Visitor(None, "Nobody is asking.")
    return _named(settings, asked or request)


def in_words(settings: Settings) -> str:
    """Whether uploads and edits are on and for whom, for whoever starts the server."""
    if is_demonstration(settings):
        return "Uploads and edits are off: this is the demonstration."
    if settings.identity_header:
        return f"Uploads and edits are on for whoever the log-in proxy names in {settings.identity_header}."
    if name := clean(settings.local_user or ""):
        return f"Uploads and edits are on for {name}, at this machine only."
    return f"Uploads and edits are off. {HOW}"


def is_demonstration(settings: Settings) -> bool:
    """Whether the demonstration is what these settings serve: its own folder, or a snapshot of it in another."""
    if settings.in_demonstration_folder:
        return True
    try:
        served = warehouse_folder.current(settings.warehouse)
        return served is not None and _of_demonstration(served)
    except (WarehouseError, duckdb.Error):  # a broken pointer or a damaged file is another screen's story
        return False


@lru_cache(maxsize=64)
def _of_demonstration(snapshot: Path) -> bool:
    return warehouse_folder.demonstration(snapshot)  # a snapshot is never written again


def clean(name: str) -> str:
    """A name fit for a log line: no control or formatting characters, single blanks, at most :data:`LONGEST` long."""
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in name)
    return " ".join(shown.split())[:LONGEST].strip()


def _named(settings: Settings, asked: Request) -> Visitor:
    if settings.identity_header:
        # WSGI hands headers over as Latin-1; proxies write names as UTF-8.
        raw = asked.headers.get(settings.identity_header, "")
        with suppress(UnicodeError):
            raw = raw.encode("latin-1").decode("utf-8")
        if name := clean(raw):
            return Visitor(name)
        why = f"Your log-in passed no name on: the header {settings.identity_header} is missing or blank."
        return Visitor(None, f"{why} Sign in again, or ask whoever runs the proxy.")
    name = clean(settings.local_user or "")
    if not name:
        return Visitor(None, f"Uploads and edits are off: OUTCOMES_LOCAL_USER is blank. {HOW}")
    if not _is_here(asked):
        return Visitor(
            None,
            f"Uploads and edits are on for {name} at the machine itself (127.0.0.1, localhost), and you reach it from "
            "elsewhere. For others, put a log-in proxy in front and set OUTCOMES_IDENTITY_HEADER.",
        )
    return Visitor(name)


def _is_here(asked: Request) -> bool:
    """Whether the request comes from this machine, was passed on by nobody, and names this machine as its host.

    The host matters too: a foreign page can have its own name resolved to 127.0.0.1 and then counts as of one origin.
    """
    if any(header in asked.headers for header in PASSED_ON):
        return False
    return _loopback(asked.remote_addr or "") and _loopback(asked.host.rpartition(":")[0] or asked.host)


def _loopback(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
