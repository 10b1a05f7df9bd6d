"""What a file supplies: the indicators whose figures come from it."""

from __future__ import annotations

from dash import html

from dashboard.answers.desk import ExtractDetail
from dashboard.components import layout
from dashboard.components.addresses import address


def section(found: ExtractDetail) -> html.Section:
    """One row an indicator; a register supplies places instead and says so."""
    if not found.supplies:
        why = (
            "Its rows are places, memberships or inspections."
            if found.extract.reference_rows
            else "Other files hold the same figures and come first, or the file was refused."
        )
        return layout.section("What it supplies", [layout.empty("No figure on screen.", why)], id="supplies")
    rows = [
        [
            html.A(each.name, href=address(f"/indicator/{each.indicator_id}")),
            f"{each.observations:,}",
            f"{each.places:,}",
            each.first if each.first == each.last else f"{each.first} to {each.last}",
        ]
        for each in found.supplies
    ]
    table = layout.table(
        ["Indicator", "Figures", "Places", "Periods"],
        rows,
        caption="Figures on screen that come from it",
        numbers=(1, 2),
    )
    return layout.section("What it supplies", [layout.scroll(table, label="What it supplies")], id="supplies")
