"""A table that goes on over as many slides as it needs, each with a title of its own."""

from __future__ import annotations

from dashboard.pack.slides import master, table
from dashboard.pack.slides.deck import Deck
from dashboard.pack.slides.table import Sheet

ROOM = master.BOTTOM - master.TOP


def flow(deck: Deck, sheet: Sheet, *, title: str, headline: str, eyebrow: str, notes: str) -> None:
    """Put a table of the whole width on one slide or several."""
    portions = table.split(sheet, first=ROOM, later=ROOM)
    for number, rows in enumerate(portions):
        words = titled(title, number, len(portions))
        slide = deck.page(words, headline=headline, eyebrow=eyebrow, notes=notes)
        table.draw(slide, sheet, rows, at=(master.LEFT, master.TOP), name=words)


def titled(title: str, number: int, of: int) -> str:
    """The title with its place where it takes several slides: no two slides share a title."""
    return title if of == 1 else f"{title} ({number + 1} of {of})"
