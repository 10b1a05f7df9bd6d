"""Which dataset a file is, told by its columns and never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.datasets import Dataset
from etl.findings import Finding, Refused
from etl.layouts.unrecognised import of, unrecognised
from etl.reading.headers import Head, columns_of, head_at
from etl.reading.tables import TOP_ROWS, Peeked, Row, Sheet, fold, unique_names
from etl.yaml_file import nearest

__all__ = ["Detected", "detect", "fold"]


@dataclass(frozen=True, slots=True)
class Detected:
    """A dataset recognised in one table of a file; ``names`` maps our column names to the file's (aliases applied).

    ``header_row`` is the last row of the header (from 1), ``header`` its cells; ``said`` see
    :class:`etl.reading.headers.Head`.
    """

    dataset: Dataset
    sheet: str | None
    header_row: int
    header: Row
    names: dict[str, str]
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def detect(peeked: Peeked, datasets: Iterable[Dataset], *, chosen: str | None = None) -> list[Detected]:
    """The dataset of every recognised table: one for a text or parquet file, perhaps several for a workbook.

    ``chosen`` is the dataset that somebody said it is (``--dataset``, ``extract.yaml``): no other is tried. A hidden
    sheet counts only where no visible one is recognised.

    Raises :class:`Refused` when no table is recognised (naming the nearest dataset and what it lacks), or when two
    datasets claim the same table (asking which it is).
    """
    known = {dataset.id: dataset for dataset in datasets}
    if chosen is not None and chosen not in known:
        raise Refused(
            Finding("dataset_unknown", "refuse", f"no dataset is called {chosen!r}{nearest(chosen, list(known))}")
        )
    tried = list(known.values()) if chosen is None else [known[chosen]]
    visible = [claim for sheet in peeked.sheets if not sheet.hidden for claim in _claims(sheet, tried)]
    found = visible or [claim for sheet in peeked.sheets if sheet.hidden for claim in _claims(sheet, tried)]
    if not found:
        raise Refused(unrecognised(peeked.sheets, tried))
    return found


def _claims(sheet: Sheet, datasets: list[Dataset]) -> list[Detected]:
    """The one dataset that claims the sheet, or none."""
    claims = [claim for dataset in datasets if (claim := _claim(sheet, dataset)) is not None]
    if len(claims) > 1:
        ids = sorted(claim.dataset.id for claim in claims)
        raise Refused(
            Finding(
                "dataset_ambiguous",
                "refuse",
                f"{of(sheet)}the columns fit {' and '.join(ids)}; which is it? Say so with --dataset {ids[0]} (or "
                f"{' or '.join(ids[1:])}), or with `dataset: {ids[0]}` in an extract.yaml beside the file",
            )
        )
    return claims


def _claim(sheet: Sheet, dataset: Dataset) -> Detected | None:
    if dataset.read.sheet is not None and not _sheet_fits(sheet, dataset.read.sheet):
        return None
    wanted = dataset.read.header_row
    for number in range(1, min(TOP_ROWS, len(sheet.top)) + 1) if wanted is None else (wanted,):
        head = head_at(sheet.top, number, dataset.read)
        if head is None:
            continue
        names = _names(head, dataset)
        if _fits(names, dataset) and _holds(names, sheet, head, dataset):
            findings = (_hidden(sheet),) if sheet.hidden else ()
            return Detected(dataset, sheet.name, head.row, head.cells, names, head.said, findings)
    return None


def _names(head: Head, dataset: Dataset) -> dict[str, str]:
    crosstab = dataset.read.crosstab
    if crosstab is None:
        return columns_of(head.cells, dataset)
    return {fold(name): name for name in (*crosstab.rows, *crosstab.names, crosstab.value)}


def _hidden(sheet: Sheet) -> Finding:
    message = f"the table stands in the hidden sheet {sheet.name!r}; make sure that it is the one you mean"
    return Finding("sheet_hidden", "warn", message)


def _sheet_fits(sheet: Sheet, pattern: str) -> bool:
    return sheet.name is None or re.search(pattern, sheet.name, re.IGNORECASE) is not None


def _fits(names: dict[str, str], dataset: Dataset) -> bool:
    return all(fold(column) in names for column in dataset.recognise.columns) and not any(
        fold(column) in names for column in dataset.recognise.absent
    )


def _holds(names: dict[str, str], sheet: Sheet, head: Head, dataset: Dataset) -> bool:
    """Whether the first rows hold the words that the dataset is recognised by."""
    columns = unique_names(head.cells)
    crosstab = dataset.read.crosstab
    across = {fold(name): number for number, name in enumerate(crosstab.names)} if crosstab else {}
    for column, words in dataset.recognise.values.items():
        if fold(column) not in names:
            return False
        if fold(column) in across:
            cells = {fold(said[across[fold(column)]]) for said in head.said.values()}
        elif names[fold(column)] not in columns:
            return False
        else:
            index = columns.index(names[fold(column)])
            cells = {fold(row[index]) for row in sheet.top[head.row :] if index < len(row)}
        if not cells & {fold(word) for word in words}:
            return False
    return True
