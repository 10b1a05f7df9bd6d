"""A tree of Dash components as HTML: what the server puts into the page, so that it can be read before any script.

The screens use native elements only (links, GET forms, disclosures, tables) and drawings that are markup already, so
nothing in them waits for React. A component that only React could draw is refused when the screen is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import escape

from dashboard.components.svg import Svg

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements without content or an end."""

SWITCHES = frozenset(
    ("autoFocus", "checked", "disabled", "hidden", "multiple", "noValidate", "open", "readOnly", "required", "selected")
)
"""Properties that are there or not, and have no value."""

RENAMED = {"className": "class", "htmlFor": "for", "acceptCharset": "accept-charset", "httpEquiv": "http-equiv"}
OF_REACT = frozenset(
    (
        *("children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"),
        *("available_properties", "available_wildcard_properties", "markup"),
    )
)
"""What a component holds that means something to React or Dash and nothing to a browser."""

_TAGS = {getattr(html, name): name.lower() for name in html.__all__}

PLAIN = re.compile(r"[^&<>\"']*\Z").match
"""Whether a text has none of the signs that mean something in HTML: most have none."""


def markup(node: Any) -> str:
    """The HTML of a component, a text, a number, or a list of them; ``None`` is nothing. Every word is escaped.

    Example: ``html.A("A & B", href="/?a=1&b=2")`` is ``<a href="/?a=1&amp;b=2">A &amp; B</a>``. Raises ``TypeError``
    for a component that is neither an HTML element nor a drawing.
    """
    parts: list[str] = []
    _write(node, parts.append)
    return "".join(parts)


def _write(node: Any, put: Callable[[str], None]) -> None:
    kind = type(node)
    if kind is str:
        put(node if PLAIN(node) else escape(node))
    elif kind is list or kind is tuple:
        for each in node:
            _write(each, put)
    elif (tag := _TAGS.get(kind)) is not None:
        put(f"<{tag}{_attributes(node)}>")
        if tag not in VOID:
            children = node.__dict__.get("children")
            if type(children) is str:
                put(f"{children if PLAIN(children) else escape(children)}</{tag}>")
            else:
                _write(children, put)
                put(f"</{tag}>")
    elif isinstance(node, Svg):
        put(f"<{node.tag}{_attributes(node)}>{node.markup}</{node.tag}>")
    elif isinstance(node, Component):
        raise TypeError(f"{node._namespace}.{node._type} cannot be drawn by the server; use elements of dash.html")
    elif node is not None:
        put(escape(node))


def _attributes(node: Component) -> str:
    written = ""
    for name, value in node.__dict__.items():
        if value is None or not (plain := _plain(name)):
            continue
        if name in SWITCHES:
            written += plain if value and value != "false" else ""
        elif name == "style":
            written += f'{plain}="{escape(_css(value))}"'
        else:
            text = value if type(value) is str else _text(value)
            written += f'{plain}="{text if PLAIN(text) else escape(text)}"'
    return written


@cache
def _plain(name: str) -> str:
    """The name of an attribute as it is written, after a blank; nothing where it means nothing to a browser."""
    return "" if name in OF_REACT or name.startswith("_") else f" {RENAMED.get(name) or name.lower()}"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _css(style: dict[str, object]) -> str:
    """``{"gridRow": 2, "--share": "4%"}`` as ``grid-row:2;--share:4%``."""
    return ";".join(f"{_kebab(name)}:{value}" for name, value in style.items())


def _kebab(name: str) -> str:
    if name.startswith("--"):
        return name
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
