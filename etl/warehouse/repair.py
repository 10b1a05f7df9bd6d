"""What to do when the warehouse itself is damaged: a pointer to nowhere, a snapshot that cannot be read.

The latest snapshot that can be read is served instead, the damaged one is set aside (never deleted: somebody may want
to have it looked at), and the log says so. Loads made since that snapshot have to be made again: which, the log tells.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl import schema
from etl.deciding import decisions
from etl.sql import literal, quoted
from etl.warehouse.folder import WarehouseError, files, point, served_name, sync_folder

DAMAGED = ".damaged"
"""What the name of a snapshot that was set aside ends in; nothing reads such a file."""


def fault(path: Path, *, thorough: bool = False) -> str | None:
    """Why a snapshot cannot be used, in the database's words; ``None`` when it can.

    Without ``thorough`` it is opened and asked what it is; with it every row of every table is read.
    """
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH {literal(str(path))} AS held (READ_ONLY)")
            if connection.execute("SELECT snapshot_id FROM held.snapshot").fetchone() is None:
                return "it does not say which snapshot it is"
            for table in schema.metadata.sorted_tables if thorough else ():
                connection.execute(f"SELECT bit_xor(hash(t)) FROM held.{quoted(table.name)} t").fetchone()
    except (duckdb.Error, OSError) as error:
        return str(error).splitlines()[0]
    return None


def mend(folder: Path, *, thorough: bool = False) -> str | None:
    """Have the pointer name a snapshot that can be read (call with the lock held).

    Returns what was wrong and what was done about it, in an analyst's words; ``None`` when nothing was wrong.
    """
    kept = files(folder)
    name = served_name(folder)
    pointed = next((path for path in kept if path.stem == name), None)
    if pointed is None and not (kept or name):
        return None
    lost = f"the pointer names {name!r}, which is not here" if name else "there are snapshots and no pointer to one"
    wrong = fault(pointed, thorough=thorough) if pointed is not None else lost
    if wrong is None:
        return None
    if pointed is not None:
        set_aside(pointed)
        wrong = f"snapshot {pointed.stem} cannot be read ({wrong}) and was set aside as {pointed.name}{DAMAGED}"
    intact = next((path for path in kept if path != pointed and fault(path, thorough=thorough) is None), None)
    if intact is None:
        (folder / "current").unlink(missing_ok=True)
        done = "no earlier snapshot is left: load your files again"
    else:
        point(folder, intact)
        done = f"snapshot {intact.stem} is served instead; {_again(folder, intact)}"
    said = f"{wrong}; {done}"
    decisions.record(folder, action="set_aside", before=name, after=intact.stem if intact else None, note=said)
    return said


def blame(folder: Path, error: Exception) -> WarehouseError | None:
    """After a database error: whether the served snapshot is damaged. Then it is set aside, and the error to raise says
    so; ``None`` when it is sound."""
    said = mend(folder, thorough=True)
    if said is None:
        return None
    reason = str(error).splitlines()[0]
    return WarehouseError(f"{said}. What was being done was given up ({reason}); do it again")


def set_aside(path: Path) -> None:
    """Rename a damaged snapshot so that nothing takes it for one."""
    path.rename(path.with_name(path.name + DAMAGED))
    sync_folder(path.parent)


def _again(folder: Path, intact: Path) -> str:
    """Which files were loaded after a snapshot."""
    since: list[str] = []
    for each in decisions.decisions(folder):  # the latest first
        if each.after == intact.stem:
            break
        if each.action in ("load", "accept"):
            since.extend(each.files)
    return f"load these again: {', '.join(sorted(set(since)))}" if since else "nothing was loaded since"
