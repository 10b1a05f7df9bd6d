"""A table in memory whose rows are found by an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class SortedRows:
    """A table sorted by a column of ids, and where each id's rows are in it."""

    table: pa.Table
    rows: Mapping[str, range]

    def of(self, ids: Iterable[str]) -> pa.Table:
        """The rows of some ids, one id after the other; none for an id that the table does not hold."""
        spans = [self.rows[each] for each in ids if each in self.rows]
        return pa.concat_tables([self.table.slice(0, 0), *(self.table.slice(each.start, len(each)) for each in spans)])


def sorted_rows(table: pa.Table, column: str) -> SortedRows:
    """A table whose rows of one id already stand together, with the places of the ids."""
    table = table.combine_chunks()
    rows, start = {}, 0
    if table.num_rows:
        runs = pc.run_end_encode(table.column(column).combine_chunks())
        for each, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            rows[each] = range(start, end)
            start = end
    return SortedRows(table, rows)
