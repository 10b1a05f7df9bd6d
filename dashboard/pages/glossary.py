"""``/glossary``: the words that these screens use, by subject, each with its meaning and where it can be checked."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.glossary import sentence
from dashboard.web.view import Query, View
from etl.glossary import Glossary, Reference, Term

PATH = "/glossary"


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """Every term; its id is an anchor (``/glossary#neet``)."""
    glossary = board.catalogue.glossary
    lede = "What the words on these screens mean. Where a word is underlined with dots, press it to read this there."
    if not glossary.terms:
        nothing = layout.empty("No term is explained yet.", "The file data/catalogue/glossary.yaml is not there.")
        return View("Glossary", "glossary", [layout.heading("Glossary", lede=lede), nothing], kind="glossary")
    sections = [_subject(glossary, number) for number in range(len(glossary.subjects))]
    head = layout.heading("Glossary", lede=lede, aside=_contents(glossary))
    foot = ("Definitions follow the publishers' own; the words are ours.",)
    return View("Glossary", "glossary", [head, *sections], foot=foot, kind="glossary")


def _contents(glossary: Glossary) -> html.Nav:
    links = [html.Li(html.A(each.title, href=f"#{_anchor(number)}")) for number, each in enumerate(glossary.subjects)]
    return html.Nav([html.H2("On this page"), html.Ul(links)], className="contents", **{"aria-label": "On this page"})


def _anchor(number: int) -> str:
    return f"subject-{number + 1}"


def _subject(glossary: Glossary, number: int) -> html.Section:
    subject = glossary.subjects[number]
    entries = [_entry(glossary, glossary.by_id[each]) for each in subject.terms]
    return layout.section(subject.title, [html.Dl(entries, className="term-list")], id=_anchor(number))


def _entry(glossary: Glossary, term: Term) -> html.Div:
    also = html.Span(f" ({', '.join(term.also)})", className="also") if term.also else None
    said: list[Any] = [html.P(term.meaning)]
    if term.here:
        said.append(html.P(["On these screens: ", f"{term.here[0].lower()}{term.here[1:]}"]))
    if term.see or term.source:
        said.append(html.P(_beside(glossary, term), className="sub"))
    return html.Div([html.Dt(layout.present([sentence(term.name), also])), html.Dd(said)], id=term.id)


def _beside(glossary: Glossary, term: Term) -> list[Any]:
    """Terms that are better read beside it, and where it comes from."""
    parts: list[Any] = []
    if term.see:
        links = [html.A(glossary.by_id[each].name, href=f"#{each}") for each in term.see]
        parts += ["See also ", *[piece for link in links for piece in (link, ", ")][:-1], ". "]
    if term.source:
        parts += ["Source: ", *_source(term.source), "."]
    return parts


def _source(source: Reference) -> list[Any]:
    title = html.A(source.title, href=source.url) if source.url else source.title
    return [title, f", {source.publisher}"]
