"""How long an answer holds: its entity tag, since when it has been so, and what a cache may do with it.

The tag is worked out from all that an answer is made of, and not from the answer: whoever has it already is told so
before anything is read. What is not in the answer is not in the tag: a figure knows no day and no register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version

from flask import Request
from werkzeug.http import http_date

from dashboard.api.resource import Asked
from dashboard.api.states import State, midnight
from dashboard.board import Board
from dashboard.register import Register

REVALIDATE = "private, no-cache"
FOR_A_DAY = "private, max-age=86400, immutable"
"""For what can no longer change. Not for longer: a snapshot may be purged, and then nobody should still hold it."""

ENCODINGS = ("", ":zstd", ":br", ":gzip", ":deflate")
"""How a tag ends once the answer has been compressed on its way out."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """``tag`` names exactly one body. ``since`` is the last moment at which it may have become what it is, where
    that is known."""

    tag: str
    since: datetime | None
    cache_control: str

    def known_to(self, request: Request) -> str | None:
        """The tag under which a caller has this answer already; ``None`` where it has not, or does not say."""
        if "If-None-Match" in request.headers:
            if request.if_none_match.star_tag:
                return self.tag
            held = (f"{self.tag}{each}" for each in ENCODINGS)
            return next((each for each in held if request.if_none_match.contains_weak(each)), None)
        read = request.if_modified_since
        return self.tag if read is not None and self.since is not None and self.since <= read else None

    @property
    def headers(self) -> dict[str, str]:
        dated = {"Last-Modified": http_date(self.since)} if self.since else {}
        return {**dated, "Cache-Control": self.cache_control}


def program(board: Board) -> str:
    """A fingerprint of what the program brings along: its version, the catalogue and the plans."""
    hashed = sha256(version("outcomes-board").encode())
    for theme in board.catalogue.themes:
        hashed.update(theme.model_dump_json().encode())
    for name, plan in board.plans.items():
        hashed.update(name.encode() + plan.model_dump_json().encode())
    return hashed.hexdigest()


def freshness(asked: Asked, state: State, *, program: str, register: Register, form: str) -> Freshness:
    """How long the answer to a request holds in a state of the board.

    Where the ``register`` has a part in it, it holds until the next edit: for a state of the past too, since words that
    must go are taken out of the past as well.
    """
    moments = [state.since]
    parts = [program, form, state.snapshot, asked.path, asked.said]
    if asked.resource.by_day(asked.given):
        parts.append(state.board.today.isoformat())
        if not state.kept:
            moments.append(midnight(state.board))
    if asked.resource.by_register:
        parts.append(str(register.revision))
        moments += [edited] if (edited := register.edited) else []
    besides = asked.resource.besides
    if besides is not None:
        parts.append(besides(state.board))
    for_good = state.kept and not asked.resource.by_register and besides is None
    return Freshness(
        tag=sha256("\n".join(parts).encode()).hexdigest()[:32],
        since=min(max(moments), datetime.now(UTC)).replace(microsecond=0) if besides is None else None,
        cache_control=FOR_A_DAY if for_good else REVALIDATE,
    )
