"""``/search?q=``: whatever has a name, by kind, with what was typed marked; for no result, where to look instead."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers.search import KINDS, Found, OfKind, Results, search
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.addresses import address
from dashboard.components.finds import found_address, marked_words
from dashboard.web.view import Query, View

PATH = "/search"


def view(board: Board, query: Query) -> View:
    """What ``?q=`` finds; ``?kind=`` lists one kind alone, ``?place=`` is the place that indicators open for."""
    asked = query.get("q", "")
    kind = query.get("kind")
    if not asked:
        return View(
            "Search", "", [layout.heading("Search", lede="Type a name, part of it, or a code."), _places_to_look()]
        )
    found = search(board, asked, kind=kind if kind in KINDS else None)
    body = [_kind(each, query) for each in found.kinds] if found.count else [_nothing(asked)]
    children = [layout.heading(f"“{asked}”", eyebrow="Search", lede=_lede(found)), *_read_as(found), *body]
    return View(f"Search: {asked}", "", children, kind="search", asked=asked)


def _lede(found: Results) -> str:
    if not found.count:
        return "Nothing has a name like that."
    count = words.plural(found.count, "thing")
    return f"{count} found." if found.whole else f"Nothing has all of these words; {count} have most of them."


def _read_as(found: Results) -> list[html.P]:
    """Words that were read as others: said, since the reader may have meant just what they typed."""
    if not found.spelt or not found.count:
        return []
    pairs = [f"“{word}” as {' or '.join(others)}" for word, others in found.spelt.items()]
    return [html.P(f"No name begins like that, so we read {words.listed(pairs)}.", className="note read-as")]


def _kind(each: OfKind, query: Query) -> html.Section:
    items = [html.Li(_item(found, query)) for found in each.found]
    body: list[Any] = [html.Ol(items, className="finds")]
    rest = each.count - len(each.found)
    if rest and query.get("kind") != each.kind:
        every = address("/search", **{**query, "kind": each.kind})
        body.append(html.P(html.A(f"All {each.count:,} {KINDS[each.kind].lower()}", href=every)))
    elif rest:
        body.append(html.P(f"The first {len(each.found)} of {each.count:,}; more words narrow it.", className="note"))
    return layout.section(KINDS[each.kind], body, id=f"found-{each.kind}")


def _item(found: Found, query: Query) -> list[Any]:
    link = html.A(marked_words(found.name), href=found_address(found.entry, place=query.get("place")))
    return [link, html.Span(marked_words(found.about), className="sub")]


def _nothing(asked: str) -> html.Div:
    why = (
        f"No plan, measure, indicator, place, school, action or term has a name that begins like “{asked}”. Try fewer "
        "or other words, part of a name, or a code: a URN, a LAESTAB number, an authority’s nine characters."
    )
    return html.Div([layout.empty("Nothing found.", why), _places_to_look()])


def _places_to_look() -> html.Div:
    links = (
        ("/", "All plans", "their priorities, measures and verdicts"),
        ("/places", "Places", "regions, authorities, clusters and trusts to start from"),
        ("/methods", "Methods", "every indicator with its definition and source"),
        ("/glossary", "Glossary", "what the words on these screens mean"),
        ("/data", "Data desk", "the files that have been loaded"),
    )
    items = [html.Li([html.A(name, href=href), html.Span(what, className="sub")]) for href, name, what in links]
    return html.Div([html.H2("Where to look"), html.Ul(items, className="finds")], className="look")
