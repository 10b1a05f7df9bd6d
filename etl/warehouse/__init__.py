"""Snapshots: the only part of the loader that writes, and the only files that the dashboard reads."""

from __future__ import annotations

from etl.warehouse.folder import SnapshotInfo, WarehouseError, current, snapshots
from etl.warehouse.keeping import pin, unpin
from etl.warehouse.rollback import rollback
from etl.warehouse.status import ExtractInfo, Status, status
from etl.warehouse.verification import NotPublished

__all__ = [
    "ExtractInfo",
    "NotPublished",
    "SnapshotInfo",
    "Status",
    "WarehouseError",
    "current",
    "pin",
    "rollback",
    "snapshots",
    "status",
    "unpin",
]
