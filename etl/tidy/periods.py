"""The period and the release of a row: read from its cells, else from what is declared of the file."""

from __future__ import annotations

from datetime import date

from etl import period_words
from etl.datasets import Dataset
from etl.declared import Declared, declared_period
from etl.periods import Period
from etl.tidy import words
from etl.tidy.cells import Cells

EARLIEST = 1980
"""No series of the field goes further back: the national curriculum and its tests began in 1988."""


class Implausible(ValueError):
    """A period that can be read and cannot be meant."""

    def __init__(self, message: str, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


def plausible(period: Period, today: date) -> None:
    """Let a period pass that can be meant; raises :class:`Implausible` for one to come, or before all figures."""
    if period_words.start(period) > today:
        raise Implausible(f"{period.label} has not begun", rule="period_future")
    if period.ordinal < EARLIEST:
        raise Implausible(f"{period.label} is before {EARLIEST}, when none of these figures began", rule="period_early")


def parse(key: tuple[str, ...], wanted: str, dataset: Dataset, declared: Declared) -> period_words.Parsed:
    """The period that the cells of ``key`` say, of the ``wanted`` kind unless the dataset names one; raises
    ``ValueError`` for words that are none."""
    kind = dataset.period.kind or wanted
    cells = tuple(cell.strip() for cell in key)
    match dataset.period.by:
        case "ees":
            return period_words.ees(cells, kind)
        case "lait":
            return period_words.lait(cells, kind)
        case "year":
            return period_words.year(cells, kind)
        case "date":
            return period_words.dated(cells, kind, dataset.period.format or "%Y-%m-%d")
        case _:
            return period_words.Parsed(declared_period(declared, dataset), None)


def release_of(
    key: tuple[str, ...], told: str | None, dataset: Dataset, cells: Cells, declared: Declared
) -> str | None:
    """Columns first, then the period's own spelling, then what is declared, then the dataset's constant."""
    mapped = dataset.release
    present = dict(zip([c for c in mapped.columns if cells.has(c)], key, strict=True))
    if any(cell.strip() for cell in present.values()):
        return words.meaning(mapped, tuple(present.get(c, "") for c in mapped.columns), "release")
    return told or declared.release or mapped.constant
