"""The style sheets as one file, and assets under addresses that name their content: asked for once, kept for a year.

A browser paints nothing before it has every style sheet, and asks for each by itself. ``assets/*.css`` stay files of
their own for whoever writes them; a reader is sent one, made when the application starts.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response

from dashboard.settings import ROOT
from dashboard.web import compression

FOLDER = ROOT / "assets"
_URL = re.compile(r'url\("?((?!data:|#)[^")]+)"?\)')


def digest(content: bytes) -> str:
    return blake2b(content, digest_size=6).hexdigest()


@cache
def fingerprinted(name: str) -> str:
    """The address of an asset that changes with its content."""
    return f"/assets/{name}?m={digest((FOLDER / name).read_bytes())}"


class Styles:
    """Every style sheet in one, in the order of their names, with the tokens first."""

    def __init__(self, folder: Path = FOLDER) -> None:
        sheets = sorted(folder.glob("*.css"), key=lambda sheet: (sheet.name != "tokens.css", sheet.name))
        text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
        self.text = _URL.sub(lambda found: f'url("{fingerprinted(found[1])}")', text)
        self.address = f"/assets/all.css?m={digest(self.text.encode())}"

    def serve(self, server: Flask) -> None:
        """Answer at the address; the browser keeps it (``dashboard.web.application`` sets for how long)."""

        @server.get("/assets/all.css")
        def styles() -> Response:
            compression.keep_as(self.address)
            return Response(self.text, mimetype="text/css")


@cache
def styles() -> Styles:
    """The application's own, read once."""
    return Styles()
