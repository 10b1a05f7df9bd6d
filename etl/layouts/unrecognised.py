"""The words for a file that no dataset recognises: the nearest one, what it lacks, and what to do."""

from __future__ import annotations

from difflib import get_close_matches

from etl.datasets import Dataset
from etl.findings import Finding
from etl.reading.headers import columns_of, head_at
from etl.reading.tables import TOP_ROWS, Sheet, fold

SHOWN = 8


def unrecognised(sheets: list[Sheet], datasets: list[Dataset]) -> Finding:
    """The refusal: the dataset that shares the most columns with any of the top rows, and what it lacks."""
    best: tuple[float, Dataset, dict[str, str], Sheet] | None = None
    for sheet in sheets:
        for number in range(1, min(TOP_ROWS, len(sheet.top)) + 1):
            for dataset in datasets:
                head = head_at(sheet.top, number, dataset.read)
                if head is None:
                    continue
                names = columns_of(head.cells, dataset)
                required = dataset.recognise.columns
                share = sum(fold(column) in names for column in required) / len(required)
                if share and (best is None or share > best[0]):
                    best = (share, dataset, names, sheet)
    if best is None:
        return Finding(
            "dataset_unknown",
            "refuse",
            "no dataset recognises this file: none of its columns is known",
        )
    _, dataset, names, sheet = best
    return Finding(
        "dataset_unknown",
        "refuse",
        f"{of(sheet)}no dataset recognises this layout. Nearest: {dataset.id} ({dataset.title}); "
        f"{_reason(dataset, names)}",
    )


def _reason(dataset: Dataset, names: dict[str, str]) -> str:
    missing = [column for column in dataset.recognise.columns if fold(column) not in names]
    if missing:
        return _lacks(dataset, missing, names)
    foreign = [column for column in dataset.recognise.absent if fold(column) in names]
    if foreign:
        return f"it has {listed(foreign)}, which that dataset never has"
    words = listed([f"{column} with {' or '.join(values)}" for column, values in dataset.recognise.values.items()])
    return f"its first rows hold no {words}" if words else "it is another sheet or header row"


def _lacks(dataset: Dataset, missing: list[str], names: dict[str, str]) -> str:
    """What is missing, each beside the nearest column of the file that the dataset has no other use for."""
    taken = {names[fold(column)] for column in dataset.recognise.columns if fold(column) in names}
    free = {fold(name): name for name in names.values() if name not in taken}
    near: dict[str, str] = {}
    for column in missing:
        found = get_close_matches(fold(column), list(free), n=1, cutoff=0.6)
        if found:
            near[column] = free.pop(found[0])
    said = f"it lacks {listed([f'`{column}`' for column in missing])}"
    if not near:
        return said
    pairs = [
        f"the nearest column to `{column}` is `{name}`" if len(missing) > 1 else f"the nearest column is `{name}`"
        for column, name in near.items()
    ]
    them = "it" if len(near) == 1 else "them"
    return (
        f"{said}; {listed(pairs)}: if that is what is meant, add {them} to aliases in "
        f"data/catalogue/datasets/{dataset.id}.yaml"
    )


def listed(words: list[str]) -> str:
    """The first words, and how many more there are."""
    shown = ", ".join(words[:SHOWN])
    return f"{shown} and {len(words) - SHOWN} more" if len(words) > SHOWN else shown


def of(sheet: Sheet) -> str:
    """How a message begins that is about one sheet of a workbook."""
    return f"sheet {sheet.name!r}: " if sheet.name else ""
