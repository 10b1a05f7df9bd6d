"""The demonstration: published headline figures that ship with the project, and an invented county in real layouts.

Both go through the same ``load`` as anybody's files, into a warehouse of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from etl.demonstration.generate import generate
from etl.pipeline import load
from etl.report import LoadReport


def build_demonstration(
    warehouse: Path, *, data: Path, progress: Callable[[str, int, int], None] | None = None
) -> LoadReport:
    """Fill the demonstration warehouse; what is in it already and has not changed is not loaded again.

    ``data`` is the project's data folder: the invented extracts are generated into ``demonstration/generated`` there
    when they are not, or when another version of the generator wrote them. Raises what :func:`etl.pipeline.load` does.
    """
    published = data / "demonstration" / "published_figures.csv"
    invented = generate(data / "demonstration" / "generated")
    return load([published, invented], warehouse=warehouse, data=data, demonstration=True, progress=progress)
