"""What a reader can set up as equations: a system of sums in which the withheld numbers are the unknowns.

A number is named ``2 * figure`` (its count) or ``2 * figure + 1`` (its denominator). An equation says whole minus parts
(and minus a rest that no figure stands for) is a constant near nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import scipy  # its parts load when they are used: half a second less at the start of a server

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

EXACT = 0.5
"""Counts are whole: a sum that is out by less is the sum (a numerator rebuilt from a printed percentage adds a little
of its own, see :data:`REBUILT`)."""
REBUILT = 0.0006


@dataclass(slots=True)
class Figures:
    """Columns of ``protect_figure``, a position a figure. ``numbers`` holds count and denominator by turns."""

    numbers: Floats
    local: Bools
    before: Bools
    withheld: Bools
    bounded: Bools
    counted: Bools
    smallest_count: Ints
    smallest_denominator: Ints


@dataclass(frozen=True, slots=True)
class Equation:
    """``rest`` is None where the parts are all there is, else whether what is left over is small enough to be withheld
    itself."""

    whole: int
    parts: tuple[tuple[int, float], ...]
    constant: float
    rest: bool | None = None
    numbers: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", (self.whole, *(number for number, _ in self.parts)))


@dataclass(slots=True)
class System:
    figures: Figures
    equations: list[Equation] = field(default_factory=list)


def read(connection: duckdb.DuckDBPyConnection) -> System:
    """The system of ``protect_figure``: the sums in which something is withheld and something is not."""
    figures = read_figures(connection)
    system = System(figures)
    sums = _fetch(
        connection,
        "SELECT whole, part, share, family, family IN ('terms', 'two terms') AS terms FROM protect_part "
        "JOIN protect_figure f ON f.fid = whole WHERE f.kind <> 'difference' ORDER BY whole, family, part",
    )
    whole, part = sums["whole"].astype(np.int64), sums["part"].astype(np.int64)
    alike = _fetch(connection, "SELECT * FROM protect_alike ORDER BY ALL")
    complements = _fetch(connection, "SELECT complement, base FROM protect_complement ORDER BY ALL")
    new = np.ones(len(whole), dtype=bool)
    new[1:] = (whole[1:] != whole[:-1]) | (sums["family"][1:] != sums["family"][:-1])
    which, starts = np.cumsum(new) - 1, np.flatnonzero(new)
    share = sums["share"].astype(np.float64)
    rests = [_rests(figures, whole, part, share, which, starts, quantity) for quantity in (0, 1)]
    small = _small_rest(figures, whole[starts], *rests) & ~sums["terms"][starts].astype(bool)
    busy = _busy(
        figures,
        np.concatenate([whole, alike["one"], complements["base"]]).astype(np.int64),
        np.concatenate([part, alike["other"], complements["complement"]]).astype(np.int64),
        telling=whole[starts][small],
    )
    ends = np.append(starts[1:], len(whole))
    seen = set[tuple[object, ...]]()
    for n in np.flatnonzero(busy[whole[starts]]):
        rows = slice(starts[n], ends[n])
        members = tuple(zip(part[rows].tolist(), share[rows].tolist(), strict=True))
        if (key := (int(whole[starts[n]]), members)) in seen:
            continue
        seen.add(key)
        for quantity in (0, 1):
            equation = _equation(
                figures, key[0], members, quantity, rest=float(rests[quantity][n]), small=bool(small[n])
            )
            if equation is not None:
                system.equations.append(equation)
    for row in np.flatnonzero(busy[alike["one"].astype(np.int64)]):
        one = 2 * int(alike["one"][row]) + int(alike["of_one"][row])
        other = 2 * int(alike["other"][row]) + int(alike["of_other"][row])
        system.equations += _whole_of(figures, one, other)
    for row in np.flatnonzero(busy[complements["base"].astype(np.int64)]):
        base, complement = 2 * int(complements["base"][row]), 2 * int(complements["complement"][row])
        system.equations += _whole_of(figures, base + 1, complement, base)
    return system


def read_figures(connection: duckdb.DuckDBPyConnection) -> Figures:
    """``protect_figure`` in columns, by ``fid``."""
    rows = _fetch(
        connection,
        "SELECT n, d, local, before, small, kind, bounded, smallest_count, smallest_denominator "
        "FROM protect_figure ORDER BY fid",
    )
    numbers = np.empty(2 * len(rows["local"]))
    numbers[0::2], numbers[1::2] = (np.ma.filled(rows[name].astype(np.float64), np.nan) for name in ("n", "d"))
    return Figures(
        numbers=numbers,
        local=rows["local"].astype(bool),
        before=rows["before"].astype(bool),
        withheld=(rows["small"] & rows["local"]).astype(bool),
        bounded=rows["bounded"].astype(bool),
        counted=rows["kind"] != "mean",
        smallest_count=rows["smallest_count"].astype(np.int64),
        smallest_denominator=rows["smallest_denominator"].astype(np.int64),
    )


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, npt.NDArray[Any]]:
    return {name: np.ma.asarray(column) for name, column in connection.execute(sql).fetchnumpy().items()}


def _busy(figures: Figures, one: Ints, other: Ints, *, telling: Ints) -> Bools:
    """Figures that hang together with a withheld one (or with a sum that is ``telling`` of few pupils) and with one
    that is shown: where all are withheld, nothing is known from which anything could follow."""
    size = len(figures.local)
    _, label = scipy.sparse.csgraph.connected_components(
        scipy.sparse.coo_matrix((np.ones(len(one)), (one, other)), shape=(size, size)), directed=False
    )
    shown = ~figures.withheld & ~np.isnan(figures.numbers[0::2])
    hot, known = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    hot[label[figures.withheld]] = True
    hot[label[telling]] = True
    known[label[shown]] = True
    return np.asarray((hot & known)[label], dtype=bool)


def _rests(
    figures: Figures, whole: Ints, part: Ints, share: Floats, which: Ints, starts: Ints, quantity: int
) -> Floats:
    """Whole minus parts, nan where any of them is not known."""
    values = figures.numbers[quantity::2]
    summed = np.bincount(which, weights=share * np.nan_to_num(values[part]))
    unknown = np.bincount(which, weights=np.isnan(values[part]).astype(float)) > 0
    rest = values[whole[starts]] - summed
    rest[unknown] = np.nan
    return np.asarray(rest, dtype=np.float64)


def _small_rest(figures: Figures, whole: Ints, n: Floats, d: Floats) -> Bools:
    """Whether the pupils of the whole that no part holds are so few that the sum tells of them."""
    least, fewest = figures.smallest_count[whole], figures.smallest_denominator[whole]
    with np.errstate(invalid="ignore"):
        few = (d > EXACT) & ((d < fewest) | ((n > EXACT) & (n < least)) | ((d - n > EXACT) & (d - n < least)))
        alone = np.isnan(figures.numbers[1::2][whole]) & (n > EXACT) & (n < least)
    return np.asarray((few | alone) & figures.local[whole], dtype=bool)


def _equation(
    figures: Figures, whole: int, members: tuple[tuple[int, float], ...], quantity: int, *, rest: float, small: bool
) -> Equation | None:
    """None where a part that is shown lacks the number, or where the parts are more than the whole: then nothing
    follows from the sum."""
    ids = [whole, *(member for member, _ in members)]
    values = figures.numbers[[2 * each + quantity for each in ids]]
    withheld = figures.withheld[ids]
    if (np.isnan(values) & ~withheld).any():
        return None
    parts = tuple((2 * member + quantity, share) for member, share in members)
    if np.isnan(values).any():
        shown = np.nansum([share * value for (_, share), value in zip(members, values[1:], strict=True)])
        if values[0] - shown < -EXACT:
            return None
        return Equation(2 * whole + quantity, parts, 0.0)
    near = max(EXACT, REBUILT * float(values[0]))
    slack = near if figures.local[whole] else max(near, 5.0)
    if abs(rest) <= slack:
        return Equation(2 * whole + quantity, parts, rest)
    return Equation(2 * whole + quantity, parts, 0.0, rest=small) if rest > 0 else None


def _whole_of(figures: Figures, whole: int, *parts: int) -> list[Equation]:
    """Across indicators: one percentage and its complement share the pupils; the same number printed twice. Nothing
    where a number that is shown is not told, or where the numbers do not agree."""
    numbers = (whole, *parts)
    values = figures.numbers[list(numbers)]
    untold = np.isnan(values)
    if (untold & ~figures.withheld[[number // 2 for number in numbers]]).any():
        return []
    if not untold.any() and abs(values[0] - values[1:].sum()) > EXACT:
        return []
    return [Equation(whole, tuple((part, 1.0) for part in parts), 0.0)]
