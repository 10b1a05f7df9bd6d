"""How closely a reader can pin withheld numbers: the least and greatest value that every sum still allows.

Each bound is a linear programme over the equations of one block (numbers that hang together), with the reader's own
knowledge: counts are at least 1, and in a percentage no count is above its denominator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy  # its parts load when they are used: half a second less at the start of a server

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
    every other number. At first many numbers are therefore pushed up or down at once, by lot; the few for which that is
    not enough are then bounded one by one. An empty result: no values fit all equations (figures of two sources that do
    not quite agree), so that nothing follows from them.
    """
    solve, lot = _programme(block), np.random.default_rng(0)  # the same lot in every load: the same figures withheld
    low, high = np.full(block.size, np.inf), np.full(block.size, -np.inf)

    def push(objective: Floats) -> bool:
        found = solve(objective)
        if found is not None:
            np.minimum(low, found, out=low)
            np.maximum(high, found, out=high)
        return found is not None

    left, idle = [number for number in asked if not enough(number, low[number], high[number])], 0
    while len(left) > FEW and idle < PATIENCE:
        objective = np.zeros(block.size)
        objective[left] = lot.uniform(-1, 1, len(left))
        if not (push(objective) and push(-objective)):
            return {}
        still = [number for number in left if not enough(number, low[number], high[number])]
        left, idle = still, idle + 1 if len(still) == len(left) else 0
    for number in left:
        for sign in (1.0, -1.0):
            objective = np.zeros(block.size)
            objective[number] = sign
            if not enough(number, low[number], high[number]) and not push(objective):
                return {}
    return {number: (float(low[number]), float(high[number])) for number in asked}


FEW = 4
PATIENCE = 3
"""So many times all numbers are pushed together without any of them opening before each is taken by itself."""

FAR = 1e7
"""Instead of no bound: a programme whose answer has no end says nothing of the other numbers."""


def _programme(block: Block) -> Callable[[Floats], Floats | None]:
    equal = _matrix([each for each, _ in block.equations], block.size)
    constants = np.array([constant for _, constant in block.equations])
    above = _matrix([{one: 1.0, other: -1.0} for one, other in block.pairs], block.size)
    bounds = np.column_stack([block.least, np.minimum(block.most, FAR)])

    def solve(objective: Floats) -> Floats | None:
        result = scipy.optimize.linprog(
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


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> scipy.sparse.csr_matrix:
    across = [number for row in rows for number in row]
    down = [n for n, row in enumerate(rows) for _ in row]
    values = [value for row in rows for value in row.values()]
    return scipy.sparse.csr_matrix((values, (down, across)), shape=(len(rows), width))
