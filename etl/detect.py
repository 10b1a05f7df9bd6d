"""Which dataset a file is, told by its columns and never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from etl.datasets import Dataset
from etl.findings import Finding, Refused
from etl.tables import TOP_ROWS, Peeked, Row, Sheet, normal, unique_names


@dataclass(frozen=True, slots=True)
class Detected:
    """A dataset recognised in one table of a file; ``names`` maps our column names to the file's (aliases applied)."""

    dataset: Dataset
    sheet: str | None
    header_row: int
    header: Row
    names: dict[str, str]


def fold(word: str) -> str:
    """How words of headers and cells are compared: no padding, single blanks, no case."""
    return normal(word).casefold()


def detect(peeked: Peeked, datasets: Iterable[Dataset]) -> list[Detected]:
    """The dataset of every recognised table: one for a text or parquet file, perhaps several for a workbook.

    Raises :class:`Refused` when no table is recognised (naming the nearest dataset and what it lacks), or when two
    datasets claim the same table.
    """
    known = list(datasets)
    found: list[Detected] = []
    for sheet in peeked.sheets:
        claims = [claim for dataset in known if (claim := _claim(sheet, dataset)) is not None]
        if len(claims) > 1:
            claimed = " and ".join(sorted(claim.dataset.id for claim in claims))
            raise Refused(
                Finding(
                    "dataset_ambiguous",
                    "refuse",
                    f"{_of(sheet)}the columns fit {claimed}: each must tell itself apart with `absent` or `values`",
                )
            )
        found.extend(claims)
    if not found:
        raise Refused(_unrecognised(peeked.sheets, known))
    return found


@lru_cache(maxsize=256)
def _present(header: tuple[str, ...]) -> dict[str, str]:
    """Folded to own name, kept since every dataset is compared with the same few rows."""
    return {fold(name): name for name in reversed(unique_names(list(header)))}


def columns_of(header: Row, dataset: Dataset) -> dict[str, str]:
    """Our name (folded) to the file's column, for every column of the header; aliases lead to our name as well."""
    present = _present(tuple(header))
    names = dict(present)
    for ours, others in dataset.aliases.items():
        if fold(ours) not in present:
            other = next((present[fold(word)] for word in others if fold(word) in present), None)
            if other is not None:
                names[fold(ours)] = other
    return names


def _claim(sheet: Sheet, dataset: Dataset) -> Detected | None:
    if dataset.read.sheet is not None and not _sheet_fits(sheet, dataset.read.sheet):
        return None
    wanted = dataset.read.header_row
    rows = range(1, min(TOP_ROWS, len(sheet.top)) + 1) if wanted is None else (wanted,)
    for number in rows:
        if number > len(sheet.top):
            continue
        names = columns_of(sheet.top[number - 1], dataset)
        if _fits(names, dataset) and _holds(names, sheet, number, dataset):
            return Detected(dataset, sheet.name, number, sheet.top[number - 1], names)
    return None


def _sheet_fits(sheet: Sheet, pattern: str) -> bool:
    return sheet.name is None or re.search(pattern, sheet.name, re.IGNORECASE) is not None


def _fits(names: dict[str, str], dataset: Dataset) -> bool:
    return all(fold(column) in names for column in dataset.recognise.columns) and not any(
        fold(column) in names for column in dataset.recognise.absent
    )


def _holds(names: dict[str, str], sheet: Sheet, header_row: int, dataset: Dataset) -> bool:
    """Whether the first rows hold the words that the dataset is recognised by."""
    columns = unique_names(sheet.top[header_row - 1])
    for column, words in dataset.recognise.values.items():
        if fold(column) not in names:
            return False
        index = columns.index(names[fold(column)])
        cells = {fold(row[index]) for row in sheet.top[header_row:] if index < len(row)}
        if not cells & {fold(word) for word in words}:
            return False
    return True


def _unrecognised(sheets: list[Sheet], datasets: list[Dataset]) -> Finding:
    """The refusal: the dataset that shares the most columns with any of the top rows, and what it lacks."""
    best: tuple[float, Dataset, dict[str, str], Sheet] | None = None
    for sheet in sheets:
        for row in sheet.top[:TOP_ROWS]:
            for dataset in datasets:
                names = columns_of(row, dataset)
                required = dataset.recognise.columns
                share = sum(fold(column) in names for column in required) / len(required)
                if share and (best is None or share > best[0]):
                    best = (share, dataset, names, sheet)
    if best is None:
        return Finding("dataset_unknown", "refuse", "no dataset recognises this file: none of its columns is known")
    _, dataset, names, sheet = best
    missing = [column for column in dataset.recognise.columns if fold(column) not in names]
    foreign = [column for column in dataset.recognise.absent if fold(column) in names]
    if missing:
        reason = f"it lacks {_listed(missing)}"
    elif foreign:
        reason = f"it has {_listed(foreign)}, which that dataset never has"
    else:
        words = _listed([f"{column} with {' or '.join(values)}" for column, values in dataset.recognise.values.items()])
        reason = f"its first rows hold no {words}" if words else "it is another sheet or header row"
    return Finding(
        "dataset_unknown",
        "refuse",
        f"{_of(sheet)}no dataset recognises this layout. Nearest: {dataset.id} ({dataset.title}); {reason}",
    )


def _of(sheet: Sheet) -> str:
    return f"sheet {sheet.name!r}: " if sheet.name else ""


def _listed(words: list[str]) -> str:
    shown = ", ".join(words[:8])
    return f"{shown} and {len(words) - 8} more" if len(words) > 8 else shown
