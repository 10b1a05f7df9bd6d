"""*Link to this screen*: an address that shows what holds on the day it is opened, and one that stays as it is now."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from dash import html

from dashboard.components.layout import hidden

SNAPSHOT, AS_OF = "snapshot", "as_of"


def links_to(address: str, *, snapshot: str, day: date | None) -> list[html.Details | html.P]:
    """Both links of an address (path and query), each with a button that copies it, and for paper the address in words;
    nothing where no snapshot is shown, as there is nothing to come back to."""
    if not snapshot or day is None:
        return []
    kept = "the figures, what people wrote and the verdicts as they stand"
    rows = [
        _row("As it is when opened", live(address), "new figures show as soon as they are published"),
        _row(f"As it is on {day:%-d %B %Y}", frozen(address, snapshot=snapshot, day=day), kept),
    ]
    told = f"Outcomes Board, {address}, as it stood on {day:%-d %B %Y}; snapshot {snapshot}."
    return [
        html.Details([html.Summary("Link to this screen"), html.Ul(rows)], className="permalink"),
        html.P(told, className="printed"),
    ]


def live(address: str) -> str:
    """The address without the state that it may be pinned to."""
    return _with(address, {SNAPSHOT: None, **({AS_OF: None} if SNAPSHOT in _query(address) else {})})


def frozen(address: str, *, snapshot: str, day: date) -> str:
    """The address with the snapshot and the day that are shown; a day that it names itself stays its own.

    The day is needed beside the snapshot: milestones fall due and people write things down between two loads.
    """
    return _with(address, {SNAPSHOT: snapshot, AS_OF: _query(address).get(AS_OF, day.isoformat())})


def _row(name: str, href: str, meaning: str) -> html.Li:
    copy = html.Button(["Copy", hidden(f" the link: {name.casefold()}")], type="button", className="copy")
    return html.Li(
        [html.A(name, href=href), html.Span(meaning, className="sub"), copy, html.Span(role="status")],
        className="link",
    )


def _query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def _with(address: str, changed: dict[str, str | None]) -> str:
    parts = urlsplit(address)
    query = {name: value for name, value in (_query(address) | changed).items() if value}
    return parts._replace(query=urlencode(query)).geturl()
