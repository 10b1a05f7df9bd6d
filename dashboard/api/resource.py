"""The shape of everything that the API answers: an address, its parameters, its document, and one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from dashboard.api.cursors import Position
from dashboard.api.parameters import Common, Understood
from dashboard.board import Board

ROOT = "/api/v1"

Given = TypeVar("Given", bound=Common)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question(Generic[Given]):
    """One request: a board that stays with one snapshot, the parameters, the words of the path, and on a later page
    the position ``after`` which it begins."""

    board: Board
    given: Given
    path: Mapping[str, str]
    after: Position | None = None

    @property
    def understood(self) -> Understood:
        return Understood(self.board)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of many: the items, the same as rows of a table, and where the next page begins (``None``: nowhere)."""

    items: Sequence[Any]
    rows: Iterable[Row]
    after: Position | None


@dataclass(frozen=True, slots=True)
class Document:
    """One answer as a whole, and what of it is a table."""

    content: Any
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Example:
    """A request to show: the word of its path, where there is one, and its parameters."""

    word: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What examples are about: a plan, the place that it is judged for, and an indicator that is held of it."""

    plan: str
    place: str
    indicator: str


@dataclass(frozen=True, slots=True)
class InPath:
    """A word in the address itself."""

    name: str
    says: str
    example: str


def never(_given: Any) -> bool:
    """Of an answer in which the day has no part."""
    return False


def always(_given: Any) -> bool:
    """Of an answer in which the day has a part, whatever is asked."""
    return True


@dataclass(frozen=True, slots=True)
class Resource(Generic[Given]):
    """One address of the API. ``path`` is a Werkzeug rule below :data:`ROOT`; ``document`` models what is answered, or
    one item of it where ``listing``; ``columns`` are those of the CSV.

    ``by_register`` says that what people wrote has a part in the answer; ``by_day`` whether, with these parameters, the
    day that counts as today has; ``besides`` names what else it is made of, as it stands now.
    """

    name: str
    path: str
    title: str
    says: str
    parameters: type[Given]
    document: type[BaseModel]
    columns: tuple[str, ...]
    answer: Callable[[Question[Given]], Listing | Document]
    example: Callable[[Subject], Example]
    listing: bool = False
    by_register: bool = False
    by_day: Callable[[Any], bool] = never
    besides: Callable[[Board], str] | None = None
    in_path: InPath | None = None

    @property
    def template(self) -> str:
        """The address with its word in braces: ``/api/v1/places/{place}``."""
        return ROOT + self.path.replace("<path:", "{").replace("<", "{").replace(">", "}")

    def with_word(self, word: str | None) -> str:
        """The address with its word in place."""
        return self.template if self.in_path is None else self.template.replace(f"{{{self.in_path.name}}}", word or "")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that is understood: whom it asks, the words of its path, its parameters."""

    resource: Resource[Any]
    path: str
    words: Mapping[str, str]
    given: Common

    @property
    def said(self) -> str:
        """Its parameters in one text, the same for two requests that ask the same."""
        return self.given.model_dump_json(exclude_none=True, exclude={"format"})

    @property
    def walk(self) -> str:
        """A short name of what its pages walk through, whichever of them it is and however long."""
        said = self.given.model_dump_json(exclude={"cursor", "limit", "format"})
        return sha256(f"{self.path}?{said}".encode()).hexdigest()[:16]
