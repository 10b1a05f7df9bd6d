"""The form that asks for a board pack: the day of the meeting, and the way to the files."""

from __future__ import annotations

from datetime import date

from dash import html
from markupsafe import escape

from dashboard.components import layout
from dashboard.components.svg import Svg

WHAT = "Slides (PowerPoint) and paper (PDF): what changed, the plan on a page, a part a priority, definitions."


def pack_form(plan: str, *, meeting: date, place: str | None = None) -> html.Div:
    """For a plan's page: any day may be chosen; ``meeting`` stands there first."""
    box = f'<input type="date" name="meeting" value="{meeting.isoformat()}" required aria-label="Day of the meeting">'
    kept = [html.Div(Svg(f'<input type="hidden" name="place" value="{escape(place)}">'), hidden=True)] if place else []
    form = html.Form(
        [
            *kept,
            html.P(WHAT, className="note"),
            html.Label([html.Span("Day of the meeting"), Svg(box)], className="choice"),
            html.Button("Make the pack", type="submit", className="button"),
        ],
        action=f"/download/pack/{plan}",
        method="get",
        **{"aria-label": "Board pack"},
    )
    return html.Div(layout.fold("Board pack", [form]), className="pack-ask")


def pack_link(plan: str, *, meeting: date) -> html.A:
    """For a meeting on record."""
    named = [html.Span("Board pack"), layout.hidden(f" of {meeting.day} {meeting:%B %Y}")]
    return html.A(named, href=f"/download/pack/{plan}?meeting={meeting.isoformat()}")
