"""Disclosure control over tables written down in a test: claims in, withheld figures out, no file and no warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import duckdb

from etl import schema
from etl.catalogue import Catalogue, load_catalogue
from etl.dataset_parts import Disclosure
from etl.periods import Period
from etl.protect import protect
from etl.protect.masks import Protected
from etl.warehouse.build import create_tables
from tests.etl.local_files import DATA

LOCAL, OFFICIAL, HELD = 1, 2, 3
Claim = dict[str, Any]

PLAIN: Claim = {
    "indicator_id": "pupil_mobility_pct",
    "period": "202324",
    "period_kind": "academic_year",
    "phase": "total",
    "group_id": "all",
    "coverage": "state_funded",
    "status": "ok",
    "basis": "counts",
    "release": "final",
}


@cache
def catalogue() -> Catalogue:
    return load_catalogue(DATA / "catalogue")


def share(place_id: str, n: float, d: float, group: str = "all", **more: Any) -> Claim:
    """A percentage with its counts."""
    value = 100 * n / d if d else None
    return {"place_id": place_id, "group_id": group, "numerator": n, "denominator": d, "value": value, **more}


def number(place_id: str, value: float, group: str = "all", **more: Any) -> Claim:
    """A count of suspensions."""
    return {"indicator_id": "suspension_count", "place_id": place_id, "group_id": group, "value": value, **more}


def withheld(*claims: Claim, **told: Any) -> set[tuple[str, str, str, str]]:
    """Indicator, place, period and group of what is withheld of what :func:`protected` is told."""
    with protected(*claims, **told) as (connection, found):
        if not found.withheld:
            return set()
        return set(
            connection.execute("SELECT indicator_id, place_id, period, group_id FROM protect_withheld").fetchall()
        )


def sums_of(place_id: str, *claims: Claim, **told: Any) -> set[frozenset[str]]:
    """Each set of places whose figures a reader may add up to the one of a place."""
    with protected(*claims, **told) as (connection, _):
        rows = connection.execute(
            "SELECT list(p.place_id) FROM protect_part JOIN protect_figure w ON w.fid = whole "
            "JOIN protect_figure p ON p.fid = part WHERE w.place_id = ? GROUP BY family",
            [place_id],
        ).fetchall()
        return {frozenset(places) for (places,) in rows}


@contextmanager
def protected(
    *claims: Claim,
    official: Iterable[Claim] = (),
    held: Iterable[Claim] = (),
    inside: dict[str, tuple[str, ...]] | None = None,
    followed: dict[str, tuple[str, str]] | None = None,
    limits: Disclosure | None = None,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Protected]]:
    """The tables after disclosure control; ``inside`` maps places to their members, ``followed`` closed schools to the
    one that took over and their last day."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        for database in ("out", "prev"):
            connection.execute(f"ATTACH ':memory:' AS {database}")
            create_tables(connection, database)
        _fill(connection, "prev.observation", held, HELD)
        for extract, rows in ((LOCAL, claims), (OFFICIAL, official)):
            connection.execute(f"CREATE TABLE claim_{extract} AS SELECT * FROM out.observation")
            _fill(connection, f"claim_{extract}", rows, extract)
        for container, members in (inside or {}).items():
            for member in members:
                connection.execute(
                    "INSERT INTO out.membership VALUES (?, ?, 'locality', NULL, NULL, 1, NULL)", [member, container]
                )
        for old, (heir, closed) in (followed or {}).items():
            connection.execute(
                "INSERT INTO out.place BY NAME SELECT ? AS place_id, '' AS name, 'school' AS level, ?::DATE AS closed, "
                "true AS invented",
                [old, closed],
            )
            connection.execute(
                "INSERT INTO out.place_link VALUES (?, ?, 'successor', ?::DATE + 1)", [old, heir, closed]
            )
        found = protect(
            connection,
            {LOCAL: limits or Disclosure(), HELD: limits or Disclosure()},
            fresh={LOCAL: "claim_1", OFFICIAL: "claim_2"},
            catalogue=catalogue(),
            previous=bool(held),
            replaced=(),
        )
        yield connection, found


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Claim], extract: int) -> None:
    columns = [column.name for column in schema.observation.columns]
    for number_of_row, row in enumerate(rows):
        full = {**PLAIN, "extract_id": extract, "source_row": number_of_row, **row}
        full["period_end"] = Period(full["period"], full["period_kind"]).end
        marks = ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", [full.get(column) for column in columns])


def places(found: set[tuple[str, str, str, str]]) -> set[str]:
    return {place for _, place, _, _ in found}


def groups(found: set[tuple[str, str, str, str]]) -> set[str]:
    return {group for _, _, _, group in found}
