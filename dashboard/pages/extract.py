"""``/data/<id>``: one extract, what was found in it and what it supplies."""

from __future__ import annotations

from typing import Any

from dashboard.answers import desk
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.desk_parts import findings, received, supplies
from dashboard.web.view import NotHere, Query, View

PATH = "/data/<int:extract_id>"


def view(board: Board, query: Query, extract_id: int) -> View:  # noqa: ARG001 - a page takes its query
    """One file as received."""
    found = desk.extract(board, extract_id)
    if found is None:
        raise NotHere(f"The snapshot that is served knows no extract {extract_id}.")
    parts: list[Any] = [
        layout.crumbs(("Data", "/data"), (found.extract.file_name, None)),
        *layout.invented_banner(found.extract.invented),
        layout.heading(
            received.short_name(found.extract),
            eyebrow=f"Extract {extract_id}, {found.extract.outcome}",
            lede=received.sentence(found.extract),
        ),
        received.facts(found.extract),
        findings.section(found),
        supplies.section(found),
    ]
    return View(found.extract.file_name, "data", parts, kind="data")
