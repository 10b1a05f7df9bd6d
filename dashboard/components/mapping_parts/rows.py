"""What stands in the file, and what the loader makes of it: the first rows of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers import proposal as proposals
from dashboard.answers.new_layout import Described
from dashboard.components import layout
from dashboard.components.desk_parts import findings as findings_parts
from etl.catalogue import Catalogue
from etl.groups import label
from etl.layouts.first_rows import FirstRows, TidyRow
from etl.periods import Period

RAW = 6
MOST_COLUMNS = 14


def tidy(found: FirstRows | None, lacks: Sequence[str], catalogue: Catalogue) -> html.Section:
    """The first observations, what the checks say of them, or what is still to say."""
    if found is None:
        still = html.Div([html.P(html.Strong("Still to say")), *(html.P(each) for each in lacks)], className="lacks")
        return layout.section("The first tidy rows", [still], id="tidy")
    parts: list[Any] = []
    if found.rows:
        head = ("Row", "Indicator", "Place", "Period", "Group", "Phase", "Value", "Numerator", "Denominator")
        rows = [_row(each, catalogue) for each in found.rows]
        table = layout.table(head, rows, caption="As they would be held", numbers=(6, 7, 8), name="cells")
        parts.append(layout.scroll(table, label="The first tidy rows"))
    else:
        parts.append(layout.empty("No figure yet.", "None of the first rows can be read by this."))
    if found.findings:
        said = proposals.grouped([each.as_json() for each in found.findings])
        parts += [html.H3("What the checks say of these rows"), findings_parts.table(said, label="Findings")]
    return layout.section(
        "The first tidy rows",
        parts,
        id="tidy",
        note=f"{words.plural(found.read, 'row')} looked at, {found.used:,} used, "
        f"{words.plural(found.observations, 'figure')}. Read by the loader itself; nothing is held yet.",
    )


def raw(made: Described) -> html.Section:
    """The file as it stands, from its header down."""
    columns = made.columns[:MOST_COLUMNS]
    first = made.layout.header_row
    rows = [
        [str(first + 1 + n), *((row[k] if k < len(row) else "") for k in range(len(columns)))]
        for n, row in enumerate(made.sheet.top[first : first + RAW])
    ]
    left = len(made.columns) - len(columns)
    note = f"The first {len(columns)} of {len(made.columns)} columns." if left > 0 else None
    head = ["Row", *(column.name for column in columns)]
    table = layout.table(head, rows, caption="As it was sent", name="cells")
    return layout.section("The file", [layout.scroll(table, label="The file")], id="raw", note=note)


def _row(each: TidyRow, catalogue: Catalogue) -> list[Any]:
    indicator = catalogue[each.indicator]
    value = words.printed(each.value, indicator) if each.value is not None else each.status.replace("_", " ")
    return [
        str(each.source_row),
        indicator.short,
        each.place,
        Period(each.period, each.period_kind).label,
        label(each.group),
        each.phase.replace("_", " "),
        value,
        _count(each.numerator),
        _count(each.denominator),
    ]


def _count(number: float | None) -> str:
    return "" if number is None else f"{number:,.10g}"
