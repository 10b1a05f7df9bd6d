"""Below each table and chart of a screen the same small row: *Save as*, and *How is this worked out*."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from dash import html
from markupsafe import escape

from dashboard.components.svg import Block
from dashboard.components.tree import elements
from dashboard.exports.exhibits import Exhibit, with_each

_INDICATOR = re.compile(r"(?:/indicator/|/methods#)([a-z0-9_]+)")
MEANING = {"png": "a picture", "svg": "a drawing", "csv": "a table of plain text", "xlsx": "an Excel workbook"}


def with_ways_out(screen: Any, address: str) -> Any:
    """The screen of an address (path and query) with the row after each table and at the foot of each chart."""
    at = urlencode({"at": address})
    return with_each(screen, lambda exhibit: _row(exhibit, address, at))


def _row(exhibit: Exhibit, address: str, at: str) -> Block:
    """The files that one table or chart can be had as, and where it is said how its numbers come about; ``at`` is the
    screen's address as a parameter."""
    file, title = f"/download/{quote(exhibit.id)}", escape(exhibit.title)
    links = "".join(
        f'<li><a href="{file}.{each}?{at}">{each.upper()}{_unseen(f", {MEANING[each]}")}</a></li>'
        for each in exhibit.formats
    )
    summary = f"<summary>Save as{_unseen(f', {exhibit.kind}: {title}')}</summary>"
    files = f'<details class="ways-out">{summary}<ul>{links}</ul></details>'
    if address.startswith("/methods"):
        return Block(files, className="ways")
    method = f'<a href="{method_address(exhibit, address)}">How is this worked out{_unseen(f": {title}")}</a>'
    return Block(files + method, className="ways")


def _unseen(words: str) -> str:
    """Words, escaped already, for a screen reader alone."""
    return f'<span class="vh">{words}</span>'


def method_address(exhibit: Exhibit, address: str) -> str:
    """The part of the methods that tells of a table or chart: its one indicator, verdicts, else how to read it."""
    if (own := _INDICATOR.match(address)) is not None:
        return f"/methods#{own[1]}"
    links = {str(getattr(each, "href", "")) for each in elements(exhibit.node) if type(each) is html.A}
    shown = {found[1] for each in links if (found := _INDICATOR.match(each))}
    if len(shown) == 1:
        return f"/methods#{shown.pop()}"
    return "/methods#verdicts" if address.startswith("/plan/") else "/methods#reading"
