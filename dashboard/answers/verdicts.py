"""Whether a plan is working: every measure, target, indicator and group judged for a place on a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.analysis.comparable import known_by
from dashboard.analysis.model import Judgement, MeasureVerdict, PlanVerdicts, Series
from dashboard.analysis.verdicts import Case, judge, owed, summarise
from dashboard.analysis.verdicts.summary import rank_of
from dashboard.answers import comparators, directory, resolve
from dashboard.answers.plan_lines import ENGLAND, Line, lines, name_of_comparator, published
from dashboard.answers.plan_scope import PlanScope, plan_scope
from dashboard.board import Board
from etl.groups import OPPOSITES, label
from etl.plans import Plan


def verdicts(
    board: Board, plan: str, *, place: str | None = None, as_of: date | None = None, today: date | None = None
) -> PlanVerdicts:
    """What ``verdicts PLAN`` says: a summary a measure, its details, and who owes data; a handful of selects in all.

    ``place`` takes an id or a name and defaults to the plan's first place. ``as_of`` in the past hides figures that had
    not been published by then, going by the usual release months; today everything held is known.
    Raises :class:`dashboard.answers.errors.NotFoundError` for a plan or place that nobody knows.
    """
    the_plan = resolve.plan(board, plan)
    pinned = replace(board, store=board.store.pinned())
    place_id = resolve.place(pinned, place) if place else the_plan.body.places[0]
    now = today or date.today()
    day = as_of or now
    return pinned.store.cached(
        ("verdicts", plan, place_id, day, now),
        lambda: _verdicts(pinned, plan, plan=the_plan, place_id=place_id, as_of=day, today=now),
    )


def _verdicts(board: Board, name: str, *, plan: Plan, place_id: str, as_of: date, today: date) -> PlanVerdicts:
    scope = plan_scope(board, plan, place_id, as_of=as_of, today=today)
    details: dict[str, list[Judgement]] = {}
    for line in lines(plan, board.catalogue):
        details.setdefault(line.measure.id, []).extend(_judged(scope, line))
    names = {each.id: each.short for each in board.catalogue.indicators.values()} | dict(scope.names)
    measures = [
        summarise(
            measure,
            priority.id if priority else None,
            place_id,
            details[measure.id],
            context=_context(scope, measure.id),
            names=names,
        )
        for priority, measure in plan.all_measures
    ]
    ordered = tuple(sorted(measures, key=rank_of))
    return PlanVerdicts(
        plan=name,
        place_id=place_id,
        as_of=as_of,
        snapshot_id=board.store.snapshot_id or "",
        measures=ordered,
        owed=owed(ordered, board.catalogue.indicators),
        invented=_invented(ordered),
    )


def _judged(scope: PlanScope, line: Line) -> list[Judgement]:
    """One judgement, or one for each LA of a joint area that cannot be summed."""
    if line.indicator is None or line.group is None:
        return [judge(_case(scope, line, scope.place_id, None))]
    whole = scope.known(line.indicator, scope.place_id, line.group)
    members = scope.figures.members.get(scope.place_id, ())
    parts = {member: scope.known(line.indicator, member, line.group) for member in members}
    if not members or _as_fresh(whole, parts):
        return [judge(_case(scope, line, scope.place_id, whole))]
    if not any(each is not None and each.latest is not None for each in parts.values()):
        former = _predecessor(scope, line, members)
        if former is not None:
            return [former]
        return [judge(_case(scope, line, scope.place_id, whole))]
    return [judge(_case(scope, line, member, series)) for member, series in parts.items()]


def _as_fresh(whole: Series | None, parts: Mapping[str, Series | None]) -> bool:
    """Whether the joint figure is there and as recent as any of its parts."""
    if whole is None or whole.latest is None:
        return False
    ends = [each.latest.period.end for each in parts.values() if each is not None and each.latest is not None]
    return whole.latest.period.end >= max(ends, default=whole.latest.period.end)


def _predecessor(scope: PlanScope, line: Line, members: Sequence[str]) -> Judgement | None:
    """The authority that came before all members, while they have no figure of their own."""
    former = {scope.predecessors.get(member) for member in members}
    if len(former) != 1 or line.indicator is None or line.group is None:
        return None
    place_id = former.pop()
    if place_id is None:
        return None
    series = scope.known(line.indicator, place_id, line.group)
    return judge(_case(scope, line, place_id, series)) if series is not None and series.latest is not None else None


def _case(scope: PlanScope, line: Line, place_id: str, own: Series | None) -> Case:
    comparator, name = _comparator(scope, line, place_id, own)
    refusal = line.instead or _not_published(scope, line, place_id, own)
    return Case(
        measure_id=line.measure.id,
        priority_id=line.priority_id,
        number=line.number,
        target=line.target,
        indicator=line.indicator,
        group_id=line.group,
        place_id=place_id,
        place_name=scope.names.get(place_id, place_id),
        as_of=scope.as_of,
        start=scope.plan.start,
        own=own,
        comparator=comparator,
        comparator_name=name,
        units=scope.units.get((line.indicator.id, place_id), ()) if line.indicator else (),
        recorded=tuple(action.progress for _, action in scope.plan.all_actions if line.measure.id in action.measures),
        refusal=refusal,
        refusal_brief="Judged on the line above" if line.instead else "Not published",
        note=_note(scope, line, place_id),
    )


def _note(scope: PlanScope, line: Line, place_id: str) -> str | None:
    former = scope.predecessors.get(place_id)
    if former is None or former not in scope.names:
        return line.note
    told = f"figures before it took over from {scope.names[former]} are another authority's and are not compared"
    return f"{line.note}; {told}" if line.note else told


def _comparator(scope: PlanScope, line: Line, place_id: str, own: Series | None) -> tuple[Series | None, str | None]:
    """The line that the place is put beside: the one that the target names, England's otherwise.

    A number that grows with the place (a count, money) is never put beside England's.
    """
    if (
        line.indicator is None
        or line.group is None
        or own is None
        or line.indicator.unit in ("count", "FTE count", "GBP")
    ):
        return None, None
    target = line.target
    area = target.comparator.area if target.comparator else "national"
    other = line.against or line.group
    if area == "statistical_neighbours":
        return _neighbours(scope, line, place_id, own, other)
    where, called = ENGLAND, "England"
    if area == "region" and scope.regions.get(place_id):
        where = scope.regions[place_id] or ENGLAND
        called = scope.names.get(where, where)
    elif area == "own_previous" and target.type == "close_gap":
        where, called = place_id, scope.names.get(place_id, place_id)
    for candidate in dict.fromkeys((other, OPPOSITES.get(line.group, other) if other != line.group else other)):
        series = known_by(scope.figures.own.like(line.indicator, where, candidate, own), scope.horizon, line.indicator)
        if series is not None and series.latest is not None:
            return series, name_of_comparator(called, line.group, candidate)
    return None, name_of_comparator(called, line.group, other)


def _neighbours(
    scope: PlanScope, line: Line, place_id: str, own: Series, other: str
) -> tuple[Series | None, str | None]:
    """The mean of the place's statistical neighbours in their newest set; nothing for a place that has none."""
    name = name_of_comparator("statistical neighbours", line.group or other, other)
    place = directory.place(scope.board, place_id)
    if place is None or line.indicator is None:
        return None, name
    found = comparators.chosen(comparators.comparators(scope.board, place, authority=place), "neighbours")
    if found is None or not found.is_mean:
        return None, name
    beside = comparators.beside(scope.board, found, [line.indicator.id], groups=[other])
    series = known_by(beside.series(line.indicator, other, own), scope.horizon, line.indicator)
    return series, name


def _not_published(scope: PlanScope, line: Line, place_id: str, own: Series | None) -> str | None:
    """The refusal for a group that the indicator is not published for, when nothing of it is held either."""
    if line.indicator is None or line.group is None or own is not None:
        return None
    held = scope.figures.groups(line.indicator.id, place_id)
    if line.group == "all":
        if not held:
            return None
        others = " and ".join(label(group) for group in sorted(held))
        return f"{line.indicator.short} is not published for all pupils, only for: {others}"
    if line.group in published(line.indicator):
        return None
    return f"{line.indicator.short} is not published for: {label(line.group)}"


def _context(scope: PlanScope, measure_id: str) -> list[Judgement]:
    """The indicators shown beside a measure: the value, its gap and change, never a verdict."""
    priority_id, measure = next(
        (priority.id if priority else None, measure)
        for priority, measure in scope.plan.all_measures
        if measure.id == measure_id
    )
    found = []
    for each in measure.context:
        indicator = scope.board.catalogue[each]
        held = scope.figures.groups(each, scope.place_id)
        groups = sorted(held) if held and "all" not in held else ["all"]
        for group in groups:
            target = measure.target
            line = Line(measure, priority_id, 1, target, indicator, group, against=group)
            own = scope.known(indicator, scope.place_id, group)
            case = _case(scope, line, scope.place_id, own)
            found.append(judge(replace(case, shown_only=True, units=())))
    return found


def _invented(measures: Sequence[MeasureVerdict]) -> bool:
    """Whether any figure shown comes from an invented extract."""
    return any(
        point.origin is not None and point.origin.invented
        for measure in measures
        for detail in (*measure.details, *measure.context)
        for series in (detail.place_series, detail.comparator_series)
        if series is not None
        for point in series.points
    )
