"""What every answer needs at hand: the catalogue, the plans and the store, opened once a process."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.settings import Settings
from dashboard.store import Store
from etl.catalogue import Catalogue, load_catalogue
from etl.plans import Plan, load_plans


@dataclass(frozen=True)
class Board:
    settings: Settings
    catalogue: Catalogue
    plans: dict[str, Plan]
    store: Store


def open_board(settings: Settings) -> Board:
    """Read the catalogue and the plans and open the warehouse read-only.

    Raises :class:`etl.yaml_file.YamlError` when a file of the catalogue or a plan cannot be used.
    """
    return Board(
        settings=settings,
        catalogue=load_catalogue(settings.data / "catalogue"),
        plans=load_plans(settings.data / "plans"),
        store=Store(settings.warehouse, memory_limit=settings.memory_limit, threads=settings.threads),
    )
