"""A new layout as the YAML of a dataset: what somebody says of a file's columns, written so that it is known next time.

The mapping form of the data desk and ``outcomes map`` both fill in a :class:`etl.layouts.layout.Layout` (begun from
the content by :mod:`etl.layouts.layout_guess`) and both write what :func:`yaml_text` makes of it.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from etl.datasets import Dataset
from etl.layouts.layout import LEVEL_COLUMN, NOT_USED, Figure, Layout, lacks
from etl.reading.tables import fold

PREFIX = "local_"
MOST_ABSENT = 12
WIDTH = 110

_SCHEMA = "# yaml-language-server: $schema=../../schemas/dataset.schema.json\n"
_COMMENTS = {
    "id": "the name of this file, without .yaml",
    "official": "collected locally, not published: small numbers are protected before they are shown",
    "priority": "who wins where two files hold the same figure; DfE files with counts have 80",
    "recognise": "a file with all these columns is one of these; take out what may be missing",
    "place": "how the place of a row is found",
    "period": "how the period of a row is read",
    "group": "pupil group: our id, then the words of the file",
    "phase": "phase: our id, then the words of the file",
    "symbols": "cells without a number, beside the usual c, x, z, k, low, u",
    "series": "the column that says what a row is about",
    "indicators": "which columns (or rows) are which indicator: `outcomes catalogue` lists their ids",
}


class Unfinished(ValueError):
    """The layout cannot be written yet; ``lacks`` holds one sentence for each thing still to say."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__(" ".join(lacks))
        self.lacks = lacks


def slug(title: str) -> str:
    """An id that nobody else's dataset has: ``local_`` and the words of the title."""
    words = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:48].strip("_")
    return PREFIX + (words.removeprefix(PREFIX) or "layout")


def dataset(layout: Layout, others: Iterable[Dataset] = ()) -> Dataset:
    """The dataset that a layout describes; raises :class:`Unfinished` with what is still to say."""
    if still := [*lacks(layout)]:
        raise Unfinished(still)
    try:
        return Dataset.model_validate(document(layout, others))
    except ValidationError as error:
        raise Unfinished([str(each["msg"]).removeprefix("Value error, ") for each in error.errors()]) from error


def document(layout: Layout, others: Iterable[Dataset] = ()) -> dict[str, Any]:
    """The keys of the YAML in their order. ``others`` are the datasets known so far: files of theirs that had all
    these columns as well are told apart by a column that only they have."""
    recognise: dict[str, Any] = {
        "columns": [name for name, cell in zip(layout.columns, layout.header, strict=True) if cell.strip()]
    }
    if absent := _absent(layout, others):
        recognise["absent"] = absent
    made: dict[str, Any] = {
        "id": slug(layout.title),
        "title": layout.title,
        "publisher": "Collected locally",
        "licence": "Not published",
        "official": False,
        "priority": 60,
        "recognise": recognise,
    }
    if layout.sheet is not None:
        made["read"] = {"sheet": f"^{re.escape(layout.sheet)}$"}
    if layout.symbols:
        made["symbols"] = dict(layout.symbols)
    if layout.series is not None:
        made["series"] = layout.series
        made |= {
            name: column
            for name in ("value", "numerator", "denominator")
            if (column := next((getattr(f, name) for f in layout.figures if getattr(f, name)), None))
        }
    made["place"] = _place(layout)
    made["period"] = _period(layout)
    for name, column, words in (("group", layout.group, layout.groups), ("phase", layout.phase, layout.phases)):
        if column is not None:
            made[name] = _mapped(column, words, constant="all" if name == "group" else "total")
    made["indicators"] = [_supplied(each, long=layout.series is not None) for each in layout.figures if each.indicator]
    return made


def yaml_text(layout: Layout, others: Iterable[Dataset] = ()) -> str:
    """The file's text, with a comment beside what an analyst may want to change."""
    return text_of(document(layout, others))


def text_of(made: dict[str, Any]) -> str:
    """The YAML of a dataset's keys, each main key with its comment."""
    parts = [_SCHEMA]
    for key, value in made.items():
        dumped = yaml.safe_dump({key: value}, sort_keys=False, allow_unicode=True, width=WIDTH)
        comment = _COMMENTS.get(key)
        if comment is None:
            parts.append(dumped)
        elif dumped.count("\n") == 1 and len(dumped) + len(comment) < WIDTH:
            parts.append(f"{dumped.rstrip()} # {comment}\n")
        else:
            parts.append(f"# {comment}\n{dumped}")
    return "".join(parts)


def save(text: str, folder: Path, dataset_id: str) -> Path:
    """Write a new dataset file, whole or not at all; returns its path.

    Raises ``FileExistsError`` when there is one of that name (nothing is ever overwritten) and ``OSError`` where the
    folder cannot be written to.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", dataset_id):
        raise ValueError(f"{dataset_id!r} is no id of a dataset")
    path = folder / f"{dataset_id}.yaml"
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        os.link(temporary, path)  # fails where there is one: never a replacement
    finally:
        Path(temporary).unlink(missing_ok=True)
    return path


def free_title(title: str, taken: Iterable[str]) -> str:
    """The title, with a number where a dataset of that id is there already."""
    known, number, unlike = set(taken), 1, title
    while slug(unlike) in known:
        number += 1
        unlike = f"{title} {number}"
    return unlike


def _place(layout: Layout) -> dict[str, Any]:
    if layout.level == LEVEL_COLUMN:
        found: dict[str, Any] = {"by": "levels", "column": layout.level_column}
        own = {
            word: {"level": level, **({"columns": list(layout.place)} if level != "country" else {})}
            for word, level in layout.levels.items()
            if level != NOT_USED
        }
        return found | ({"levels": own} if own and layout.place else {})
    if layout.level == "country":
        return {"by": "one", "level": "country", "columns": list(layout.place or layout.columns[:1])}
    return {"by": "one", "level": layout.level, "columns": list(layout.place)}


def _period(layout: Layout) -> dict[str, Any]:
    kind = {"kind": layout.kind} if layout.kind else {}
    columns = [layout.period] if layout.period else []
    match layout.way:
        case "identified":
            return {"by": "ees", "columns": [*columns, *([layout.identifier] if layout.identifier else [])], **kind}
        case "date":
            return {"by": "date", "columns": columns, "format": layout.date_format, **kind}
        case "declared":
            return {"by": "declared", "columns": [], **kind}
        case "ends":
            return {"by": "lait", "columns": columns, **kind}
        case _:
            return {"by": "year", "columns": columns, **kind}


def _mapped(column: str, words: dict[str, str], *, constant: str) -> dict[str, Any]:
    entries: dict[str, list[str]] = {}
    for word, target in words.items():
        if target != NOT_USED:
            entries.setdefault(target, []).append(word)
    made = {"columns": [column], "constant": constant}
    return {**made, "map": entries} if entries else {**made, "vocabulary": True}


def _supplied(figure: Figure, *, long: bool) -> dict[str, str]:
    if long:
        return {"indicator": figure.indicator, "series": figure.series or ""}
    parts = {name: getattr(figure, name) for name in ("value", "numerator", "denominator")}
    return {"indicator": figure.indicator, **{name: column for name, column in parts.items() if column}}


def _absent(layout: Layout, others: Iterable[Dataset]) -> list[str]:
    """A column of each other dataset that our file lacks, where the other might have all of ours."""
    ours, absent = {fold(name) for name in layout.columns}, list[str]()
    for other in others:
        theirs = [column for column in other.recognise.columns if fold(column) not in ours]
        shared = sum(fold(column) in ours for column in other.recognise.columns)
        if theirs and shared * 2 >= len(ours) and not {fold(c) for c in absent} & {fold(c) for c in theirs}:
            absent.append(theirs[0])
    return absent[:MOST_ABSENT]
