"""What a person says of a new layout: which columns hold place, period, groups and figures; what is still to say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from etl.reading.tables import Row, unique_names

PeriodWay = Literal["year", "ends", "identified", "date", "declared"]
NOT_USED = "not_used"
LEVEL_COLUMN = "by_column"
"""The level of a row stands in a column of the file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator and where its numbers stand: columns of a wide file, or the rows of a ``series`` of a long one."""

    indicator: str
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    series: str | None = None

    @property
    def readable(self) -> bool:
        return bool(self.indicator and (self.value or (self.numerator and self.denominator)))


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that a person says of a layout. ``levels``, ``groups``, ``phases`` and ``symbols`` map a word of the
    file to our id, or to ``not_used``."""

    title: str
    header_row: int
    header: Row
    sheet: str | None = None
    level: str = "la"
    place: tuple[str, ...] = ()
    level_column: str | None = None
    levels: dict[str, str] = field(default_factory=dict)
    period: str | None = None
    way: PeriodWay = "year"
    identifier: str | None = None
    kind: str | None = None
    date_format: str | None = None
    group: str | None = None
    groups: dict[str, str] = field(default_factory=dict)
    phase: str | None = None
    phases: dict[str, str] = field(default_factory=dict)
    series: str | None = None
    figures: tuple[Figure, ...] = ()
    symbols: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The file's columns, named as the loader names them."""
        return unique_names(self.header)


def lacks(layout: Layout) -> Iterable[str]:
    """One sentence for each thing that is still to say before a layout can be written."""
    if layout.level == LEVEL_COLUMN and layout.level_column is None:
        yield "Choose the column that says whether a row is a school, an authority or a region."
    if not layout.place and layout.level not in (LEVEL_COLUMN, "country"):
        yield "Choose the column that holds the place."
    if layout.period is None and layout.way != "declared":
        yield "Choose the column that holds the period, or say that the file does not tell it."
    if layout.way == "date" and not layout.date_format:
        yield "Say how dates are written."
    if not any(figure.readable for figure in layout.figures):
        yield "Choose an indicator, and the column of its value or those of its numerator and denominator."
    for figure in layout.figures:
        if figure.indicator and not figure.readable:
            yield f"{figure.indicator} needs the column of its value, or those of its numerator and denominator."


def title_of(file: str) -> str:
    """A first name for the layout: the file's, without dates and endings."""
    stem = PurePosixPath(file).stem
    words = re.sub(r"[_\W]+", " ", re.sub(r"\d{2,}", " ", stem)).strip()
    return (words[:1].upper() + words[1:])[:60] or "Local figures"
