"""Addresses of screens: a view is its path and its query, and nothing else."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

from dash import html

from dashboard.answers.directory import Place


def address(path: str, **query: str | None) -> str:
    """A path with those parameters that say something: blanks are left out, the order is as given."""
    given = {name: value for name, value in query.items() if value}
    return _quoted(path) + (f"?{urlencode(given)}" if given else "")


_quoted = lru_cache(maxsize=8_192)(quote)
"""Paths as addresses have them: those of a place's schools and neighbours stand on screen after screen."""


def place_address(place_id: str, **query: str | None) -> str:
    """The screen of a place; a school has its own."""
    if place_id.startswith("urn/"):
        return address(f"/school/{place_id.removeprefix('urn/')}", **query)
    return address(f"/place/{place_id}", **query)


def place_link(place: Place, **query: str | None) -> html.A:
    return html.A(place.name, href=place_address(place.place_id, **query))


def indicator_address(indicator_id: str, place_id: str, **query: str | None) -> str:
    """An indicator's screen for a place."""
    return address(f"/indicator/{indicator_id}", place=place_id, **query)


def action_address(plan: str, action_id: str, **query: str | None) -> str:
    """The screen of one action of a plan."""
    return address(f"/plan/{plan}/action/{action_id}", **query)
