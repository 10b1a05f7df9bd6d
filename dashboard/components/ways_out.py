"""*Save as* below each table and chart of a screen: the same small row everywhere, closed until it is wanted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from dash import html

from dashboard.components.layout import hidden
from dashboard.exports.exhibits import Exhibit, with_each

MEANING = {"png": "a picture", "svg": "a drawing", "csv": "a table of plain text", "xlsx": "an Excel workbook"}


def with_ways_out(screen: Any, address: str) -> Any:
    """The screen of an address (path and query) with the row after each table and at the foot of each chart."""
    return with_each(screen, lambda exhibit: row(exhibit, address))


def row(exhibit: Exhibit, address: str) -> html.Details:
    """The files that one table or chart can be had as."""
    links = [
        html.Li(html.A([each.upper(), hidden(f", {MEANING[each]}")], href=file_address(exhibit.id, each, address)))
        for each in exhibit.formats
    ]
    summary = html.Summary(["Save as", hidden(f", {exhibit.kind}: {exhibit.title}")])
    return html.Details([summary, html.Ul(links)], className="ways-out")


def file_address(exhibit_id: str, kind: str, address: str) -> str:
    """Where the file of a table or chart of a screen is."""
    return f"/download/{quote(exhibit_id)}.{kind}?{urlencode({'at': address})}"
