"""From what a resource found to the body of an answer: the page around a list, the table of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from dashboard.api import formats
from dashboard.api.cursors import Cursor
from dashboard.api.formats import CSV
from dashboard.api.resource import Asked, Document, Listing, Question
from dashboard.api.states import State
from etl.deciding.served import created_at


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of an answer, and the address of the page that follows it."""

    content: bytes
    follows: str | None = None


def found(asked: Asked, shown: State) -> Listing | Document:
    """What a resource finds in a state of the board."""
    after = shown.cursor.after if shown.cursor else None
    return asked.resource.answer(Question(shown.board, asked.given, asked.words, after))


def body(asked: Asked, shown: State, form: str) -> Body:
    """The answer to a request in one of the formats."""
    answer = found(asked, shown)
    follows = _follows(asked, shown, answer)
    if form == CSV:
        return Body(formats.as_csv(asked.resource.columns, answer.rows), follows)
    return Body(formats.as_json(content(asked, shown, answer)), follows)


def content(asked: Asked, shown: State, answer: Listing | Document) -> Any:
    """The JSON of an answer: a document as the command prints it, a page with where it stands."""
    if isinstance(answer, Document):
        return answer.content
    return {
        "data": list(answer.items),
        "page": {"limit": asked.given.model_dump()["limit"], "next": _follows(asked, shown, answer)},
        "snapshot": {
            "id": shown.snapshot,
            "built": created_at(shown.snapshot).isoformat(timespec="seconds"),
            "as_it_was": shown.kept,
        },
    }


def _follows(asked: Asked, shown: State, answer: Listing | Document) -> str | None:
    """The address of the next page, with every parameter of this one."""
    if isinstance(answer, Document) or answer.after is None:
        return None
    cursor = Cursor(shown.snapshot, asked.walk, answer.after).spelt()
    given = asked.given.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"cursor": cursor}
    said = {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
    return f"{quote(asked.path)}?{urlencode(said, doseq=True)}"
