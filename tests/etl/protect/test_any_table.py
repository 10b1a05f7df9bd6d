"""Whatever the table: no equation has one unknown, and no small count is told to fewer than three possible values."""

from __future__ import annotations

from itertools import product

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.etl.protect.attack import known_numbers, possible
from tests.etl.protect.county import LA, County
from tests.etl.protect.tables import share, withheld

CELL = st.tuples(st.integers(0, 14), st.integers(0, 14)).map(lambda two: (two[0], two[0] + two[1]))
"""Pupils who did, and all pupils: every share from nothing to everybody."""
SEXES, YEARS = ("female", "male"), ("202223", "202324")
Cells = dict[tuple[str, str, str], tuple[int, int]]


@st.composite
def authorities(draw: st.DrawFn) -> tuple[dict[int, str], Cells]:
    """Two clusters of one to three schools, girls and boys, two years, with every total."""
    cluster_of = {
        900001 + n: cluster
        for n, cluster in enumerate(["x"] * draw(st.integers(1, 3)) + ["y"] * draw(st.integers(1, 3)))
    }
    cells: Cells = {}
    for urn, sex, year in product(cluster_of, SEXES, YEARS):
        n, d = draw(CELL)
        for place, group in product((f"urn/{urn}", f"cluster/locality/{cluster_of[urn]}", LA), (sex, "all")):
            before = cells.get((place, year, group), (0, 0))
            cells[place, year, group] = (before[0] + n, before[1] + d)
    return cluster_of, cells


SLOW = [HealthCheck.too_slow]
LEFT_OVER = {
    900001: ("x", (10, 20), (11, 24)), 900002: ("x", (6, 12), (12, 16)), 900003: ("y", (10, 15), (3, 3)),
    900004: ("y", (4, 4), (10, 10)), 900005: ("y", (3, 7), (6, 14)),
}  # fmt: skip
"""Girls and boys of five schools. In cluster y the girls who did not are 9, of whom the first school prints 5; the sums
of all pupils leave no room for any at the second: the 4 of the third would be told exactly, though neither its count
nor its denominator is."""


# Nothing is shrunk: each try is a whole disclosure control and a whole attack.
@settings(max_examples=6, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=SLOW)
@given(authorities())
def test_no_random_authority_gives_a_small_count_away(drawn: tuple[dict[int, str], Cells]) -> None:
    _attacked(*drawn)


def test_those_who_did_not_are_bounded_by_what_other_schools_leave_over() -> None:
    cells: Cells = {}
    for urn, (cluster, *by_sex) in LEFT_OVER.items():
        for sex, (n, d) in zip(SEXES, by_sex, strict=True):
            for place, group in product((f"urn/{urn}", f"cluster/locality/{cluster}", LA), (sex, "all")):
                before = cells.get((place, YEARS[1], group), (0, 0))
                cells[place, YEARS[1], group] = (before[0] + n, before[1] + d)
    _attacked({urn: cluster for urn, (cluster, *_) in LEFT_OVER.items()}, cells, years=YEARS[1:])


def _attacked(cluster_of: dict[int, str], cells: Cells, *, years: tuple[str, ...] = YEARS) -> None:
    """Fails where a sum has one unknown, or where a small count has fewer than three possible values."""
    inside = {f"cluster/locality/{name}": _schools(cluster_of, name) for name in set(cluster_of.values())}
    inside[LA] = tuple(f"urn/{urn}" for urn in cluster_of)
    claims = [share(place, n, d, group, period=year) for (place, year, group), (n, d) in cells.items()]
    kept = {(place, year, group) for _, place, year, group in withheld(*claims, inside=inside)}
    secrets = County(cells).secrets()
    assert {secret[:3] for secret in secrets} <= kept
    for whole, parts in _sums(cells, inside):
        unknown = [key for key in (whole, *parts) if key in kept]
        if len(unknown) == 1:  # then it tells a denominator that is not small, and a count that a nothing tells anyway
            assert cells[unknown[0]][1] >= 10
            assert cells[whole][0] == 0
    rows = [
        {"place_id": place, "period": year, "group_id": group, "value": None, "numerator": n, "denominator": d}
        for (place, year, group), (n, d) in cells.items()
        if (place, year, group) not in kept
    ]
    found = possible(secrets, known_numbers(rows), cluster_of, least=0, years=years, pairs=(SEXES,))
    assert all(values >= 3 for values in found.values()), {key: n for key, n in found.items() if n < 3}


def _schools(cluster_of: dict[int, str], name: str) -> tuple[str, ...]:
    return tuple(f"urn/{urn}" for urn, cluster in cluster_of.items() if cluster == name)


def _sums(
    cells: Cells, inside: dict[str, tuple[str, ...]]
) -> list[tuple[tuple[str, str, str], list[tuple[str, str, str]]]]:
    sexes = [
        ((place, year, "all"), [(place, year, sex) for sex in SEXES]) for place, year, group in cells if group == "all"
    ]
    members = [
        ((place, year, group), [(member, year, group) for member in inside[place]])
        for place, year, group in cells
        if place in inside
    ]
    return sexes + members
