"""Terms of the field explained where they first appear on a screen, by the browser's own popover.

A page need not know of it: :func:`explained` goes through the finished screen once, as the links of an earlier state
are kept by :mod:`dashboard.web.kept_links`.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Any

from dash import html
from markupsafe import Markup

from dashboard.components.svg import Svg
from dashboard.components.tree import HTML
from etl.glossary import Glossary, Term

_TEXT = frozenset((html.P, html.Li, html.Dd, html.Dt, html.Td, html.Th, html.Figcaption))
"""Elements whose words are explained: running text, lists, tables."""
_LEFT_ALONE = frozenset(
    (
        *(html.A, html.Button, html.Summary, html.Label, html.Select, html.Form, html.Nav, html.Code, html.Caption),
        *(html.H1, html.H2, html.H3, html.H4, html.Header),
    )
)
"""Elements whose words stay as they are: what can be pressed already, and names of things."""
_LOOKED_INTO = HTML - _LEFT_ALONE
_SIGN = re.compile(r"[.,;:!?)’”]+")
"""Signs that stay with the word before them."""
PLAIN_CLASSES = frozenset(
    (
        *("vh", "verdict", "eyebrow", "lede", "brand", "banner", "rag", "term-list"),
        *("num", "rug-0", "rug-a1", "rug-a2", "rug-b1", "rug-b2"),
    )
)
"""Classes of what is no running text; the second line are cells of numbers, of which a table has thousands."""


def term(entry: Term, words: str | None = None) -> Svg:
    """A term as a quiet button that opens its meaning; ``words`` are those of the text, where they differ."""
    return Svg(_explained(entry, words or entry.name), className="term-box")


@lru_cache(maxsize=1024)
def _explained(entry: Term, words: str) -> str:
    here = Markup("<span>{}</span>").format(entry.here) if entry.here else ""
    return str(
        Markup(
            '<button type="button" class="term" popovertarget="term-{id}" style="anchor-name:--term-{id}">{words}'
            "</button>"
            '<span class="term-says" id="term-{id}" popover style="position-anchor:--term-{id}"><strong>{name}</strong>'
            '<span>{meaning}</span>{here}<a href="/glossary#{id}">In the glossary</a></span>'
        ).format(id=entry.id, words=words, name=sentence(entry.name), meaning=entry.meaning, here=here)
    )


def sentence(words: str) -> str:
    """A name as it begins a line."""
    return words[:1].upper() + words[1:]


def explained(children: list[Any], glossary: Glossary) -> list[Any]:
    """A copy of a screen on which each term is explained once, where it first stands in text."""
    if not glossary.terms:
        return children
    told: set[str] = set()
    return [_walk(each, glossary, told, inside=False) for each in children]


def _walk(node: Any, glossary: Glossary, told: set[str], *, inside: bool) -> Any:
    """The node itself where nothing in it is explained, else a copy with the terms in it."""
    kind = type(node)
    if kind is str:
        return _pieces(node, glossary, told) if inside else node
    if kind is list or kind is tuple:
        walked = [_walk(each, glossary, told, inside=inside) for each in node]
        return walked if any(new is not old for new, old in zip(walked, node, strict=True)) else node
    if kind not in _LOOKED_INTO:
        return node
    properties = node.__dict__
    held = properties.get("children")
    if held is None or ((classes := properties.get("className")) and not PLAIN_CLASSES.isdisjoint(classes.split())):
        return node
    walked = _walk(held, glossary, told, inside=inside or kind in _TEXT)
    if walked is held:
        return node
    made = copy(node)
    made.children = walked
    return made


def _pieces(text: str, glossary: Glossary, told: set[str]) -> Any:
    found = [span for span in glossary.spans(text) if span[2] not in told]
    if not found:
        return text
    pieces: list[Any] = []
    end = 0
    for start, stop, term_id in found:
        if term_id in told:
            continue
        told.add(term_id)
        marked: Any = term(glossary.by_id[term_id], text[start:stop])
        before, end = text[end:start], stop
        if sign := _SIGN.match(text, stop):  # a button is no letter: a comma after it would begin the next line
            marked, end = html.Span([marked, sign[0]], className="with-term"), sign.end()
        pieces += [before, marked]
    # A component without children counts as false: only empty text is left out.
    return html.Span([piece for piece in (*pieces, text[end:]) if piece != ""], className="explained")
