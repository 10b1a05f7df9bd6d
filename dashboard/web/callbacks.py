"""The one request that a page sends to Dash: the figure of a chart. Any other is refused.

Dash answers a malformed request with an error of the server's; here it is told plainly that it is not one of ours. What
the page asks for at its start (its layout, its callbacks) is the same for everybody and is made once.
"""

from __future__ import annotations

from dash import Dash
from flask import Response, request

from dashboard.web import compression

_OUTPUT = {"id": "explored", "property": "children"}
_INPUT = ("exploring", "data")
"""What the server's callback gives, and what it takes."""
_STARTS = ("_dash-layout", "_dash-dependencies")


def guard(app: Dash) -> None:
    """Refuse what no page of ours sends, and answer a page's first two questions from memory."""
    asked_at = app.get_relative_path("/_dash-update-component")
    starts = {app.get_relative_path(f"/{name}"): name for name in _STARTS}
    made: dict[str, bytes] = {}

    @app.server.before_request
    def refuse_malformed() -> Response | None:
        if request.path != asked_at:
            return None
        if request.method == "POST" and _is_callback(request.get_json(silent=True)):
            return None
        return Response("This address takes the dashboard's own requests only.\n", status=400, mimetype="text/plain")

    @app.server.before_request
    def begin() -> Response | None:
        if request.method != "GET" or (name := starts.get(request.path)) is None:
            return None
        if name not in made:
            answer = app.serve_layout() if name == _STARTS[0] else app.dependencies()
            made[name] = answer.get_data()
        compression.keep_as(name)
        return Response(made[name], mimetype="application/json")


def _is_callback(body: object) -> bool:
    """Whether a request is one that a browser with this page open sends."""
    if not isinstance(body, dict) or body.get("state"):
        return False
    inputs, changed = body.get("inputs"), body.get("changedPropIds", [])
    return (
        body.get("output") == ".".join(_OUTPUT.values())
        and body.get("outputs") == _OUTPUT
        and isinstance(inputs, list)
        and len(inputs) == 1
        and isinstance(inputs[0], dict)
        and (inputs[0].get("id"), inputs[0].get("property")) == _INPUT
        and isinstance(value := inputs[0].get("value"), str)
        and value.startswith("/")
        and isinstance(changed, list)
        and all(isinstance(each, str) for each in changed)
    )
