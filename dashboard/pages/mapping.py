"""``/data/proposal/<id>/map?file=…``: what the columns of an unknown layout hold, with its first tidy rows."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers import new_layout
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.mapping_parts import form, rows, save
from dashboard.web import identity, posts
from dashboard.web.view import NotHere, Query, View
from etl.deciding import proposals
from etl.warehouse.folder import WarehouseError

PATH = "/data/proposal/<string:proposal_id>/map"
LIVE = True


def view(board: Board, query: Query, proposal_id: str) -> View:
    """The form as its address says; the guesses fill in the rest."""
    visitor = identity.visitor(board.settings)
    if visitor.name is None:
        heading = layout.heading("Describe a layout", eyebrow="Data desk", lede=visitor.why)
        return View("Describe a layout", "data", [heading, html.P(html.A("Data desk", href="/data"))], kind="data")
    here = f"/data/proposal/{proposal_id}"
    try:
        proposal = proposals.proposal(board.settings.warehouse, proposal_id)
        made = new_layout.described(board, proposal, query)
    except WarehouseError as error:
        raise NotHere(f"{error}.") from None
    token = posts.token(board.settings, visitor.name)
    parts: list[Any] = [
        layout.crumbs(("Data", "/data"), (made.file, here), ("Describe the layout", None)),
        layout.heading(
            "Describe the layout",
            eyebrow=made.file,
            lede="Say what the columns hold. What the content tells is filled in; look at the first rows below.",
        ),
        rows.raw(made),
        form.form(made, query, board.catalogue, action=f"{here}/map"),
        rows.tidy(new_layout.preview(board, proposal, made), made.lacks, board.catalogue),
        save.section(made, here=f"{here}/map", state=dict(query), token=token, who=visitor.name),
    ]
    return View("Describe the layout", "data", parts, kind="data")
