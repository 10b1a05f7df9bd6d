"""What changed since the board last met, as far as a page of a pack goes."""

from __future__ import annotations

from dashboard.answers.changed_words import Figures
from dashboard.answers.changes_page import Action, changes_page, in_brief, named
from dashboard.answers.plan_page import PlanPage
from dashboard.pack import wording
from dashboard.pack.meeting import Held
from dashboard.pack.model import Changes, Said, Turned
from dashboard.store import DamagedSnapshotError, NoSnapshotError

MOST_FIGURES = 10
"""Indicators whose figures are named; the screen of changes has all of them."""
LOST = "Nothing that the board saw before can be read any more, so there is nothing to hold the present against."


def changes_since(at: Held, page: PlanPage, *, place: str | None) -> Changes:
    """What is otherwise than at the board's last meeting before this one, else before the last load."""
    decisions = at.meeting.decisions if at.meeting else ()
    try:
        found = changes_page(at.board, page.name, place=place)
    except (DamagedSnapshotError, NoSnapshotError):
        return Changes(None, LOST, (), (), (), (), decisions)
    if found.found is None or found.since is None:
        return Changes(None, found.why, (), (), (), (), decisions)
    shown = sorted(found.figures, key=lambda each: -(each.new + each.changed + each.gone))
    figures = [_figures(each) for each in shown[:MOST_FIGURES]]
    more = len(shown) - MOST_FIGURES
    return Changes(
        since=named(found.since),
        why=None,
        counts=in_brief(found.found),
        verdicts=tuple(
            Turned(each.name, _said(each.before), _said(each.after), each.because) for each in found.measures
        ),
        figures=(*figures, *([f"and figures of {more} more indicators"] if more > 0 else [])),
        actions=tuple((each.name, _moved(each)) for each in found.actions),
        decisions=decisions,
    )


def _said(word: str | None) -> Said | None:
    return wording.said(word) if word is not None else None


def _figures(each: Figures) -> str:
    counts = ((each.new, "new"), (each.changed, "revised"), (each.gone, "gone"))
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    example = next((one for one in each.examples if one.after is not None), None)
    newest = f"; {example.key}: {_from(example.before)}{example.after}" if example else ""
    return f"{each.name}: {told}{newest}"


def _moved(each: Action) -> str:
    turned = [f"{what}: {_from(before)}{after or 'none'}" for what, before, after in each.turned]
    return "; ".join([*turned, *each.notes[:1], *each.evidence[:1]])


def _from(before: str | None) -> str:
    return f"from {before} to " if before is not None else ""
