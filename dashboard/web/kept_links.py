"""Parameters that every link and form of a screen carries on, written into the finished screen at one place.

A page need not know of them: whatever it links to on this site, by whichever component, is found here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from dash import html
from dash.development.base_component import Component
from markupsafe import escape

from dashboard.components import fields
from dashboard.components.svg import Svg
from dashboard.components.tree import elements

NOT_SCREENS = ("/assets/", "/download/", "/api/v1/")
_HREF = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')

NO_EDITING = "Nothing can be changed here while an earlier state is shown."


def keep(node: Any, parameters: Mapping[str, str]) -> Any:
    """A copy of a screen whose links and forms carry the parameters on; those that a link gives itself stay its own.

    A form that would change something is left out with a word of why: what is shown is not what stands.
    """
    if isinstance(node, list | tuple):
        return [keep(each, parameters) for each in node]
    if not isinstance(node, Component):
        return node
    if isinstance(node, html.Form) and getattr(node, "method", "get") == "post":
        return html.P(NO_EDITING, className="note")
    made = copy(node)
    if isinstance(made, Svg):
        made.markup = _HREF.sub(lambda found: _rewritten(found, parameters), made.markup)
        return made
    if isinstance(made, html.A) and not hasattr(made, "download"):
        made.href = with_parameters(getattr(made, "href", None), parameters)
    if hasattr(made, "children"):
        made.children = keep(made.children, parameters)
    if isinstance(made, html.Form):
        missing = {name: value for name, value in parameters.items() if name not in _names(made)}
        given = made.children if isinstance(made.children, list) else [made.children]
        made.children = [fields.hidden(**missing), *given] if missing else given
    return made


def with_parameters(href: str | None, parameters: Mapping[str, str]) -> str | None:
    """The address of a screen of this site with the parameters that it lacks; any other address as it is."""
    if not href or not href.startswith(("/", "?")) or href.startswith(("//", *NOT_SCREENS)):
        return href
    parts = urlsplit(href)
    given = parse_qsl(parts.query, keep_blank_values=True)
    lacking = [(name, value) for name, value in parameters.items() if name not in dict(given)]
    return parts._replace(query=urlencode([*given, *lacking])).geturl()


def _rewritten(found: re.Match[str], parameters: Mapping[str, str]) -> str:
    before, href, after = found.groups()
    return f"{before}{escape(with_parameters(href.replace('&amp;', '&'), parameters))}{after}"


def _names(form: Component) -> set[str]:
    """The fields that a form has of its own, drawn as components or as markup."""
    found: set[str] = set()
    for each in elements(form):
        if isinstance(each, Svg):
            found.update(re.findall(r'\sname="([^"]*)"', each.markup))
        elif isinstance(name := getattr(each, "name", None), str):
            found.add(name)
    return found
