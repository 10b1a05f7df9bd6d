"""Deciding on what waits: accept, discard, read again; how far a reading is; and findings to download."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from dashboard.answers import findings
from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.settings import Settings
from dashboard.store import NoSnapshotError
from dashboard.web import jobs
from dashboard.web.identity import visitor
from dashboard.web.posts import TOKEN, Denied, answer, check_token, denied, sender
from etl.deciding import proposals
from etl.deciding.proposals import Proposal
from etl.findings_file import Found
from etl.warehouse.folder import WarehouseError


def register(server: Flask, board: Board) -> None:
    """The addresses of a proposal that are no screens."""
    settings = board.settings

    @server.post("/data/proposal/<proposal_id>/<any(accept, discard, again):what>")
    def decide(proposal_id: str, what: str) -> Response:
        here = f"/data/proposal/{proposal_id}"
        try:
            who = _heard(settings)
            if what == "accept":
                proposals.accept(settings.warehouse, proposal_id, who=who, door="web")
            elif what == "discard":
                proposals.discard(settings.warehouse, proposal_id, who=who, door="web")
            else:
                again(settings, proposals.proposal(settings.warehouse, proposal_id), who=who)
        except Denied as refusal:
            return denied(refusal)
        except WarehouseError as error:
            return denied(Denied(409, "That cannot be done", f"{error}."), back=here, link="Back to the files")
        return answer(here)

    @server.get("/data/proposal/<proposal_id>/state.json")
    def state(proposal_id: str) -> Response:
        try:
            made = _mine(settings, proposal_id)
        except (Denied, WarehouseError) as error:
            response = jsonify({"message": str(error)})
            response.status_code = 404
        else:
            response = jsonify({"state": made.state, "progress": made.progress, "words": in_words(made)})
        response.cache_control.no_store = True
        return response

    @server.get("/data/extract/<int:extract_id>/findings.csv")
    def extract_findings(extract_id: int) -> Response:
        try:
            return _csv(findings.of_extract(board, extract_id), f"extract-{extract_id}")
        except (NotFoundError, NoSnapshotError) as error:
            return denied(Denied(404, "There is no such extract", f"{error}."))

    @server.get("/data/proposal/<proposal_id>/findings.csv")
    def proposal_findings(proposal_id: str) -> Response:
        try:
            return _csv(findings.of_report(_mine(settings, proposal_id).report), proposal_id)
        except Denied as refusal:
            return denied(refusal)
        except WarehouseError as error:
            return denied(Denied(404, "There is no such upload", f"{error}."))


def again(settings: Settings, made: Proposal, *, who: str) -> None:
    """Read the files of a proposal once more; raises :class:`WarehouseError` when they are gone or being read."""
    if made.state in ("receiving", "reading"):
        raise WarehouseError("its files are being read already")
    if not any(made.uploads.glob("*")):
        raise WarehouseError("its files are no longer kept; upload them again")
    jobs.start(settings, made, who=who, accept_rejects=tuple(request.form.getlist("accept_rejects")))


def in_words(made: Proposal) -> str:
    """How far the reading is."""
    if made.state != "reading":
        return {"receiving": "Waiting for its turn", "failed": "The reading stopped"}.get(made.state, "Done")
    done = made.progress or {}
    if not done.get("of"):
        return "Recognising the files"
    if done["done"] >= done["of"]:
        return "Working out what would change"
    return f"Reading {done['file']}, file {done['done'] + 1} of {done['of']}"


def _heard(settings: Settings) -> str:
    who = sender(settings)
    check_token(settings, who, request.form.get(TOKEN))
    return who


def _mine(settings: Settings, proposal_id: str) -> Proposal:
    """A proposal, for those who may decide on it: nobody else sees figures that nobody has accepted."""
    who = visitor(settings)
    if who.name is None:
        raise Denied(403, "This needs a name", who.why or "")
    return proposals.proposal(settings.warehouse, proposal_id)


def _csv(found: list[Found], name: str) -> Response:
    response = Response(findings.as_csv(found), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="findings-{name}.csv"'
    response.cache_control.no_store = True
    return response
