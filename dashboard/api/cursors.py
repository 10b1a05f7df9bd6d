"""Where a walk through pages stands: the snapshot that it reads, what it walks through, and the last item seen.

A walk stays with its snapshot: a load in between never makes it miss an item or show one twice.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from dashboard.api.problems import INVALID_CURSOR, Problem

Position = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """``after`` is the position behind which the next page begins, as its resource understands it."""

    snapshot: str
    walk: str
    after: Position

    def spelt(self) -> str:
        """The cursor as it stands in an address."""
        said = json.dumps([self.snapshot, self.walk, *self.after], separators=(",", ":"))
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read(spelt: str, *, walk: str) -> Cursor:
    """The cursor of an address; raises :class:`Problem` for one that was not handed out for this ``walk``."""
    try:
        padded = spelt.encode("ascii") + b"=" * (-len(spelt) % 4)
        said = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeEncodeError, binascii.Error, ValueError) as error:
        raise Problem(INVALID_CURSOR, "The cursor is damaged: it cannot be read.") from error
    if not _is_cursor(said):
        raise Problem(INVALID_CURSOR, "The cursor is damaged: it holds something else than a position.")
    snapshot, asked, *after = said
    if asked != walk:
        raise Problem(INVALID_CURSOR, "The cursor belongs to another question: its other parameters were not these.")
    return Cursor(snapshot, asked, tuple(after))


def _is_cursor(said: Any) -> bool:
    return (
        isinstance(said, list)
        and len(said) >= 3
        and all(isinstance(each, str) or type(each) is int for each in said)
        and isinstance(said[0], str)
        and isinstance(said[1], str)
    )
