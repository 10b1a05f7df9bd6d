"""What makes the gap: each member's part as a bar, and the sentence that names the few that matter."""

from __future__ import annotations

from dash import html

from dashboard.analysis import words
from dashboard.analysis.contribution import Contribution, Part
from dashboard.answers.directory import Place
from dashboard.answers.gap import NAMED, Story
from dashboard.answers.walk import SCHOOLS, Walk
from dashboard.components import layout
from dashboard.components.addresses import indicator_address, place_address
from dashboard.components.svg import Svg
from dashboard.components.values import counted
from dashboard.figures.waterfall import NARROW, WIDE, waterfall

DECIMALS = 2


def section(walk: Walk, place: Place, than: str) -> html.Section:
    """The parts of the lead indicator's gap, or why there are none."""
    told = walk.story
    assert told is not None  # noqa: S101 - a walk with a lead column has a story
    indicator = told.column.indicator
    title = f"What makes the gap: {indicator.name}"
    if told.contribution is None or told.drawn is None:
        more = html.A("Read this indicator by itself", href=indicator_address(indicator.id, place.place_id))
        return layout.section(
            title, [layout.empty("Not split into parts:", f"{told.refusal}.", action=html.P(more))], id="gap"
        )
    who = "school" if walk.by == SCHOOLS else "member"
    note = (
        f"Each bar is a {who}’s share of the {counted(indicator)} times its distance from {than}’s "
        f"{words.printed(told.contribution.reference, indicator)}. A bar starts where the last one ended, so they add "
        "up to the gap."
    )
    flip = indicator.polarity == "lower"
    drawings = [
        Svg(
            waterfall(
                told.drawn, width=width, decimals=DECIMALS, than=than, lower_is_better=flip, counted=counted(indicator)
            )
        )
        for width in (WIDE, NARROW)
    ]
    caption = html.H3(f"Parts of the gap, {_unit(told)}, {told.column.period.label}")
    table = layout.fold("Table behind this chart", [_table(told.contribution, told, than)])
    return layout.section(
        title,
        [
            html.Div(
                [html.Figure([html.Figcaption(caption), *drawings, table]), html.Div(_said(told, walk, than))],
                className="beside",
            )
        ],
        id="gap",
        note=note,
    )


def _said(told: Story, walk: Walk, than: str) -> list[html.P]:
    indicator, found = told.column.indicator, told.contribution
    if found is None:
        return []
    said = []
    if told.makers and told.rest_gap is not None and told.rest_standing is not None:
        names = words.listed([part.name for part in told.makers])
        others = sum(1 for part in found.parts if part.kind == "member") - len(told.makers)
        rest = words.gap_words(told.rest_gap, told.rest_standing, indicator, than)
        said.append(html.P(f"Without {names}, the other {others} are {rest}.", className="saying"))
    elif told.heaviest and len(found.parts) > NAMED:
        names = words.listed([part.name for part in told.heaviest])
        together = words.number(sum(part.printed for part in told.heaviest), DECIMALS)
        outweighed = abs(sum(part.amount for part in told.heaviest)) > abs(found.gap)
        rest = (
            "others make up for part of it" if outweighed else f"of {words.number(found.printed_gap, DECIMALS)} in all"
        )
        said.append(html.P(f"{names} weigh most: {together} together, {rest}.", className="saying"))
    said += [html.P(line, className="note") for line in _notes(told, walk, found)]
    return said


def _notes(told: Story, walk: Walk, found: Contribution) -> list[str]:
    """What the sum covers, and where it is not the figure that stands elsewhere on the page."""
    indicator = told.column.indicator
    notes = [
        f"These members hold {words.number(found.weight, 0)} {counted(indicator)}; together they make "
        f"{words.printed(found.value, indicator)}."
    ]
    own = walk.own.cells[walk.lead].value if walk.lead is not None else None
    if walk.narrowed:
        notes.append("Only the members chosen above are in this sum.")
    elif own is not None and abs(own - found.value) >= 0.5 * 10**-indicator.decimals:
        notes.append(
            f"The published figure is {words.printed(own, indicator)}: it also holds those who are in none of these "
            "members' figures."
        )
    if found.left_out:
        names = words.listed(sorted(member.name for member in found.left_out))
        notes.append(f"Without a figure, and so in no part: {names}.")
    if told.estimated:
        how = (
            "averages are weighted by their number of pupils, and both are rounded"
            if indicator.aggregation == "weighted_mean"
            else "some counts were worked back from rounded percentages"
        )
        notes.append(f"Estimated: {how}.")
    return notes


def _table(found: Contribution, told: Story, than: str) -> html.Table:
    indicator = told.column.indicator

    def row(part: Part) -> list[object]:
        name = html.A(part.name, href=place_address(part.place_id)) if part.place_id else part.name
        value = "" if part.value is None else words.printed(part.value, indicator)
        return [name, words.number(part.weight, 0), value, words.number(part.printed, DECIMALS)]

    total = [
        f"Gap to {than}",
        words.number(found.weight, 0),
        words.printed(found.value, indicator),
        words.number(found.printed_gap, DECIMALS),
    ]
    return layout.table(
        ["Member", counted(indicator).capitalize(), "Figure", "Part of the gap"],
        [*(row(part) for part in found.parts), total],
        caption=f"{indicator.name}, {told.column.period.label}: parts in {_unit(told)}",
        numbers=(1, 2, 3),
    )


def _unit(told: Story) -> str:
    unit = told.column.indicator.unit
    return {"percent": "percentage points", "score": "points"}.get(unit, unit)
