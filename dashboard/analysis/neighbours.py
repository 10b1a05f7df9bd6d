"""The average of a place's statistical neighbours, as the Local Authority Interactive Tool works it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NeighbourSet:
    """A dated set: the neighbours of one place, nearest first."""

    name: str
    dated: date
    place_ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """``statistical neighbours (May 2025 set)``; never without its date."""
        return f"statistical neighbours ({self.dated:%B %Y} set)"


@dataclass(frozen=True, slots=True)
class NeighbourMean:
    """The simple mean over the ``with_value`` of ``of`` neighbours that have a value."""

    value: float
    with_value: int
    of: int


def neighbour_mean(values: Mapping[str, float | None], neighbours: Sequence[str]) -> NeighbourMean | None:
    """The mean of the neighbours' figures, each counting once whatever its size; blank ones are dropped.

    Not weighted by pupils: that is what LAIT prints, and the label must say "simple mean". ``None`` when no neighbour
    has a figure. Example: 60, 64 and a blank: 62 over 2 of 3.
    """
    known = [value for place_id in neighbours if (value := values.get(place_id)) is not None]
    if not known:
        return None
    return NeighbourMean(value=sum(known) / len(known), with_value=len(known), of=len(neighbours))
