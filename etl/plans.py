"""A strategic plan as data: priorities, measures, targets, actions.

One file a plan in ``data/plans``; the file's name is the plan's name everywhere. Texts are ours, ids, dates and
numbers the document's. What a blank cell of the document left open stays open here.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from etl.plan_parts import Belief, Body, Forum, Geography, Goal, Linked, PlanPeriod
from etl.yaml_file import Frozen

TargetType = Literal[
    "absolute_by_date",
    "at_or_above",
    "close_gap",
    "match_group",
    "direction",
    "all_units",
    "milestone",
    "qualitative",
]
Stage = Literal["explore", "prepare", "deliver", "sustain"]
Rag = Literal["red", "amber", "green", "blue", "none"]
SchoolCategory = Literal["stabilise", "repair", "improve", "sustain"]
NEEDS_INDICATOR = ("absolute_by_date", "at_or_above", "close_gap", "match_group", "direction")


class By(Frozen):
    """A date as the document words it (in ``text``) and as we read it: the last day that the words allow."""

    text: str
    date: date
    precision: Literal["day", "month", "term", "year"]


class Comparator(Frozen):
    """Whom a target compares with; ``group`` is a group id, ``same`` for the group under test, or absent for all."""

    area: Literal["national", "region", "statistical_neighbours", "own_previous"]
    group: str | None = None
    group_text: str | None = None


class Target(Frozen):
    """What counts as success; ``explicit`` says whether the document states it or it is our reading."""

    type: TargetType
    explicit: bool
    operator: Literal[">=", "<=", "="] | None = None
    value: float | None = None
    unit: Literal["percent", "pp", "count"] | None = None
    by: By | None = None
    comparator: Comparator | None = None
    group: str | None = None
    amount: float | None = None
    or_improving: bool = False
    direction: Literal["better"] | None = None
    unit_type: tuple[Literal["school", "setting", "college", "teacher", "pupil", "leader", "governor"], ...] = ()
    condition: str | None = None
    deliverable: str | None = None
    stage: Stage | None = None
    judged_by: str | None = None
    indicators: tuple[str, ...] | None = Field(
        default=None, description="only these indicators of the measure; all of them when absent"
    )
    note: str | None = None

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Target:
        needs = {
            "absolute_by_date": ("operator", "value"),
            "at_or_above": ("comparator",),
            "close_gap": ("comparator",),
            "match_group": ("comparator",),
            "all_units": ("condition", "unit_type"),
            "milestone": ("deliverable",),
            "qualitative": ("judged_by",),
        }.get(self.type, ())
        missing = [key for key in needs if not getattr(self, key) and getattr(self, key) != 0]
        if missing:
            raise ValueError(f"a target of type {self.type} needs {' and '.join(missing)}")
        return self


class Measure(Frozen):
    """A sentence of the plan tied to indicators and groups. The first indicator is its lead."""

    id: str
    short: str = Field(description="the name on screen, a few words")
    text: str = Field(description="what the plan says, in our words")
    indicators: tuple[str, ...] = ()
    context: tuple[str, ...] = Field(default=(), description="shown beside the measure, never judged")
    breakdowns: tuple[str, ...] = ()
    target: Target
    second_target: Target | None = None
    note: str | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        return (self.target,) if self.second_target is None else (self.target, self.second_target)


class Progress(Frozen):
    date: date
    text: str
    rag: Rag = "none"


class Action(Frozen):
    """One row of the programme of action; an empty template row keeps its id and an empty ``text``."""

    id: str
    outcome: str | None = None
    text: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    due: By | None = None
    due_inherited: bool = False
    evidence: tuple[str, ...] = ()
    evidence_refs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    stage: Stage | None = None
    cost: str | None = None
    rag: Rag = "none"
    progress: tuple[Progress, ...] = ()
    note: str | None = None


class Priority(Frozen):
    id: str
    number: int | None = None
    label: str | None = None
    short: str = Field(description="the name on screen, a few words")
    title: str
    why: str | None = None
    who: str | None = None
    when: str | None = None
    parent: str | None = None
    owner: str | None = Field(default=None, description="the cluster that set it for itself; nobody else has it")
    agreed: date | None = Field(default=None, description="the day on which its owner agreed it")
    tactics: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    actions: tuple[Action, ...] = ()
    note: str | None = None


class ScheduleRow(Frozen):
    period: str
    stage: Stage
    items: tuple[str, ...]


class Taxonomies(Frozen):
    stages: tuple[Stage, ...] = ()
    school_categories: tuple[SchoolCategory, ...] = ()
    rag: tuple[Rag, ...] = ()
    note: str | None = None


class Plan(Frozen):
    id: str = Field(description="the long identity; the plan is named by its file")
    title: str
    subtitle: str | None = None
    strapline: str | None = None
    status: Literal["draft", "approved", "final"] | None = None
    published: str | None = None
    body: Body
    period: PlanPeriod
    vision: str | None = Field(default=None, description="the vision in our words")
    vision_by: str | None = Field(default=None, description="the role that it is attributed to")
    mission: str | None = None
    values: tuple[str, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    principles: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    alignment: tuple[Linked, ...] = ()
    forum: Forum | None = None
    geography: Geography
    taxonomies: Taxonomies = Taxonomies()
    goals: tuple[Goal, ...] = ()
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...] = Field(default=(), description="plan-wide: tied to no one priority")
    actions: tuple[Action, ...] = Field(default=(), description="plan-wide")
    schedule: tuple[ScheduleRow, ...] = ()
    footnotes: tuple[str, ...] = ()
    note: str | None = None

    @property
    def all_measures(self) -> tuple[tuple[Priority | None, Measure], ...]:
        """Every measure with its priority (none for a plan-wide one), in plan order."""
        own = [(priority, measure) for priority in self.priorities for measure in priority.measures]
        return (*own, *((None, measure) for measure in self.measures))

    @property
    def all_actions(self) -> tuple[tuple[Priority | None, Action], ...]:
        """Every action with its priority (none for a plan-wide one), in plan order."""
        own = [(priority, action) for priority in self.priorities for action in priority.actions]
        return (*own, *((None, action) for action in self.actions))

    @property
    def owners(self) -> tuple[str, ...]:
        """The clusters that have set priorities of their own, in the order of the file."""
        return tuple(dict.fromkeys(each.owner for each in self.priorities if each.owner))

    def at(self, place_id: str) -> Plan:
        """The plan as one place has it: first the priorities that it set for itself, then those of everybody."""
        own = tuple(each for each in self.priorities if each.owner == place_id)
        return self.model_copy(update={"priorities": (*own, *(each for each in self.priorities if each.owner is None))})

    def since(self, priority_id: str | None) -> date | None:
        """The day from which a priority's baseline is looked back for: its owner's agreement, else the plan's start."""
        agreed = next((each.agreed for each in self.priorities if each.id == priority_id), None)
        return agreed or self.start

    @property
    def start(self) -> date | None:
        """The first day of the plan, from which a baseline is looked back for."""
        if self.period.start is None:
            return None
        year, month = self.period.start.split("-")
        return date(int(year), int(month), 1)
