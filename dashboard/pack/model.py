"""A board pack in words and numbers, before anything is drawn: slides and paper are two hands that draw the same.

Everything here is as a reader meets it: numbers with their unit, periods as ``2023/24``, verdicts as words. A figure
that is withheld or missing has no number anywhere, only its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.analysis.model import LineKey, Series
from dashboard.figures.line import Line, Steps
from dashboard.figures.starts import Start
from etl.catalogue import Indicator


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict or a change as the screens say it: its id, which gives the mark, its words and its tone."""

    word: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Cover:
    """``figures`` says which snapshot, as published when; ``notes`` what a reader must know of it before all else;
    ``own`` whether the place is the one that the plan is judged for first."""

    plan: str
    body: str
    place: str
    own: bool
    meeting: date
    title: str
    judged: date
    figures: str
    snapshot: str
    invented: bool
    notes: tuple[str, ...]
    headline: tuple[str, ...]
    vision: str | None


@dataclass(frozen=True, slots=True)
class Turned:
    """Something that stands otherwise than when the board last met: what, before, after and why."""

    name: str
    before: Said | None
    after: Said | None
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since ``since``; with nothing to hold the present against, ``why`` says so."""

    since: str | None
    why: str | None
    counts: tuple[str, ...]
    verdicts: tuple[Turned, ...]
    figures: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the plan: an indicator under a target of a measure, for one place. ``value`` is ``None`` where there
    is none, and ``missing`` then says why. ``key`` names the line of ``outcomes verdicts`` that it prints."""

    key: LineKey
    measure: str
    first: bool
    name: str
    value: str | None
    period: str
    gap: str
    verdict: Said
    brief: str
    since: Said | None
    amount: str
    missing: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Lines of one measure that cannot be judged and print no figure, for one reason: their names, and the reason."""

    keys: tuple[LineKey, ...]
    measure: str
    names: str
    why: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure over the years. ``title`` is its message, ``said`` tells it to who cannot see it, ``notes`` explain
    missing years and breaks, ``source`` says who published it, in which file."""

    key: LineKey
    indicator: Indicator
    title: str
    said: str
    lines: tuple[Line, ...]
    target: Steps
    trajectory: Steps
    starts: tuple[Start, ...]
    notes: tuple[str, ...]
    source: str
    verdict: Said
    reason: str
    sentences: tuple[str, ...]
    measure: str

    @property
    def own(self) -> Series:
        return self.lines[0].series


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: who, by when, how a person says that it goes (``rag`` as a letter's colour, or ``none``)."""

    id: str
    name: str
    measures: str
    lead: str
    due: str
    late: bool
    rag: str
    delivery: str
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """A priority: its figures, what waits for one, the charts worth a board's time, its actions, and what is wrong with
    them."""

    id: str
    name: str
    eyebrow: str
    title: str
    headline: str
    figures: tuple[Figure, ...]
    waiting: tuple[Waiting, ...]
    charts: tuple[Chart, ...]
    actions: tuple[ActionLine, ...]
    loose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator of the pack: what it measures, who publishes it, and the period of the newest figure held."""

    name: str
    words: str
    source: str
    newest: str


@dataclass(frozen=True, slots=True)
class Debt:
    """A figure that nobody has supplied: who has it, what would fill it, which measures wait for it."""

    indicator: str
    owner: str
    what: str
    measures: str


@dataclass(frozen=True, slots=True)
class Pack:
    """All of it, in the order of its pages. ``tally`` counts the verdicts of each kind, trouble first."""

    cover: Cover
    changes: Changes
    tally: tuple[tuple[Said, int], ...]
    hot_title: str
    hot: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    definitions: tuple[Definition, ...]
    owed: tuple[Debt, ...]
    sources: tuple[str, ...]
    foot: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for part in self.parts for figure in part.figures)

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(chart for part in self.parts for chart in part.charts)
