"""Which figures add up to which: every sum by which a reader could work a withheld figure out.

Groups to all pupils, member places to what holds them, phases, coverages and terms to their wholes, one percentage to
its complement, and the same number printed under two indicators. ``protect_part`` holds a row a part: the figure that
is the ``whole``, the ``family`` of the sum, the ``part`` and its ``share`` of membership.
"""

from __future__ import annotations

import duckdb

from etl.groups import MAJOR_ETHNICITIES, PARTITIONS
from etl.periods import DAYS
from etl.sql import literal
from etl.tidy.tables import append

ALIKE = 3
"""Figures that two indicators must both have, all of them equal, to count as the same number printed twice."""

_DIMENSIONS = ("indicator_id", "place_id", "period", "period_kind", "phase", "group_id", "coverage")


def find_sums(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill ``protect_part``, ``protect_complement`` and ``protect_alike`` from ``protect_figure``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE protect_set (family VARCHAR, word VARCHAR)")
    append(connection, "protect_set", [(groups[0], group) for groups in PARTITIONS for group in groups])
    # An ethnicity outside the major groups counts with them.
    connection.execute(
        f"INSERT INTO protect_set SELECT DISTINCT {literal(MAJOR_ETHNICITIES[0])}, group_id FROM protect_figure "
        "WHERE starts_with(group_id, 'ethnicity/') AND group_id NOT IN (SELECT word FROM protect_set)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE protect_part (whole INTEGER, family VARCHAR, part INTEGER, share DOUBLE)"
    )
    _groups(connection)
    _phases_and_coverages(connection)
    _terms(connection)
    _places(connection)
    _across_indicators(connection)


def _alike_but(*columns: str) -> str:
    return " AND ".join(f"p.{each} = w.{each}" for each in _DIMENSIONS if each not in columns)


def _groups(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "INSERT INTO protect_part SELECT w.fid, s.family, p.fid, 1 FROM protect_figure p JOIN protect_set s "
        f"ON s.word = p.group_id JOIN protect_figure w ON w.group_id = 'all' AND {_alike_but('group_id')}"
    )


def _phases_and_coverages(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "INSERT INTO protect_part SELECT w.fid, 'phases', p.fid, 1 FROM protect_figure p JOIN protect_figure w "
        f"ON w.phase = 'total' AND p.phase <> 'total' AND {_alike_but('phase')}"
    )
    for whole, parts in (
        ("all_schools", "'state_funded', 'independent'"),
        ("state_funded", "'maintained', 'academies'"),
    ):
        connection.execute(
            f"INSERT INTO protect_part SELECT w.fid, 'coverage', p.fid, 1 FROM protect_figure p JOIN protect_figure w "
            f"ON w.coverage = '{whole}' AND p.coverage IN ({parts}) AND {_alike_but('coverage')}"
        )


def _terms(connection: duckdb.DuckDBPyConnection) -> None:
    """Autumn and spring are two terms, three terms a year, and so are two terms and the summer."""
    for family, whole, parts in (
        ("terms", "-T12", ("-T1", "-T2")),
        ("terms", "", ("-T1", "-T2", "-T3")),
        ("two terms", "", ("-T12", "-T3")),
    ):
        kinds = "w.period_kind = 'two_terms'" if whole else "w.period_kind = 'academic_year'"
        listed = ", ".join(f"'{part}'" for part in parts)
        connection.execute(
            f"INSERT INTO protect_part SELECT w.fid, '{family}', p.fid, 1 FROM protect_figure p JOIN protect_figure w "
            f"ON {kinds} AND p.period_kind IN ('term', 'two_terms') AND w.period = substr(p.period, 1, 6) || '{whole}' "
            f"AND substr(p.period, 7) IN ({listed}) AND {_alike_but('period', 'period_kind')}"
        )


def _places(connection: duckdb.DuckDBPyConnection) -> None:
    """Members then, now and on every later day that is known; an authority's clusters of one scheme, its districts; a
    region's authorities. A closed school is a member with, and without, the school that followed it: screens add it up
    as of now and as of then, and a reader can do either."""
    _heirs(connection)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE protect_belongs AS
        WITH held AS (SELECT DISTINCT place_id, period_end FROM protect_figure),
        days AS (
            SELECT current_date AS day
            UNION SELECT valid_from FROM out.membership WHERE valid_from > current_date
            UNION SELECT valid_to + 1 FROM out.membership WHERE valid_to >= current_date
        ),
        dated AS (
            SELECT container_id, member_id, kind, share, valid_from, valid_to FROM out.membership
            UNION SELECT m.container_id, h.source_id, m.kind, m.share, m.valid_from, m.valid_to
            FROM out.membership m JOIN protect_heir h ON h.heir_id = m.member_id
        ),
        today AS (
            SELECT m.container_id, m.member_id, m.kind, m.share, d.day FROM out.membership m JOIN days d
            ON coalesce(m.valid_from, d.day) <= d.day AND coalesce(m.valid_to, d.day) >= d.day
        )
        SELECT DISTINCT container_id, member_id, kind || ' then' AS family, share, h.period_end
        FROM out.membership m JOIN held h ON h.place_id = m.member_id
            AND coalesce(m.valid_from, h.period_end) <= h.period_end
            AND coalesce(m.valid_to, h.period_end) >= h.period_end
        UNION SELECT DISTINCT container_id, member_id, kind || ' then with those before', share, h.period_end
        FROM dated m JOIN held h ON h.place_id = m.member_id
            AND coalesce(m.valid_from, h.period_end) <= h.period_end
            AND coalesce(m.valid_to, h.period_end) >= h.period_end
        UNION SELECT container_id, member_id, kind || ' on ' || day, share, h.period_end
        FROM today m JOIN held h ON h.place_id = m.member_id
        UNION SELECT container_id, h.place_id, kind || ' with those before on ' || day, share, h.period_end
        FROM (
            FROM today UNION
            SELECT container_id, s.source_id, kind, share, day FROM today JOIN protect_heir s ON s.heir_id = member_id
        ) m JOIN held h ON h.place_id = m.member_id
        UNION SELECT p.parent_id, p.place_id, 'inside ' || p.level || coalesce(p.scheme, ''), 1, h.period_end
        FROM out.place p JOIN held h USING (place_id) WHERE p.parent_id IS NOT NULL
    """)  # fmt: skip
    connection.execute(
        "INSERT INTO protect_part SELECT w.fid, 'places ' || b.family, p.fid, b.share FROM protect_figure p "
        "JOIN protect_belongs b ON b.member_id = p.place_id AND b.period_end = p.period_end "
        f"JOIN protect_figure w ON w.place_id = b.container_id AND {_alike_but('place_id')}"
    )
    # A school's row for all its pupils is its row for its own phase, and schools are mostly state-funded: the sum of
    # one kind of row may be printed as the other.
    connection.execute(
        "INSERT INTO protect_part SELECT w.fid, 'places of a phase ' || b.family, p.fid, b.share FROM protect_figure p "
        "JOIN protect_belongs b ON b.member_id = p.place_id AND b.period_end = p.period_end "
        "JOIN out.place o ON o.place_id = p.place_id AND o.level = 'school' JOIN protect_figure w "
        "ON w.place_id = b.container_id AND p.phase = 'total' AND w.phase = o.phase "
        f"AND {_alike_but('place_id', 'phase')}"
    )
    connection.execute(
        "INSERT INTO protect_part SELECT w.fid, 'places covered ' || b.family, p.fid, b.share FROM protect_figure p "
        "JOIN protect_belongs b ON b.member_id = p.place_id AND b.period_end = p.period_end JOIN protect_figure w "
        "ON w.place_id = b.container_id AND w.coverage = 'all_schools' AND p.coverage = 'state_funded' "
        f"AND {_alike_but('place_id', 'coverage')}"
    )
    _each_once(connection)


def _each_once(connection: duckdb.DuckDBPyConnection) -> None:
    """The same sums without what a closed school has for a time after it closed where one that followed it has its own
    figure: this is how screens add them up (:mod:`dashboard.queries.belonging`)."""
    began = " ".join(f"WHEN '{kind}' THEN {days}" for kind, days in DAYS.items())
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE protect_told AS SELECT DISTINCT p.fid FROM protect_figure p "
        "JOIN out.place o ON o.place_id = p.place_id JOIN protect_heir h ON h.source_id = p.place_id "
        f"JOIN protect_figure w ON w.place_id = h.heir_id AND {_alike_but('place_id')} "
        "LEFT JOIN protect_heir back ON back.source_id = h.heir_id AND back.heir_id = h.source_id "
        f"WHERE back.heir_id IS NULL AND o.closed < p.period_end - (CASE p.period_kind {began} END)"
    )
    connection.execute(
        "INSERT INTO protect_part WITH sums AS (FROM protect_part WHERE contains(family, ' with those before')), "
        "two AS (SELECT DISTINCT whole, family FROM sums JOIN protect_told ON fid = part) "
        "SELECT whole, family || ', each once', part, share FROM sums JOIN two USING (whole, family) "
        "WHERE part NOT IN (SELECT fid FROM protect_told)"
    )


def _heirs(connection: duckdb.DuckDBPyConnection) -> None:
    """Each school with those that came after it, one after the other: ``protect_heir``."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE protect_heir AS
        WITH RECURSIVE link AS (
            SELECT from_place_id AS source_id, to_place_id AS heir_id FROM out.place_link
            WHERE kind = 'successor' AND starts_with(from_place_id, 'urn/')
        ), chain AS (
            SELECT * FROM link UNION SELECT c.source_id, l.heir_id FROM chain c JOIN link l ON l.source_id = c.heir_id
        )
        SELECT DISTINCT * FROM chain
    """)  # fmt: skip


def _across_indicators(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE protect_complement AS SELECT c.fid AS complement, p.fid AS base "
        "FROM protect_figure c JOIN protect_indicator i USING (indicator_id) JOIN protect_figure p "
        f"ON p.indicator_id = i.complement_of AND {_alike_but('indicator_id').replace('w.', 'c.')}"
    )
    pairs = f"""
        FROM protect_figure p JOIN protect_figure w ON p.indicator_id < w.indicator_id AND {_alike_but("indicator_id")}
        WHERE p.kind <> 'difference' AND w.kind <> 'difference'"""
    ways = {"n": 0, "d": 1}
    same = ", ".join(
        f"count(*) FILTER (p.{a} = w.{b} AND p.{a} > 0) >= {ALIKE} "
        f"AND coalesce(bool_and(p.{a} = w.{b}), false) AS {a}{b}"
        for a in ways
        for b in ways
    )
    selects = [
        f"SELECT p.fid AS one, {ways[a]} AS of_one, w.fid AS other, {ways[b]} AS of_other {pairs} "
        f"AND (p.indicator_id, w.indicator_id) IN (SELECT (one, other) FROM protect_same WHERE {a}{b})"
        for a in ways
        for b in ways
    ]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE protect_same AS SELECT p.indicator_id AS one, w.indicator_id AS other, {same} "
        f"{pairs} GROUP BY ALL"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE protect_alike AS {' UNION ALL '.join(selects)}")
