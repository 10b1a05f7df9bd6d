"""One new snapshot from the previous one and the extracts of a load: built aside and verified.

It is served when :func:`etl.warehouse.folder.adopt` takes it into the warehouse, and not before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import duckdb_sqlalchemy
import sqlalchemy as sa

from etl import schema
from etl.catalogue import Catalogue
from etl.dataset_parts import Disclosure
from etl.places import Places
from etl.protect import Protected, mask_findings, protect, protected_extracts
from etl.sql import literal
from etl.tidy.claims import COLUMNS
from etl.tidy.tables import append
from etl.warehouse import folder as warehouse_folder
from etl.warehouse import reference, winners
from etl.warehouse.verification import Resolved, verify

_DIALECT = duckdb_sqlalchemy.Dialect()

ROWS_READ_AT_ONCE = 8192
"""Rows of a row group, the least that DuckDB reads of a column. A screen asks for a few hundred neighbouring rows: with
DuckDB's own 122,880 its select took three times the processor time at 1 million observations (41 against 14 ms), and
twice at 10 million; sums over whole columns take the same, and the file is no larger."""


@dataclass(slots=True)
class Changes:
    """What a load adds: the view of each new extract's claims, and the extracts that it replaces.

    The rows of the new extracts and their findings stand in the tables ``fresh_extract`` and ``fresh_finding``.
    """

    views: dict[int, str] = field(default_factory=dict)
    replaced: set[int] = field(default_factory=set)


def create_tables(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """The tables of a snapshot, as :mod:`etl.schema` declares them, in an attached database."""
    for table in schema.metadata.sorted_tables:
        ddl = str(sa.schema.CreateTable(table).compile(dialect=_DIALECT))
        connection.execute(ddl.replace("CREATE TABLE ", f"CREATE TABLE {database}.", 1))


def build(
    connection: duckdb.DuckDBPyConnection,
    changes: Changes,
    *,
    base: Path | None,
    work: Path,
    created: datetime,
    catalogue: Catalogue,
    catalogue_sha256: str,
    places: Places,
    kinds: dict[str, str],
    limits: dict[str, Disclosure],
    demonstration: bool,
) -> Path:
    """Build and verify a snapshot in the folder ``work``, named by its id; it is complete and on disk.

    ``base`` is the snapshot attached as ``prev``, if there is one. ``kinds`` maps dataset ids to their kind, ``limits``
    those whose small numbers are protected to their limits. Raises :class:`etl.warehouse.NotPublished` with
    everything that :mod:`etl.warehouse.verification` found wrong.
    """
    target = work / "snapshot.duckdb"
    connection.execute(f"ATTACH {literal(str(target))} AS out (ROW_GROUP_SIZE {ROWS_READ_AT_ONCE})")
    create_tables(connection, "out")
    mask_findings(connection, protected_extracts(connection, "fresh_extract", limits=limits, known=kinds))
    _extracts(connection, changes, previous=base is not None, kinds=kinds)
    reference.merge(connection, places, previous=base is not None)
    protected = protect(
        connection,
        protected_extracts(connection, "out.extract", limits=limits, known=kinds),
        fresh=changes.views,
        catalogue=catalogue,
        previous=base is not None,
        replaced=changes.replaced,
    )
    resolved = _observations(connection, changes, protected, catalogue=catalogue, previous=base is not None)
    _breaks(connection, catalogue)
    snapshot_id = _name(connection, created, base, catalogue_sha256)
    connection.execute(
        "INSERT INTO out.snapshot SELECT ?, ?, ?, ?, (SELECT count(*) FROM out.observation), ?",
        [snapshot_id, created.replace(tzinfo=None), base.stem if base else None, catalogue_sha256, demonstration],
    )
    verify(connection, catalogue, resolved, previous=base is not None)
    connection.execute("CHECKPOINT out")
    connection.execute("DETACH out")
    warehouse_folder.sync_file(target)
    return target.rename(work / f"{snapshot_id}.duckdb")


def _name(connection: duckdb.DuckDBPyConnection, created: datetime, base: Path | None, catalogue_sha256: str) -> str:
    listed = connection.execute("SELECT fingerprint, outcome FROM out.extract ORDER BY 1, 2").fetchall()
    said = repr((base.stem if base else None, catalogue_sha256, listed))
    digest = hashlib.sha256(said.encode()).hexdigest()
    return f"{created:%Y%m%dT%H%M%S}{created.microsecond // 1000:03d}Z-{digest[:12]}"


def _extracts(
    connection: duckdb.DuckDBPyConnection, changes: Changes, *, previous: bool, kinds: dict[str, str]
) -> None:
    """Extracts and findings, earlier and new; ``rank_of`` says of each loaded extract what decides a key."""
    replaced = ", ".join(str(number) for number in sorted(changes.replaced)) or "-1"
    if previous:
        connection.execute(
            f"INSERT INTO out.extract BY NAME SELECT * FROM prev.extract WHERE extract_id NOT IN ({replaced})"
        )
        connection.execute(
            f"INSERT INTO out.finding BY NAME SELECT * FROM prev.finding WHERE extract_id NOT IN ({replaced})"
        )
    connection.execute("INSERT INTO out.extract BY NAME SELECT * FROM fresh_extract")
    connection.execute("INSERT INTO out.finding BY NAME SELECT * FROM fresh_finding")
    # A register describes schools, memberships name trusts and clusters, other files only mention them.
    depth = {"register": 2, "membership": 1}
    whens = [f"WHEN {literal(name)} THEN {depth[kind]}" for name, kind in kinds.items() if kind in depth]
    register = f"CASE dataset_id {' '.join(whens)} ELSE 0 END" if whens else "0"
    connection.execute(
        "CREATE OR REPLACE TABLE rank_of AS SELECT extract_id, priority, published, sha256, period_last AS as_of, "
        f"{register} AS register FROM out.extract WHERE outcome = 'loaded'"
    )


def _observations(
    connection: duckdb.DuckDBPyConnection,
    changes: Changes,
    protected: Protected,
    *,
    catalogue: Catalogue,
    previous: bool,
) -> Resolved:
    """Winners and losers of every indicator, one batch each; untouched indicators are copied as they are."""
    fresh = [protected.source(view, [extract]) for extract, view in changes.views.items()]
    held = winners.held(connection, fresh)
    touched = set(protected.touched) | set(held)
    if previous:
        touched |= _indicators(connection, ["prev.observation", "prev.observation_history"], changes.replaced)
    derived = {i.id: i.derive for i in catalogue.indicators.values() if i.derive is not None}
    inputs = {i: part.of for i, d in derived.items() for part in (d.complement, d.difference) if part is not None}
    touched |= {indicator for indicator, of in inputs.items() if of in touched}
    known = touched | (_indicators(connection, ["prev.observation"]) if previous else set())
    tables = ("observation", "observation_history") if previous else ()
    earlier = [protected.source(_earlier(table, changes.replaced)) for table in tables]
    for indicator, sources in winners.held(connection, earlier, among=touched).items():
        held.setdefault(indicator, {}).update(sources)
    resolved = Resolved(touched, claims=sum(each.claims for sources in held.values() for each in sources.values()))
    for indicator in sorted(known, key=lambda i: (i in derived, i)):
        if indicator not in touched:
            _copy(connection, indicator)
            continue
        if winners.resolve(connection, indicator, sources=held.get(indicator, {})):
            resolved.contested.add(indicator)
        if indicator in derived and winners.derive(connection, indicator, derived[indicator]):
            resolved.contested.add(indicator)
    return resolved


def _indicators(connection: duckdb.DuckDBPyConnection, tables: list[str], extracts: set[int] | None = None) -> set[str]:
    if extracts == set():
        return set()
    only = f" WHERE extract_id IN ({', '.join(map(str, sorted(extracts)))})" if extracts else ""
    union = " UNION ".join(f"SELECT DISTINCT indicator_id FROM {table}{only}" for table in tables)
    return {row[0] for row in connection.execute(union).fetchall()}


def _earlier(table: str, replaced: set[int]) -> str:
    """Claims of earlier loads: derived figures are worked out anew, replaced extracts are gone."""
    without = f" AND extract_id NOT IN ({', '.join(map(str, sorted(replaced)))})" if replaced else ""
    return f"(SELECT {COLUMNS} FROM prev.{table} WHERE basis <> 'derived'{without})"


def _copy(connection: duckdb.DuckDBPyConnection, indicator: str) -> None:
    for table in ("observation", "observation_history"):
        connection.execute(
            f"INSERT INTO out.{table} SELECT * FROM prev.{table} WHERE indicator_id = {literal(indicator)}"
        )


def _breaks(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    rows = [
        (indicator.id, item.period, item.strength, item.reason)
        for indicator in catalogue.indicators.values()
        for item in indicator.breaks
    ]
    append(connection, "out.series_break", rows)
