"""Every file as received: what it was taken for, how many rows were used, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from dash import html

from dashboard.answers.desk import Extract
from dashboard.components import layout, stacked
from dashboard.components.desk_parts.severity import tally


def section(received: Sequence[Extract]) -> html.Section:
    """Newest first; a refused file stands among the others with its reason behind the link."""
    if not received:
        empty = layout.empty("Nothing has been loaded.", "Run outcomes load on a file or folder.")
        return layout.section("Extracts", [empty], id="extracts")
    head = ("File", "Dataset", "Rows read", "Used", "Not used", "Rejected", "Figures", "Loaded", "Findings")
    rows = [_row(each) for each in received]
    table = layout.table(head, rows, caption="Extracts, newest first", numbers=range(2, 7), name="extracts")
    return layout.section(
        "Extracts",
        [layout.scroll(stacked.cards(table), label="Extracts")],
        id="extracts",
        note="Not used: rows of other indicators or crossed groups. Rejected: rows that could not be read.",
    )


def _row(each: Extract) -> list[object]:
    path = PurePosixPath(each.file_name)
    folder = f"{path.parent}/" if str(path.parent) != "." else None
    name = layout.present(
        [
            html.A(path.name, href=f"/data/{each.extract_id}", className="file"),
            html.Span(folder, className="sub") if folder else None,
        ]
    )
    dataset = each.dataset_id.replace("_", " ") if each.dataset_id else "not recognised"
    outcome = html.Span(each.outcome, className="sub strong-bad" if each.outcome == "refused" else "sub")
    figures = (
        f"{each.observations:,}"
        if each.observations
        else f"{each.reference_rows:,} reference"
        if each.reference_rows
        else "0"
    )
    who = html.Span(each.loaded_by, className="sub") if each.loaded_by else None
    return [
        name,
        [dataset, outcome],
        f"{each.rows_read:,}",
        f"{each.rows_used:,}",
        f"{each.rows_not_used:,}",
        f"{each.rows_rejected:,}",
        figures,
        layout.present([f"{each.loaded_at:%-d %b %Y, %H:%M}", who]),
        tally(each.counts),
    ]
