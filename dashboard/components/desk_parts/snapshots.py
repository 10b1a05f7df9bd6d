"""The snapshots kept, and which one is served."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.answers.desk import Snapshot
from dashboard.components import layout

MEGABYTE = 1_000_000


def section(kept: Sequence[Snapshot]) -> html.Section:
    """Newest first."""
    rows = [
        [
            html.Code(each.snapshot_id),
            f"{each.built:%-d %B %Y, %H:%M} UTC" if each.built else "–",
            f"{each.size / MEGABYTE:.1f} MB",
            html.Strong("served now" + (", demonstration" if each.demonstration else "")) if each.current else "",
        ]
        for each in kept
    ]
    table = layout.table(["Snapshot", "Built", "Size", ""], rows, caption="Snapshots kept", numbers=(2,))
    return layout.section(
        "Snapshots",
        [layout.scroll(table, label="Snapshots")],
        id="snapshots",
        note="A load builds a new one beside the others. outcomes rollback SNAPSHOT serves an earlier one again.",
    )
