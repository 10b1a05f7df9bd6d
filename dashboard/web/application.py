"""The application itself: every screen as a page, its charts to explore by a callback, and the guards around them."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import Flask, Response, request

from dashboard import api
from dashboard.board import Board, open_board
from dashboard.figures import theme
from dashboard.figures.explore import explorable
from dashboard.pages import PAGES
from dashboard.settings import ROOT, Settings
from dashboard.web import (
    briefings,
    callbacks,
    compression,
    decisions,
    downloads,
    edits,
    failing,
    layouts,
    packs,
    suggestions,
    uploads,
)
from dashboard.web.bundle import styles
from dashboard.web.document import INDEX, SITE, Document
from dashboard.web.plotly_bundle import serve_small_plotly
from dashboard.web.routes import Routes
from dashboard.web.screens import Screens

# Plotly writes style elements and attributes, so styles may be inline; scripts may not.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

LARGEST_REQUEST = 64 * 1024
"""Bytes of a request: a view's address is all that a browser ever sends here."""
YEAR = 365 * 24 * 60 * 60


def build(settings: Settings) -> Dash:
    """The application over a board opened from the settings.

    Raises :class:`etl.yaml_file.YamlError` when the catalogue or a plan cannot be used.
    """
    board = open_board(settings)
    app = Dash(
        __name__,
        server=Flask(__name__),
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"(theme|packs)\.js",  # in the head, before anything is painted; on the page of a pack
        index_string=INDEX,
        title=SITE,
        update_title=None,
        use_async=False,
        suppress_callback_exceptions=True,
        serve_locally=True,
    )
    app.layout = _layout()
    routes = Routes(board, PAGES)
    screens = Screens(board, routes)
    _callbacks(app, screens)
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    compression.compress(server)
    serve_small_plotly(server)
    callbacks.guard(app)
    _guard(server, routes, board)
    api.register(server, board)  # before the screens, which say "not found" of what nobody else answers
    _pages(app, screens)
    uploads.register(server, settings)
    decisions.register(server, board)
    layouts.register(server, board)
    edits.register(server, board)
    packs.register(server, board)
    briefings.register(server, board)
    downloads.register(server, board, routes)
    suggestions.register(server, board)
    failing.register(server)
    return app


ANY_PATH = "/<path:path>"
"""Dash's rule for every address that nobody else answers: those are the screens', known or not."""


def _layout() -> html.Div:
    """What Dash itself holds, in the dialog of the page: the chart that is explored."""
    return html.Div([dcc.Store(id="exploring"), dcc.Store(id="opened"), html.Div(id="explored")])


def _callbacks(app: Dash, screens: Screens) -> None:
    """A figure for a chart; ``assets/explore.js`` asks, and shows what comes."""

    @app.callback(Output("explored", "children"), Input("exploring", "data"), prevent_initial_call=True)
    def explore(asked: str) -> Any:
        address, _, wanted = asked.partition("#")
        path, _, query = address.partition("?")
        chart, _, room = wanted.partition("@")
        figures = screens.charts(path, f"?{query}" if query else "").get(chart)
        if figures is None:
            return html.P("This chart is not on the screen any more. Close this and load the screen again.")
        figure = explorable(figures, room=int(room) if room.isdecimal() else max(figures))
        return dcc.Graph(figure=figure, config=theme.CONFIG, responsive=True, className="explored-chart")

    app.clientside_callback(
        ClientsideFunction("outcomes", "explored"), Output("opened", "data"), Input("explored", "children")
    )


def _pages(app: Dash, screens: Screens) -> None:
    """Every screen as a page of its own: readable, and usable by its links and forms, before any script has run."""
    styles().serve(app.server)
    document = cache(partial(Document, app))

    @app.server.before_request
    def page() -> Response | None:
        nobody_else = request.url_rule is not None and request.url_rule.rule in ("/", ANY_PATH)
        if request.method not in ("GET", "HEAD") or not nobody_else:
            return None
        query = request.query_string.decode("utf-8", errors="replace")
        found = screens.screen(request.path, f"?{query}" if query else "")
        response = Response(document().page(found.title, found.markup), mimetype="text/html")
        name = f"{found.digest}-{document().digest}"
        response.set_etag(name)
        response.cache_control.private = True
        response.cache_control.no_cache = True  # kept by the browser, and asked after each time
        compression.keep_as(f"page {name}")
        response.make_conditional(request)
        return response


def _guard(server: Flask, routes: Routes, board: Board) -> None:
    """Headers on every answer, a real 404, files that are kept for a year, and the health check."""

    @server.after_request
    def finish(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        made = routes.known(request.path) or request.blueprint is not None
        if response.mimetype == "text/html" and response.status_code == 200 and not made:
            response.status_code = 404
        if request.path.startswith("/assets/") and "m" in request.args and response.status_code == 200:
            response.cache_control.no_cache = None
            response.cache_control.max_age = YEAR  # its address changes with its content
            response.cache_control.public = True
            response.cache_control.immutable = True
        return response

    @server.get("/healthz")
    def health() -> Response:
        held = board.store.snapshot_id if board.store.has_snapshot else None
        body = json.dumps({"status": "ok" if held else "no snapshot", "snapshot": held})
        return Response(body, status=200 if held else 503, mimetype="application/json")
