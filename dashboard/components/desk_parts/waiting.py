"""Files that wait for somebody to decide, and what was decided before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dash import html

from dashboard.analysis import words
from dashboard.components import layout
from etl.deciding.decisions import Decision
from etl.deciding.proposals import Proposal

STATES = {
    "receiving": "waits for its turn to be read",
    "reading": "is being read",
    "waiting": "waits for you",
    "accepted": "accepted",
    "discarded": "discarded",
    "failed": "could not be read",
    "nothing_new": "holds nothing new",
}
DOORS = {"cli": "at the command line", "web": "in the browser", "inbox": "in the inbox", "pull": "pulled"}
ACTIONS = {
    "load": "loaded",
    "refuse": "refused",
    "accept": "accepted",
    "discard": "discarded",
    "rollback": "rolled back",
    "withdraw": "withdrawn",
    "purge": "erased",
    "set_aside": "set aside",
}
MOST = 10


def section(open_ones: Sequence[Proposal]) -> html.Section | None:
    """Proposals that nobody has decided; nothing where there is none."""
    if not open_ones:
        return None
    rows = [
        [
            html.A(title(each), href=f"/data/proposal/{each.id}", className="file"),
            html.Strong(STATES[each.state]) if each.state == "waiting" else STATES[each.state],
            _effect(each),
            [moment(each.created), html.Span(f"{each.who}, {DOORS.get(each.door, each.door)}", className="sub")],
        ]
        for each in open_ones
    ]
    table = layout.table(
        ["Files", "State", "What it would change", "Received"], rows, caption="Files in review", name="waiting"
    )
    return layout.section("In review", [layout.scroll(table, label="Files in review")], id="review")


def log(decided: Sequence[Decision]) -> html.Section:
    """The latest decisions: who, when, what about."""
    if not decided:
        nothing = layout.empty("Nothing yet.", "Every load, acceptance and roll-back is listed here with its name.")
        return layout.section("Who decided what", [nothing], id="decisions")
    rows = [
        [
            moment(each.at),
            ACTIONS.get(each.action, each.action),
            [words.listed(each.files, most=3) or "–", html.Span(each.note, className="sub") if each.note else ""],
            [each.who, html.Span(DOORS.get(each.door, each.door), className="sub")],
        ]
        for each in decided[:MOST]
    ]
    table = layout.table(
        ["When", "What", "Files", "Who"], rows, caption="Decisions, the latest first", name="decisions"
    )
    note = f"The latest {MOST} of {len(decided):,}." if len(decided) > MOST else None
    return layout.section("Who decided what", [layout.scroll(table, label="Decisions")], id="decisions", note=note)


def title(each: Proposal) -> str:
    """The files of a proposal in a few words."""
    names = each.files or tuple(path.name for path in sorted(each.uploads.glob("*")))
    if not names:
        return f"Proposal {each.id}"
    return names[0] if len(names) == 1 else f"{names[0]} and {words.plural(len(names) - 1, 'other')}"


def moment(at: str) -> str:
    """A moment of a log, in UTC."""
    return f"{datetime.fromisoformat(at):%-d %b %Y, %H:%M}"


def _effect(each: Proposal) -> str:
    if each.differences is None:
        return each.message or "–"
    counts = each.differences["observations"]
    said = [
        f"{counts[key]:,} {word}"
        for key, word in (("new", "new"), ("changed", "changed"), ("gone", "gone"))
        if counts[key]
    ]
    return f"figures: {', '.join(said)}" if said else "no figure"
