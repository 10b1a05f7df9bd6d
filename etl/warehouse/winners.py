"""Who wins a key: resolved once, when a snapshot is published.

A claim that has a figure (or says why it is withheld) goes before one that only says "not available"; then release
(final, revised, provisional), then the dataset's priority, then the date of publication; a tie that is left is
settled by the content of the files. Load order has no part in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

from etl.catalogue import Derive
from etl.schema import KEY
from etl.sql import first_row, literal
from etl.tidy.claims import COLUMNS

_KEY = ", ".join(KEY)
_SORT = "place_id, period, period_kind, group_id, phase, coverage"
_NUMBERS = ("period_end", "value", "numerator", "denominator", "lower", "upper", "extract_id", "source_row")
_AS_TEXT = ", ".join(
    name if name in _NUMBERS else f"CAST({name} AS VARCHAR) AS {name}" for name in COLUMNS.replace(" ", "").split(",")
)
_ORDER = "silent, release_rank DESC, priority DESC, published DESC NULLS LAST, sha256 DESC, source_row"


@dataclass(slots=True)
class Held:
    """What a source has of one indicator: how many claims, and of which extracts and releases."""

    claims: int = 0
    releases: set[tuple[int, str]] = field(default_factory=set)


def held(
    connection: duckdb.DuckDBPyConnection, sources: Iterable[str], *, among: Collection[str] | None = None
) -> dict[str, dict[str, Held]]:
    """By indicator, the sources that have claims of it, of all indicators or only those ``among``. Each source is gone
    through once, whatever number of indicators is in it."""
    only = "" if among is None else f"WHERE indicator_id IN ({', '.join(map(literal, sorted(among))) or 'NULL'})"
    found: dict[str, dict[str, Held]] = {}
    for source in sources:
        rows = connection.execute(
            f"SELECT indicator_id, extract_id, release, count(*) FROM {source} {only} GROUP BY ALL"
        ).fetchall()
        for indicator, extract, release, claims in rows:
            here = found.setdefault(indicator, {}).setdefault(source, Held())
            here.claims += claims
            here.releases.add((extract, release))
    return found


def resolve(connection: duckdb.DuckDBPyConnection, indicator_id: str, *, sources: Mapping[str, Held]) -> bool:
    """Write the winners of one indicator into ``out.observation`` and the losers into ``out.observation_history``.

    ``sources`` are views of new claims and selects of the previous snapshot's, with what they hold of it; the table
    ``rank_of`` holds extract_id, priority, published and sha256 of every extract. Returns whether claims met in a key.
    """
    if not sources:
        return False
    only = f"WHERE indicator_id = {literal(indicator_id)}"
    if len(set().union(*(each.releases for each in sources.values()))) == 1:
        _write(connection, sources, only)  # no two claims can meet in a key
        return False
    everything = " UNION ALL ".join(f"SELECT {_AS_TEXT} FROM {source} {only}" for source in sources)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE gathered AS SELECT *, hash({_KEY}) AS h FROM ({everything})")
    # Most keys have one claim: only those whose hash comes twice are ranked.
    connection.execute("CREATE OR REPLACE TEMP TABLE twice AS SELECT h FROM gathered GROUP BY h HAVING count(*) > 1")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE contest AS
        SELECT *, row_number() OVER (PARTITION BY {_KEY} ORDER BY {_ORDER}) AS place_in_key FROM (
            SELECT c.*, r.priority, r.published, r.sha256, c.status = 'not_available' AS silent,
                CASE c.release WHEN 'final' THEN 3 WHEN 'revised' THEN 2 ELSE 1 END AS release_rank
            FROM gathered c SEMI JOIN twice USING (h) JOIN rank_of r USING (extract_id)
        )
    """)  # fmt: skip
    connection.execute(
        f"INSERT INTO out.observation SELECT {COLUMNS} FROM (SELECT {COLUMNS} FROM gathered ANTI JOIN twice USING (h) "
        f"UNION ALL SELECT {COLUMNS} FROM contest WHERE place_in_key = 1) ORDER BY {_SORT}"
    )
    match = " AND ".join(f"l.{column} = w.{column}" for column in KEY)
    connection.execute(f"""
        INSERT INTO out.observation_history
        SELECT {", ".join(f"l.{column.strip()}" for column in COLUMNS.split(","))},
            CASE WHEN l.silent AND NOT w.silent THEN 'it has no figure'
                 WHEN l.release_rank < w.release_rank THEN 'an earlier release: ' || l.release || ', not ' || w.release
                 WHEN l.priority < w.priority THEN 'another dataset goes first'
                 WHEN w.published IS NOT NULL AND (l.published IS NULL OR l.published < w.published)
                    THEN 'an older publication'
                 WHEN l.extract_id = w.extract_id THEN 'an earlier row of the same file'
                 ELSE 'the same rank: settled by the content of the files' END
        FROM contest l JOIN contest w ON {match} AND w.place_in_key = 1 AND l.place_in_key > 1
        ORDER BY l.place_id, l.period, l.place_in_key
    """)  # fmt: skip
    for table in ("gathered", "twice", "contest"):
        connection.execute(f"DROP TABLE {table}")
    return True


def _write(connection: duckdb.DuckDBPyConnection, sources: Iterable[str], only: str) -> None:
    """Sort in the compact types of the claims, and write texts only at the end."""
    union = " UNION ALL ".join(f"SELECT {COLUMNS} FROM {source} {only}" for source in sources)
    connection.execute(f"INSERT INTO out.observation SELECT {_AS_TEXT} FROM (SELECT * FROM ({union}) ORDER BY {_SORT})")


def derive(connection: duckdb.DuckDBPyConnection, indicator_id: str, derived: Derive) -> bool:
    """Work an indicator out from winners already in ``out.observation``, where no file claims the key itself.

    A complement is 100 minus the figure with the numerator turned round. A difference takes two groups of one
    indicator and stands under the group ``all``; where either figure is missing, it has that one's status.
    Returns whether figures may have met in a key.
    """
    if derived.complement is not None:
        select = f"""
            SELECT {literal(indicator_id)} AS indicator_id, place_id, period, period_kind, period_end, phase, group_id,
                coverage, 100 - value AS value, denominator - numerator AS numerator, denominator, 100 - upper AS lower,
                100 - lower AS upper, status, 'derived' AS basis, release, extract_id, source_row
            FROM out.observation WHERE indicator_id = {literal(derived.complement.of)}"""
    else:
        assert derived.difference is not None  # noqa: S101 - the model holds exactly one of the two
        of = literal(derived.difference.of)
        select = f"""
            SELECT {literal(indicator_id)} AS indicator_id, a.place_id, a.period, a.period_kind, a.period_end, a.phase,
                'all' AS group_id, a.coverage, a.value - b.value AS value, CAST(NULL AS DOUBLE) AS numerator,
                CAST(NULL AS DOUBLE) AS denominator, CAST(NULL AS DOUBLE) AS lower, CAST(NULL AS DOUBLE) AS upper,
                CASE WHEN a.value IS NULL THEN a.status ELSE b.status END AS status, 'derived' AS basis,
                CASE WHEN 'provisional' IN (a.release, b.release) THEN 'provisional'
                     WHEN 'revised' IN (a.release, b.release) THEN 'revised' ELSE 'final' END AS release,
                a.extract_id, a.source_row
            FROM out.observation a JOIN out.observation b USING (place_id, period, period_kind, phase, coverage)
            WHERE a.indicator_id = {of} AND b.indicator_id = {of}
                AND a.group_id = {literal(derived.difference.minuend)}
                AND b.group_id = {literal(derived.difference.subtrahend)}"""
    claimed = first_row(
        connection, f"SELECT 1 FROM out.observation WHERE indicator_id = {literal(indicator_id)} LIMIT 1"
    )
    if derived.complement is not None and claimed is None:
        # The figures that it is worked out from lie in the order that this one is to have.
        connection.execute(f"INSERT INTO out.observation SELECT {COLUMNS} FROM ({select})")
        return False
    match = " AND ".join(f"o.{column} = d.{column}" for column in KEY)
    connection.execute(
        f"INSERT INTO out.observation SELECT {COLUMNS} FROM ({select}) d "
        f"WHERE NOT EXISTS (SELECT 1 FROM out.observation o WHERE {match}) ORDER BY {_SORT}"
    )
    return True
