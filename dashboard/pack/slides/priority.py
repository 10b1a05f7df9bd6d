"""The slides of a priority: its figures beside the chart that matters most, its other charts, its actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.pack.model import Chart, Pack, Part
from dashboard.pack.slides import actions, master, table
from dashboard.pack.slides.card import card
from dashboard.pack.slides.deck import Deck
from dashboard.pack.slides.figures import narrow_sheet, wide_sheet
from dashboard.pack.slides.flow import titled
from dashboard.pack.slides.table import TableRow

SIZES = (10, 9)
"""Sizes of type of the figures: the smaller one where that saves a slide."""
ROOM = master.BOTTOM - master.TOP
ALL = master.RIGHT - master.LEFT
BESIDE = 512.0
"""Where the card of a chart begins to the right of the table."""
BETWEEN = 14.0
SHORTEST_CARD = 250.0
"""Points that a chart with its words needs at least beside a table."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One slide of a priority: rows of figures with a chart beside them, or a pair of charts, and actions from ``top``
    on (``None``: none)."""

    figures: Sequence[TableRow] = ()
    beside: Chart | None = None
    pair: Sequence[Chart] = ()
    actions: Sequence[TableRow] = ()
    top: float | None = None
    last: bool = False
    size: float = SIZES[0]

    @property
    def charts(self) -> tuple[Chart, ...]:
        return (self.beside,) if self.beside else tuple(self.pair)


def priority(deck: Deck, pack: Pack, part: Part) -> None:
    """One slide where all of it fits, else as many as it takes, each with a title of its own."""
    slides = laid(part)
    for number, each in enumerate(slides):
        told = [f"{one.title}. {one.verdict.text}: {one.reason} Source: {one.source}." for one in each.charts]
        slide = deck.page(
            titled(part.name, number, len(slides)),
            headline=part.headline,
            eyebrow=f"{part.eyebrow}: {part.title}",
            notes="\n".join([part.title, *told, f"{pack.cover.figures}. {pack.foot}."]),
        )
        _draw(slide, part, each)


def laid(part: Part) -> list[Laid]:
    """What stands on which slide: the actions under the figures where both fit, else on slides of their own."""
    slides = _of_figures(part)
    slides += [Laid(pair=part.charts[place : place + 2]) for place in range(1, len(part.charts), 2)]
    if not part.actions and not part.loose:
        return slides or [Laid()]
    sheet = actions.sheet(part)
    need = table.total_high(sheet, sheet.rows) if sheet.rows else 0.0
    if len([each for each in slides if each.figures]) <= 1:
        first = slides[0] if slides else Laid()
        ends = table.total_high(_sheet(part, first), first.figures) if first.figures else 0.0
        below = max(ends, SHORTEST_CARD if first.beside else 0.0) + BETWEEN
        if below + need + actions.loose_high(part) <= ROOM:
            return [replace(first, actions=sheet.rows, top=master.TOP + below, last=True), *slides[1:]]
    return [*slides, *_of_actions(part)]


def _of_figures(part: Part) -> list[Laid]:
    """As many figures as fit beside the first chart, then the others over the whole width."""
    return min((_figures(part, size) for size in SIZES), key=len)


def _figures(part: Part, size: float) -> list[Laid]:
    first: list[TableRow] = []
    slides = []
    if part.charts:
        first = table.split(narrow_sheet(part, size=size), first=ROOM, later=ROOM)[0]
        slides.append(Laid(figures=first, beside=part.charts[0], size=size))
    wide = wide_sheet(part, size=size)
    rest = table.Sheet(wide.columns, wide.rows[len(first) :], size)
    more = table.split(rest, first=ROOM, later=ROOM) if rest.rows else []
    return [*slides, *[Laid(figures=rows, size=size) for rows in more]]


def _sheet(part: Part, each: Laid) -> table.Sheet:
    return narrow_sheet(part, size=each.size) if each.beside else wide_sheet(part, size=each.size)


def _of_actions(part: Part) -> Iterator[Laid]:
    sheet = actions.sheet(part)
    room = ROOM - actions.loose_high(part)
    portions = table.split(sheet, first=room, later=room) if sheet.rows else [[]]
    for number, rows in enumerate(portions):
        yield Laid(actions=rows, top=master.TOP, last=number == len(portions) - 1)


def _draw(slide: Any, part: Part, each: Laid) -> None:
    if each.figures:
        name = f"{part.name}: figures and verdicts"
        table.draw(slide, _sheet(part, each), each.figures, at=(master.LEFT, master.TOP), name=name)
    if each.beside:
        foot = each.top - BETWEEN if each.top is not None else master.BOTTOM
        card(slide, each.beside, at=(BESIDE, master.TOP + 2, master.RIGHT - BESIDE, foot - master.TOP - 2))
    wide = (ALL - 28) / 2 if len(each.pair) > 1 else ALL
    for number, one in enumerate(each.pair):
        card(slide, one, at=(master.LEFT + number * (wide + 28), master.TOP + 2, wide, ROOM - 2))
    if each.top is not None:
        actions.draw(slide, part, each.actions, top=each.top, last=each.last)
