"""Figures: every one that is held as it was loaded, and one series as the screens show it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dashboard.answers import json_form, listed
from dashboard.answers.errors import NotFoundError
from dashboard.answers.json_parts import number
from dashboard.answers.listed import Narrowed
from dashboard.answers.series import show
from dashboard.api.documents.common import Point
from dashboard.api.documents.figures import Observation, Series
from dashboard.api.parameters import Common, Paged, Word, Words
from dashboard.api.problems import INVALID_CURSOR, Problem
from dashboard.api.resource import Document, Example, Listing, Question, Resource, always
from dashboard.board import Board
from etl.periods import KINDS, known
from etl.schema import COVERAGES, LEVELS, PHASES

PLACE = ("place", "place_name")
OBSERVATION_COLUMNS = (
    "indicator", *PLACE, *(name for name in Observation.model_fields if name not in ("indicator", "place")), "snapshot",
)  # fmt: skip
SERIES_COLUMNS = (
    *("indicator", *PLACE, "group", "phase", "unit", "members"),
    *Point.model_fields,
    *("publisher", "licence", "snapshot"),
)
KEY_LENGTH = 7


class Which(Paged):
    indicator: Words = Field((), description="An indicator's id or name.", examples=["ks2_rwm_exp_pct"])
    place: Words = Field((), description="A place's id, code or name.", examples=["Thurrock"])
    inside: Word | None = Field(
        None,
        description="Only figures of what lies in a place or belongs to it today: of an authority's schools, say.",
    )
    level: Words = Field((), description=f"Only figures of places of a level: {', '.join(LEVELS)}.", examples=["la"])
    period: Words = Field(
        (), description="A period's code or words: 202425, 2024/25, autumn 2024/25.", examples=["2024/25"]
    )
    kind: Words = Field((), description=f"A kind of period: {', '.join(KINDS)}.")
    group: Words = Field((), description="A pupil group's id or words; all is everybody.", examples=["disadvantaged"])
    phase: Words = Field((), description=f"One of {', '.join(PHASES)}.")
    coverage: Words = Field((), description=f"One of {', '.join(COVERAGES)}.")


class Line(Common):
    indicator: Word = Field(description="An indicator's id or name.", examples=["ks2_rwm_exp_pct"])
    place: Word = Field(description="A place's id, code or name.", examples=["Thurrock"])
    group: Word = Field("all", description="A pupil group's id or words.", examples=["disadvantaged"])
    phase: Word | None = Field(None, description=f"One of {', '.join(PHASES)}; all together where they are held so.")
    coverage: Word | None = Field(None, description=f"One of {', '.join(COVERAGES)}; state-funded where it is held.")
    kind: Word | None = Field(None, description="A kind of period; the indicator's own where none is given.")
    period: Word | None = Field(None, description="One period of the series, by its code or words.")
    members: Literal["now", "then"] = Field(
        "now", description="Sum over the schools of today (now), or over those of each period (then)."
    )


def several(question: Question[Which]) -> Listing:
    """One page of the fact table."""
    board, given, understood = question.board, question.given, question.understood
    kinds = understood.choices("kind", given.kind, KINDS)
    asked = Narrowed(
        indicators=understood.indicators(given.indicator),
        places=understood.places(given.place),
        periods=understood.periods(given.period, kinds=kinds),
        kinds=kinds,
        groups=understood.groups(given.group),
        phases=understood.choices("phase", given.phase, PHASES),
        coverages=understood.choices("coverage", given.coverage, COVERAGES),
        levels=understood.choices("level", given.level, LEVELS),
        inside=understood.places((given.inside,), name="inside")[0] if given.inside else None,
    )
    found = listed.figures(board, asked, after=_key(question.after), limit=given.limit)
    items = [_observation(board, row) for row in found.rows]
    snapshot = board.store.snapshot_id
    rows = (
        item | {"place": item["place"]["id"], "place_name": item["place"]["name"], "snapshot": snapshot}
        for item in items
    )
    return Listing(items, rows, found.after)


def line(question: Question[Line]) -> Document:
    """One series: the place's own figures, else their sum over its members."""
    board, given, understood = question.board, question.given, question.understood
    (indicator,) = understood.indicators((given.indicator,))
    (group,) = understood.groups((given.group,))

    def choice(name: str, word: str | None, known: tuple[str, ...]) -> str | None:
        return understood.choices(name, (word,), known)[0] if word else None

    kind = choice("kind", given.kind, KINDS)
    if given.period is not None:
        understood.periods((given.period,), kinds=(kind or board.catalogue[indicator].time_identifier,))
    try:
        found = show(
            board,
            indicator,
            given.place,
            group=group,
            phase=choice("phase", given.phase, PHASES),
            coverage=choice("coverage", given.coverage, COVERAGES),
            kind=kind,
            period=given.period,
            then=given.members == "then",
        )
    except NotFoundError:
        understood.places((given.place,))  # says so where it is the place that means nothing
        raise
    content = json_form.shown(found)
    publication = found.indicator.publication
    around = {
        "indicator": indicator,
        "place": found.place_id,
        "place_name": found.place_name,
        "group": found.series.group_id,
        "phase": found.series.phase,
        "unit": found.indicator.unit,
        "members": given.members,
        "publisher": publication.publisher,
        "licence": publication.licence,
        "snapshot": board.store.snapshot_id,
    }
    return Document(content, [point | around for point in content["series"]])


def _key(after: tuple[str | int, ...] | None) -> tuple[str, ...] | None:
    """The key that a page begins behind; raises :class:`Problem` where a cursor holds something else."""
    if after is None:
        return None
    if len(after) != KEY_LENGTH or not all(isinstance(each, str) for each in after):
        raise Problem(INVALID_CURSOR, "The cursor is damaged: it holds no key of a figure.")
    return tuple(str(each) for each in after)


def _observation(board: Board, row: dict[str, Any]) -> dict[str, Any]:
    """A row in the words of the documents. Where a file does not say who published it, the catalogue does."""
    indicator = board.catalogue.indicators.get(row["indicator_id"])
    file, line = row["file_name"], row["source_row"]
    return {
        "indicator": row["indicator_id"],
        "place": {"id": row["place_id"], "name": row["place_name"]},
        "period": row["period"],
        "period_kind": row["period_kind"],
        "period_label": known(row["period"], row["period_kind"]).label,
        "phase": row["phase"],
        "group": row["group_id"],
        "coverage": row["coverage"],
        "value": number(row["value"]),
        "numerator": number(row["numerator"]),
        "denominator": number(row["denominator"]),
        "lower": number(row["lower"]),
        "upper": number(row["upper"]),
        "status": row["status"],
        "release": row["release"],
        "basis": row["basis"],
        "source": file if line is None else f"{file}, row {line}",
        "publisher": row["publisher"] or (indicator.publication.publisher if indicator else None),
        "licence": row["licence"] or (indicator.publication.licence if indicator else None),
        "invented": bool(row["invented"]),
    }


def _inside(given: Which) -> bool:
    """Whether today's memberships have a part in the answer."""
    return given.inside is not None


RESOURCES = (
    Resource(
        name="observations",
        path="/observations",
        title="Figures as they were loaded",
        says="Every figure that is held, by indicator, place and period, each with its file, publisher and licence. "
        "Nothing is summed here. A withheld figure has its status and no value.",
        parameters=Which,
        document=Observation,
        columns=OBSERVATION_COLUMNS,
        answer=several,
        example=lambda subject: Example(given={"indicator": subject.indicator, "place": subject.place, "limit": "1"}),
        listing=True,
        by_day=_inside,
    ),
    Resource(
        name="series",
        path="/series",
        title="One series, as on the screens",
        says="An indicator for a place, oldest first: the place's own figures, else their sum over its members, with "
        "the recent trend and a three-year average. The document of outcomes show --json.",
        parameters=Line,
        document=Series,
        columns=SERIES_COLUMNS,
        answer=line,
        example=lambda subject: Example(given={"indicator": subject.indicator, "place": subject.place}),
        by_day=always,
    ),
)
