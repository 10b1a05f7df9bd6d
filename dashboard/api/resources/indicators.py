"""Indicators: what is measured, and how much of it is held."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from dashboard.answers import holdings, json_form, resolve
from dashboard.api.documents.figures import Indicator, IndicatorDetail
from dashboard.api.paging import paged
from dashboard.api.parameters import Common, Paged, Word
from dashboard.api.resource import Document, Example, InPath, Listing, Question, Resource
from dashboard.board import Board

COLUMNS = (*Indicator.model_fields, "licence", "snapshot")


class Which(Paged):
    theme: Word | None = Field(
        None, description="Only those of a theme, by its id or its title.", examples=["Workforce"]
    )
    held: bool | None = Field(None, description="true: only those with figures; false: only those without.")


def several(question: Question[Which]) -> Listing:
    """The catalogue in its order."""
    board, given = question.board, question.given
    rows = [
        row
        for row in _all(board)
        if _of_theme(board, row, given.theme) and given.held in (None, row["observations"] > 0)
    ]
    return paged(question, rows, lambda page: [_cells(board, row) for row in page])


def one(question: Question[Common]) -> Document:
    """One entry as a whole."""
    board = question.board
    indicator = resolve.indicator(board, question.path["indicator"])
    row = next(each for each in _all(board) if each["indicator"] == indicator.id)
    publication = indicator.publication
    detail = row | {
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "stage": indicator.stage,
        "polarity_note": indicator.polarity_note,
        "aggregation": indicator.aggregation,
        "interval": indicator.interval,
        "groups": list(indicator.breakdowns),
        "lowest_level": indicator.lowest_level,
        "frequency": indicator.frequency,
        "release": indicator.release,
        "publication": {
            "publisher": publication.publisher,
            "title": publication.title,
            "url": publication.url,
            "licence": publication.licence,
        },
        "breaks": [{"period": e.period, "strength": e.strength, "reason": e.reason} for e in indicator.breaks],
        "missing": [
            {"periods": list(e.periods), "before": e.before, "after": e.after, "reason": e.reason}
            for e in indicator.missing
        ],
        "disclosure": indicator.disclosure,
        "notes": indicator.notes,
        "supports": indicator.of,
    }
    return Document(detail, [_cells(board, row)])


def _all(board: Board) -> list[dict[str, Any]]:
    """Every entry with its holdings, counted once a snapshot: it reads the whole fact table."""
    found: list[dict[str, Any]] = board.store.cached(
        "api indicators", lambda: json_form.catalogue(holdings.catalogue(board))["indicators"]
    )
    return found


def _of_theme(board: Board, row: dict[str, Any], word: str | None) -> bool:
    theme = board.catalogue.theme_of[row["indicator"]]
    return word is None or word.casefold() in (theme.theme.casefold(), theme.title.casefold())


def _cells(board: Board, row: dict[str, Any]) -> dict[str, Any]:
    licence = board.catalogue[row["indicator"]].publication.licence
    return row | {"licence": licence, "snapshot": board.store.snapshot_id}


RESOURCES = (
    Resource(
        name="indicators",
        path="/indicators",
        title="What is measured",
        says="Every indicator of the catalogue with its definition, its unit, which way is better, and what is held.",
        parameters=Which,
        document=Indicator,
        columns=COLUMNS,
        answer=several,
        example=lambda _: Example(given={"held": "true", "limit": "1"}),
        listing=True,
    ),
    Resource(
        name="indicator",
        path="/indicators/<indicator>",
        title="One indicator",
        says="Numerator, denominator, changes of method, years that were never published, publication and licence.",
        parameters=Common,
        document=IndicatorDetail,
        columns=COLUMNS,
        answer=one,
        example=lambda subject: Example(subject.indicator),
        in_path=InPath("indicator", "An indicator's id or its name on screen.", "ks2_rwm_exp_pct"),
    ),
)
