"""What a page takes and gives: the parameters of an address, and a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from dashboard.components.scope import Scope
from etl.glossary import Glossary


class Query(dict[str, str]):
    """The parameters of an address; the last one counts where one stands twice, and a blank one is none."""

    @classmethod
    def parse(cls, search: str | None) -> Query:
        return cls(
            (name, value.strip()) for name, value in parse_qsl((search or "").removeprefix("?")) if value.strip()
        )

    def choose(self, name: str, allowed: tuple[str, ...] | list[str], default: str) -> str:
        """The parameter's value where it is an allowed one, else the default."""
        value = self.get(name, default)
        return value if value in allowed else default


@dataclass(frozen=True)
class View:
    """A screen: its title (the browser's), the part of the site it belongs to, its content and the lines below it.

    ``scope`` is what the head says that it is about, ``place`` the id of the place that it is about, ``asked`` what was
    searched for, ``glossary`` the words that it explains. A screen of an earlier state has ``then``, the banner that
    says which, and ``keeping``, the parameters that all its links carry on. ``snapshot`` and ``day`` are those that
    it was drawn from, once it is drawn.
    """

    title: str
    current: str
    children: list[Any]
    foot: tuple[Any, ...] = ()
    kind: str = "doc"
    keeping: Mapping[str, str] = field(default_factory=dict)
    then: Any = None
    snapshot: str = ""
    day: date | None = None
    scope: tuple[Scope, ...] = ()
    place: str | None = None
    asked: str = ""
    glossary: Glossary | None = None


class NotHere(LookupError):
    """There is no such screen, plan or place; the message says what there is instead."""
