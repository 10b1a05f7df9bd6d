"""Every figure that disclosure control looks at: one row a key, from what is loaded now and what is held already.

A figure is *local* when a protected extract claims it: it may be withheld. A figure of the same indicator that an
official file prints is *open*: the reader knows it whatever is done here, so it takes part in every sum as a known
number. ``n`` is the count behind a figure (a count's own value; a rate's numerator; a mean's sum), ``d`` its
denominator; both are null where the file does not tell them, or where an earlier load has withheld them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from etl.catalogue import Catalogue, Indicator
from etl.dataset_parts import Disclosure
from etl.schema import KEY
from etl.sql import count, literal
from etl.tidy.tables import write

_KEY = ", ".join(KEY)
_N = """CASE kind WHEN 'count' THEN coalesce(value, numerator) WHEN 'mean' THEN coalesce(numerator, value * denominator)
    ELSE coalesce(numerator, round(value * denominator / scale)) END"""
_D = "CASE WHEN kind <> 'count' THEN denominator END"
_RANK = "CASE release WHEN 'final' THEN 3 WHEN 'revised' THEN 2 ELSE 1 END * 1000000 + extract_id"


@dataclass(frozen=True, slots=True)
class Extracts:
    """Extracts by what is done with them: ``withheld`` maps those whose small numbers are withheld to their limits,
    ``rounded`` those whose counts are rounded to the multiple. ``fresh`` are those of this load, with their view."""

    withheld: Mapping[int, Disclosure]
    rounded: Mapping[int, int]
    fresh: Mapping[int, str]


def kind_of(indicator: Indicator) -> str:
    """What a figure counts: ``share`` (persons out of persons), ``count``, ``mean``, ``difference``, or ``schools``,
    which says nothing of any person and is never withheld."""
    if indicator.aggregation == "school_count":
        return "schools"
    if indicator.aggregation == "difference":
        return "difference"
    if indicator.unit in ("count", "FTE count"):
        return "count"
    return "share" if indicator.scale == 100 else "mean"


def gather(
    connection: duckdb.DuckDBPyConnection,
    extracts: Extracts,
    *,
    previous: bool,
    replaced: frozenset[int],
) -> bool:
    """Fill the table ``protect_figure``; whether there is any local figure at all."""
    _write_limits(connection, extracts.withheld)
    sources = [
        f"SELECT {_columns()}, false AS before FROM {view}"
        for extract, view in extracts.fresh.items()
        if extract in extracts.withheld
    ]
    held = [extract for extract in extracts.withheld if extract not in extracts.fresh and extract not in replaced]
    if previous and held:
        among = f"extract_id IN ({', '.join(map(str, held))}) AND basis <> 'derived'"
        sources += [
            f"SELECT {_columns()}, status <> 'suppressed' AS before FROM prev.{table} WHERE {among}"
            for table in ("observation", "observation_history")
        ]
    if not sources:
        return False
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE protect_claim AS
        SELECT c.*, {_N} AS n, {_D} AS d, i.kind, i.bounded, l.smallest_count, l.smallest_denominator, l.small_group
        FROM ({" UNION ALL ".join(sources)}) c JOIN protect_indicator i USING (indicator_id)
        JOIN protect_limit l USING (extract_id)
        WHERE i.kind <> 'schools' AND c.status NOT IN ('not_applicable', 'not_available')
    """)  # fmt: skip
    if not count(connection, "SELECT count(*) FROM protect_claim"):
        return False
    _figures(connection, _open_figures(connection, extracts, previous=previous, replaced=replaced))
    return True


def _columns() -> str:
    texts = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in (*KEY, "status", "release"))
    return f"{texts}, period_end, value, numerator, denominator, extract_id"


def write_indicators(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """The table ``protect_indicator``: what the figures of each indicator count, and what it is worked out from."""
    found = list(catalogue.indicators.values())
    write(
        connection,
        "protect_indicator",
        {
            "indicator_id": [i.id for i in found],
            "kind": [kind_of(i) for i in found],
            "scale": [int(i.scale) for i in found],
            "bounded": [int(i.unit == "percent") for i in found],
            "theme": [catalogue.theme_of[i.id].theme for i in found],
            "complement_of": [i.derive.complement.of if i.derive and i.derive.complement else None for i in found],
            "difference_of": [i.derive.difference.of if i.derive and i.derive.difference else None for i in found],
        },
    )


def _write_limits(connection: duckdb.DuckDBPyConnection, limits: Mapping[int, Disclosure]) -> None:
    write(
        connection,
        "protect_limit",
        {
            "extract_id": list(limits),
            "smallest_count": [each.smallest_count for each in limits.values()],
            "smallest_denominator": [each.smallest_denominator for each in limits.values()],
            "small_group": [each.small_group for each in limits.values()],
        },
    )


def _open_figures(
    connection: duckdb.DuckDBPyConnection, extracts: Extracts, *, previous: bool, replaced: frozenset[int]
) -> str:
    """Official figures of the indicators at hand for the places at hand, what holds them, and the others held there."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE protect_place AS
        WITH mine AS (SELECT DISTINCT place_id FROM protect_claim),
        above AS (
            SELECT container_id AS place_id FROM out.membership SEMI JOIN mine ON member_id = mine.place_id
            UNION SELECT parent_id FROM out.place SEMI JOIN mine USING (place_id) WHERE parent_id IS NOT NULL
        )
        SELECT place_id FROM mine UNION SELECT place_id FROM above
        UNION SELECT member_id FROM out.membership JOIN above ON container_id = above.place_id
        UNION SELECT p.place_id FROM out.place p JOIN above ON p.parent_id = above.place_id
    """)  # fmt: skip
    names = connection.execute("SELECT DISTINCT indicator_id FROM protect_claim").fetchall()
    among = ", ".join(literal(name) for (name,) in names)
    wanted = f"indicator_id IN ({among}) AND value IS NOT NULL AND place_id IN (SELECT place_id FROM protect_place)"
    sources = [
        f"SELECT {_columns()} FROM {view} WHERE {wanted}"
        for extract, view in extracts.fresh.items()
        if extract not in extracts.withheld and extract not in extracts.rounded
    ]
    if previous:
        mine = {*extracts.withheld, *extracts.rounded, *replaced} or {-1}
        others = f"basis <> 'derived' AND extract_id NOT IN ({', '.join(map(str, sorted(mine)))})"
        sources += [
            f"SELECT {_columns()} FROM prev.{table} WHERE {wanted} AND {others}"
            for table in ("observation", "observation_history")
        ]
    union = " UNION ALL ".join(sources) or f"SELECT {_columns()} FROM out.observation WHERE false"
    return (
        f"SELECT c.*, {_N} AS n, {_D} AS d, i.kind, i.bounded FROM ({union}) c JOIN protect_indicator i "
        "USING (indicator_id)"
    )


def _figures(connection: duckdb.DuckDBPyConnection, opened: str) -> None:
    """One row a key; the numbers are those of the claim that will win among its like."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE protect_figure AS
        WITH mine AS (
            SELECT {_KEY}, any_value(period_end) AS period_end, any_value(kind) AS kind, any_value(bounded) AS bounded,
                arg_max(n, {_RANK}) AS n, arg_max(d, {_RANK}) AS d, bool_or(before) AS before,
                bool_or(status = 'suppressed' OR coalesce(
                    (kind = 'count' AND n > 0 AND n < smallest_count)
                    OR (d > 0 AND d < smallest_denominator)
                    OR (kind = 'share' AND n > 0 AND n < smallest_count), false)
                    OR coalesce(kind = 'share' AND d > 0 AND (
                        (n = 0 AND d < small_group)
                        OR (bounded = 1 AND d - n > 0 AND d - n < smallest_count)
                        OR (bounded = 1 AND d = n AND d < small_group)), false)) AS small,
                max(smallest_count) AS smallest_count, max(smallest_denominator) AS smallest_denominator
            FROM protect_claim GROUP BY {_KEY}
        ), opened AS (
            SELECT {_KEY}, any_value(period_end) AS period_end, any_value(kind) AS kind, any_value(bounded) AS bounded,
                arg_max(n, {_RANK}) AS n, arg_max(d, {_RANK}) AS d
            FROM ({opened}) GROUP BY {_KEY}
        )
        SELECT CAST(row_number() OVER (ORDER BY {_KEY}) - 1 AS INTEGER) AS fid, {_KEY},
            coalesce(m.period_end, o.period_end) AS period_end, coalesce(m.kind, o.kind) AS kind,
            coalesce(m.bounded, o.bounded) = 1 AS bounded,
            -- The reader who knows the official number cannot be kept from it by withholding ours.
            CASE WHEN o.kind IS NULL THEN m.n ELSE o.n END AS n, CASE WHEN o.kind IS NULL THEN m.d ELSE o.d END AS d,
            o.kind IS NULL AS local, coalesce(m.before, false) AS before, coalesce(m.small, false) AS small,
            coalesce(m.smallest_count, 0) AS smallest_count, coalesce(m.smallest_denominator, 0) AS smallest_denominator
        FROM mine m FULL JOIN opened o USING ({_KEY}) ORDER BY fid
    """)  # fmt: skip
