"""Findings as a CSV that an analyst opens in a spreadsheet: the same words as the command and the screens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from etl.findings import Finding, advice

COLUMNS = ("file", "dataset", "rule", "severity", "row", "column", "value", "message", "what to do")

ENCODING = "utf-8-sig"
"""What the stream is to be opened with (and ``newline=""``): without the mark Excel takes the file for Windows-1252."""

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""OWASP's list, "CSV Injection": what a cell must not begin with, or a spreadsheet may run it."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
"""A signed number begins with such a character and is harmless; it stays what the file says."""


class Found(NamedTuple):
    """One finding with the file that it is about; ``dataset`` is null where the file was not recognised."""

    file: str
    dataset: str | None
    finding: Finding


def write_findings(stream: TextIO, found: Iterable[Found]) -> int:
    """Write the header and a line for each finding, in the order given; returns how many findings there were.

    Cells come from files that anyone may have written, so a text that a spreadsheet would run is kept as text by a
    leading apostrophe. What is not known (a row, a value) is an empty cell.
    """
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    written = 0
    for file, dataset, finding in found:
        cells = (
            file,
            dataset,
            finding.rule,
            finding.severity,
            finding.row,
            finding.column,
            finding.value,
            finding.message,
            advice(finding.rule),
        )
        writer.writerow([inert(cell) for cell in cells])
        written += 1
    return written


def inert(cell: str | int | None) -> str:
    """The cell as text that no spreadsheet takes for a formula.

    >>> inert("=HYPERLINK(A1)"), inert("-3.2"), inert("- see note"), inert(None)
    ("'=HYPERLINK(A1)", '-3.2', "'- see note", '')
    """
    text = "" if cell is None else str(cell)
    if text.startswith(ACTIVE) or text.lstrip().startswith(ACTIVE):
        return text if _NUMBER.fullmatch(text) else f"'{text}"
    return text
