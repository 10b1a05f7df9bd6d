"""Protect pupils: no figure of a few pupils is in a snapshot, nor anything from which one could be worked out.

Local extracts are protected, official ones are not (their suppression is their publisher's). What is withheld first:
counts of 1 to 4, figures of fewer than 10 pupils, percentages that all but 1 to 4 pupils reach, and 0 % or 100 % of
fewer than 20. Then, in every sum, at least one figure beside it: groups and all pupils, member places and what holds
them, phases, terms and years, a percentage and its complement; until no sum and no system of sums tells a withheld
count to fewer than four possible values. Figures that were loaded before take part, so that a later extract cannot
expose an earlier one, and official figures count as known to the reader. The limits are a dataset's own
(:class:`etl.dataset_parts.Disclosure`), and so is the alternative of rounding every count.

Source: the thresholds are those usual with the department's own tables; the tests are the interval audit of the
literature on table protection (Cox 1980; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
Assumption: a sum of persons, weighted by shares of membership, is exact; figures without pupil numbers cannot be judged
and are left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import duckdb
import numpy as np

from etl.catalogue import Catalogue
from etl.dataset_parts import Disclosure
from etl.protect.closure import Closure
from etl.protect.figures import Extracts, gather, write_indicators
from etl.protect.masks import Protected, mask_findings
from etl.protect.sums import find_sums
from etl.protect.system import read, read_figures
from etl.schema import KEY

__all__ = ["Protected", "mask_findings", "protect", "protected_extracts"]


def protected_extracts(
    connection: duckdb.DuckDBPyConnection, table: str, *, limits: Mapping[str, Disclosure], known: Collection[str]
) -> dict[int, Disclosure]:
    """The extracts of a table that are protected, with their limits. One whose dataset is ``known`` no more is taken
    for local: nobody can say that it was official. Invented extracts have no pupils to protect."""
    rows = connection.execute(
        f"SELECT extract_id, dataset_id FROM {table} WHERE outcome = 'loaded' AND NOT invented"
    ).fetchall()
    return {
        extract: limits.get(dataset, Disclosure())
        for extract, dataset in rows
        if dataset in limits or dataset not in known
    }


def protect(
    connection: duckdb.DuckDBPyConnection,
    extracts: Mapping[int, Disclosure],
    *,
    fresh: Mapping[int, str],
    catalogue: Catalogue,
    previous: bool,
    replaced: Collection[int],
    complementary: bool = True,
) -> Protected:
    """Decide what is withheld of the protected ``extracts``, held or ``fresh`` (with the view of their claims).

    Nothing is read where there is no protected extract. Needs ``out.place`` and ``out.membership``. ``complementary``
    is there for the test of the test: without it only small numbers themselves are withheld.
    """
    withheld = {e: limits for e, limits in extracts.items() if limits.round_to is None}
    rounded = {e: limits.round_to for e, limits in extracts.items() if limits.round_to is not None}
    if not extracts:
        return Protected()
    write_indicators(connection, catalogue)
    kinds = Extracts(withheld, rounded, fresh)
    if not gather(connection, kinds, previous=previous, replaced=frozenset(replaced)):
        return Protected(rounded=rounded)
    find_sums(connection)
    chosen = Closure(read(connection)).close() if complementary else read_figures(connection).withheld
    _write_withheld(connection, [int(figure) for figure in np.flatnonzero(chosen)])
    touched = connection.execute(
        f"SELECT DISTINCT indicator_id FROM protect_withheld JOIN protect_figure USING ({', '.join(KEY)}) WHERE before"
    ).fetchall()
    return Protected(frozenset(withheld), rounded, frozenset(name for (name,) in touched))


def _write_withheld(connection: duckdb.DuckDBPyConnection, figures: list[int]) -> None:
    """The keys of the chosen figures, and the differences (gaps) that would tell them."""
    key = ", ".join(KEY)
    connection.execute("CREATE OR REPLACE TEMP TABLE protect_chosen AS SELECT unnest(?::INTEGER[]) AS fid", [figures])
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE protect_withheld AS
        WITH chosen AS (SELECT f.*, i.theme FROM protect_figure f SEMI JOIN protect_chosen USING (fid)
            JOIN protect_indicator i USING (indicator_id))
        SELECT {key} FROM chosen
        UNION
        -- One group's figure and its gap to another tell the other's: a gap goes with what it is the difference of,
        -- and where the catalogue does not say of what, with the figures of its theme.
        SELECT {", ".join(f"g.{column}" for column in KEY)} FROM protect_figure g
        JOIN protect_indicator i USING (indicator_id) JOIN chosen c
            USING (place_id, period, period_kind, phase, coverage)
        WHERE g.kind = 'difference' AND g.local
            AND (c.indicator_id = i.difference_of
                OR (i.difference_of IS NULL AND c.theme = i.theme AND c.group_id = g.group_id))
    """)  # fmt: skip
