"""``/data``: the data desk. What was received, how fresh each source is, which snapshot is served."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.answers import desk
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.desk_parts import extracts, freshness, head, snapshots
from dashboard.web.view import Query, View

PATH = "/data"


def view(board: Board, query: Query) -> View:
    """The whole desk; ``?source=`` opens one publication's indicators."""
    board = replace(board, store=board.store.pinned())
    today = date.today()
    received = desk.extracts(board)
    held = desk.held(board, today=today)
    sources = desk.sources(held)
    kept = desk.snapshots(board)
    parts: list[Any] = [
        *layout.invented_banner(any(each.invented for each in received)),
        head.heading(received, sources, kept),
        extracts.section(received),
        freshness.section(sources, today=today, opened=query.get("source")),
        snapshots.section(kept),
    ]
    return View("Data", "data", [part for part in parts if part is not None], kind="data")
