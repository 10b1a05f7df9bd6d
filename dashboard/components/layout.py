"""The parts that every screen shares: crumbs, heading, filters, folds, banners, empty states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html
from markupsafe import escape

from dashboard.components.appearance import appearance
from dashboard.components.svg import Svg

Children = Any
"""What Dash takes as children: a component, a text, a number, or a list of them."""

ABOUT = (("Glossary", "/glossary"), ("Methods", "/methods"), ("Accessibility statement", "/accessibility"))
"""What stands at the foot of every screen: words and addresses."""

INVENTED = (
    "Some figures on this screen are invented, for demonstration: Exampleshire, its schools, clusters and trusts do "
    "not exist. Figures for England, its regions and real authorities are published ones."
)

WRITTEN = "What people are said to have written here (notes, delivery, judgements, categories, meetings) is invented."


def footer(lines: Iterable[Children], *, reading: str = "/reading") -> html.Footer:
    """The foot of a screen: sources, licence, which snapshot it was drawn from, the way to what explains
    it (``reading``), and the choice of colours."""
    links = (("How to read this screen", reading), *ABOUT)
    about = html.Nav(
        html.Ul([html.Li(html.A(words, href=href)) for words, href in links]),
        className="foot-links",
        **{"aria-label": "About this site"},
    )
    told = [html.P(line) for line in lines]
    return html.Footer(html.Div([about, *told, appearance()], className="wrap"), className="foot")


def crumbs(*steps: tuple[str, str | None]) -> html.Nav:
    """The way here: (words, address) from the top down, the last one without an address."""
    items = [
        html.Li(html.A(name, href=href) if href else html.Span(name, **{"aria-current": "page"}))
        for name, href in steps
    ]
    return html.Nav(html.Ol(items), className="crumbs", **{"aria-label": "You are here"})


def heading(title: str, *, eyebrow: Children = None, lede: Children = None, aside: Children = None) -> html.Div:
    """The head of a screen: what it is (``eyebrow``), its name, one sentence, and something at the side."""
    left = [
        html.P(eyebrow, className="eyebrow") if eyebrow else None,
        html.H1(title),
        html.P(lede, className="lede") if lede else None,
    ]
    return html.Div(
        [html.Div(present(left)), aside] if aside is not None else [html.Div(present(left))], className="head"
    )


def facts(*pairs: tuple[str, Children]) -> html.Dl:
    """Names and values at the side of a heading."""
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs if value not in (None, "")],
        className="facts",
    )


def section(title: str, children: Sequence[Children], *, id: str, note: Children = None) -> html.Section:
    """A part of a screen under a strong rule; ``id`` is its anchor."""
    head = [html.H2(title, id=f"{id}-title"), html.P(note, className="note") if note else None]
    return html.Section([*present(head), *children], id=id, className="part", **{"aria-labelledby": f"{id}-title"})


def choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str) -> html.Label:
    """A native drop-down of a filter form: (value, words) each; the one that holds is marked."""
    return html.Label(
        [
            html.Span(label),
            html.Select(
                [html.Option(words, value=key, selected=key == value) for key, words in options],
                name=name,
                # A new choice is a new element: React never moves the choice of an old one.
                key=f"{name}={value}",
            ),
        ],
        className="choice",
    )


def filters(
    fields: Sequence[Children], *, action: str, kept: Sequence[tuple[str, str]] = (), label: str = "Filters"
) -> html.Form:
    """A form whose choices are the address of the screen. ``kept`` are parameters that it carries along unseen."""
    hidden = [html.Div(Svg(_hidden(name, value)), hidden=True) for name, value in kept if value]
    return html.Form(
        [*hidden, *fields, html.Button("Show", type="submit", className="button submit")],
        action=action,
        method="get",
        className="filters",
        **{"aria-label": label},
    )


def search(name: str, label: str, value: str, *, action: str, placeholder: str = "") -> html.Form:
    """A search box whose words are in the address."""
    box = (
        f'<input type="search" name="{escape(name)}" value="{escape(value)}" placeholder="{escape(placeholder)}" '
        f'autocomplete="off" aria-label="{escape(label)}">'
    )
    return html.Form(
        [
            html.Label([html.Span(label), Svg(box)], className="choice wide"),
            html.Button("Find", type="submit", className="button"),
        ],
        action=action,
        method="get",
        role="search",
        className="filters",
        **{"aria-label": label},
    )


def fold(summary: Children, children: Sequence[Children], *, open: bool = False, id: str | None = None) -> html.Details:
    """Something to open: the browser's own disclosure."""
    named = {"id": id} if id else {}
    return html.Details([html.Summary(summary), html.Div(list(children), className="fold")], open=open, **named)


def scroll(table: Children, *, label: str) -> html.Div:
    """A wide table that scrolls by itself and never the page."""
    return html.Div(table, className="scroll", role="group", **{"aria-label": label})


def table(
    head: Sequence[Children],
    rows: Sequence[Sequence[Children]],
    *,
    caption: str,
    numbers: Sequence[int] = (),
    name: str = "",
) -> html.Table:
    """A plain table; the first cell of a row is its head, columns of ``numbers`` are right-aligned."""

    def align(column: int) -> str:
        return "num" if column in numbers else ""

    return html.Table(
        [
            html.Caption(caption),
            # A column without a name has an empty cell at its top: a head that says nothing would still be announced.
            html.Thead(
                html.Tr(
                    [
                        html.Th(cell, scope="col", className=align(i)) if cell else html.Td()
                        for i, cell in enumerate(head)
                    ]
                )
            ),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(cell, scope="row") if i == 0 else html.Td(cell, className=align(i))
                            for i, cell in enumerate(row)
                        ]
                    )
                    for row in rows
                ]
            ),
        ],
        className=f"data {name}".strip(),
    )


def invented_banner(invented: bool, *, written: bool = False) -> list[Children]:
    """The line that says so, wherever an invented figure is shown, or (``written``) what nobody really wrote."""
    said = " ".join([*([INVENTED] if invented else []), *([WRITTEN] if written else [])])
    return [html.P([html.Strong("Demonstration. "), said], className="banner invented")] if said else []


def alert(words: str) -> html.P:
    """Something is wrong with the data as a whole: above everything else on the screen."""
    return html.P([html.Strong("Warning. "), words], className="banner", role="alert")


def empty(what: str, why: str, *, action: Children = None) -> html.Div:
    """Nothing to show: what is not there, why, and what would fill it."""
    return html.Div(
        [html.P([html.Strong(what), " ", why]), action] if action else html.P([html.Strong(what), " ", why]),
        className="empty",
    )


def present(children: Iterable[Children]) -> list[Children]:
    """The children that are there: ``None`` leaves nothing behind."""
    return [child for child in children if child is not None]


def hidden(words: str) -> html.Span:
    """Words for a screen reader alone."""
    return html.Span(words, className="vh")


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
