"""The demonstration as a whole: the figures that ``etl`` loads, and the invented register beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.answers.meetings import keep_days
from dashboard.board import open_board
from dashboard.register import demonstration as register
from dashboard.register.demonstration.happening import CLERK
from dashboard.settings import Settings
from etl import demonstration as figures
from etl.plan_files import load_plans
from etl.plans import Plan
from etl.report import LoadReport


def build_demonstration(
    warehouse: Path, *, data: Path, progress: Callable[[str, int, int], None] | None = None
) -> LoadReport:
    """Fill the demonstration warehouse and its register; what stands already is left.

    Raises what :func:`etl.demonstration.build_demonstration` does.
    """
    report = figures.build_demonstration(warehouse, data=data, progress=progress)
    register.write_demonstration(warehouse, _plans(data), today=date.today())
    keep_days(open_board(Settings(warehouse=warehouse, data=data, register_url=None)), who=CLERK)
    return report


def is_current(warehouse: Path, *, data: Path) -> bool:
    """Whether the warehouse serves the demonstration of this version of the program, register included."""
    return figures.is_current(warehouse, data=data) and register.is_current(warehouse, _plans(data))


def _plans(data: Path) -> dict[str, Plan]:
    """The plans as the demonstration has them: with what its invented clusters set for themselves."""
    return load_plans(data / "plans", beside=[data / "demonstration" / "plans"])
