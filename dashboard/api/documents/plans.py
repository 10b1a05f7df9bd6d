"""Plans, what people are doing about them, and the snapshots that answers are read from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dashboard.api.documents.common import Answered, Named, Word
from etl.plans import Rag, Stage, Target


class Plan(Answered):
    """A strategic plan."""

    plan: str = Field(examples=["thurrock"], description="The name of its file, by which it is asked for.")
    title: str
    subtitle: str | None
    status: Literal["draft", "approved", "final"] | None
    body: str = Field(description="Whose plan it is.")
    places: list[Named] = Field(description="Whom it is judged for; the first is the usual one.")
    period: str
    start: str | None
    end: str | None
    priorities: int
    measures: int
    actions: int


class Measure(Answered):
    """A sentence of the plan with the indicators that say whether it comes true. The first indicator is its lead."""

    id: str
    short: str
    text: str
    indicators: list[str]
    context: list[str] = Field(description="Shown beside it and never judged.")
    breakdowns: list[str]
    targets: list[Target]


class Priority(Answered):
    """A priority with its measures and the ids of its actions."""

    id: str
    number: int | None
    short: str
    title: str
    owner: str | None = Field(description="The cluster that set it for itself.")
    measures: list[Measure]
    actions: list[str]


class PlanDetail(Plan):
    """A plan with everything that it measures. ``measures_across`` are tied to no one priority."""

    vision: str | None
    tree: list[Priority]
    measures_across: list[Measure]
    actions_across: list[str]


class Due(Answered):
    text: str
    date: str


class Tied(Answered):
    """A measure that an action is to move, with what can be said of it now."""

    measure: str
    verdict: Word


class Note(Answered):
    at: str
    text: str
    rag: Rag
    forecast: str | None
    by: str
    recorded: str


class Evidence(Answered):
    at: str
    text: str
    indicator: str | None
    by: str


class Action(Answered):
    """An action as it stands. `rag` is a person's word; a verdict is computed, and neither follows from the other."""

    id: str
    priority: str | None
    outcome: str | None
    text: list[str]
    lead: list[str]
    due: Due | None
    forecast: str | None
    started: str | None
    stage: Stage | None
    rag: Rag
    state: Literal["overdue", "slipping", "due", "undated", "done", "withdrawn", "blank"]
    measures: list[Tied]
    note: Note | None = Field(description="The last note.")
    notes: int
    evidence: list[Evidence]
    withdrawn: str | None
    orphan: bool
    version: int


class Orphans(Answered):
    """What hangs loose."""

    priorities: list[str] = Field(description="Priorities without an indicator.")
    measures: list[str] = Field(description="Measures in trouble without a live action.")
    actions: list[str] = Field(description="Actions tied to no measure.")


class Actions(Answered):
    """A plan's programme of action: the document of `outcomes actions --json`."""

    plan: str
    place: str
    as_of: str
    snapshot: str
    actions: list[Action]
    orphans: Orphans


class Pin(Answered):
    why: str
    day: str | None = Field(description="The day of the meeting that it is kept for.")


class Snapshot(Answered):
    """One state of the figures that is kept."""

    snapshot: str
    built: str
    megabytes: float
    current: bool = Field(description="Whether it is the one that is served.")
    pins: list[Pin] = Field(description="Why it is kept whatever its age.")
