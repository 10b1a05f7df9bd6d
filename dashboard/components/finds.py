"""What a search found: the address of each thing, and its name with the words that were typed marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.answers.search import Entry, Found
from dashboard.components import layout
from dashboard.components.addresses import action_address, address, place_address

Pieces = Sequence[tuple[str, bool]]


def found_address(entry: Entry, *, place: str | None = None) -> str:
    """The screen of something that was found; an indicator opens for the ``place`` that the reader came from."""
    plan = f"/plan/{entry.plan}"
    own = entry.place_id
    found = {
        "plan": lambda: address(plan),
        "priority": lambda: address(f"{plan}/priority/{entry.id}", place=own),
        "measure": lambda: address(f"{plan}/priority/{entry.part}", place=own) + f"#{entry.id}",
        "action": lambda: action_address(entry.plan or "", entry.id, place=own),
        "indicator": lambda: address(f"/indicator/{entry.id}", place=place),
        "place": lambda: place_address(entry.id),
        "school": lambda: place_address(entry.id),
        "term": lambda: f"/glossary#{entry.id}",
        "screen": lambda: address(f"/{entry.id}"),
    }
    return found[entry.kind]()


def section(title: str, found: Sequence[Found]) -> html.Section:
    """A few things that were found, whatever their kind."""
    items = [
        html.Li(
            [
                html.A(marked_words(each.name), href=found_address(each.entry)),
                html.Span(each.entry.about, className="sub"),
            ]
        )
        for each in found
    ]
    return layout.section(title, [html.Ul(items, className="finds")], id="near")


def marked_words(pieces: Pieces) -> list[Any]:
    """A text with what was typed in it marked."""
    return [html.Mark(piece) if hit else piece for piece, hit in pieces]
