"""``/data/proposal/<id>``: files that wait: what was found in them, what they would change, accept or discard."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers import proposal as answers
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.desk_parts.waiting import title
from dashboard.components.proposal_parts import changes, decide, files, head
from dashboard.web import identity, posts
from dashboard.web.decisions import in_words
from dashboard.web.view import NotHere, Query, View
from etl.deciding import proposals
from etl.deciding.proposals import Proposal
from etl.warehouse.folder import WarehouseError

PATH = "/data/proposal/<string:proposal_id>"
LIVE = True


def view(board: Board, query: Query, proposal_id: str) -> View:  # noqa: ARG001 - a page takes its query
    """The proposal, for those who may decide on it."""
    visitor = identity.visitor(board.settings)
    if visitor.name is None:
        heading = layout.heading("Files in review", eyebrow="Data desk", lede=visitor.why)
        return View("Files in review", "data", [heading, html.P(html.A("Data desk", href="/data"))], kind="data")
    try:
        made = proposals.proposal(board.settings.warehouse, proposal_id)
    except WarehouseError as error:
        raise NotHere(f"{error}.") from None
    token = posts.token(board.settings, visitor.name)
    read = answers.files(made)
    plans = answers.plans(board, made, today=board.today) if made.state == "waiting" else ()
    usable = any(each.outcome == "loaded" for each in read)
    parts: list[Any] = [layout.crumbs(("Data", "/data"), (title(made), None)), head.heading(made, read, plans)]
    if made.state in ("receiving", "reading"):
        parts.append(decide.progress(made, in_words(made)))
    else:
        parts += _decided(made)
        if made.state == "waiting" and usable and made.differences:
            figures = answers.figures(board, made)
            parts.append(
                changes.section(
                    made.differences["observations"],
                    plans,
                    figures,
                    made.differences["reference"],
                    answers.overlaps(board, made),
                )
            )
        decision = decide.form(made, who=visitor.name, token=token, usable=usable)
        found = files.section(made, read, token=token) if read else None
        parts += [decision, found] if usable else [found, decision]
    return View(title(made), "data", layout.present(parts), kind="data")


def _decided(made: Proposal) -> list[Any]:
    """The way on once it is decided."""
    if made.state == "accepted":
        return [
            html.P([html.A("What every plan says now", href="/"), ", or ", html.A("the data desk", href="/data"), "."])
        ]
    if made.state == "discarded":
        return [html.P(html.A("Back to the data desk", href="/data"))]
    return []
