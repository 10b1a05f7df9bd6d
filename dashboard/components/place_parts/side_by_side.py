"""The members side by side: the rug, sorted and narrowed by its address."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from markupsafe import escape

from dashboard.analysis import words
from dashboard.answers.place_kinds import Place, one_of
from dashboard.answers.rug import BEHIND, Rug
from dashboard.answers.walk import AUTHORITIES, SCHOOLS, Asked, Walk
from dashboard.components import layout
from dashboard.components.addresses import place_address
from dashboard.components.place_parts import choices
from dashboard.components.rug import order_words, rug
from dashboard.components.svg import Svg

FIRST = 150
"""Rows shown before the reader asks for all: sorted, they are those that the order puts first."""
SEARCHED = 12
"""Rows from which on a table is worth narrowing."""

TITLES = {SCHOOLS: "School by school", AUTHORITIES: "Place by place"}
MEMBERS = {SCHOOLS: "School", AUTHORITIES: "Place"}


def section(
    walk: Walk, found: Rug, place: Place, asked: Asked, than: str, query: Mapping[str, str | None]
) -> html.Section:
    """The table in the order of its address: its first rows, or all of them. ``query`` is the page's own."""
    one = MEMBERS.get(walk.by) or one_of(walk.by)
    title = TITLES.get(walk.by) or f"{one} by {one.lower()}"
    wanted = found.of >= SEARCHED or found.of > len(found.rows)
    form = _form(walk, place, asked, than, query) if wanted else None
    if not found.rows:
        none = layout.empty(f"No {one.lower()} fits.", "Choose another name, phase or cluster.")
        return layout.section(title, layout.present([form, none]), id="members")
    everything = query.get("rows") == "all" or len(found.rows) <= FIRST
    table = rug(
        found,
        than=than,
        members=one,
        label=title,
        query={name: query.get(name) for name in ("group", "phase", "against", "members")},
        sorted_by=lambda by: place_address(place.place_id, **{**query, "sort": by}) + "#members",
        shown=None if everything else FIRST,
    )
    more = None
    if not everything:
        whole = place_address(place.place_id, **{**query, "rows": "all"}) + "#members"
        more = html.P(html.A(f"Show all {len(found.rows):,}, not the first {FIRST} only", href=whole), className="more")
    return layout.section(
        title, layout.present([form, _order(found, one), table, more]), id="members", note=_note(than)
    )


def _note(than: str) -> str:
    return (
        f"Better, similar or worse than {than} by the 95 % interval, and by how much. What is similar has no colour; "
        "strong colours wait for 99.8 %, so that chance alone makes few among many cells. A column’s name sorts by it."
    )


def _order(found: Rug, one: str) -> html.P:
    """What stands first, and how many rows are left of how many."""
    first = order_words(found, found.by)
    way = f"The other way round: {first[0].lower()}{first[1:]}" if found.descending else first
    said = f"{way}; those without a comparable figure last, by name."
    count = words.plural(found.of, one.lower(), _many(one))
    left = f"{len(found.rows):,} of {count}. " if len(found.rows) < found.of else ""
    return html.P(
        [html.Span(left, className="rug-left"), html.Span(said, className="rug-order")],
        className="note",
        role="status",
    )


def _many(one: str) -> str:
    lower = one.lower()
    return f"{lower[:-1]}ies" if lower.endswith("y") else f"{lower}s"


def _form(walk: Walk, place: Place, asked: Asked, than: str, query: Mapping[str, str | None]) -> html.Form:
    """Narrowing the rows: by words of a name, to those behind, and of schools by phase and cluster."""
    box = (
        f'<input type="search" name="find" value="{escape(query.get("find") or "")}" autocomplete="off" '
        'class="rug-find">'
    )
    only = (("", "All"), (BEHIND, f"Only behind {than}"))
    parts = [
        html.Label([html.Span("Name has"), Svg(box)], className="choice"),
        layout.choice("only", "Show", only, query.get("only") or ""),
    ]
    if walk.by == SCHOOLS:
        parts.append(layout.choice("phase", "Phase", choices.PHASES, asked.phase))
        if (within := choices.within(walk.ways, asked.within)) is not None:
            parts.append(within)
    taken = {"find", "only", *(("phase", "within") if walk.by == SCHOOLS else ())}
    return layout.filters(
        parts,
        action=place_address(place.place_id) + "#members",
        kept=[(name, value) for name, value in query.items() if value and name not in taken],
        label="Which rows to show",
    )
