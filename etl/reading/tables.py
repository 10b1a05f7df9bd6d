"""What is known of a received table before any dataset is: the shapes that extraction and detection share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from etl.findings import Finding

TOP_ROWS = 30
"""Titles, notes and the header stand in the first rows of a sheet; below them a header is not looked for."""
SAMPLE_ROWS = TOP_ROWS + 200

Row = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file as seen from its top: ``top`` holds the first rows, header and titles included."""

    name: str | None
    top: list[Row]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Peeked:
    """What is known of a file before it is staged."""

    path: Path
    format: Literal["text", "workbook", "parquet"]
    sheets: list[Sheet]
    encoding: str = "utf-8"
    delimiter: str = ","
    spaced: bool = False
    """A blank stands between a delimiter and a quotation mark."""


@dataclass(slots=True)
class Staged:
    """An all-text table in DuckDB: ``columns`` in file order, ``source_row`` beside them."""

    table: str
    columns: list[str]
    rows: int
    findings: list[Finding] = field(default_factory=list)


def normal(name: str) -> str:
    """A header without padding or runs of blanks: ``' Pupil:     Teacher Ratio'`` reads as ``Pupil: Teacher Ratio``."""
    return " ".join(name.replace("\u00a0", " ").replace("\ufeff", "").split())


def fold(word: str) -> str:
    """How words of headers and cells are compared: no padding, single blanks, no case."""
    return normal(word).casefold()


def unique_names(header: Row) -> list[str]:
    """Header cells as column names: normal spacing, none blank, none twice (case does not tell two apart)."""
    names, seen = [], Counter[str]()
    for number, cell in enumerate(header, start=1):
        name = normal(cell) or f"column {number}"
        seen[name.casefold()] += 1
        names.append(name if seen[name.casefold()] == 1 else f"{name} ({seen[name.casefold()]})")
    return names
