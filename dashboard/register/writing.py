"""One edit: who and when, what it changes, the lines of history that say so, and the checks that edits share."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dashboard.register.errors import RegisterError
from dashboard.register.tables import EditRow, EntryRow, Record
from etl.yaml_file import nearest

LONGEST_NAME = 80
LONGEST_TEXT = 4000
"""Characters of one note, reason or decision."""

Row = TypeVar("Row", bound=Record)


class Edit:
    """An edit in the making. Call within :meth:`Database.writing`: nobody else writes meanwhile."""

    def __init__(self, session: Session, *, by: str, now: datetime) -> None:
        self.session = session
        last = session.scalar(sa.select(EditRow.recorded).order_by(EditRow.id.desc()).limit(1))
        # Later than the last one even where the clock was set back: the state at a moment goes by these.
        moment = now if last is None or now > last else last + timedelta(microseconds=1)
        self.row = EditRow(recorded=moment.astimezone(UTC), by=name(by))
        session.add(self.row)

    def add(
        self,
        row: Row,
        *,
        plan: str | None,
        kind: str,
        key: str,
        changes: Mapping[str, tuple[Any, Any]],
    ) -> Row:
        """Add a row, and a line of history for each field of ``changes`` that it really changes."""
        row.edit = self.row
        self.session.add(row)
        for field, (before, after) in changes.items():
            if before != after:
                self.say(plan=plan, kind=kind, key=key, field=field, before=before, after=after)
        return row

    def say(self, *, plan: str | None, kind: str, key: str, field: str, before: Any, after: Any) -> None:
        """One line of history."""
        told = EntryRow(plan=plan, kind=kind, key=key, field=field, before=_plain(before), after=_plain(after))
        told.edit = self.row
        self.session.add(told)


def name(by: str) -> str:
    """Who edits, as one line; raises :class:`RegisterError` for nobody."""
    said = " ".join(by.split())
    if not said:
        raise RegisterError("an edit needs the name of who makes it")
    if len(said) > LONGEST_NAME or any(unicodedata.category(each).startswith("C") for each in said):
        raise RegisterError(f"a name is one line of at most {LONGEST_NAME} characters, without control characters")
    return said


def text(what: str, given: str, *, needed: bool = True) -> str:
    """A text as it is kept: trimmed, its line ends plain; raises :class:`RegisterError` for one that is blank where it
    is ``needed``, too long, or holds what nobody can read."""
    said = given.replace("\r\n", "\n").strip()
    if needed and not said:
        raise RegisterError(f"{what} is blank; write a sentence")
    if len(said) > LONGEST_TEXT:
        raise RegisterError(f"{what} has {len(said):,} characters; at most {LONGEST_TEXT:,} are kept")
    if any(unicodedata.category(each) == "Cc" and each not in "\n\t" for each in said):
        raise RegisterError(f"{what} holds control characters; type it again as plain text")
    return said


def one_of(what: str, given: str, known: Sequence[Any]) -> Any:
    """What was given, where it is one of the words known; raises :class:`RegisterError` with the nearest where not."""
    if given not in known:
        raise RegisterError(f"no {what} {given!r}; expected one of {', '.join(known)}{nearest(given, list(known))}")
    return given


def day(what: str, given: date, edit: Edit, *, ahead: bool = False) -> None:
    """Let a date pass that can be meant; raises :class:`RegisterError` for another. People write of what has been; the
    day after is let through, for who writes late at night."""
    if not ahead and (given - edit.row.recorded.date()).days > 1:
        raise RegisterError(f"{what} is dated {given:%-d %B %Y}, which is still to come")
    if given.year < 1988:
        raise RegisterError(f"{what} is dated {given.isoformat()}, before there was anything to plan; check the year")


def stale(what: str, who: str | None) -> str:
    """What a person reads whose edit comes after somebody else's of the same thing."""
    by = f" by {who}" if who else ""
    return f"{what} was changed{by} after you opened it, so nothing of yours was saved; look at it again and decide"


def _plain(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "\n".join(map(str, value)) or None
    return str(value)
