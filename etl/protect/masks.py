"""What becomes of a claim on its way into a snapshot: unchanged, without its numbers, or with rounded ones.

Masks are SQL around the claims of a load and those of the snapshot before it, so that a withheld number is never
written anywhere in the new file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import duckdb

from etl.schema import KEY
from etl.tidy.arms import PARTS
from etl.tidy.claims import COLUMNS

_NAMES = COLUMNS.replace(" ", "").split(",")
_NUMBER = re.compile(r"(?<!row )(?<!rows )(?<![\w/.,-])[-+£]?\d{1,5}(,\d{3})*(\.\d+)?(?![\w/]|[.,-]\w)")


@dataclass(frozen=True, slots=True)
class Protected:
    """Which extracts are masked: in those of ``withheld`` the keys of the table ``protect_withheld``, in those of
    ``rounded`` every count, to its multiple. ``touched`` are the indicators in which figures that earlier loads showed
    are withheld now."""

    withheld: frozenset[int] = frozenset()
    rounded: Mapping[int, int] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    def source(self, claims: str, extracts: Collection[int] | None = None) -> str:
        """``claims`` (a view or a select in brackets) as it may be published. ``extracts`` says whose claims it can
        hold, where that is known: a source without any protected one is passed on as it is."""
        rounded = {e: self.rounded[e] for e in self.rounded if extracts is None or e in extracts}
        withheld = self.withheld if extracts is None else self.withheld & set(extracts)
        found = _rounded(claims, rounded) if rounded else claims
        return _without(found, withheld) if withheld else found


def _without(claims: str, extracts: Collection[int]) -> str:
    match = " AND ".join(f"CAST(c.{column} AS VARCHAR) = w.{column}" for column in KEY)
    new = dict.fromkeys(PARTS, "NULL") | {"status": "'suppressed'"}
    columns = ", ".join(
        f"CASE WHEN w.place_id IS NULL THEN {_own(name)} ELSE {new[name]} END AS {name}" if name in new else f"c.{name}"
        for name in _NAMES
    )
    return (
        f"(SELECT {columns} FROM {claims} c LEFT JOIN protect_withheld w ON {match} "
        f"AND c.extract_id IN ({', '.join(map(str, sorted(extracts)))}))"
    )


def _rounded(claims: str, extracts: Mapping[int, int]) -> str:
    """Counts to their multiple and percentages from those; a denominator that rounds to nothing leaves no figure."""
    step = " ".join(f"WHEN {extract} THEN {multiple}" for extract, multiple in sorted(extracts.items()))
    new = {
        "numerator": "CASE WHEN kind = 'share' AND (d > 0 OR denominator IS NULL OR denominator = 0) THEN n END",
        "denominator": "CASE WHEN d > 0 OR denominator = 0 THEN d END",
        "value": "CASE WHEN kind = 'count' THEN round(c.value / step) * step WHEN kind <> 'share' THEN c.value "
        "WHEN d > 0 AND n IS NOT NULL THEN n / d * scale WHEN d IS NULL THEN c.value END",
        "lower": "NULL",
        "upper": "NULL",
        "status": "CASE WHEN d = 0 AND denominator > 0 THEN 'suppressed' ELSE CAST(c.status AS VARCHAR) END",
    }
    columns = ", ".join(
        f"CASE WHEN step IS NULL THEN {_own(name)} ELSE {new[name]} END AS {name}" if name in new else f"c.{name}"
        for name in _NAMES
    )
    return (
        f"(SELECT {columns} FROM (SELECT *, round(denominator / step) * step AS d, "
        "round(coalesce(numerator, value * denominator / scale) / step) * step AS n FROM (SELECT a.*, i.kind, i.scale, "
        f"CASE a.extract_id {step} END AS step FROM {claims} a JOIN protect_indicator i "
        "ON i.indicator_id = CAST(a.indicator_id AS VARCHAR))) c)"
    )


def _own(name: str) -> str:
    return "CAST(c.status AS VARCHAR)" if name == "status" else f"c.{name}"


def mask_findings(connection: duckdb.DuckDBPyConnection, extracts: Collection[int]) -> None:
    """Take the numbers out of what the checks found in protected extracts of this load; words, codes, periods and row
    numbers stay."""
    if not extracts:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE protect_finding AS SELECT rowid AS r, value, message FROM fresh_finding "
        f"WHERE extract_id IN ({', '.join(map(str, sorted(extracts)))})"
    )
    for row, value, message in connection.execute("SELECT * FROM protect_finding").fetchall():
        masked = (None if value is None else _NUMBER.sub("…", value), _NUMBER.sub("…", message))
        if masked != (value, message):
            connection.execute("UPDATE fresh_finding SET value = ?, message = ? WHERE rowid = ?", [*masked, row])
