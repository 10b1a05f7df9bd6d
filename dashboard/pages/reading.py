"""``/reading``: how each kind of screen is read, a few lines each."""

from __future__ import annotations

from dash import html

from dashboard.board import Board
from dashboard.components import layout, marks
from dashboard.components.reading import READING
from dashboard.web.view import Query, View

PATH = "/reading"


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """Every kind of screen; its key is an anchor (``/reading#plan``), and the verdicts follow."""
    key = html.Dl(
        [html.Div([html.Dt(marks.verdict(word)), html.Dd(meaning)]) for word, meaning in marks.MEANINGS.items()],
        className="verdict-key",
    )
    parts = [
        layout.section(title, [html.Ul([html.Li(each) for each in lines], className="plain bullets")], id=kind)
        for kind, (title, lines) in READING.items()
    ]
    lede = (
        "What to look at first on each kind of screen. How the numbers are made stands under Methods, what the words "
    )
    head = layout.heading("How to read the screens", lede=f"{lede}mean in the glossary.")
    return View("How to read the screens", "", [head, *parts, layout.section("The verdicts", [key], id="verdicts")])
