"""Freshness of each source against its own release months: the calendar, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.answers.desk import Held, SourceHeld
from dashboard.components import layout
from dashboard.components.addresses import address
from dashboard.components.svg import Svg
from dashboard.figures.calendar import Entry, calendar

TONES = {"current": "good", "due": "watch", "late": "bad", "never": "none", "no_calendar": "even"}


def section(sources: Sequence[SourceHeld], *, today: date, opened: str | None) -> html.Section:
    """Sources with a release month in the drawing, all of them in the table, each opening on its indicators."""
    entries = [
        Entry(each.title, each.lead.fresh.state, each.lead.fresh.words, each.lead.fresh.expected)
        for each in sources
        if each.lead.fresh.expected is not None
    ]
    drawing = [_figure(entries, today)] if entries else []
    published = [each for each in sources if not each.local]
    local = [each for each in sources if each.local]
    folds = [_source(each, opened) for each in published]
    if local:
        summary = [
            html.Span("Collected locally", className="source-name"),
            html.Span(_handed_in(local), className="fresh"),
        ]
        folds.append(layout.fold(summary, [_source(each, opened) for each in local]))
    return layout.section(
        "Freshness",
        [*drawing, html.Div(folds, className="sources")],
        id="freshness",
        note=(
            f"When each source’s next figures are expected, by its own release months, and what is held. The upright "
            f"line is today, {today.day} {today:%B %Y}."
        ),
    )


def _figure(entries: Sequence[Entry], today: date) -> html.Figure:
    """The release calendar with what it draws as a table."""
    rows = [[each.name, f"{each.expected:%B %Y}" if each.expected else "–", each.words] for each in entries]
    table = layout.table(["Source", "Next figures expected", "State"], rows, caption="When next figures are expected")
    return html.Figure(
        [
            html.Figcaption("Release calendar", className="vh"),
            html.Div(layout.scroll(Svg(calendar(entries, today=today)), label="Release calendar"), className="cal-box"),
            layout.fold("Table behind this chart", [layout.scroll(table, label="When next figures are expected")]),
        ]
    )


def _handed_in(local: Sequence[SourceHeld]) -> str:
    held = sum(any(each.period for each in source.indicators) for source in local)
    return f"{held} of {len(local)} handed in"


def _source(each: SourceHeld, opened: str | None) -> html.Details:
    fresh = each.lead.fresh
    older = f"{each.behind} of {len(each.indicators)} indicators older or not loaded" if each.behind else ""
    summary = [
        html.Span(each.title, className="source-name"),
        html.Span(older, className="quiet older"),
        html.Span(fresh.words, className=f"fresh tone-{TONES[fresh.state]}"),
    ]
    table = layout.table(
        ["Indicator", "Newest held", "From", "Loaded", "State"],
        [_held(held) for held in each.indicators],
        caption=each.publisher,
    )
    return layout.fold(summary, [layout.scroll(table, label=each.title)], open=opened == each.title)


def _held(held: Held) -> list[object]:
    return [
        html.A(held.name, href=address(f"/indicator/{held.indicator_id}")),
        held.period or "–",
        (held.file_name or "–").rsplit("/", 1)[-1],
        f"{held.loaded_at:%-d %b %Y}" if held.loaded_at else "–",
        html.Span(held.fresh.words, className=f"fresh tone-{TONES[held.fresh.state]}"),
    ]
