"""A table as CSV, for a machine as much as for a person.

There is no preamble: lines of title and source above the header would have to be stripped by every program that reads
the file, and are lost as soon as two files are put under each other. So the first line is the header, each line is a
row, and what is to be known of the file (title, filters, source, licence, snapshot, screen) is repeated in columns at
the right of each row, under the same names in every file: files of two snapshots or two places can be stacked, and each
row still says where it is from. The file begins with the mark by which Excel knows UTF-8.
"""

from __future__ import annotations

import csv
import io

from dashboard.exports.about import About
from dashboard.exports.cells import Number
from dashboard.exports.grid import Grid, spelled
from etl.findings_file import inert

ENCODING = "utf-8-sig"


def table_csv(grid: Grid, told: About) -> bytes:
    """The rows with plain numbers (no grouping, no unit), days as ``2026-05-14``, and what is withheld as its word.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    facts = told.pairs
    writer.writerow([inert(each) for each in (*(column.name for column in grid.columns), *(name for name, _ in facts))])
    right = [inert(spelled(value)) for _, value in facts]
    for row in grid.rows:
        cells = [spelled(each) if isinstance(each, Number) else inert(spelled(each)) for each in row]
        writer.writerow([*cells, *right])
    return stream.getvalue().encode(ENCODING)
