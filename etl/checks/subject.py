"""What a rule looks at, and the one way in which it rejects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from etl.datasets import Dataset
from etl.findings import Finding, Severity
from etl.sql import count, first_row
from etl.tidy.cells import Cells
from etl.tidy.claims import show
from etl.tidy.sources import Bound
from etl.tidy.tables import LISTED, Rows

SMALL = 10
"""Counts below it are hidden in the findings of local files: disclosure control comes after the checks."""
HIDDEN = "(hidden)"


@dataclass(frozen=True, slots=True)
class Header:
    """The header cells of a recognised table, the rows seen below them, and the row number of the header.

    ``names`` maps our folded column names to the file's, ``read`` holds the folded names of the columns that the
    dataset reads.
    """

    cells: list[str]
    below: list[list[str]]
    row: int
    dataset: Dataset
    names: dict[str, str]
    read: set[str]
    today: date


@dataclass(frozen=True, slots=True)
class Claims:
    """The view ``claim`` of one extract with the rows that it came from.

    ``shared_table``: see :class:`etl.tidy.claims.Inserted`. What the rules need of the indicators stands in the table
    ``claim_unit`` (indicator_id, unit, name), what the claims are like in ``claim_profile``
    (:mod:`etl.checks.profile`).
    ``previous``: the served snapshot is attached as ``prev``. ``dated`` holds when areas were opened and closed.
    """

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    dataset: Dataset
    cells: Cells
    bound: list[Bound]
    extract_id: int
    shared_table: str | None
    previous: bool
    dated: dict[str, tuple[date | None, date | None]]

    def suspect(self, condition: str) -> bool:
        """Whether an SQL condition over ``claim_profile p`` joined with ``claim_unit u`` holds anywhere: the cheap
        question before a rule goes through the claims."""
        profile = "claim_profile p JOIN claim_unit u USING (indicator_id)"
        return first_row(self.connection, f"SELECT 1 FROM {profile} WHERE {condition} LIMIT 1") is not None

    def shown(self, number: str) -> str:
        """SQL for a count in a finding: of a local file a small one is hidden, since findings are kept and sent on."""
        text = f"CAST({number} AS VARCHAR)"
        if self.dataset.official:
            return text
        return f"CASE WHEN {number} > 0 AND {number} < {SMALL} THEN '{HIDDEN}' ELSE {text} END"

    def count_words(self, number: float) -> str:
        """A count in words, hidden as :meth:`shown` does."""
        return f"{number:,.0f}" if self.dataset.official or number >= SMALL else HIDDEN

    def reject(
        self, condition: str, *, rule: str, column: str, value: str, message: str, severity: Severity = "reject"
    ) -> list[Finding]:
        """Take the claims that meet an SQL condition out, and tell of the first ones.

        ``column``, ``value`` and ``message`` are SQL over ``claim c`` joined with ``claim_unit u``; ``column`` is the
        part of the source that is at fault (``value``, ``numerator`` …) and is shown by the file's own name.
        With severity ``warn`` the claims stay.
        """
        joined = "FROM claim c JOIN claim_unit u USING (indicator_id)"
        total = count(self.connection, f"SELECT count(*) {joined} WHERE {condition}")
        if not total:
            return []
        rows = self.connection.execute(
            f"SELECT c.source_row, c.source_number, {column}, {value}, {message} {joined} WHERE {condition} "
            f"ORDER BY c.source_row, c.indicator_id LIMIT {LISTED}"
        ).fetchall()
        findings = [
            Finding(rule, severity, text, row, self.column(number, part), None if shown is None else str(shown))
            for row, number, part, shown, text in rows
        ]
        if total > LISTED:
            findings.append(Finding(rule, severity, f"and {total - LISTED:,} more figures of this kind"))
        if severity == "reject":
            self.take_out(condition)
        return findings

    def take_out(self, condition: str) -> None:
        """Move the source rows of the claims that meet the condition to ``rejected`` and drop the claims."""
        self.connection.execute(
            "INSERT INTO rejected SELECT c.source_row FROM claim c JOIN claim_unit u USING (indicator_id) "
            f"WHERE {condition}"
        )
        self.connection.execute(
            f"INSERT INTO struck_{self.extract_id} SELECT c.claim_key FROM claim c "
            f"JOIN claim_unit u USING (indicator_id) WHERE {condition}"
        )
        show(self.connection, self.extract_id)

    def strike(self, keys: str) -> None:
        """Leave out the claims whose ``claim_key`` a select gives; their rows count as used, not as rejected."""
        self.connection.execute(f"INSERT INTO struck_{self.extract_id} {keys}")
        show(self.connection, self.extract_id)

    def column_name(self, number: int, part: str) -> str | None:
        """Our name for a part of a source: its own, or that of the long layout."""
        return getattr(self.bound[number].source, part, None) or getattr(self.dataset, part, None)

    def column(self, number: int, part: str) -> str | None:
        """The file's own name for a part (``value``, ``numerator`` …) of a source."""
        name = self.column_name(number, part)
        return next(iter(self.cells.parts(name)), name)
