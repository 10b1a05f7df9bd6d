"""A place in brief: the measures of a plan as lines beside England and their targets, and its schools' latest figures.

The figures of the schools are selected once for a locality and its neighbours, and the place's own are added up from
them. Who counts where, England's figures and the areas' names are kept for the snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.adding_up import Figure, summed_rows
from dashboard.analysis.model import Point, Series
from dashboard.analysis.series import Lines, lines_of_sums, own_figures
from dashboard.analysis.verdicts.absolute import target_line
from dashboard.answers import place_kinds
from dashboard.answers.columns import Column
from dashboard.answers.comparators import ENGLAND, Beside, Comparator
from dashboard.answers.members import Cell, Row, Table, judged, reference_for, shown
from dashboard.answers.place_kinds import Place
from dashboard.answers.plan_places import plans_of
from dashboard.answers.school_figures import school_figures
from dashboard.answers.who_counts import School, everywhere
from dashboard.board import Board
from dashboard.queries import observations
from dashboard.queries import places as place_queries
from etl.catalogue import Indicator
from etl.periods import Period
from etl.plans import Plan, Target

CHARTS = 6
NATION = Comparator("england", "England", (ENGLAND,))
USUAL = ("eyfsp_gld_pct", "phonics_y1_pct", "ks2_rwm_exp_pct", "ks4_attainment8_avg", "absence_persistent_pct",
         "suspension_rate")  # fmt: skip
"""What a place is shown by that no plan names: one figure a stage, and two of being in school."""

Wanted = tuple[str, Indicator, Target | None]
"""Name of a measure, its lead indicator and target."""


@dataclass(frozen=True, slots=True)
class Line:
    """One chart: a measure's lead indicator for the place, England's in the same scope, and the target over the years
    where it is a number."""

    name: str
    indicator: Indicator
    own: Series
    england: Series | None
    target: tuple[tuple[Period, float], ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the screen says. ``beside`` are the places of the same kind that lie in the same one, itself among them;
    ``more`` are the measures with figures beyond the six, ``lacking`` those without any."""

    place: Place
    parent: Place | None
    beside: tuple[Place, ...]
    plans: tuple[tuple[str, Plan], ...]
    plan: str | None
    group: str
    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    more: tuple[str, ...]
    lacking: tuple[str, ...]
    table: Table
    england: tuple[Point | None, ...]
    pupils: int
    invented: bool

    @property
    def newest(self) -> Period | None:
        """The period of the newest figure of any measure; ``None`` where none has one."""
        periods = [line.own.latest.period for line in self.lines if line.own.latest is not None]
        return max(periods, key=lambda period: period.end, default=None)


def briefing(board: Board, place_id: str, *, plan: str | None, group: str, on: date) -> Briefing | None:
    """The briefing of a place that holds schools; ``None`` where the id is no such place.

    ``plan`` is the one to read it by, else the first that the place takes part in; ``group`` a group of pupils.
    """
    place = areas(board).get(place_id)
    if place is None or place.level in ("country", "region", "joint"):
        return None
    plans = _plans_of_parent(board, place) or plans_of(board, place, on=on)
    chosen = next((name for name, _ in plans if name == plan), plans[0][0] if plans else None)
    wanted = _wanted(board, place, dict(plans).get(chosen or ""))
    indicators = {indicator.id: indicator for _, indicator, _ in wanted}
    schools, counted = everywhere(board, on=on).of(place_id)
    beside = _alike(board, place)
    figures = school_figures(board, beside, [*counted, place_id], tuple(indicators), group=group, on=on)
    summed = lines_of_sums(summed_rows(figures, counted, indicators, place_id=place_id), indicators)
    loaded = Lines()
    for each in figures:
        if each.place_id == place_id:
            loaded.add((each.indicator_id, place_id, group), (each.phase, each.period_kind, each.coverage), each.point)
    england = _england(board, tuple(indicators), group)
    lines: list[Line] = []
    for name, indicator, target in wanted:
        line = _first(loaded, summed, indicator, place_id, group)
        if line is not None:
            steps = target_line(line, target) if target is not None and target.type == "absolute_by_date" else ()
            lines.append(Line(name, indicator, line, england.series(indicator, group, line), steps))
    having = {line.indicator.id for line in lines}
    lines, more = lines[:CHARTS], lines[CHARTS:]
    table, references = _table(board, lines, schools, figures, england, group)
    return Briefing(
        place=place,
        parent=areas(board).get(place.parent_id or ""),
        beside=beside,
        plans=plans,
        plan=chosen,
        group=group,
        groups=_groups(board, tuple(indicators)),
        lines=tuple(lines),
        more=tuple(line.name for line in more),
        lacking=tuple(name for name, indicator, _ in wanted if indicator.id not in having),
        table=table,
        england=references,
        pupils=sum(school.pupils or 0 for school in schools),
        invented=any(each.invented for each in figures) or place.invented,
    )


def areas(board: Board) -> Mapping[str, Place]:
    """Every place that is no school, by id; read once a snapshot."""

    def read() -> dict[str, Place]:
        rows = board.store.fetch(place_queries.areas()).to_pylist()
        return {row["place_id"]: place_kinds.of_row(row) for row in rows}

    return board.store.cached("areas", read)


def _alike(board: Board, place: Place) -> tuple[Place, ...]:
    """The clusters of the place's scheme in the same authority, by name; the place alone where it lies in none."""

    def read() -> tuple[Place, ...]:
        found = (each for each in areas(board).values() if (each.level, each.scheme, each.parent_id) == kind)
        return tuple(sorted(found, key=lambda each: each.name))

    kind = place.level, place.scheme, place.parent_id
    return board.store.cached(("alike", kind), read) if place.parent_id else (place,)


def _plans_of_parent(board: Board, place: Place) -> tuple[tuple[str, Plan], ...]:
    """The plans of the authority itself, or of the one that a cluster lies in."""
    around = {place.place_id, place.parent_id}
    return tuple((name, plan) for name, plan in board.plans.items() if around & set(plan.body.places))


def _wanted(board: Board, place: Place, plan: Plan | None) -> tuple[Wanted, ...]:
    """The plan's measures as the place has it, one a lead indicator; what is usual where there is no plan."""
    if plan is None:
        return tuple((board.catalogue[name].short, board.catalogue[name], None) for name in USUAL)
    found: dict[str, Wanted] = {}
    for _, measure in plan.at(place.place_id).all_measures:
        if measure.indicators:
            lead = board.catalogue[measure.indicators[0]]
            found.setdefault(lead.id, (measure.short, lead, measure.target))
    return tuple(found.values())


def _england(board: Board, indicators: tuple[str, ...], group: str) -> Beside:
    def read() -> Beside:
        figures = board.store.fetch(observations.series(indicators, [ENGLAND], groups=[group]))
        return Beside(NATION, own_figures(figures))

    return board.store.cached(("England", indicators, group), read)


def _groups(board: Board, indicators: tuple[str, ...]) -> tuple[str, ...]:
    def read() -> tuple[str, ...]:
        rows = board.store.fetch(observations.groups_of(indicators)).to_pylist()
        return tuple(row["group_id"] for row in rows)

    return board.store.cached(("groups of", indicators), read)


def _first(loaded: Lines, summed: Lines, indicator: Indicator, place_id: str, group: str) -> Series | None:
    """The place's own line if it has any figure, else the sum over its schools; ``None`` where neither has one."""
    for lines in (loaded, summed):
        found = lines.pick(indicator, place_id, group)
        if found is not None and found.latest is not None:
            return found
    return None


def _table(
    board: Board,
    lines: Iterable[Line],
    schools: Sequence[School],
    figures: Sequence[Figure],
    beside: Beside,
    group: str,
) -> tuple[Table, tuple[Point | None, ...]]:
    """The schools by the charts' indicators, at the period of the place's newest figure, furthest behind first."""
    columns = []
    for line in lines:
        latest = line.own.latest
        if latest is not None:
            columns.append(Column(line.indicator, latest.period, line.own.phase, latest.coverage))
    keys = [
        (each.indicator.id, each.period.code, each.period.kind, each.phase, group, each.coverage) for each in columns
    ]
    wanted = frozenset(keys)
    held = {(each.place_id, key): each for each in figures if (key := each.key) in wanted}
    references: dict[tuple[str | None, ...], Point | None] = board.store.cached("England beside schools", dict)
    rows = []
    for school in schools:
        place = Place(school.place_id, school.name, "school", phase=school.phase, pupils=school.pupils)
        cells: list[Cell] = []
        for column, key in zip(columns, keys, strict=True):
            figure = held.get((school.place_id, key))
            point = figure.point if figure else None
            kind = (*key, school.phase)
            if kind not in references:
                references[kind] = reference_for(column, point, place, group, beside)
            found = references[kind]
            cells.append(judged(column.indicator, point, found.value if found else None))
        rows.append(Row(place, tuple(cells)))
    table = Table("school", group, tuple(columns), shown(rows, lead=0 if columns else None))
    return table, tuple(reference_for(column, None, None, group, beside) for column in columns)
