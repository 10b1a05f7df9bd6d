"""A briefing as one tagged page."""

from __future__ import annotations

from dataclasses import asdict

from dashboard.pack.paper import drawing
from dashboard.pack.paper.pages import set_in
from dashboard.pack.sheet import Sheet


def page(sheet: Sheet) -> bytes:
    """The PDF of a briefing."""
    words = {
        "title": sheet.title,
        "description": sheet.foot,
        "landscape": False,
        "foot": sheet.foot,
        "eyebrow": sheet.eyebrow,
        "lede": sheet.lede,
        "notes": list(sheet.notes),
        "charts": [
            {
                "title": each.title,
                "said": each.said,
                "drawing": drawing.small(each.lines, each.indicator, title=each.title, target=each.target),
            }
            for each in sheet.charts
        ],
        "columns": list(sheet.columns),
        "numbers": list(sheet.numbers),
        "even": sheet.even,
        "rows": [asdict(row) for row in sheet.rows],
        "after": list(sheet.after),
    }
    made, _ = set_in("briefing.typ", words)
    return made
