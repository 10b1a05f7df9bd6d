"""What is said of a file beside it: ``extract.yaml`` and ``extracts.yaml``.

``extracts.yaml`` maps file names to what is said of them; ``extract.yaml`` may do the same, hold the keys directly for
the one file beside it, or say something of all files under ``*``. They are looked for in the file's own folder and in
the folders above it, up to the one that was loaded.
"""

from __future__ import annotations

import fnmatch
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from etl.catalogue import PeriodKind
from etl.declared import Declared
from etl.findings import Finding, Refused
from etl.reading.receive import SIDECARS
from etl.yaml_file import Frozen, YamlError, read


class Said(Frozen):
    """The keys that a side note may have; ``basis`` is why one believes it, for the reader."""

    period: str | None = None
    period_kind: PeriodKind | None = None
    release: Literal["provisional", "revised", "final"] | None = None
    published: date | None = None
    publisher: str | None = None
    licence: str | None = None
    invented: bool | None = None
    dataset: str | None = None
    basis: str | None = None


def declared_for(
    name: str, *, beside: Path, top: Path, period: str | None, release: str | None, dataset: str | None = None
) -> Declared:
    """Everything declared of a file: the command line first, then the nearest side note that speaks of it.

    Raises :class:`Refused` when a side note cannot be used: loading with half of what was meant would be worse.
    """
    said = Said()
    for folder in _folders(beside, top):
        for note in (folder / sidecar for sidecar in SIDECARS):
            if note.is_file():
                said = _merged(said, _find(note, name))
    if release is not None and release not in ("provisional", "revised", "final"):
        raise ValueError(f"release {release!r} is not one of provisional, revised, final")
    return Declared(
        period=period or said.period,
        period_kind=said.period_kind if period is None else None,
        release=release or said.release,
        published=said.published,
        publisher=said.publisher,
        licence=said.licence,
        invented=bool(said.invented),
        dataset=dataset or said.dataset,
    )


def _folders(beside: Path, top: Path) -> list[Path]:
    folders = [beside]
    while folders[-1] != top and top in folders[-1].parents:
        folders.append(folders[-1].parent)
    return folders


def _merged(near: Said, far: Said) -> Said:
    given = {**far.model_dump(exclude_none=True), **near.model_dump(exclude_none=True)}
    return Said.model_validate(given)


def _find(note: Path, name: str) -> Said:
    try:
        content = read(note)
    except YamlError as error:
        raise Refused(Finding("side_note", "refuse", "; ".join(error.problems))) from error
    if content is None:
        return Said()
    if not isinstance(content, dict):
        raise Refused(Finding("side_note", "refuse", f"{note.name} must map file names to what is said of them"))
    if set(content) <= set(Said.model_fields):
        return _said(note, content)
    last = name.rsplit("/", maxsplit=1)[-1]
    exact = [content[key] for key in (name, last) if key in content]
    patterns = [value for key, value in content.items() if "*" in str(key) and fnmatch.fnmatch(last, str(key))]
    found = Said()
    for value in [*exact, *patterns]:
        found = _merged(found, _said(note, value))
    return found


def _said(note: Path, content: Any) -> Said:
    try:
        return Said.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise Refused(
            Finding(
                "side_note",
                "refuse",
                f"{note.name}: {key}: {first['msg']} (known keys: {', '.join(Said.model_fields)})",
            )
        ) from error
