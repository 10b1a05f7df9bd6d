"""The demonstration: published headline figures that ship with the project, and an invented county in real layouts.

Both go through the same ``load`` as anybody's files, into a warehouse of their own.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from etl.demonstration.generator import generate
from etl.pipeline import load
from etl.report import LoadReport
from etl.warehouse import folder as warehouse_folder

BUILT_FROM = "built-from"
"""In the warehouse: the fingerprint of everything that its snapshot was made of, the loader included."""

_INPUTS = ("catalogue/**/*.yaml", "places/*.csv", "demonstration/published_figures.csv", "demonstration/places/*.csv")


def build_demonstration(
    warehouse: Path, *, data: Path, progress: Callable[[str, int, int], None] | None = None
) -> LoadReport:
    """Fill the demonstration warehouse; one that was made of something else (an older version) is made anew.

    ``data`` is the project's data folder: the invented extracts are generated into ``demonstration/generated`` there
    when they are not, or when another version of the generator wrote them. Raises what :func:`etl.pipeline.load` does.
    """
    invented = generate(data / "demonstration" / "generated")
    if not is_current(warehouse, data=data):
        _clear(warehouse)
    report = load(
        [data / "demonstration" / "published_figures.csv", invented],
        warehouse=warehouse,
        data=data,
        demonstration=True,
        progress=progress,
    )
    (warehouse / BUILT_FROM).write_text(_fingerprint(data), encoding="utf-8")
    return report


def is_current(warehouse: Path, *, data: Path) -> bool:
    """Whether the warehouse serves a demonstration made by this version of the program from these data."""
    stamp = warehouse / BUILT_FROM
    if warehouse_folder.current(warehouse) is None or not stamp.is_file():
        return False
    return stamp.read_text(encoding="utf-8") == _fingerprint(data)


def _clear(warehouse: Path) -> None:
    """Remove a demonstration, and nothing but a demonstration."""
    served = warehouse_folder.current(warehouse)
    if served is None:
        return
    if not warehouse_folder.demonstration(served):
        raise warehouse_folder.WarehouseError(
            f"{warehouse} holds real data; choose another folder for the demonstration"
        )
    shutil.rmtree(warehouse)


def _fingerprint(data: Path) -> str:
    found = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted([*package.rglob("*.py"), *(path for pattern in _INPUTS for path in data.glob(pattern))]):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()
