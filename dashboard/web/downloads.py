"""``/download/<table or chart>.<format>?at=<screen>``: what a screen shows, as a file.

The screen is drawn through the same routes as for the browser, for the same person; then its table or chart is taken
out of it. There is no other way from the figures to a file here, so no filter, pin or withheld figure can be missed.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from flask import Flask, Response, request

from dashboard.board import Board
from dashboard.exports.about import Screen
from dashboard.exports.files import TYPES, NoSuchFileError, wanted
from dashboard.web.posts import Denied, denied
from dashboard.web.routes import Routes
from etl.deciding.served import created_at

PART = "Saving a table or chart"


def register(server: Flask, board: Board, routes: Routes) -> None:
    """The one address of files of screens."""

    @server.get("/download/<exhibit>.<kind>")
    def download(exhibit: str, kind: str) -> Response:
        at = request.args.get("at", "")
        try:
            file = wanted(exhibit, kind, _screen(board, routes, at), board.catalogue)
        except NoSuchFileError as error:
            refusal = Denied(404, "There is no such file", str(error))
            return denied(refusal, back=at, link="Back to the screen", part=PART)
        except Denied as refusal:
            return denied(refusal, back="/", link="All plans", part=PART)
        response = Response(mimetype=TYPES[kind])
        response.set_etag(file.tag)
        response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        # A screen can differ by who looks at it: nobody's file is kept for somebody else, and none without asking.
        response.headers["Cache-Control"] = "private, no-cache"
        held = {each.partition(":")[0] for each in request.if_none_match.as_set(include_weak=True)}
        if file.tag in held:  # one that was compressed on its way has the method behind a colon
            response.status_code = 304
            return response
        response.data = file.content()
        return response


def _screen(board: Board, routes: Routes, at: str) -> Screen:
    """The screen of an address; raises :class:`Denied` for what is the address of none, or of nothing loaded yet."""
    parts = urlsplit(at)
    if not at.startswith("/") or parts.netloc or not routes.known(parts.path):
        raise Denied(
            400,
            "That is no screen",
            "A file is made from a screen: give its address on this board after ?at=, as in ?at=/place/E06000034. "
            "The links under Save as on each screen do.",
        )
    view = routes.view(parts.path, parts.query)
    if not view.snapshot:
        raise Denied(404, "There is nothing to save", f"The screen {at} shows no figures: {view.title}.")
    return Screen(
        title=view.title,
        children=[view.then, *view.children],
        foot=view.foot,
        address=urljoin(request.host_url, at),
        at=at,
        snapshot=view.snapshot,
        built=created_at(view.snapshot),
        made=board.today,
    )
