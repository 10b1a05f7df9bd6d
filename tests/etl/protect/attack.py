"""The attacker: takes everything that is served, sets up every sum there is, and bounds each secret count.

It shares no code with :mod:`etl.protect`: it knows the geography, that groups add up to all pupils, that a percentage
times its denominator is a count, and that a withheld count is at least ``least``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

from tests.etl.protect.county import LA, YEARS, Key

Number = tuple[str, str, str, str]
"""place, year, group, and ``n`` or ``d``."""
PAIRS = (("female", "male"), ("fsm", "not_fsm"))


def known_numbers(rows: Iterable[Mapping[str, object]]) -> dict[Number, float]:
    """What rows with place_id, period, group_id, value, numerator, denominator give away by themselves."""
    known = dict[Number, float]()
    for row in rows:
        key = (str(row["place_id"]), str(row["period"]), str(row["group_id"]))
        n, d, value = row["numerator"], row["denominator"], row["value"]
        if d is not None:
            known[*key, "d"] = float(d)  # type: ignore[arg-type]
        if n is not None:
            known[*key, "n"] = float(n)  # type: ignore[arg-type]
        elif d is not None and value is not None:
            known[*key, "n"] = round(float(value) * float(d) / 100)  # type: ignore[arg-type]
        if n is not None and value is not None and d is None:
            known[*key, "d"] = round(100 * float(n) / float(value))  # type: ignore[arg-type]
    return known


def possible(
    secrets: Iterable[Key],
    known: Mapping[Number, float],
    cluster_of: Mapping[int, str],
    *,
    least: float,
    years: Iterable[str] = YEARS,
) -> dict[Key, int]:
    """How many whole values each secret numerator may still have."""
    secrets = set(secrets)
    found = dict[Key, int]()
    for year in years:
        found |= _of_year(year, {key for key in secrets if key[1] == year}, known, cluster_of, least)
    return found


def _of_year(
    year: str, secrets: set[Key], known: Mapping[Number, float], cluster_of: Mapping[int, str], least: float
) -> dict[Key, int]:
    schools = [f"urn/{urn}" for urn in cluster_of]
    members = {f"cluster/locality/{each}": [] for each in cluster_of.values()} | {LA: list(schools)}
    for urn, cluster in cluster_of.items():
        members[f"cluster/locality/{cluster}"].append(f"urn/{urn}")
    places = [*members, *schools]
    names = [(p, year, g, q) for p in places for g in ("all", *PAIRS[0], *PAIRS[1]) for q in "nd"]
    at = {name: i for i, name in enumerate(names)}
    rows: list[dict[int, float]] = []
    for quantity in "nd":
        for place in places:
            for pair in PAIRS:
                rows.append(
                    {at[place, year, "all", quantity]: 1.0} | {at[place, year, g, quantity]: -1.0 for g in pair}
                )
        for place, inside in members.items():
            for group in ("all", *PAIRS[0], *PAIRS[1]):
                rows.append(
                    {at[place, year, group, quantity]: 1.0} | {at[each, year, group, quantity]: -1.0 for each in inside}
                )
    shares = [
        {at[p, year, g, "n"]: 1.0, at[p, year, g, "d"]: -1.0} for p in places for g in ("all", *PAIRS[0], *PAIRS[1])
    ]
    bounds = np.array([(known[name],) * 2 if name in known else (least, 1e5) for name in names])
    bounds[:, 0] = np.where([name in known for name in names], bounds[:, 0], least)
    result = dict[Key, int]()
    for key in secrets:
        ends = []
        for sign in (1.0, -1.0):
            objective = np.zeros(len(names))
            objective[at[*key, "n"]] = sign
            solved = linprog(
                objective,
                A_eq=_matrix(rows, len(names)),
                b_eq=np.zeros(len(rows)),
                A_ub=_matrix(shares, len(names)),
                b_ub=np.zeros(len(shares)),
                bounds=bounds,
            )
            assert solved.x is not None, f"{year}: what is served contradicts itself: {solved.message}"
            ends.append(sign * solved.fun)
        result[key] = floor(ends[1] + 1e-6) - ceil(ends[0] - 1e-6) + 1
    return result


def _matrix(rows: list[dict[int, float]], width: int) -> coo_matrix:
    cells = [(i, j, value) for i, row in enumerate(rows) for j, value in row.items()]
    down, across, values = zip(*cells, strict=True)
    return coo_matrix((values, (down, across)), shape=(len(rows), width))
