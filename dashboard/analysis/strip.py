"""Where one figure lies among others of its kind: positions on one scale, better end to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.rank import quantile

FEWEST = 10
"""Figures, the place's own included, from which on a few ticks say how they are spread."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Positions from 0 (worst) to 1 (best): ``others``, their ``median`` with the place's own, and ``at``, its own.

    ``quarter`` is ``first`` for the better quarter, ``last`` for the worse, else ``middle``; ``n`` counts the figures,
    ``left_out`` those that are withheld or of too few.
    """

    others: tuple[float, ...]
    median: float
    at: float
    quarter: str
    n: int
    left_out: int


def strip(own: float, others: Sequence[float], *, polarity: str, left_out: int = 0) -> Strip | None:
    """The strip of a figure among ``others``; ``None`` under ten figures, or where neither end is better.

    Where closer to zero is better, the distance from zero counts. A figure on a quarter's edge is in the middle.
    Example: 30 among 0, 10, 20, 40 … 100 with lower better lies at 0.7, since 100 is at 0 and 0 at 1.
    """
    turn = {"higher": 1.0, "lower": -1.0, "closer_to_zero": -1.0}.get(polarity)
    if turn is None or len(others) + 1 < FEWEST:
        return None
    size = abs if polarity == "closer_to_zero" else float
    mine, theirs = turn * size(own), [turn * size(each) for each in others]
    every = [mine, *theirs]
    low, span = min(every), max(every) - min(every)
    if span == 0:
        return None

    def at(value: float) -> float:
        return (value - low) / span

    first, last = quantile(every, 0.75), quantile(every, 0.25)
    return Strip(
        others=tuple(at(each) for each in theirs),
        median=at(quantile(every, 0.5)),
        at=at(mine),
        quarter="first" if mine > first else "last" if mine < last else "middle",
        n=len(every),
        left_out=left_out,
    )
