"""What every answer needs at hand: the catalogue, the plans, the store and the register, opened once a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.register import Register, register_url
from dashboard.settings import Settings
from dashboard.store import Store
from etl.catalogue import Catalogue, load_catalogue
from etl.deciding.served import evening
from etl.plan_files import load_plans
from etl.plans import Plan


@dataclass(frozen=True)
class Board:
    """``day`` is set on a board that is looked at as it was then: every answer takes it for today."""

    settings: Settings
    catalogue: Catalogue
    plans: dict[str, Plan]
    store: Store
    register: Register
    day: date | None = None

    @property
    def today(self) -> date:
        """The day that answers go by: now, or the day whose state is shown."""
        return self.day or date.today()

    def as_at(self, snapshot_id: str, *, day: date) -> Board:
        """The board as it was on the evening of a day, from the snapshot that was served then.

        Catalogue and plans are today's: what has changed since is told by the same rules. Raises
        :class:`dashboard.store.NoSnapshotError` when the snapshot is not kept.
        """
        return replace(self, store=self.store.at(snapshot_id), register=self.register.at(evening(day)), day=day)


def open_board(settings: Settings) -> Board:
    """Read the catalogue and the plans, open the warehouse read-only and say where the register is.

    Raises :class:`etl.yaml_file.YamlError` when a file of the catalogue or a plan cannot be used.
    """
    # The demonstration's clusters are invented, and so is what they set for themselves.
    invented = [settings.data / "demonstration" / "plans"] if settings.in_demonstration_folder else []
    plans = load_plans(settings.data / "plans", beside=invented)
    return Board(
        settings=settings,
        catalogue=load_catalogue(settings.data / "catalogue"),
        plans=plans,
        store=Store(settings.warehouse, memory_limit=settings.memory_limit, threads=settings.threads),
        register=open_register(settings, plans),
    )


def open_register(settings: Settings, plans: Mapping[str, Plan]) -> Register:
    """The register of these plans; the demonstration has one of its own, whatever the real one is."""
    given = None if settings.in_demonstration_folder else settings.register_url
    return Register(register_url(given, warehouse=settings.warehouse), plans=plans)
