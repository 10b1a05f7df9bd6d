"""What the catalogue knows and what of it is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.board import Board
from dashboard.queries import observations
from etl.catalogue import Indicator


@dataclass(frozen=True, slots=True)
class Holding:
    """One indicator with what the snapshot holds of it; zeros and no dates where nothing is."""

    indicator: Indicator
    theme: str
    observations: int = 0
    places: int = 0
    first_end: date | None = None
    last_end: date | None = None


def catalogue(board: Board) -> tuple[Holding, ...]:
    """Every indicator of the catalogue, in its order; an empty warehouse holds nothing of any."""
    held = {}
    if board.store.has_snapshot:
        held = {row["indicator_id"]: row for row in board.store.fetch(observations.held()).to_pylist()}
    themes = board.catalogue.theme_of
    return tuple(
        Holding(
            indicator=indicator,
            theme=themes[indicator.id].title,
            observations=held.get(indicator.id, {}).get("observations", 0),
            places=held.get(indicator.id, {}).get("places", 0),
            first_end=held.get(indicator.id, {}).get("first_end"),
            last_end=held.get(indicator.id, {}).get("last_end"),
        )
        for indicator in board.catalogue.indicators.values()
    )
