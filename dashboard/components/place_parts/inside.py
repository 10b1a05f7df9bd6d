"""Where to go from a place: what lies inside it, what it belongs to, what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.analysis import words
from dashboard.answers.directory import Place
from dashboard.components import layout
from dashboard.components.addresses import place_link

FEW = 40


def section(lists: Sequence[tuple[str, Sequence[Place]]], *, on: date) -> html.Section | None:
    """Lists of places to open; membership is as of the day the page is read, and the page says so."""
    if not lists:
        return None
    children = [
        layout.fold(f"{title} ({len(places)})", [_names(places)], open=len(places) <= FEW) for title, places in lists
    ]
    today = f"Membership as of {on.day} {on:%B %Y}, also for earlier years: a stable comparison."
    return layout.section("Inside and around", [html.Div(children, className="lists")], id="inside", note=today)


def _names(places: Sequence[Place]) -> html.Ul:
    return html.Ul([html.Li([place_link(place), _count(place)]) for place in places], className="names")


def _count(place: Place) -> html.Span | None:
    if place.schools is None:
        return None
    return html.Span(f" {words.plural(place.schools, 'school')}", className="quiet")
