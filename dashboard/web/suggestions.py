"""``/search.json?q=``: what fits the words typed so far, for the search box of every screen."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from dashboard.answers.search import names, suggestions
from dashboard.board import Board
from dashboard.components.finds import found_address
from dashboard.store import DamagedSnapshotError, NoSnapshotError

PATH = "/search.json"
MOST = 8
KEPT_SECONDS = 60


def register(server: Flask, board: Board) -> None:
    """The one address; it answers the same to everybody, and a browser may keep the answer for a minute.

    Asked for nothing, as a browser does when the box is entered, it makes the index ready.
    """

    @server.get(PATH)
    def suggest() -> Response:
        query, place = request.args.get("q", ""), request.args.get("place") or None
        try:
            names(board)
            found = suggestions(board, query, most=MOST) if query.strip() else ()
        except (DamagedSnapshotError, NoSnapshotError):  # it went while we looked; the page itself says what to do
            found = ()
        response = jsonify(
            {
                "q": query,
                "found": [
                    {
                        "kind": each.entry.kind,
                        "name": each.name,
                        "about": each.entry.about,
                        "address": found_address(each.entry, place=place),
                    }
                    for each in found
                ],
            }
        )
        response.cache_control.private = True
        response.cache_control.max_age = KEPT_SECONDS
        return response
