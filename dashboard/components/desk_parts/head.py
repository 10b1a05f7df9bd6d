"""The head of the data desk: what is held, and what wants attention."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.analysis import words
from dashboard.answers.desk import Extract, Snapshot, SourceHeld
from dashboard.components import layout


def heading(received: Sequence[Extract], sources: Sequence[SourceHeld], kept: Sequence[Snapshot]) -> html.Div:
    """Files and figures in one line; how many sources are late or due in the next."""
    current = next((each for each in kept if each.current), None)
    refused = sum(each.outcome == "refused" for each in received)
    loaded = len(received) - refused
    said = [f"{words.plural(loaded, 'file')} loaded" + (f", {refused} refused" if refused else "") + "."]
    late = sum(each.lead.fresh.state == "late" for each in sources)
    due = sum(each.lead.fresh.state == "due" for each in sources)
    if late or due:
        said.append(f"{words.plural(late, 'source')} late, {due} due, by the publishers' own release months.")
    else:
        said.append("Nothing is late by the publishers' own release months.")
    aside = layout.facts(
        ("Figures held", f"{current.observations:,}" if current and current.observations is not None else None),
        ("Served since", f"{current.built:%-d %B %Y, %H:%M} UTC" if current and current.built else None),
        ("Snapshots kept", str(len(kept))),
    )
    return layout.heading("Data desk", lede=" ".join(said), aside=aside)
