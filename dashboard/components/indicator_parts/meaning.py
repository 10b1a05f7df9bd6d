"""What the numbers mean: definition, source, licence, breaks, caveats, next release."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from dashboard.answers.indicator import IndicatorView
from dashboard.components import layout
from etl.catalogue import Indicator
from etl.periods import Period

_STRENGTH = {"refuse": "nothing is compared across", "caution": "compared, with care"}


def section(found: IndicatorView, *, on: date) -> html.Section:
    """The catalogue's entry in the reader's words."""
    indicator = found.indicator
    pairs: list[tuple[str, Any]] = [
        ("Definition", indicator.definition),
        ("Counted", f"{_upper(indicator.numerator)}, out of {indicator.denominator}"),
        ("Stage", indicator.stage),
        ("Source", _source(indicator)),
        ("Licence", indicator.publication.licence),
        ("Next figures", f"{_upper(found.fresh.words)}. {_upper(indicator.release)}."),
        ("Breaks", _list([_break(indicator, each.period, each.strength, each.reason) for each in indicator.breaks])),
        ("Years without figures", _list([each.reason for each in indicator.missing])),
        ("Small numbers", indicator.disclosure),
        ("Notes", indicator.notes),
    ]
    return layout.section(
        "What the numbers mean",
        [html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs if value], className="meaning")],
        id="meaning",
        note=f"As of {on.day} {on:%B %Y}.",
    )


def _source(indicator: Indicator) -> list[Any]:
    publication = indicator.publication
    words = f"{publication.publisher}, {publication.title}"
    link = html.A(words, href=publication.url) if publication.url else words
    return [link, f" ({publication.dataset})" if publication.dataset else ""]


def _break(indicator: Indicator, period: str, strength: str, reason: str) -> str:
    try:
        when = Period(period, indicator.time_identifier).label
    except ValueError:
        when = period
    return f"From {when} ({_STRENGTH[strength]}): {reason}"


def _list(lines: list[str]) -> html.Ul | None:
    return html.Ul([html.Li(line) for line in lines]) if lines else None


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
