"""What every POST must show before it is heard: a name, this site as its origin, and the token of its own form."""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from flask import Request, Response, jsonify, redirect, request
from markupsafe import Markup

from dashboard.settings import Settings
from dashboard.web.identity import visitor
from dashboard.web.plain_page import plain_page

TOKEN = "token"  # noqa: S105 - the name of a field
TOKEN_HEADER = "X-Outcomes-Token"  # noqa: S105
SECRET_FILE = "web.secret"  # noqa: S105


class Denied(Exception):
    """The request is not heard: a status, a title and a sentence for whoever sent it."""

    def __init__(self, status: int, title: str, why: str) -> None:
        super().__init__(why)
        self.status, self.title, self.why = status, title, why


def sender(settings: Settings) -> str:
    """The name of whoever posts; raises :class:`Denied` for a stranger and for a form of another site.

    Headers only: the body has not been read yet, so that a stranger's is never stored.
    """
    who = visitor(settings)
    if who.name is None:
        raise Denied(403, "This needs a name", who.why or "")
    if not same_origin(request):
        raise Denied(
            403,
            "This form was not sent from here",
            "The request says that it comes from another site, so nothing was done. Open the data desk and send it "
            "from there. Behind a proxy, the proxy must pass the host's name on.",
        )
    return who.name


def same_origin(asked: Request) -> bool:
    """Whether a browser vouches for the request coming from a page of this site; one that says nothing is a no."""
    if (site := asked.headers.get("Sec-Fetch-Site")) is not None:
        return site == "same-origin"
    origin = asked.headers.get("Origin") or asked.headers.get("Referer") or ""
    return bool(origin) and urlsplit(origin).netloc.casefold() == asked.host.casefold()


def token(settings: Settings, name: str) -> str:
    """What a form of ``name`` carries: nobody can make it who cannot read the warehouse's secret."""
    return hmac.new(_secret(settings.warehouse), name.encode(), sha256).hexdigest()


def check_token(settings: Settings, name: str, given: str | None) -> None:
    """Raises :class:`Denied` unless the form carries the token that was made for this name."""
    if not hmac.compare_digest((given or "").encode(), token(settings, name).encode()):
        raise Denied(
            403,
            "This form is out of date",
            "It was opened by somebody else, or before the board was set up anew. Nothing was done: open it again.",
        )


def answer(location: str, **more: str) -> Response:
    """On to the next screen: a redirect, or the address as JSON for a script that asked for that."""
    if wants_json():
        return jsonify({"location": location, **more})
    return redirect(location, code=303)  # type: ignore[return-value]


def denied(
    refusal: Denied, *, back: str = "/data", link: str = "Back to the data desk", part: str = "Data desk"
) -> Response:
    """A page that says why not, or the same as JSON."""
    if wants_json():
        response = jsonify({"title": refusal.title, "message": refusal.why})
        response.status_code = refusal.status
        return response
    body = Markup('<p><a href="{}">{}</a></p>').format(back, link)
    page = plain_page(refusal.title, part=part, lede=refusal.why, body=body)
    return Response(page, status=refusal.status, mimetype="text/html")


def wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _secret(warehouse: Path) -> bytes:
    """The warehouse's own secret, made at the first use; only its owner may read it."""
    path = warehouse / SECRET_FILE
    if not path.is_file():
        warehouse.mkdir(parents=True, exist_ok=True)
        made = warehouse / f"{SECRET_FILE}.{os.getpid()}-{secrets.token_hex(4)}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(32))
        try:
            made.rename(path) if os.name == "nt" else os.link(made, path)
        except FileExistsError:  # another worker was first, and its secret counts
            pass
        finally:
            made.unlink(missing_ok=True)
    return path.read_bytes()
