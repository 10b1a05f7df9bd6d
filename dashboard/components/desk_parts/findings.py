"""What the checks say of a file: severity, row, column, the cell as it stood, what it means and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.answers.desk import MOST_FINDINGS, ExtractDetail, Finding
from dashboard.components import layout
from dashboard.components.desk_parts.severity import severity, tally
from etl.findings import advice


def section(found: ExtractDetail) -> html.Section:
    """Most serious first; the same words about many rows are one line."""
    if not found.findings:
        return layout.section("What was found", [layout.empty("Nothing.", "Every check passed.")], id="findings")
    more = f"The first {MOST_FINDINGS} kinds of finding." if found.more_findings else None
    return layout.section(
        "What was found",
        [
            tally(found.extract.counts),
            table(found.findings, label="Findings"),
            download(f"/data/extract/{found.extract.extract_id}/findings.csv"),
        ],
        id="findings",
        note=more,
    )


def table(findings: Sequence[Finding], *, label: str) -> html.Div:
    """One row a finding."""
    head = ("Severity", "Where", "Column", "Cell", "What it means and what to do")
    rows = html.Table(
        [
            html.Caption("Findings, most serious first", className="vh"),
            html.Thead(html.Tr([html.Th(word, scope="col") for word in head])),
            html.Tbody([_row(each) for each in findings]),
        ],
        className="findings",
    )
    return layout.scroll(rows, label=label)


def download(address: str) -> html.P:
    """The same findings, row by row, for a spreadsheet."""
    return html.P(html.A("Download the findings as CSV", href=address, download=""), className="more")


def _row(each: Finding) -> html.Tr:
    return html.Tr(
        [
            html.Th(severity(each.severity), scope="row"),
            html.Td(_where(each)),
            html.Td(html.Code(each.column) if each.column else ""),
            html.Td(html.Code(each.value, className="cell") if each.value is not None else ""),
            html.Td(
                [html.Span(_sentence(each.message), className="strong"), html.Span(advice(each.rule), className="sub")]
            ),
        ],
        className=f"finding-{each.severity}",
    )


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?", "!")) else ".")


def _where(each: Finding) -> str:
    if each.row is None:
        return "whole file" if each.rows == 1 else f"{each.rows:,} times"
    return f"row {each.row:,}" if each.rows == 1 else f"{each.rows:,} rows, first {each.row:,}"
