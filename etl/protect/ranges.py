"""How closely a reader can pin withheld numbers: the least and greatest value that every sum still allows.

Each bound is a linear programme over the equations of one block (numbers that hang together), with the reader's own
knowledge: counts are at least 1, and in a percentage no count is above its denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """Unknown numbers (by position), equations between them (coefficients and constant), pairs of which the first is
    not above the second, and what each is at least and at most."""

    size: int
    equations: Sequence[tuple[Mapping[int, float], float]]
    pairs: Sequence[tuple[int, int]]
    least: Floats
    most: Floats

    def from_nothing(self) -> Block:
        """The same for a reader who does not take it that a withheld count is at least 1."""
        return replace(self, least=np.zeros(self.size))


def ranges(
    block: Block, asked: Sequence[int], *, enough: Callable[[int, float, float], bool]
) -> dict[int, tuple[float, float]]:
    """Least and greatest value of the numbers ``asked``; a number is left as soon as what is seen of it is ``enough``.

    Whatever one programme finds is a value that all numbers may take together, so each solution widens the range of
    every other number: most blocks are done after a few. An empty result: no values fit all equations (figures of two
    sources that do not quite agree), so that nothing follows from them.
    """
    solve = _programme(block)
    low, high = np.full(block.size, np.inf), np.full(block.size, -np.inf)
    for number in asked:
        for sign in (1.0, -1.0):
            if enough(number, low[number], high[number]):
                break
            objective = np.zeros(block.size)
            objective[number] = sign
            found = solve(objective)
            if found is None:
                return {}
            low, high = np.minimum(low, found), np.maximum(high, found)
    return {number: (float(low[number]), float(high[number])) for number in asked}


FAR = 1e7
"""Instead of no bound: a programme whose answer has no end says nothing of the other numbers."""


def _programme(block: Block) -> Callable[[Floats], Floats | None]:
    equal = _matrix([each for each, _ in block.equations], block.size)
    constants = np.array([constant for _, constant in block.equations])
    above = _matrix([{one: 1.0, other: -1.0} for one, other in block.pairs], block.size)
    bounds = np.column_stack([block.least, np.minimum(block.most, FAR)])

    def solve(objective: Floats) -> Floats | None:
        result = linprog(
            objective,
            A_ub=above if block.pairs else None,
            b_ub=np.zeros(len(block.pairs)) if block.pairs else None,
            A_eq=equal if block.equations else None,
            b_eq=constants if block.equations else None,
            bounds=bounds,
            method="highs",
        )
        return None if result.x is None else np.asarray(result.x, dtype=np.float64)

    return solve


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> csr_matrix:
    across = [number for row in rows for number in row]
    down = [n for n, row in enumerate(rows) for _ in row]
    values = [value for row in rows for value in row.values()]
    return csr_matrix((values, (down, across)), shape=(len(rows), width))
