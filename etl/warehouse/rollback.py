"""Serving an earlier snapshot again."""

from __future__ import annotations

from pathlib import Path

from etl.deciding import decisions
from etl.deciding.decisions import Door
from etl.warehouse.folder import find, point, served_name
from etl.warehouse.lock import exclusive


def rollback(folder: Path, snapshot: str, *, who: str | None = None, door: Door = "cli") -> str:
    """Serve an earlier (or later) snapshot again and return its id. Nothing is deleted or rebuilt.

    Raises :class:`etl.warehouse.WarehouseError` when there is no such snapshot, naming the nearest.
    """
    with exclusive(folder):
        found, before = find(folder, snapshot), served_name(folder)
        point(folder, found)
        decisions.record(folder, action="rollback", who=who, door=door, before=before, after=found.stem)
    return found.stem
