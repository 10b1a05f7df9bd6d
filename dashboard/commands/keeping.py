"""The warehouse and its snapshots: ``status``, ``rollback``."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard import console
from dashboard.commands.common import AsJson, Warehouse, settings, wants_json
from dashboard.terminal import out, print_json
from etl import warehouse as warehouses


def status(as_json: AsJson = False, warehouse: Warehouse = None) -> None:
    """The snapshot that is served, those kept beside it, and the extracts it was made of."""
    document = warehouses.status(settings(warehouse).warehouse).as_json()
    if wants_json(as_json):
        print_json(document)
    else:
        console.status_tables(out, document)


def rollback(
    snapshot: Annotated[str, typer.Argument(help="A snapshot's id, or its beginning; 'outcomes status' lists them.")],
    *,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Serve an earlier snapshot again; nothing is deleted."""
    served = warehouses.rollback(settings(warehouse).warehouse, snapshot)
    if wants_json(as_json):
        print_json({"snapshot": served})
    else:
        out.print(f"Snapshot {served} is served from now on.")
