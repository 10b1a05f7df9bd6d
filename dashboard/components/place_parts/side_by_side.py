"""The members side by side: the rug."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.answers.directory import SCHEME_NAMES
from dashboard.answers.walk import AUTHORITIES, SCHOOLS, Walk
from dashboard.components import layout
from dashboard.components.rug import rug

TITLES = {SCHOOLS: "School by school", AUTHORITIES: "Place by place"}
MEMBERS = {SCHOOLS: "School", AUTHORITIES: "Place"}


def section(walk: Walk, than: str, query: Mapping[str, str | None]) -> html.Section:
    """The table in the order of the lead indicator."""
    one = MEMBERS.get(walk.by) or SCHEME_NAMES.get(walk.by, walk.by).removesuffix("s")
    title = TITLES.get(walk.by) or f"{one} by {one.lower()}"
    lead = walk.table.columns[walk.lead].indicator.short if walk.lead is not None else ""
    note = (
        f"Ahead of or behind {than}, in the indicator’s unit. Strong colour only where the difference is more than "
        f"chance. Furthest behind on {lead.lower()} first; those without a comparable figure last, by name."
    )
    if not walk.rows:
        return layout.section(
            title, [layout.empty("No school fits.", "Choose another phase or cluster above.")], id="members"
        )
    table = rug(
        walk.table.columns,
        walk.rows,
        own=walk.own,
        reference=walk.reference,
        than=than,
        members=one,
        label=title,
        query=dict(query),
    )
    return layout.section(title, [table], id="members", note=note)
