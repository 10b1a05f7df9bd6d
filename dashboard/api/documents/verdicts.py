"""The document of ``outcomes verdicts --json``: what can be said of every measure of a plan, and what it rests on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dashboard.api.documents.common import Answered, Coverage, Kind, Named, Phase, Point, Word
from etl.plans import TargetType


class Rule(Answered):
    id: str
    words: str


class Step(Answered):
    """One line of the sum behind a verdict, as printed."""

    label: str
    value: str
    kind: Literal["input", "subtotal", "test", "rule"]
    source: str | None
    file: str | None
    row: int | None


class Interval(Answered):
    level: int
    lower: float
    upper: float


class Baseline(Answered):
    period: str
    period_kind: Kind
    value: float | None
    how: str | None


class Change(Answered):
    """The change between two comparable periods, or why they are not compared."""

    word: str
    amount: float | None
    since: str | None
    reason: str


class Way(Answered):
    period: str
    value: float | None


class Predecessor(Answered):
    place: Named
    since: str | None
    series: list[Point]


class Recorded(Answered):
    """What people said of a target."""

    outcome: str
    at: str
    by: str
    text: str


class Outlook(Answered):
    """What the target takes, what authorities have done before, and the chance, or why none is told."""

    needed: float | None
    a_year: float | None
    years: int
    until: str
    dated: bool
    level_with: str | None
    authorities: int
    as_fast: int
    own_best: float | None
    chance: float | None
    no_chance: str | None


class Line(Answered):
    """One target of one measure for one indicator, group and place."""

    measure: str
    priority: str | None
    target: int
    target_type: TargetType
    indicator: str | None
    group: str | None
    place: str
    period: str | None
    value: float | None
    comparator_value: float | None
    gap: float | None = Field(description="Value less comparator, raw; standing says which way is better.")
    standing: Literal["ahead", "level", "behind"] | None
    verdict: Word
    reason: str
    counts: None
    phase: Phase | None
    coverage: Coverage | None
    target_words: str
    brief: str
    rule: Rule
    steps: list[Step]
    period_kind: Kind | None
    interval: Interval | None
    comparator: str | None
    baseline: Baseline | None
    change: Change | None = Field(description="Since the last comparable year.")
    since_baseline: Change | None
    getting_worse: bool
    worsening: str | None
    latest: Point | None
    met_units: int | None
    all_units: int | None
    units_not_meeting: list[str]
    wanting: str | None = Field(description="What is missing, where a verdict fails for want of data.")
    target_line: list[Way]
    trajectory: list[Way]
    series: list[Point]
    comparator_series: list[Point]
    predecessor: Predecessor | None
    recorded: Recorded | None


class Detail(Line):
    line: Literal["detail"]
    sentences: list[str]
    outlook: Outlook | None


class Context(Line):
    """An indicator beside a measure: shown, and never judged."""

    line: Literal["context"]


class Summary(Answered):
    """A measure as a whole: its worst verdict where the plan says all, else the common one, or mixed."""

    line: Literal["summary"]
    measure: str
    priority: str | None
    target: None
    target_type: TargetType
    indicator: None
    group: None
    place: str
    period: None
    value: None
    comparator_value: None
    gap: None
    standing: None
    verdict: Word
    reason: str
    counts: dict[str, int]
    context: list[Context]


class Owed(Answered):
    """A figure that nobody has supplied: who owes it, and what would fill it."""

    indicator: str
    owner: str
    what: str
    measures: list[str]


class Verdicts(Answered):
    """Every measure of a plan, a summary line and its details behind it."""

    plan: str
    place: str
    as_of: str
    members: Literal["now", "then"]
    snapshot: str
    invented: bool = Field(description="Whether some of the figures are of the invented demonstration county.")
    measures: list[Annotated[Summary | Detail, Field(discriminator="line")]]
    owed: list[Owed]
