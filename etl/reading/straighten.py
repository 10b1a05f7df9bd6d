"""A text file that DuckDB cannot read as it stands, written anew as regular UTF-8 CSV: row by row, in little memory."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from etl.findings import Finding, Refused
from etl.reading.encoding import opened
from etl.reading.foot import LOOKED_AT, is_note
from etl.reading.tables import Peeked

LONGEST_CELL = 16 * 1024 * 1024
MOST_LINES = 200
"""A cell of more lines than these comes of a quotation mark that was never closed."""

csv.field_size_limit(LONGEST_CELL)
_END = "\x00"
"""Put after the last line: NUL is taken out of everything before it, so only an open quotation can swallow it."""


@dataclass(slots=True)
class _Ragged:
    """Rows with another number of cells than the header: how many, and the first of them."""

    times: int = 0
    first: tuple[int, int] = (0, 0)

    def add(self, row: int, cells: int) -> None:
        self.times += 1
        if self.times == 1:
            self.first = (row, cells)


@dataclass(slots=True)
class _Seen:
    width: int
    short: _Ragged = field(default_factory=_Ragged)
    long: _Ragged = field(default_factory=_Ragged)
    waiting: list[tuple[int, list[str]]] = field(default_factory=list)
    """Ragged rows with no regular row after them yet: they may be notes below the table."""

    def ragged(self, number: int, row: list[str]) -> None:
        self.waiting.append((number, row))
        if len(self.waiting) > LOOKED_AT:
            self.settle()

    def settle(self) -> None:
        for number, row in self.waiting:
            (self.short if len(row) < self.width else self.long).add(number, len(row))
        self.waiting.clear()


def straighten(peeked: Peeked, *, header_row: int, width: int, target: Path) -> list[Finding]:
    """Write the rows below the header as regular UTF-8 CSV, one record for each of the file's.

    A row with too few cells is filled up with blanks, one with filled cells too many is blanked and named: which of
    its cells are the right ones nobody can say. Blank lines stay as blank records, so that row numbers hold.

    Raises :class:`Refused` where a quotation mark opens and never closes: what follows it would be one cell.
    """
    seen = _Seen(width)
    lines = _Lines()
    cut: tuple[int, int] | None = None
    with opened(peeked.path, peeked.encoding) as source, target.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, row in _records(lines.of(source), peeked):
            if row and row[-1].endswith(_END):
                cut = (number, len(row))
                row[-1] = row[-1].removesuffix(_END)
            if number <= header_row:
                continue
            full = any(cell.strip() for cell in row[width:])
            if row and (len(row) < width or full):
                seen.ragged(number, row)
            elif any(cell.strip() for cell in row):
                seen.settle()
            writer.writerow([""] * width if full else row[:width] + [""] * (width - len(row)))
    return [*_told(seen, cut), *lines.told()]


@dataclass(slots=True)
class _Lines:
    """The lines of a file without NUL, with a count of what was taken out and of characters already lost."""

    nul: int = 0
    lost: int = 0

    def of(self, source: TextIO) -> Iterator[str]:
        for line in source:
            if "\x00" in line:
                self.nul += line.count("\x00")
                yield line.replace("\x00", "")
            else:
                yield line
            if "\ufffd" in line:
                self.lost += line.count("\ufffd")
        yield _END

    def told(self) -> Iterator[Finding]:
        if self.nul:
            yield Finding("nul_removed", "note", f"{self.nul:,} NUL characters stood in the file and were taken out")
        if self.lost:
            message = f"{self.lost:,} characters of the file are lost (they read \ufffd); export it again as UTF-8"
            yield Finding("characters_lost", "warn", message)


def _records(lines: Iterable[str], peeked: Peeked) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number (from 1); the one that the end of the file was swallowed by ends with the mark."""
    reader = csv.reader(lines, delimiter=peeked.delimiter, skipinitialspace=peeked.spaced)
    number, before = 0, 0
    try:
        for number, row in enumerate(reader, start=1):
            if row == [_END]:
                return
            swallowed = reader.line_num - before - 1
            if swallowed > MOST_LINES or (swallowed > 1 and row and row[-1].endswith(_END)):
                raise Refused(_open(number, swallowed))
            before = reader.line_num
            yield number, row
    except csv.Error as error:
        raise Refused(_open(number + 1, reader.line_num - before)) from error


def _open(number: int, lines: int) -> Finding:
    return Finding(
        "quote_open",
        "refuse",
        f"a quotation mark opens in row {number:,} and does not close for {lines:,} lines: everything after it would "
        "be one cell. Close or remove the mark, or export the file again",
        row=number,
    )


def _told(seen: _Seen, cut: tuple[int, int] | None) -> list[Finding]:
    """What is said of ragged rows; notes at the foot are left to those who read the foot."""
    while seen.waiting and is_note(seen.waiting[-1][1]):
        seen.waiting.pop()
    last = seen.waiting[-1] if seen.waiting else None
    if last is not None and len(last[1]) < seen.width and cut is None and seen.short.times == 0:
        cut = (last[0], len(last[1])) if sum(len(row) < seen.width for _, row in seen.waiting) == 1 else None
    if cut is not None and last is not None and last[0] == cut[0]:
        seen.waiting.pop()
    seen.settle()
    findings = []
    if cut is not None:
        findings.append(
            Finding(
                "row_truncated",
                "warn",
                f"the last row breaks off after {cut[1]} of {seen.width} cells: the file is cut short, what is missing "
                "is unknown",
                row=cut[0],
            )
        )
    if seen.short.times:
        words = "fewer cells than the header; the missing ones are read as blank"
        findings.append(_ragged(seen.short, seen.width, "warn", words))
    if seen.long.times:
        words = "more cells than the header; those rows are left out"
        findings.append(_ragged(seen.long, seen.width, "reject", words))
    return findings


def _ragged(rows: _Ragged, width: int, severity: Literal["warn", "reject"], what: str) -> Finding:
    counted = "1 row has" if rows.times == 1 else f"{rows.times:,} rows have"
    number, cells = rows.first
    return Finding("row_ragged", severity, f"{counted} {what} (first: {cells} of {width})", row=number)
