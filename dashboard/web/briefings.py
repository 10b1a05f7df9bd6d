"""``/place/<id>/briefing.pdf`` and ``/school/<urn>/briefing.pdf``: one page to take along, of today or as it was."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Flask, Response, request

from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.web import as_it_was
from dashboard.web.posts import Denied, denied
from dashboard.web.view import Query

PART = "One-page briefing"


def register(server: Flask, board: Board) -> None:
    """The addresses of briefings."""

    @server.get("/place/<path:place_id>/briefing.pdf")
    def place_briefing(place_id: str) -> Response:
        return _answer(board, place_id, back=f"/place/{quote(place_id)}/briefing")

    @server.get("/school/<urn>/briefing.pdf")
    def school_briefing(urn: str) -> Response:
        return _answer(board, f"urn/{urn}", back=f"/school/{quote(urn)}")


def _answer(board: Board, place_id: str, *, back: str) -> Response:
    # The setter (typst) is loaded with the first briefing that is asked for, not with the server.
    from dashboard.pack.briefings import of

    query = Query.parse(request.query_string.decode("utf-8", errors="replace"))
    try:
        shown = as_it_was.turned_back(board, query)
        turned = shown.board if shown else replace(board, store=board.store.pinned())
        name, page = of(turned, place_id, plan=query.get("plan"), group=query.get("group", "all"))
    except (NotFoundError, as_it_was.NotKept) as error:
        why = f"{str(error).rstrip('.')}."
        return denied(Denied(404, "There is no such briefing", why), back=back, link="Back", part=PART)
    except (NoSnapshotError, DamagedSnapshotError) as error:
        return denied(Denied(503, "No briefing can be made", f"{error}."), back="/", link="All plans", part=PART)
    response = Response(page, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.cache_control.private = True
    response.cache_control.no_cache = True
    return response
