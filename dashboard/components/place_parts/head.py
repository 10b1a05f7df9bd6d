"""The head of a place's screen: what it is, and the sentence that says what makes its gap."""

from __future__ import annotations

from collections.abc import Collection

from dash import html

from dashboard.analysis import words
from dashboard.answers.place import Header
from dashboard.answers.walk import Walk
from dashboard.components import layout
from dashboard.components.addresses import address, place_link

CONTENTS = (
    ("priorities", "Its own priorities"),
    ("gap", "What makes the gap"),
    ("groups", "Which pupils"),
    ("close", "Pupils to close the gap"),
    ("map", "On the map"),
    ("yes-or-no", "School inspections"),
    ("compared", "Clusters on one scale"),
    ("members", "Side by side"),
    ("indicators", "Every indicator"),
    ("inside", "Inside and around"),
)


def heading(header: Header, walk: Walk | None, than: str, *, anchors: Collection[str]) -> html.Div:
    """Level, schools and pupils over the name; under it the lede, and for a place that has ended its successors."""
    lede = [sentence(walk, than)] if walk is not None else []
    if header.place.closed is not None:
        successors = [place_link(each) for each in header.successors]
        ended = f"Ended on {header.place.closed.day} {header.place.closed:%B %Y}. "
        lede = [ended, *(["Succeeded by ", *_joined(successors), "."] if successors else [])]
    elif header.predecessors and header.place.level != "school":
        lede = [*lede, " Before it: ", *_joined([place_link(each) for each in header.predecessors]), "."]
    if header.place.level in ("la", "district", "cluster", "trust"):
        brief = address(f"/place/{header.place.place_id}/briefing")
        lede = [*lede, " " if any(lede) else "", html.A("In brief, on one page", href=brief, className="only-screen")]
    return layout.heading(
        header.place.name, eyebrow=_eyebrow(header), lede=lede if any(lede) else None, aside=_contents(anchors)
    )


def sentence(walk: Walk, than: str) -> str:
    """One or two sentences by rule from the numbers; nothing where there is nothing to say."""
    if walk.lead is None:
        return ""
    column, cell = walk.table.columns[walk.lead], walk.own.cells[walk.lead]
    if cell.gap is None or cell.standing is None or walk.narrowed:
        return ""
    said = (
        f"{column.indicator.name}, {column.period.label}: "
        f"{words.gap_words(cell.gap, cell.standing, column.indicator, than)}."
    )
    told = walk.story
    if told is None or told.contribution is None or not told.makers or cell.standing != "behind":
        return said
    if words.number(told.contribution.gap, column.indicator.decimals) != words.number(
        cell.gap, column.indicator.decimals
    ):
        return said  # the members' sum is not the published gap: what they make of it stands beside the chart
    names = words.listed([part.name for part in told.makers])
    if len(told.makers) == 1:
        return f"{said} {names} alone accounts for the whole of it."
    return f"{said} {names} together account for the whole of it."


def _eyebrow(header: Header) -> str:
    place = header.place
    said = [place.level_name + (f" in {header.authority.name}" if header.authority else "")]
    if header.schools:
        said.append(words.plural(header.schools, "open school") + " on record")
    if header.pupils:
        known = "" if header.pupils_known_for == header.schools else f" on roll in {header.pupils_known_for} of them"
        said.append(f"{header.pupils:,} pupils{known}")
    return ", ".join(said)


def _contents(anchors: Collection[str]) -> html.Nav | None:
    """The parts of the screen; one alone needs no list."""
    links = [html.Li(html.A(name, href=f"#{anchor}")) for anchor, name in CONTENTS if anchor in anchors]
    if len(links) < 2:
        return None
    return html.Nav(
        [html.H2("On this page"), html.Ol(links)],
        className="contents",
        **{"aria-label": "On this page"},
    )


def _joined(links: list[html.A]) -> list[html.A | str]:
    found: list[html.A | str] = []
    for number, link in enumerate(links):
        if number:
            found.append(" and " if number == len(links) - 1 else ", ")
        found.append(link)
    return found
