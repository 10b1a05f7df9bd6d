"""What the checks say of a file: severity, row, column, the cell as it stood, what it means."""

from __future__ import annotations

from dash import html

from dashboard.answers.desk import MOST_FINDINGS, ExtractDetail, Finding
from dashboard.components import layout
from dashboard.components.desk_parts.severity import severity, tally


def section(found: ExtractDetail) -> html.Section:
    """Most serious first; the same words about many rows are one line."""
    if not found.findings:
        return layout.section("What was found", [layout.empty("Nothing.", "Every check passed.")], id="findings")
    head = ("Severity", "Where", "Column", "Cell", "What it means")
    table = html.Table(
        [
            html.Caption("Findings, most serious first", className="vh"),
            html.Thead(html.Tr([html.Th(word, scope="col") for word in head])),
            html.Tbody([_row(each) for each in found.findings]),
        ],
        className="findings",
    )
    more = f"The first {MOST_FINDINGS} kinds of finding." if found.more_findings else None
    return layout.section(
        "What was found",
        [tally(found.extract.counts), layout.scroll(table, label="Findings")],
        id="findings",
        note=more,
    )


def _row(each: Finding) -> html.Tr:
    return html.Tr(
        [
            html.Th(severity(each.severity), scope="row"),
            html.Td(_where(each)),
            html.Td(html.Code(each.column) if each.column else ""),
            html.Td(html.Code(each.value, className="cell") if each.value is not None else ""),
            html.Td(each.message),
        ],
        className=f"finding-{each.severity}",
    )


def _where(each: Finding) -> str:
    if each.row is None:
        return "whole file" if each.rows == 1 else f"{each.rows:,} times"
    return f"row {each.row:,}" if each.rows == 1 else f"{each.rows:,} rows, first {each.row:,}"
