"""What must be true of a snapshot that was just built, before anybody is served it."""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from etl.catalogue import Catalogue
from etl.schema import KEY
from etl.sql import count, literal


class NotPublished(Exception):
    """The new snapshot did not pass verification: the previous one stays; the message says what was wrong."""


@dataclass(slots=True)
class Resolved:
    """What verification holds against the result: the indicators resolved anew, those in which claims met in a key,
    and how many claims there were in all."""

    touched: set[str]
    contested: set[str] = field(default_factory=set)
    claims: int = 0


def verify(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, resolved: Resolved, *, previous: bool) -> None:
    """Hold the built snapshot against what must be true; raises :class:`NotPublished` naming everything that is not.

    An indicator that the catalogue has no longer may stay where nothing was read for it.

    Keys are compared where claims met; elsewhere one file is the only source, and its own rows were compared with each
    other when it was checked. Every claim must have become a winner or a loser.
    """
    problems = []
    touched, key = resolved.touched, ", ".join(KEY)
    among = ", ".join(literal(indicator) for indicator in sorted(resolved.contested)) or "NULL"
    # Equal hashes are the only candidates for equal keys, and 64-bit numbers are counted far faster than seven texts.
    doubled = count(
        connection,
        f"SELECT count(*) FROM (SELECT {key} FROM out.observation WHERE indicator_id IN ({among}) AND hash({key}) IN ("
        f"SELECT hash({key}) AS h FROM out.observation WHERE indicator_id IN ({among}) GROUP BY h HAVING count(*) > 1) "
        f"GROUP BY {key} HAVING count(*) > 1)",
    )
    if doubled:
        problems.append(f"{doubled:,} keys have more than one winner")
    again = ", ".join(literal(indicator) for indicator in sorted(touched)) or "NULL"
    settled = sum(
        count(connection, f"SELECT count(*) FROM out.{table} WHERE indicator_id IN ({again}) AND basis <> 'derived'")
        for table in ("observation", "observation_history")
    )
    if settled != resolved.claims:
        problems.append(f"{resolved.claims:,} claims came in and {settled:,} were settled")
    stored = {row[0] for row in connection.execute("SELECT DISTINCT indicator_id FROM out.observation").fetchall()}
    if unknown := sorted((stored & touched) - set(catalogue.indicators)):
        problems.append(f"indicators that the catalogue does not have: {', '.join(unknown)}")
    homeless = connection.execute(
        "SELECT DISTINCT place_id FROM out.observation WHERE place_id NOT IN (SELECT place_id FROM out.place) LIMIT 5"
    ).fetchall()
    if homeless:
        problems.append(f"places without a row: {', '.join(row[0] for row in homeless)}")
    if previous and (untouched := ", ".join(literal(i) for i in sorted(stored - touched))):
        before, after = (
            count(connection, f"SELECT count(*) FROM {db}.observation WHERE indicator_id IN ({untouched})")
            for db in ("prev", "out")
        )
        if before != after:
            problems.append(f"untouched indicators had {before:,} observations and have {after:,}")
    if problems:
        raise NotPublished("the new snapshot was not published: " + "; ".join(problems))
