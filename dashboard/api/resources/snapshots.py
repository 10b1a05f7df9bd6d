"""Snapshots: the states of the figures that are kept."""

from __future__ import annotations

from dashboard.answers import desk
from dashboard.api.documents.plans import Snapshot
from dashboard.api.paging import paged
from dashboard.api.parameters import Paged
from dashboard.api.resource import Example, Listing, Question, Resource
from dashboard.board import Board


def several(question: Question[Paged]) -> Listing:
    """Newest first."""
    items = [
        {
            "snapshot": each.info.snapshot,
            "built": each.info.created_at.isoformat(timespec="seconds"),
            "megabytes": each.info.megabytes,
            "current": each.info.current,
            "pins": [{"why": pin.why, "day": pin.day} for pin in each.info.pins],
        }
        for each in desk.snapshots(question.board)
    ]
    return paged(question, items, lambda page: [row | {"pins": [pin["why"] for pin in row["pins"]]} for row in page])


def _folder(board: Board) -> str:
    """What is kept, and for what: it changes without a new snapshot being served."""
    return repr([each.info for each in desk.snapshots(board)])


RESOURCES = (
    Resource(
        name="snapshots",
        path="/snapshots",
        title="States that are kept",
        says="Any of them may be named in snapshot, and every answer is then as it was on that day.",
        parameters=Paged,
        document=Snapshot,
        columns=(*Snapshot.model_fields,),
        answer=several,
        example=lambda _: Example(given={"limit": "1"}),
        listing=True,
        besides=_folder,
    ),
)
