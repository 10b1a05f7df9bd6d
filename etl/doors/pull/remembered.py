"""What has been pulled and loaded: ``pulled.json`` in the warehouse, one entry a data set."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from etl.doors.pull.patience import PullError
from etl.warehouse.folder import sync_folder


class Remembered(BaseModel):
    """The version of a data set that is loaded; ``sha256`` is of its CSV, ``at`` when it was loaded (UTC). One that
    was left to be decided has its ``proposal``."""

    model_config = ConfigDict(frozen=True)

    version: str
    title: str
    release: str
    sha256: str
    at: datetime
    proposal: str | None = None


_ALL = TypeAdapter(dict[UUID, Remembered])


def remembered(warehouse: Path) -> dict[UUID, Remembered]:
    """Every entry. Raises :class:`PullError` when the file is damaged: to guess would be to load again or to miss."""
    path = _file(warehouse)
    try:
        return _ALL.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        raise PullError(
            f"{path} is damaged; move it away and run this again. Everything is then fetched anew, and what is loaded "
            "already is found unchanged"
        ) from error


def remember(warehouse: Path, entries: dict[UUID, Remembered]) -> None:
    """Replace the file in one step, on disk before this returns."""
    path = _file(warehouse)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with temporary.open("wb") as stream:
        stream.write(_ALL.dump_json(entries, indent=1) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_folder(warehouse)


def _file(warehouse: Path) -> Path:
    return warehouse / "pulled.json"
