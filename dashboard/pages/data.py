"""``/data``: the data desk. Files in, what waits, what was received, how fresh each source is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.answers import desk
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.desk_parts import drop, extracts, freshness, head, snapshots, waiting
from dashboard.web import identity, posts
from dashboard.web.identity import Visitor
from dashboard.web.view import Query, View
from etl.deciding import decisions, proposals

PATH = "/data"
LIVE = True


def view(board: Board, query: Query) -> View:
    """The whole desk; ``?source=`` opens one publication's indicators."""
    visitor = identity.visitor(board.settings)
    door = _door(board, visitor)
    folder = board.settings.warehouse
    open_ones = [each for each in proposals.proposals(folder) if each.state in proposals.OPEN] if visitor.name else []
    review, decided = waiting.section(open_ones), waiting.log(decisions.decisions(folder))
    if not board.store.has_snapshot:
        heading = layout.heading("Data desk", lede="Nothing has been loaded yet. Begin with a file.", aside=door)
        return View("Data", "data", layout.present([heading, review, decided]), kind="data")
    board = replace(board, store=board.store.pinned())
    today = board.today
    received = desk.extracts(board)
    held = desk.held(board, today=today)
    sources = desk.sources(held)
    kept = desk.snapshots(board)
    parts: list[Any] = [
        *layout.invented_banner(any(each.invented for each in received)),
        head.heading(received, sources, kept, door=door),
        review,
        extracts.section(received),
        freshness.section(sources, today=today, opened=query.get("source")),
        decided,
        snapshots.section(kept),
    ]
    return View("Data", "data", layout.present(parts), kind="data")


def _door(board: Board, visitor: Visitor) -> Any:
    """Where files come in, or why they do not."""
    if visitor.name is None:
        return drop.off(visitor.why or "")
    token = posts.token(board.settings, visitor.name)
    return drop.form(token, who=visitor.name, limit=board.settings.upload_limit)
