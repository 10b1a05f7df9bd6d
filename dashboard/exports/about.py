"""What every file says of itself: what it shows, of where, by which choices, from whom, as of when, and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from dash import html
from dash.development.base_component import Component

from dashboard.components.svg import Svg
from dashboard.components.tree import elements
from dashboard.exports.cells import Number, classes, pieces, words
from dashboard.exports.exhibits import Exhibit
from dashboard.exports.grid import grid
from etl.catalogue import Catalogue, Indicator

OURS = "The board's own records"
"""The source of a table that shows no indicator: what people wrote down here, or what was loaded."""
_INDICATOR = re.compile(r"(?:^/indicator/|^/methods#)([a-z0-9_]+)")
_CHOSEN_BY_THE_PAGE = frozenset(("place", "snapshot"))
_BOX = re.compile(r'<input type="(?:search|text)" name="([^"]*)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen that a file is made from: its title, its content, the lines at its foot, its address (absolute and as
    path and query), and the snapshot it was drawn from."""

    title: str
    children: Sequence[Any]
    foot: Sequence[Any]
    address: str
    at: str
    snapshot: str
    built: datetime
    made: date


@dataclass(frozen=True, slots=True)
class About:
    """The facts of a file, each in words; what does not apply is ``""``."""

    title: str
    shows: str
    place: str
    filters: str
    source: str
    licence: str
    remarks: str
    snapshot: str
    built: datetime
    address: str
    made: date

    @property
    def pairs(self) -> list[tuple[str, str | date]]:
        """Names and values in the order in which a reader asks; the blank ones are left out."""
        said: list[tuple[str, str | date]] = [
            ("Title", self.title),
            ("What it shows", self.shows),
            ("Place", self.place),
            ("Filters", self.filters),
            ("Source", self.source),
            ("Licence", self.licence),
            ("Remarks", self.remarks),
            ("Snapshot", self.snapshot),
            ("Snapshot built", self.built),
            ("Screen", self.address),
            ("File made on", self.made),
        ]
        return [(name, value) for name, value in said if value]

    @property
    def line(self) -> list[str]:
        """The same in a few lines, for the foot of a chart."""
        licence = f"; {self.licence}" if self.licence else ""
        return [
            *([self.remarks] if self.remarks else []),
            *([f"Chosen: {self.filters}."] if self.filters else []),
            f"Source: {self.source}{licence}.",
            f"Outcomes Board, snapshot {self.snapshot} of {self.built:%-d %B %Y}; saved on {self.made:%-d %B %Y}.",
            self.address,
        ]


def about(exhibit: Exhibit, screen: Screen, catalogue: Catalogue) -> About:
    """The facts of one table or chart of a screen."""
    used = _indicators(exhibit, screen, catalogue)
    place = _place(screen)
    shows = ". ".join(filter(None, (exhibit.part if exhibit.part != exhibit.title else "", exhibit.note.rstrip("."))))
    return About(
        title=exhibit.title,
        shows=". ".join(filter(None, (screen.title, shows))),
        place=place,
        filters="; ".join(f"{name}: {value}" for name, value in _filters(screen)),
        source=_source(used, screen),
        licence="; ".join(dict.fromkeys(each.publication.licence for each in used)) or _licence(screen),
        remarks=" ".join([*_notes(exhibit), *_banners(screen.children)]),
        snapshot=screen.snapshot,
        built=screen.built,
        address=screen.address,
        made=screen.made,
    )


def _indicators(exhibit: Exhibit, screen: Screen, catalogue: Catalogue) -> list[Indicator]:
    """The indicators that the table or chart leads to; else those that it names; else the one the screen is about."""
    known = catalogue.indicators
    linked = [found[1] for href in _links(exhibit.node) if (found := _INDICATOR.match(href))]
    own = [found[1]] if (found := _INDICATOR.match(screen.at)) else []
    ids = [each for each in linked if each in known] or _named(exhibit, catalogue) or own
    return [known[each] for each in dict.fromkeys(ids) if each in known]


def _named(exhibit: Exhibit, catalogue: Catalogue) -> list[str]:
    """Indicators by their names in the caption, the heading and the heads of rows; a table without a number has none,
    since its words are about something else."""
    shown = grid(exhibit.table) if exhibit.table is not None else None
    if shown is not None and not any(_counts(value) for row in shown.rows for value in row[1:]):
        return []
    by_name = {name.casefold(): each.id for each in catalogue.indicators.values() for name in (each.name, each.short)}
    heads = [str(value) for column in shown.columns[:3] for value in column.values] if shown else []
    longest_first = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    said = " | ".join((exhibit.title, exhibit.part, *heads)).casefold()
    return [by_name[found[0]] for found in re.finditer(rf"(?<!\w)(?:{longest_first})(?!\w)", said)]


def _counts(value: object) -> bool:
    """Whether a cell is a number, or words that begin with one (``12 more``)."""
    return isinstance(value, Number) or (isinstance(value, str) and value[:1].isdigit())


def _source(used: Sequence[Indicator], screen: Screen) -> str:
    """Publishers with the titles of what they published; else what the screen says at its foot."""
    by: dict[str, list[str]] = {}
    for each in used:
        titles = by.setdefault(each.publication.publisher, [])
        if each.publication.title not in titles:
            titles.append(each.publication.title)
    said = "; ".join(f"{publisher}: {', '.join(titles)}" for publisher, titles in by.items())
    figures = [
        line.removeprefix("Figures: ").partition(";")[0] for line in _foot(screen) if line.startswith("Figures: ")
    ]
    return said or "; ".join(figures) or OURS


def _licence(screen: Screen) -> str:
    lines = [line for line in _foot(screen) if line.startswith("Figures: ")]
    return "; ".join(line.partition("; ")[2].rstrip(".") for line in lines)


def _foot(screen: Screen) -> list[str]:
    return [words(line) for line in screen.foot]


def _place(screen: Screen) -> str:
    """Where the figures are of: the place chosen in a form, that of the page's facts, or the place that the page is."""
    chosen = [value for name, _, value in _chosen(screen.children) if name == "place"]
    told = [words(pair.children[1]) for pair in _all(screen.children, html.Div) if _is_fact(pair, "Place")]
    path = unquote(urlsplit(screen.at).path)
    itself = (
        [words(each) for each in _all(screen.children, html.H1)] if path.startswith(("/place/", "/school/")) else []
    )
    return next(iter([*chosen, *told, *itself]), "")


def _filters(screen: Screen) -> list[tuple[str, str]]:
    """What is chosen, in the words of the screen's own forms."""
    found = [(label, value) for name, label, value in _chosen(screen.children) if name not in _CHOSEN_BY_THE_PAGE]
    return list(dict.fromkeys(found))


def _chosen(children: Any) -> Iterator[tuple[str, str, str]]:
    """Name, label and value in words of every choice of the screen's forms that change its address."""
    for form in _all(children, html.Form):
        if getattr(form, "method", "get") != "get":
            continue
        for label in _all(form, html.Label):
            told = next((words(each) for each in pieces(label.children) if isinstance(each, html.Span)), "")
            for select in _all(label, html.Select):
                marked = (each for each in pieces(select.children) if getattr(each, "selected", False))
                yield from ((str(select.name), told, words(each)) for each in marked)
            for drawn in _all(label, Svg):
                typed = ((name, words(unescape(value))) for name, value in _BOX.findall(drawn.markup))
                yield from ((name, told, value) for name, value in typed if value)


def _notes(exhibit: Exhibit) -> list[str]:
    """What stands below a chart: years without figures, changes of method."""
    lists = (each for each in _all(exhibit.node, html.Ul) if getattr(each, "className", None) == "chart-notes")
    return [words(item).rstrip(".") + "." for each in lists for item in pieces(each.children)]


def _banners(children: Any) -> list[str]:
    """What stands above everything: that figures are invented, that an earlier state is shown."""
    found = (each for each in _all(children, html.P) if "banner" in classes(each))
    return [words([part for part in pieces(each.children) if not isinstance(part, html.A)]) for each in found]


def _is_fact(pair: Component, name: str) -> bool:
    parts = list(pieces(getattr(pair, "children", None)))
    return len(parts) == 2 and isinstance(parts[0], html.Dt) and words(parts[0]) == name


def _links(node: Component) -> Iterator[str]:
    for each in elements(node):
        if isinstance(each, html.A) and isinstance(href := getattr(each, "href", None), str):
            yield href
        elif isinstance(each, Svg):
            yield from re.findall(r'<a\b[^>]*?\shref="([^"]*)"', each.markup)


def _all(children: Any, kind: type | tuple[type, ...]) -> Iterable[Any]:
    """Every component of a kind, wherever it stands but in a table."""
    for each in pieces(children):
        if isinstance(each, str):
            continue
        if isinstance(each, kind):
            yield each
        if isinstance(each, Component) and not isinstance(each, html.Table):
            yield from _all(getattr(each, "children", None), kind)
