"""Unknown numbers that hang together, each block by itself: what the bounds are worked out over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import scipy  # its parts load when they are used: half a second less at the start of a server

from etl.protect.ranges import Block
from etl.protect.system import Equation, Figures, Floats


def blocks(
    equations: Sequence[Equation], unknown: Collection[int], values: Floats, figures: Figures
) -> Iterator[tuple[list[int], Block, list[int]]]:
    """Each block with the names of its numbers and the positions of those that must stay open.

    The rest of equation ``n`` goes by the name ``-1 - n``; those whom a percentage leaves over (its denominator less
    its count) by :func:`left_over`, where both are unknown and few are left. A block in which no whole is known is left
    out: every number in it may be as great as one likes.
    """
    open_in: list[tuple[int, list[int]]] = []
    for place, equation in enumerate(equations):
        found = [number for number in equation.numbers if number in unknown]
        if found:
            open_in.append((place, found if equation.rest is None else [*found, -1 - place]))
    names = sorted({number for _, found in open_in for number in found})
    if not names:
        return
    position = {number: at for at, number in enumerate(names)}
    edges = [(position[found[0]], position[other]) for _, found in open_in for other in found[1:]]
    edges += [(position[n], position[n + 1]) for n in names if n >= 0 and n % 2 == 0 and n + 1 in position]
    down, across = (np.array([edge[side] for edge in edges], dtype=np.int64) for side in (0, 1))
    _, label = scipy.sparse.csgraph.connected_components(
        scipy.sparse.coo_matrix((np.ones(len(edges)), (down, across)), shape=(len(names), len(names))), directed=False
    )
    inside, sums = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number in names:
        inside[label[position[number]]].append(number)
    for place, found in open_in:
        sums[label[position[found[0]]]].append(place)
    for each, members in inside.items():
        numbers = [
            *members,
            *(left_over(number // 2, equations) for number in members if _few_left(number, members, values, figures)),
        ]
        if any(equations[place].whole not in unknown for place in sums[each]):
            block = _block(numbers, [(place, equations[place]) for place in sums[each]], values, figures)
            yield numbers, _with_left_over(block, numbers, equations), _asked(numbers, equations, figures)


def left_over(figure: int, equations: Sequence[Equation]) -> int:
    """The name of the number of those whom a percentage leaves over."""
    return -1 - len(equations) - figure


def figure_of(number: int, equations: Sequence[Equation]) -> int | None:
    """The figure whose left-over number that is; ``None`` for any other number."""
    return -1 - number - len(equations) if number < -len(equations) else None


def _few_left(number: int, members: Collection[int], values: Floats, figures: Figures) -> bool:
    """Whether a number is a count over an unknown denominator that leaves over as few as are withheld by themselves."""
    figure = number // 2
    if (
        number < 0
        or number % 2
        or not (figures.counted[figure] and figures.bounded[figure])
        or number + 1 not in members
    ):
        return False
    left = values[number + 1] - values[number]
    return bool(np.isnan(left) or 0 < left < figures.smallest_count[figure])


def _asked(numbers: Sequence[int], equations: Sequence[Equation], figures: Figures) -> list[int]:
    """Counts of persons, their denominators, and rests that are small; a sum of scores is none of them."""
    return [
        at
        for at, number in enumerate(numbers)
        if figure_of(number, equations) is not None
        or (equations[-1 - number].rest if number < 0 else number % 2 == 1 or figures.counted[number // 2])
    ]


def _with_left_over(block: Block, numbers: Sequence[int], equations: Sequence[Equation]) -> Block:
    """The block with what says that count and left-over make the denominator."""
    position = {number: at for at, number in enumerate(numbers)}
    made = [
        ({position[2 * figure + 1]: 1.0, position[2 * figure]: -1.0, at: -1.0}, 0.0)
        for at, number in enumerate(numbers)
        if (figure := figure_of(number, equations)) is not None
    ]
    return replace(block, equations=[*block.equations, *made])


def _block(
    numbers: Sequence[int], equations: Sequence[tuple[int, Equation]], values: Floats, figures: Figures
) -> Block:
    position = {number: at for at, number in enumerate(numbers)}
    rows = []
    for place, equation in equations:
        row, constant = dict[int, float](), equation.constant
        for number, factor in ((equation.whole, 1.0), *((part, -share) for part, share in equation.parts)):
            if number in position:
                row[position[number]] = row.get(position[number], 0.0) + factor
            else:
                constant -= factor * float(values[number])
        if equation.rest is not None:
            row[position[-1 - place]] = -1.0
        if not np.isnan(constant):  # nan: something in it was found to be known, without its number
            rows.append((row, constant))
    least, most, pairs = _bounds(numbers, position, values, figures)
    return Block(len(numbers), rows, pairs, least, most)


def _bounds(
    numbers: Sequence[int], position: Mapping[int, int], values: Floats, figures: Figures
) -> tuple[Floats, Floats, list[tuple[int, int]]]:
    """What each number is at least and at most by itself, and the counts that are not above an unknown denominator."""
    least, most = np.ones(len(numbers)), np.full(len(numbers), np.inf)
    pairs = []
    for at, number in enumerate(numbers):
        if number < 0 or (number % 2 == 0 and not figures.counted[number // 2]):
            least[at] = 0.0
        elif figures.bounded[number // 2]:
            partner = number ^ 1
            if number % 2 == 1 and partner not in position:
                least[at] = np.fmax(1.0, values[partner])
            elif number % 2 == 0 and partner in position:
                pairs.append((at, position[partner]))
            elif number % 2 == 0:
                most[at] = np.fmin(np.inf, values[partner])
    return least, most, pairs
