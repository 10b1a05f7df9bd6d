"""What a reader gets when the program itself fails: a page that says what to do, and no traceback."""

from __future__ import annotations

import secrets

from flask import Flask, Response, jsonify, request
from markupsafe import Markup
from werkzeug.exceptions import InternalServerError

from dashboard.web.plain_page import plain_page
from dashboard.web.posts import wants_json

BODY = Markup("""<p>Load the screen again; if it fails again, go back and choose something else.</p>
<p class="note">Tell whoever runs the board the reference <strong>{reference}</strong>: the server's log says under it
what happened.</p>
<p><a href="{again}">Load it again</a></p><p><a href="/">All plans</a></p>""")


def register(server: Flask) -> None:
    """Answer 500 in words; what failed goes to the log under a reference that the reader is given."""

    @server.errorhandler(InternalServerError)
    def failed(error: InternalServerError) -> Response:
        reference = secrets.token_hex(4)
        server.logger.error(
            "reference %s: %s %s", reference, request.method, request.path, exc_info=error.original_exception
        )
        if wants_json():
            told = {"title": "Something went wrong", "message": f"The program failed; reference {reference}."}
            response = jsonify(told)
        else:
            again = request.full_path.rstrip("?") if request.method == "GET" else "/"
            page = plain_page(
                "Something went wrong",
                part="Not your doing",
                lede="The program failed while it made this screen. No figure and nothing that anybody wrote is lost.",
                body=BODY.format(reference=reference, again=again),
            )
            response = Response(page, mimetype="text/html")
        response.status_code = 500
        response.cache_control.no_store = True
        return response
