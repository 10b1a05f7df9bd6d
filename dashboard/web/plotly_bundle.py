"""The small Plotly: every chart here is a scatter, so a browser is given the bundle that holds little else.

Dash fetches Plotly when the first chart appears, and asks for the whole of it: 1.4 MB compressed, and parsed again on
every visit. The basic bundle of the same version is 0.4 MB (``assets/vendor``, MIT licence beside it). It stands there
compressed, so that no request waits for it to be compressed again.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, request

from dashboard.settings import ROOT

FOLDER = ROOT / "assets" / "vendor"
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
"""The address under which Dash asks for Plotly; with a version in its name elsewhere in Dash."""
ASKED_FOR = re.compile(r"/_dash-component-suites/plotly/package_data/plotly\.(?:v\w+\.)?min\.js$")
DAY = 24 * 60 * 60


def bundle() -> Path:
    """The file; raises ``FileNotFoundError`` when it is not there, which is at start and not at the first chart."""
    found = sorted(FOLDER.glob("plotly-basic-*.min.js.gz"))
    if not found:
        raise FileNotFoundError(f"no plotly-basic-*.min.js.gz in {FOLDER}")
    return found[-1]


def serve_small_plotly(server: Flask) -> None:
    """Answer Dash's request for Plotly with the small bundle; a browser that has it is told so."""
    path = bundle()

    @server.before_request
    def small_plotly() -> Response | None:
        if request.method not in ("GET", "HEAD") or not ASKED_FOR.search(request.path):
            return None
        packed = _packed(path)
        accepts = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(packed if accepts else gzip.decompress(packed), mimetype="text/javascript")
        if accepts:
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.set_etag(path.name)
        response.cache_control.public = True
        response.cache_control.max_age = DAY
        response.make_conditional(request)  # in place: a browser that has it gets 304 and no body
        return response


@cache
def _packed(path: Path) -> bytes:
    return path.read_bytes()
