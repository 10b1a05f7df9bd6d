"""What a reader gets when the program itself fails: a page that says what to do, and no traceback."""

from __future__ import annotations

import secrets

from flask import Flask, Response, jsonify, request
from markupsafe import escape
from werkzeug.exceptions import InternalServerError

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Something went wrong – Outcomes Board</title>
<script src="/assets/theme.js"></script>
<link rel="stylesheet" href="/assets/tokens.css"><link rel="stylesheet" href="/assets/outcomes.css">
<link rel="stylesheet" href="/assets/masthead.css"></head>
<body><header class="mast"><div class="wrap mast-row"><a class="brand" href="/">Outcomes Board</a></div></header>
<main class="wrap" id="main"><div class="head"><div><p class="eyebrow">Not your doing</p><h1>Something went wrong</h1>
<p class="lede">The program failed while it made this screen. No figure and nothing that anybody wrote is lost.</p>
</div></div>
<p>Load the screen again; if it fails again, go back and choose something else.</p>
<p class="note">Tell whoever runs the board the reference <strong>{reference}</strong>: the server's log says under it
what happened.</p>
<p><a href="{again}">Load it again</a></p><p><a href="/">All plans</a></p></main></body></html>
"""


def register(server: Flask) -> None:
    """Answer 500 in words; what failed goes to the log under a reference that the reader is given."""

    @server.errorhandler(InternalServerError)
    def failed(error: InternalServerError) -> Response:
        reference = secrets.token_hex(4)
        server.logger.error(
            "reference %s: %s %s", reference, request.method, request.path, exc_info=error.original_exception
        )
        if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
            told = {"title": "Something went wrong", "message": f"The program failed; reference {reference}."}
            response = jsonify(told)
        else:
            again = request.full_path.rstrip("?") if request.method == "GET" else "/"
            response = Response(PAGE.format(reference=reference, again=escape(again)), mimetype="text/html")
        response.status_code = 500
        response.cache_control.no_store = True
        return response
