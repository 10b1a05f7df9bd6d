"""Columns about single persons: pupils' numbers, names, dates of birth, home addresses."""

from __future__ import annotations

from collections.abc import Callable

from etl.checks.subject import Header
from etl.findings import Finding, Refused
from etl.layouts.detect import fold
from etl.personal import is_birth_date, is_personal_column, is_postcode, is_uln, is_upn
from etl.reading.tables import unique_names

RULE = "personal_column"
_SURE = 5
"""Ten digits pass the check of a learner's number by chance once in eleven times: five in a column do not."""


def find(header: Header) -> list[Finding]:
    """Refuses the file, naming the columns and no cell of them.

    By their names, and by what stands in the first rows: pupils' and learners' numbers in any file; in one that was
    collected locally also dates that pupils may be born on and whole postcodes. A column that is blank, or that the
    dataset drops unread (a register's head teachers), holds nothing.
    """
    dropped = {fold(column) for column in header.dataset.read.drop}
    found = []
    for number, name in enumerate(unique_names(header.cells)):
        cells = [row[number].strip() for row in header.below if number < len(row) and row[number].strip()]
        if not cells or fold(name) in dropped:
            continue
        what = "by its name" if is_personal_column(name) else _content(cells, name, header)
        if what:
            found.append(f"{name} ({what})")
    if found:
        raise Refused(
            Finding(
                RULE,
                "refuse",
                f"the file has columns about single persons, and nothing of it is kept: {', '.join(found)}",
                header.row,
                found[0].split(" (")[0],
                "(hidden)",
            )
        )
    return []


def _content(cells: list[str], name: str, header: Header) -> str | None:
    if any(is_upn(cell) for cell in cells):
        return "it holds unique pupil numbers"
    if _nearly_all(cells, is_uln):
        return "it holds unique learner numbers"
    if header.dataset.official or name.casefold() in header.read:
        return None
    if _nearly_all(cells, lambda cell: is_birth_date(cell, header.today)):
        return "it holds dates on which pupils may be born"
    if _nearly_all(cells, is_postcode) and "school" not in fold(name):
        return "it holds postcodes"
    return None


def _nearly_all(cells: list[str], test: Callable[[str], bool]) -> bool:
    distinct = set(cells)
    return len(distinct) >= _SURE and sum(map(test, distinct)) >= 0.9 * len(distinct)
