"""A school's inspections: one table a framework, because grades of two frameworks say different things."""

from __future__ import annotations

from dash import html

from dashboard.answers.school import History, School
from dashboard.components import layout

NOTES = {
    "report_card": "Grades by area on a five-point scale; there is no overall grade. Not comparable with those below.",
    "graded": "Outstanding, good, requires improvement or inadequate. No overall grade since September 2024.",
    "ungraded": "A visit that leaves the grade as it is, and says whether it would still be given.",
}


def section(found: School) -> html.Section:
    """The history, newest first; an empty one says so."""
    if not found.histories:
        empty = layout.empty(
            "No inspection on record.", "Load Ofsted's management information or a history of inspections."
        )
        return layout.section("Inspections", [empty], id="inspections")
    return layout.section("Inspections", [_history(each) for each in found.histories], id="inspections")


def _history(history: History) -> html.Div:
    areas = list(dict.fromkeys(area for each in history.inspections for area, _ in each.areas))
    overall = any(each.overall for each in history.inspections)
    rows = [
        [
            f"{each.inspected.day} {each.inspected:%B %Y}",
            *([each.overall or "–"] if overall else []),
            *(dict(each.areas).get(area, "–") for area in areas),
        ]
        for each in history.inspections
    ]
    table = layout.table(
        ["Inspected", *(["Overall"] if overall else []), *areas], rows, caption=NOTES.get(history.framework, "")
    )
    return html.Div([html.H3(history.title), layout.scroll(table, label=history.title)], className="history")
