"""The filters of a place's screen: what can be asked of it, all of it in the address."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.answers import belonging
from dashboard.answers.comparators import Comparator
from dashboard.answers.directory import Scheme
from dashboard.answers.place import Figure, Header
from dashboard.answers.walk import AUTHORITIES, SCHOOLS, Asked, Walk
from dashboard.components import layout
from dashboard.components.addresses import place_address
from etl.groups import label

PHASES = (
    ("total", "All phases"),
    ("primary", "Primary"),
    ("secondary", "Secondary"),
    ("special", "Special"),
)


def form(
    header: Header,
    walk: Walk | None,
    asked: Asked,
    *,
    groups: Sequence[str],
    available: Sequence[Comparator],
    against: Comparator | None,
) -> html.Form:
    """Only what leads somewhere is offered: a choice with one answer is left out."""
    fields = []
    if walk is not None:
        leads = [(column.indicator.id, column.indicator.short) for column in walk.choices]
        lead = walk.table.columns[walk.lead].indicator.id if walk.lead is not None else ""
        fields.append(_choice("indicator", "Indicator", leads, lead))
        themes = [("", "A few of each theme"), *walk.themes]
        fields.append(_choice("theme", "Side by side", themes, asked.theme or ""))
        ways = [*((way.scheme, way.name) for way in walk.ways), *([(SCHOOLS, "Schools")] if walk.ways else [])]
        fields.append(_choice("by", "Read by", ways, walk.by))
        if walk.by == SCHOOLS:
            fields.append(within(walk.ways, asked.within))
    if len(groups) > 1:
        fields.append(_choice("group", "Pupils", [(each, label(each)) for each in groups], asked.group))
    fields.append(_choice("phase", "Phase", PHASES, asked.phase))
    if walk is not None and walk.by != AUTHORITIES:
        fields.append(_choice("members", "Schools", list(belonging.NAMES.items()), asked.members))
    if against is not None:
        fields.append(_choice("against", "Compared with", [(each.key, each.name) for each in available], against.key))
    return layout.filters(
        layout.present(fields),
        action=place_address(header.place.place_id),
        label="What to show of this place",
    )


def invented(figure: Figure) -> bool:
    """Whether the newest figure comes from an invented extract."""
    origin = figure.point.origin if figure.point else None
    return bool(origin and origin.invented)


def _choice(name: str, words: str, options: Sequence[tuple[str, str]], value: str) -> html.Label | None:
    return layout.choice(name, words, options, value) if len(options) > 1 else None


def within(ways: Sequence[Scheme], value: str | None) -> html.Label | None:
    """Which part of the place schools must lie in; nothing where it has none."""
    if not ways:
        return None
    options = [
        ("", "Everywhere"),
        *((part.place_id, f"{part.name} ({part.level_name.lower()})") for way in ways for part in way.places),
    ]
    return layout.choice("within", "Only schools in", options, value or "")
