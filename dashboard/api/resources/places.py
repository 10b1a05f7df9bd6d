"""Places: found by name, level, scheme or parent, and each with its members."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import Field

from dashboard.answers import directory, listed, resolve
from dashboard.answers.errors import NotFoundError
from dashboard.answers.json_parts import day
from dashboard.answers.place_kinds import Place
from dashboard.api.documents.places import Place as PlaceDocument
from dashboard.api.documents.places import PlaceDetail
from dashboard.api.paging import offset
from dashboard.api.parameters import Common, Paged, Word, Words
from dashboard.api.resource import Document, Example, InPath, Listing, Question, Resource, always
from dashboard.board import Board
from etl.schema import LEVELS

COLUMNS = (*(name for name in PlaceDocument.model_fields if name != "parent"), "parent", "parent_name", "snapshot")
MEMBER_COLUMNS = ("place", "place_name", "id", "name", "level", "phase", "pupils", "snapshot")


class Which(Paged):
    name: Word | None = Field(
        None, description="Part of a name, or a code: the nearest come first.", examples=["Thurrock"]
    )
    level: Words = Field((), description=f"One of {', '.join(LEVELS)}.", examples=["la"])
    scheme: Words = Field((), description="Only clusters of a scheme.", examples=["ward"])
    parent: Word | None = Field(
        None,
        description="Only what lies in a place or belongs to it today, by its id or name: an authority's schools and "
        "clusters, a region's authorities, a trust's schools.",
    )


def several(question: Question[Which]) -> Listing:
    """Places by name, closed ones too."""
    board, given, understood = question.board, question.given, question.understood
    begin = offset(question.after)
    found = listed.places(
        board,
        words=given.name,
        levels=understood.choices("level", given.level, LEVELS),
        schemes=given.scheme,
        inside=understood.places((given.parent,), name="parent")[0] if given.parent else None,
        offset=begin,
        limit=given.limit,
    )
    items = [_place(each) for each in found.places]
    rows = [_cells(item, snapshot=board.store.snapshot_id) for item in items]
    return Listing(items, rows, (found.offset,) if found.offset is not None else None)


def one(question: Question[Common]) -> Document:
    """A place with what it is summed over, divided into, and part of."""
    board, on = question.board, question.board.today
    place_id = resolve.place(board, question.path["place"])
    place = directory.place(board, place_id)
    if place is None:
        raise NotFoundError(f"no place {place_id!r}")
    place = _with_parent(board, place)
    members = [_member(each) for each in directory.leaves(board, place, on=on)]
    content = _place(place) | {
        "members": members,
        "divisions": [
            {
                "scheme": each.scheme,
                "name": each.name,
                "crosses": each.crosses,
                "places": [_member(part) for part in each.places],
            }
            for each in directory.schemes(board, place_id, on=on)
        ],
        "belongs_to": [
            {"id": each.place_id, "name": each.name, "level": each.level, "kind": each.kind}
            for each in directory.containers(board, place_id, on=on)
        ],
        "links": [
            {"id": each.place_id, "name": each.name, "direction": each.direction, "since": day(each.since)}
            for each in directory.links(board, place_id)
        ],
    }
    held = {"place": place_id, "place_name": place.name, "snapshot": board.store.snapshot_id}
    return Document(content, [each | held for each in members])


def _with_parent(board: Board, place: Place) -> Place:
    parent = directory.place(board, place.parent_id) if place.parent_id else None
    return replace(place, parent_name=parent.name if parent else None)


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.place_id,
        "name": place.name,
        "level": place.level,
        "level_name": place.level_name,
        "scheme": place.scheme,
        "parent": {"id": place.parent_id, "name": place.parent_name} if place.parent_id else None,
        "region": place.region_id,
        "phase": place.phase,
        "type": place.establishment_type,
        "opened": day(place.opened),
        "closed": day(place.closed),
        "pupils": place.pupils,
        "capacity": place.capacity,
        "invented": place.invented,
    }


def _member(place: Place) -> dict[str, Any]:
    return {
        "id": place.place_id,
        "name": place.name,
        "level": place.level,
        "phase": place.phase,
        "pupils": place.pupils,
    }


def _cells(item: dict[str, Any], *, snapshot: str | None) -> dict[str, Any]:
    parent = item["parent"] or {"id": None, "name": None}
    return item | {"parent": parent["id"], "parent_name": parent["name"], "snapshot": snapshot}


RESOURCES = (
    Resource(
        name="places",
        path="/places",
        title="Places",
        says="England, its regions and authorities, districts, joint areas, clusters, trusts and every school.",
        parameters=Which,
        document=PlaceDocument,
        columns=COLUMNS,
        answer=several,
        example=lambda subject: Example(given={"name": subject.place, "limit": "1"}),
        listing=True,
        by_day=always,
    ),
    Resource(
        name="place",
        path="/places/<path:place>",
        title="One place with its members",
        says="What its figures are summed over (schools, authorities, regions), how it is divided, what it belongs to, "
        "and who came before or after it. CSV holds the members.",
        parameters=Common,
        document=PlaceDetail,
        columns=MEMBER_COLUMNS,
        answer=one,
        example=lambda subject: Example(subject.place),
        by_day=always,
        in_path=InPath("place", "A place's id, code or name.", "E06000034"),
    ),
)
