"""Keeping a layout that the mapping form describes: written to the catalogue, or to take away."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, request

from dashboard.answers import new_layout
from dashboard.answers.new_layout import Described
from dashboard.board import Board
from dashboard.web.decisions import again
from dashboard.web.identity import clean, visitor
from dashboard.web.posts import TOKEN, Denied, answer, check_token, denied, sender
from dashboard.web.view import Query
from etl.deciding import proposals
from etl.layouts import starter
from etl.warehouse.folder import WarehouseError


def register(server: Flask, board: Board) -> None:
    """The addresses that keep a layout."""
    settings = board.settings

    @server.post("/data/proposal/<proposal_id>/map")
    def save_layout(proposal_id: str) -> Response:
        here = f"/data/proposal/{proposal_id}"
        state = request.form.get("state", "")
        try:
            who = sender(settings)
            check_token(settings, who, request.form.get(TOKEN))
            made = proposals.proposal(settings.warehouse, proposal_id)
            _save(board, new_layout.described(board, made, Query.parse(state)), title=request.form.get("title", ""))
            again(settings, made, who=who)
        except Denied as refusal:
            return denied(refusal, back=f"{here}/map?{state}", link="Back to the form")
        except WarehouseError as error:
            return denied(Denied(409, "That cannot be done", f"{error}."), back=here, link="Back to the files")
        return answer(here)

    @server.get("/data/proposal/<proposal_id>/map.yaml")
    def layout_yaml(proposal_id: str) -> Response:
        who = visitor(settings)
        if who.name is None:
            return denied(Denied(403, "This needs a name", who.why or ""))
        try:
            proposal = proposals.proposal(settings.warehouse, proposal_id)
            made = new_layout.described(board, proposal, Query.parse(request.query_string.decode()))
        except WarehouseError as error:
            return denied(Denied(404, "There is no such file", f"{error}."))
        text = starter.yaml_text(made.layout, made.known.values())
        response = Response(text, mimetype="application/yaml")
        name = starter.slug(made.layout.title)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
        return response


def _save(board: Board, made: Described, *, title: str) -> None:
    """Write the layout under the name that was given; raises :class:`Denied` with what to do instead."""
    layout = replace(made.layout, title=clean(title) or made.layout.title)
    try:
        dataset = starter.dataset(layout, made.known.values())
    except starter.Unfinished as unfinished:
        raise Denied(422, "The layout is not complete", str(unfinished)) from unfinished
    try:
        starter.save(
            starter.yaml_text(layout, made.known.values()), board.settings.data / "catalogue" / "datasets", dataset.id
        )
    except FileExistsError as error:
        why = f"The catalogue has a {dataset.id}.yaml already, and nothing there is overwritten. Choose another name."
        raise Denied(409, "There is a layout of that name", why) from error
    except OSError as error:
        why = (
            f"The catalogue cannot be written to by this server ({error.strerror}). Download the YAML from the form, "
            "put it into data/catalogue/datasets, and have the file read again."
        )
        raise Denied(409, "The layout could not be saved", why) from error
