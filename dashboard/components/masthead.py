"""The head of every screen: the parts of the site, what the screen is about, and the search that finds anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from markupsafe import Markup, escape

from dashboard.components import fields
from dashboard.components.scope import Scope
from dashboard.components.svg import Block, Svg

PARTS = (
    ("plans", "Plans", "/"),
    ("places", "Places", "/places"),
    ("data", "Data", "/data"),
    ("methods", "Methods", "/methods"),
    ("glossary", "Glossary", "/glossary"),
)
"""Key, words and address of each part of the site."""

CHOSEN = ' aria-current="true"'

_LOGO = (
    '<svg class="logo" viewBox="0 0 28 28" aria-hidden="true" focusable="false">'
    '<path class="logo-target" d="M2 8.5h9V4h15"/><path class="logo-line" d="M3 23l7-5 6 2 8-9"/>'
    '<circle class="logo-dot" cx="24.2" cy="10.8" r="3.2"/></svg>'
)
_LENS = (
    '<svg class="lens" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
    '<circle cx="8.5" cy="8.5" r="5.7"/><path d="M12.8 12.8L18 18"/></svg>'
)


def masthead(
    current: str, *, scope: Sequence[Scope] = (), asked: str = "", place: str | None = None, reading: str = "/reading"
) -> html.Header:
    """``current`` is the key of the part of the site that the screen belongs to, ``scope`` what it is about, ``asked``
    what was searched for, ``place`` the place that indicators found from here open for, and ``reading`` the address of
    what explains the screen.

    On a phone the parts of the site fold into one menu: they stand here twice, and one of the two is shown.
    """
    brand = html.A([Svg(_LOGO), html.Span("Outcomes Board", className="brand-name")], href="/", className="brand")
    menu = html.Details([html.Summary("Menu"), _parts(current, "Menu")], className="mast-menu")
    row = [brand, _parts(current, "Main"), _search(asked, place), menu]
    about = html.Div(
        html.Div(
            [*(_choice(each) for each in scope), html.A("How to read this", href=reading, className="read-this")],
            className="wrap scope-row",
        ),
        className="scope",
        role="group",
        **{"aria-label": "What this screen is about"},
    )
    return html.Header([html.Div(row, className="wrap mast-row"), *([about] if scope else [])], className="mast")


def _parts(current: str, label: str) -> html.Nav:
    links = [
        html.Li(html.A(name, href=href, **({"aria-current": "page"} if key == current else {})))
        for key, name, href in PARTS
    ]
    return html.Nav(html.Ul(links), className=f"parts in-{label.lower()}", **{"aria-label": label})


def _search(asked: str, place: str | None) -> html.Form:
    """The box that finds anything; assets/search.js adds what fits while somebody types."""
    box = Markup(
        '<input type="search" name="q" value="{}" placeholder="Search" autocomplete="off" autocapitalize="off" '
        'spellcheck="false" maxlength="120" aria-label="Search plans, indicators, places, schools and actions" '
        'data-suggest="/search.json">'
    ).format(asked)
    carried: Mapping[str, str] = {"place": place} if place else {}
    return html.Form(
        [
            *([fields.hidden(**carried)] if carried else []),
            Svg(box, className="search-box"),
            html.Button([Svg(_LENS), html.Span("Search", className="vh")], type="submit", className="search-go"),
        ],
        action="/search",
        method="get",
        role="search",
        className="search-all",
        **{"aria-label": "The whole site"},
    )


def _choice(scope: Scope) -> html.Div | html.Details:
    """One thing that the screen is about: plain words, or a list of what else it can be."""
    said = [html.Span(scope.label, className="scope-label"), html.Span(scope.value, className="scope-value")]
    if not scope.options:
        return html.Div(said, className="scope-item")
    links = "".join(
        f'<li><a href="{escape(each.address)}"{CHOSEN if each.chosen else ""}>{escape(each.words)}</a></li>'
        for each in scope.options
    )
    body: list[Any] = [Block(f"<ul>{links}</ul>")]
    if scope.more is not None:
        words, address = scope.more
        body.append(html.P(html.A(words, href=address), className="scope-more"))
    return html.Details([html.Summary(said), html.Div(body, className="scope-list")], className="scope-item")
