"""Places and what belongs to them, merged from the project's own tables, earlier extracts and the present load.

The project's tables go first. Of two registers that know a school the later one counts, row by row. A school that only
files of figures know is put together from what they say of it. Load order has no part in it.
"""

from __future__ import annotations

import duckdb

from etl import schema
from etl.places import Places
from etl.sql import quoted

TABLES = ("place", "place_alias", "place_link", "membership", "neighbour", "inspection")

_LATEST = "r.register DESC, r.as_of DESC NULLS LAST, r.published DESC NULLS LAST, r.sha256 DESC"

_UNNAMED = "ends_with(p.name, ' ' || split_part(p.place_id, '/', 2))"
"""Whether a place goes by its number, as one does that no file names."""


def create_fresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables ``fresh_<table>`` for the reference rows of the present load."""
    for name in TABLES:
        columns = ", ".join(f"{quoted(c.name)} {c.type.compile()}" for c in schema.metadata.tables[name].columns)
        extra = "" if "extract_id" in schema.metadata.tables[name].columns else ", extract_id INTEGER"
        connection.execute(f"CREATE TABLE fresh_{name} ({columns}{extra})")


def merge(connection: duckdb.DuckDBPyConnection, places: Places, *, previous: bool) -> None:
    """Fill the reference tables of ``out``; ``rank_of`` holds every extract that counts, replaced ones left out."""
    for name, table in (
        ("place", places.place),
        ("place_alias", places.place_alias),
        ("place_link", places.place_link),
        ("membership", places.membership),
        ("neighbour", places.neighbour),
    ):
        connection.register(f"own_{name}", table)
    _places(connection, previous=previous)
    _memberships(connection, previous=previous)
    _inspections(connection, previous=previous)
    _sets(connection, previous=previous)
    for name in TABLES[:-1]:
        connection.unregister(f"own_{name}")


def _columns(table: str, prefix: str = "") -> str:
    return ", ".join(f"{prefix}{quoted(column.name)}" for column in schema.metadata.tables[table].columns)


def _loaded(table: str, *, previous: bool) -> str:
    """Rows of earlier extracts that still count, and of the present load."""
    columns = _columns(table)
    earlier = f"SELECT {columns} FROM prev.{table} WHERE extract_id IS NOT NULL UNION ALL " if previous else ""
    return f"{earlier}SELECT {columns} FROM fresh_{table}"


def _places(connection: duckdb.DuckDBPyConnection, *, previous: bool) -> None:
    connection.execute(f"""
        INSERT INTO out.place
        SELECT {_columns("place")} FROM own_place
        UNION ALL BY NAME
        SELECT {_columns("place")} FROM (
            SELECT p.* REPLACE (
                    first_value(p.parent_id IGNORE NULLS) OVER rows AS parent_id,
                    first_value(p.region_id IGNORE NULLS) OVER rows AS region_id,
                    first_value(p.laestab IGNORE NULLS) OVER rows AS laestab
                ), row_number() OVER rows AS n
            FROM ({_loaded("place", previous=previous)}) p JOIN rank_of r USING (extract_id)
            WHERE p.place_id NOT IN (SELECT place_id FROM own_place)
            WINDOW rows AS (PARTITION BY p.place_id ORDER BY r.register DESC, {_UNNAMED}, {_LATEST}
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
        ) WHERE n = 1
        ORDER BY place_id
    """)  # fmt: skip
    alias = _columns("place_alias")
    earlier = f"UNION SELECT {alias} FROM prev.place_alias" if previous else ""
    connection.execute(
        f"INSERT INTO out.place_alias SELECT alias, place_id, min(kind) FROM (SELECT {alias} FROM own_place_alias "
        f"{earlier} UNION SELECT {alias} FROM fresh_place_alias) WHERE place_id IN (SELECT place_id FROM out.place) "
        "GROUP BY alias, place_id ORDER BY alias, place_id"
    )
    connection.execute(
        "INSERT INTO out.place_alias SELECT laestab, place_id, 'laestab' FROM out.place p WHERE laestab IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM out.place_alias a WHERE a.alias = p.laestab AND a.place_id = p.place_id) "
        "ORDER BY laestab, place_id"
    )


def _memberships(connection: duckdb.DuckDBPyConnection, *, previous: bool) -> None:
    """All memberships of one kind that a school has come from one extract: the latest that knows any."""
    connection.execute(f"""
        INSERT INTO out.membership
        SELECT {_columns("membership")} FROM own_membership
        UNION ALL BY NAME
        SELECT DISTINCT {_columns("membership")} FROM (
            SELECT m.*, dense_rank() OVER (PARTITION BY m.member_id, m.kind ORDER BY {_LATEST}, m.extract_id) AS n
            FROM ({_loaded("membership", previous=previous)}) m JOIN rank_of r USING (extract_id)
        ) WHERE n = 1
        ORDER BY container_id, member_id
    """)  # fmt: skip


def _inspections(connection: duckdb.DuckDBPyConnection, *, previous: bool) -> None:
    connection.execute(f"""
        INSERT INTO out.inspection
        SELECT {_columns("inspection")} FROM (
            SELECT i.*, row_number() OVER (PARTITION BY i.place_id, i.inspected, i.framework, i.area
                ORDER BY {_LATEST}, i.source_row) AS n
            FROM ({_loaded("inspection", previous=previous)}) i JOIN rank_of r USING (extract_id)
        ) WHERE n = 1
        ORDER BY place_id, inspected, framework, area
    """)  # fmt: skip


def _sets(connection: duckdb.DuckDBPyConnection, *, previous: bool) -> None:
    """Links and neighbour sets carry no extract in the snapshot: what was once known stays, each row once."""
    link, neighbour = _columns("place_link"), _columns("neighbour")
    earlier_link = f"UNION SELECT {link} FROM prev.place_link" if previous else ""
    connection.execute(
        f"INSERT INTO out.place_link SELECT {link} FROM own_place_link {earlier_link} "
        f"UNION SELECT {link} FROM fresh_place_link ORDER BY from_place_id, to_place_id"
    )
    # A set that the project itself ships, or an earlier load brought, is not mixed with another file's version of it.
    sources = ["own_neighbour", *(["prev.neighbour"] if previous else []), "fresh_neighbour"]
    for source in sources:
        connection.execute(
            f"INSERT INTO out.neighbour SELECT DISTINCT {neighbour} FROM {source} s WHERE (set_name, set_date) NOT IN "
            "(SELECT (set_name, set_date) FROM out.neighbour) ORDER BY set_name, place_id, rank"
        )
