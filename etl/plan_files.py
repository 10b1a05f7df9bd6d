"""Plans as they lie in a folder: one file a plan, and one a cluster for what it set for itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from pydantic import Field

from etl.plans import Plan, Priority
from etl.yaml_file import Frozen, YamlError, read_model


class ClusterPriorities(Frozen):
    """What one cluster set for itself: a file of ``data/plans/<plan>``, in the form of the plan's own priorities."""

    cluster: str = Field(description="cluster/<scheme>/<slug>")
    agreed: date | None = Field(default=None, description="the day of the meeting that agreed them")
    priorities: tuple[Priority, ...]
    note: str | None = None

    @property
    def owned(self) -> tuple[Priority, ...]:
        """The priorities, each with its owner and the day."""
        return tuple(
            each.model_copy(update={"owner": self.cluster, "agreed": each.agreed or self.agreed})
            for each in self.priorities
        )


def load_plan(path: Path) -> Plan:
    """One plan from its file alone; raises :class:`YamlError` listing every problem with its line."""
    return read_model(path, Plan)


def load_plans(folder: Path, *, beside: Collection[Path] = ()) -> dict[str, Plan]:
    """Every plan of a folder by its file's name, each with what its clusters set for themselves, in the folder of the
    plan's name there and in the folders ``beside``; raises :class:`YamlError` with the problems of all files."""
    plans, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            plans[path.stem] = with_clusters(load_plan(path), path.stem, folders=(folder, *beside))
        except YamlError as error:
            problems.extend(error.problems)
    if problems:
        raise YamlError(problems)
    return plans


def with_clusters(plan: Plan, name: str, *, folders: Collection[Path]) -> Plan:
    """The plan with the priorities of its clusters' files behind its own; raises like :func:`load_plans`."""
    owned: list[Priority] = []
    problems: list[str] = []
    for file in (file for folder in folders for file in sorted((folder / name).glob("*.yaml"))):
        try:
            owned += read_model(file, ClusterPriorities).owned
        except YamlError as error:
            problems.extend(error.problems)
    if problems:
        raise YamlError(problems)
    return plan.model_copy(update={"priorities": (*plan.priorities, *owned)}) if owned else plan
