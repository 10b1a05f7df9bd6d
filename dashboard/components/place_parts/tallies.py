"""What is yes or no for each school: k of N, and the schools that have it not, by name."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.answers.gap import Tally
from dashboard.answers.walk import Walk
from dashboard.components import layout, marks
from dashboard.components.addresses import place_link

FEW = 8
"""Up to so many names stand on the page; more are folded away."""


def section(walk: Walk, query: Mapping[str, str | None]) -> html.Section | None:
    """One entry an indicator; nothing where no member school has a yes or no."""
    found = [tally for tally in walk.tallies if tally.of]
    if not found:
        return None
    return layout.section(
        "School inspections and other counts of schools",
        [html.Dl([html.Div(_entry(tally, query)) for tally in found], className="tallies")],
        id="yes-or-no",
        note="Every school is counted, so there is no interval. Schools without a grade are in neither number.",
    )


def _entry(tally: Tally, query: Mapping[str, str | None]) -> list[html.Dt | html.Dd]:
    names = [place_link(school, **query) for school in tally.wanting]
    listed = html.Ul([html.Li(name) for name in names], className="names")
    indicator = tally.column.indicator
    said = [
        html.P(
            [marks.share_mark(tally.having, tally.of), html.Strong(f"{tally.having} of {tally.of}"), " schools"],
            className="k-of-n",
        )
    ]
    if names and len(names) <= FEW:
        said += [html.P("These are:" if indicator.polarity == "lower" else "These are not:", className="sub"), listed]
    elif names:
        said.append(
            layout.fold(f"The {len(names)} that are" + ("" if indicator.polarity == "lower" else " not"), [listed])
        )
    return [
        html.Dt([indicator.name, html.Span(tally.column.period.label, className="sub")]),
        html.Dd(said),
    ]
