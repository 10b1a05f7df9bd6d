"""The application itself: one callback that shows the screen of an address, and the guards around it."""

from __future__ import annotations

import json
from typing import Any

from dash import Dash, Input, Output, dcc, html
from flask import Flask, Response, request
from flask_compress import Compress

from dashboard.board import Board, open_board
from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from dashboard.web import decisions, edits, layouts, uploads
from dashboard.web.plotly_bundle import serve_small_plotly
from dashboard.web.routes import Routes, shell

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{%title%}</title>
<script src="/assets/theme.js"></script>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
{%css%}
</head>
<body>
{%app_entry%}
{%config%}
{%scripts%}
{%renderer%}
</body>
</html>"""

SITE = "Outcomes Board"

# Plotly writes style elements and attributes, so styles may be inline; scripts may not, but for Dash's own by hash.
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OUTPUTS = [("screen", "children"), ("title", "data")]
_INPUTS = [("address", "pathname"), ("address", "search")]
_OUTPUT = f"..{'...'.join('.'.join(each) for each in _OUTPUTS)}.."
"""The one callback that the server answers, in Dash's own spelling."""

LARGEST_REQUEST = 64 * 1024
"""Bytes of a request: a view's address is all that a browser ever sends here."""


def build(settings: Settings) -> Dash:
    """The application over a board opened from the settings.

    Raises :class:`etl.yaml_file.YamlError` when the catalogue or a plan cannot be used.
    """
    board = open_board(settings)
    app = Dash(
        __name__,
        server=Flask(__name__),
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"theme\.js",  # it stands in the head, before anything is painted
        index_string=INDEX,
        title=SITE,
        update_title=None,
        use_async=False,
        suppress_callback_exceptions=True,
        serve_locally=True,
    )
    app.layout = html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            dcc.Store(id="title"),
            html.Div(id="screen"),
            html.Div(id="announced", className="vh", role="status"),
        ]
    )
    routes = Routes(board, PAGES)

    @app.callback(*(Output(*each) for each in _OUTPUTS), *(Input(*each) for each in _INPUTS))
    def show(path: str | None, search: str | None) -> tuple[list[Any], str]:
        view = routes.view(path or "/", search)
        return shell(view, (path or "/") + (search or "")), view.title

    app.clientside_callback(
        f"function (title) {{ document.title = title ? title + ' – {SITE}' : '{SITE}'; return title || ''; }}",
        Output("announced", "children"),
        Input("title", "data"),
    )
    _guard(app, routes, board)
    uploads.register(app.server, settings)
    decisions.register(app.server, board)
    layouts.register(app.server, board)
    edits.register(app.server, board)
    return app


def _guard(app: Dash, routes: Routes, board: Board) -> None:
    """Headers on every answer, a plain no to malformed requests, a real 404, and the health check."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html", "text/css", "application/json", "application/javascript", "text/javascript", "image/svg+xml",
    ]  # fmt: skip
    Compress(server)
    serve_small_plotly(server)
    policy = POLICY.format(hashes=" ".join(app.csp_hashes()))
    callback_path = app.get_relative_path("/_dash-update-component")

    @server.before_request
    def refuse_malformed() -> Response | None:
        if request.path != callback_path:
            return None
        if request.method == "POST" and _is_callback(request.get_json(silent=True)):
            return None
        return Response("This address takes the dashboard's own requests only.\n", status=400, mimetype="text/plain")

    @server.after_request
    def finish(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy)
        if response.mimetype == "text/html" and response.status_code == 200 and not routes.known(request.path):
            response.status_code = 404
        return response

    @server.get("/healthz")
    def health() -> Response:
        held = board.store.snapshot_id if board.store.has_snapshot else None
        body = json.dumps({"status": "ok" if held else "no snapshot", "snapshot": held})
        return Response(body, status=200 if held else 503, mimetype="application/json")


def _is_callback(body: object) -> bool:
    """Whether a request is the one that a browser with this page open sends: Dash itself answers any other with 500."""
    if not isinstance(body, dict) or body.get("output") != _OUTPUT or body.get("state"):
        return False
    outputs, inputs = body.get("outputs"), body.get("inputs")
    changed = body.get("changedPropIds", [])
    return (
        _named(outputs) == _OUTPUTS
        and _named(inputs) == _INPUTS
        and all(isinstance(given.get("value"), str | None) for given in inputs or [])
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
    )


def _named(given: object) -> list[tuple[object, object]] | None:
    """Ids and properties of a list of a request's outputs or inputs; ``None`` where it is no such list."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        return None
    return [(each.get("id"), each.get("property")) for each in given]
