"""What a plan's file must hold beyond its shape: that everything it refers to exists and its dates are what it says.

One function a rule, in the order of the list at the foot; each yields the key path of what is wrong and a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from etl import groups
from etl.catalogue import Catalogue
from etl.date_words import last_days
from etl.place_names import Directory, PlaceError
from etl.plan_files import ClusterPriorities, load_plan, with_clusters
from etl.plans import NEEDS_INDICATOR, Action, By, Measure, Plan
from etl.yaml_file import YamlError, compose, line_of, nearest, read_model

Where = tuple[int | str, ...]
Problem = tuple[Where, str]
Rule = Callable[[Plan], Iterator[Problem]]

_PLACE = re.compile(r"^(E\d{8}|joint/[a-z0-9-]+|cluster/[a-z0-9-]+/[a-z0-9-]+|trust/\d+|urn/\d+)$")
_BREAKDOWNS = [*groups.DIMENSIONS, *groups.LABELS]


def check_plan(
    path: Path, catalogue: Catalogue, *, directory: Directory | None = None, plans: Path | None = None
) -> list[str]:
    """Every problem of one plan, each as ``file:line: key: what was expected; did you mean …?``; empty when sound.

    With a ``directory`` of places the plan's own places must exist in it too; trusts and clusters, which come as
    extracts, are then only checked for their form. A file in the folder of a plan's name (of those in ``plans``, or
    beside the folder) is what a cluster set for itself.
    """
    for whole in (path.parent.with_suffix(".yaml"), *([plans / f"{path.parent.name}.yaml"] if plans else [])):
        if whole.is_file():
            return _check_cluster(path, whole, catalogue)
    try:
        plan = load_plan(path)
    except YamlError as error:
        return error.problems
    root = compose(path)
    rules: tuple[Rule, ...] = (*_RULES, partial(_indicators, catalogue), partial(_places, directory))
    problems = [problem for rule in rules for problem in rule(plan)]
    lines = sorted((line_of(root, where), ".".join(map(str, where)), says) for where, says in problems)
    return [f"{path}:{line}: {key}: {says}" for line, key, says in lines]


def _check_cluster(path: Path, whole: Path, catalogue: Catalogue) -> list[str]:
    """The same for what one cluster set for itself, beside the plan (``whole``) that it belongs to."""
    try:
        own = read_model(path, ClusterPriorities)
        plan = with_clusters(load_plan(whole), whole.stem, folders=[path.parent.parent])
    except YamlError as error:
        return error.problems
    alone = plan.model_copy(update={"priorities": own.owned, "measures": (), "actions": ()})
    others = plan.model_copy(
        update={"priorities": tuple(each for each in plan.priorities if each.owner != own.cluster)}
    )
    rules: tuple[Rule, ...] = (*_RULES, partial(_indicators, catalogue))
    problems = [problem for rule in rules for problem in rule(alone)]
    known = {each.id for each in others.priorities}
    problems = [each for each in problems if not (each[0][-1] == "parent" and _parent_of(own, each[0]) in known)]
    problems += _names_of_others(alone, others)
    if not re.match(r"^cluster/[a-z0-9-]+/[a-z0-9-]+$", own.cluster):
        problems.append((("cluster",), f"{own.cluster!r} is no cluster, expected cluster/<scheme>/<slug>"))
    if not plan.geography.owners:
        problems.append((("cluster",), f"{whole.name} lets no clusters set priorities: geography.owners says who may"))
    root = compose(path)
    lines = sorted((line_of(root, where), ".".join(map(str, where)), says) for where, says in problems)
    return [f"{path}:{line}: {key}: {says}" for line, key, says in lines]


def _parent_of(own: ClusterPriorities, where: Where) -> str | None:
    return own.priorities[int(where[1])].parent


def _names_of_others(alone: Plan, others: Plan) -> Iterator[Problem]:
    """An id of the cluster's is no other priority's, measure's or action's of the plan."""
    taken = {each.id for each in others.priorities}
    taken |= {measure.id for _, measure in others.all_measures} | {action.id for _, action in others.all_actions}
    named = [
        *((("priorities", i), priority.id) for i, priority in enumerate(alone.priorities)),
        *((where, measure.id) for where, measure in _measures(alone)),
        *((where, action.id) for where, action in _actions(alone)),
    ]
    for where, name in named:
        if name in taken:
            yield (*where, "id"), f"{name!r} is an id of the plan already; begin it with the cluster's own name"


def _measures(plan: Plan) -> Iterator[tuple[Where, Measure]]:
    for p, priority in enumerate(plan.priorities):
        for m, measure in enumerate(priority.measures):
            yield ("priorities", p, "measures", m), measure
    for m, measure in enumerate(plan.measures):
        yield ("measures", m), measure


def _actions(plan: Plan) -> Iterator[tuple[Where, Action]]:
    for p, priority in enumerate(plan.priorities):
        for a, action in enumerate(priority.actions):
            yield ("priorities", p, "actions", a), action
    for a, action in enumerate(plan.actions):
        yield ("actions", a), action


def _targets(plan: Plan) -> Iterator[tuple[Where, Measure, int]]:
    for where, measure in _measures(plan):
        for number, _ in enumerate(measure.targets):
            yield (*where, "second_target" if number else "target"), measure, number


def _unknown(where: Where, kind: str, word: str, known: Collection[str]) -> Iterator[Problem]:
    if word not in known:
        yield where, f"no {kind} {word!r}{nearest(word, list(known))}"


def _ids(plan: Plan) -> Iterator[Problem]:
    """An id names one thing in the file."""
    named: list[tuple[Where, str]] = [
        *((("beliefs", i), belief.id) for i, belief in enumerate(plan.beliefs)),
        *((("goals", i), goal.id) for i, goal in enumerate(plan.goals)),
        *((("geography", "units", i), unit.id) for i, unit in enumerate(plan.geography.units)),
        *((("priorities", i), priority.id) for i, priority in enumerate(plan.priorities)),
        *((where, measure.id) for where, measure in _measures(plan)),
        *((where, action.id) for where, action in _actions(plan)),
    ]
    first: dict[str, Where] = {}
    for where, name in named:
        if name in first:
            yield (
                (*where, "id"),
                f"{name!r} is the id of {'.'.join(map(str, first[name]))} already; every id is its own",
            )
        first.setdefault(name, where)


def _references(plan: Plan) -> Iterator[Problem]:
    """Measures, actions, priorities, beliefs, units and levels that are referred to stand in the file."""
    measures = [measure.id for _, measure in _measures(plan)]
    actions = [action.id for _, action in _actions(plan)]
    for where, action in _actions(plan):
        for i, name in enumerate(action.measures):
            yield from _unknown((*where, "measures", i), "measure", name, measures)
        for i, name in enumerate(action.evidence_refs):
            yield from _unknown((*where, "evidence_refs", i), "action", name, actions)
    for p, priority in enumerate(plan.priorities):
        if priority.parent is not None:
            yield from _unknown(
                ("priorities", p, "parent"), "priority", priority.parent, [x.id for x in plan.priorities]
            )
    for g, goal in enumerate(plan.goals):
        for i, name in enumerate(goal.beliefs):
            yield from _unknown(("goals", g, "beliefs", i), "belief", name, [belief.id for belief in plan.beliefs])
    for u, unit in enumerate(plan.geography.units):
        at: Where = ("geography", "units", u)
        yield from _unknown((*at, "level"), "level", unit.level, plan.geography.levels)
        if unit.parent is not None:
            yield from _unknown((*at, "parent"), "unit", unit.parent, [each.id for each in plan.geography.units])


def _groups(plan: Plan) -> Iterator[Problem]:
    """Breakdowns are dimensions or groups; a target's groups are group ids."""
    for where, measure in _measures(plan):
        for i, word in enumerate(measure.breakdowns):
            yield from _unknown((*where, "breakdowns", i), "pupil group or dimension", word, _BREAKDOWNS)
    for where, measure, number in _targets(plan):
        target = measure.targets[number]
        if target.group is not None:
            yield from _unknown((*where, "group"), "pupil group", target.group, groups.LABELS)
        if target.comparator is not None and target.comparator.group is not None:
            known = ["same", *groups.LABELS]
            yield from _unknown((*where, "comparator", "group"), "pupil group", target.comparator.group, known)


def _judgeable(plan: Plan) -> Iterator[Problem]:
    """A target that is worked out needs an indicator to be worked out from, and its own ones are the measure's."""
    for where, measure, number in _targets(plan):
        target = measure.targets[number]
        if target.type in NEEDS_INDICATOR and not measure.indicators:
            yield (
                (*where, "type"),
                f"a target of type {target.type} needs an indicator in the measure's indicators; "
                "without one it can be all_units, milestone or qualitative",
            )
        for i, name in enumerate(target.indicators or ()):
            yield from _unknown((*where, "indicators", i), "indicator of this measure", name, measure.indicators)


def _dates(plan: Plan) -> Iterator[Problem]:
    """A date is the last day that its words allow, with the precision that they have."""
    dated: list[tuple[Where, By | None]] = [((*where, "due"), action.due) for where, action in _actions(plan)]
    dated += [((*where, "by"), measure.targets[number].by) for where, measure, number in _targets(plan)]
    for where, by in dated:
        if by is None:
            continue
        allowed = last_days(by.text)
        if not allowed:
            yield (*where, "text"), f"{by.text!r} names no month, term or year that we can read"
        elif by.date not in allowed:
            days = " or ".join(day.isoformat() for day in sorted(allowed))
            yield (*where, "date"), f"{by.date.isoformat()} is not the last day of {by.text!r}, expected {days}"
        elif by.precision != allowed[by.date]:
            yield (*where, "precision"), f"{by.text!r} is as precise as a {allowed[by.date]}, not a {by.precision}"


def _span(plan: Plan) -> Iterator[Problem]:
    """A plan ends after it starts."""
    if plan.period.start and plan.period.end and plan.period.end < plan.period.start:
        yield ("period", "end"), f"{plan.period.end} is before the start, {plan.period.start}"


def _indicators(catalogue: Catalogue, plan: Plan) -> Iterator[Problem]:
    """Indicators are in the catalogue."""
    known = list(catalogue.indicators)
    for where, measure in _measures(plan):
        for key, words in (("indicators", measure.indicators), ("context", measure.context)):
            for i, word in enumerate(words):
                yield from _unknown((*where, key, i), "indicator", word, known)


def _places(directory: Directory | None, plan: Plan) -> Iterator[Problem]:
    """A plan has places, their ids are well formed, and those that ship with the project exist."""
    if not plan.body.places:
        yield ("body", "places"), "a plan needs at least one place that it is judged for"
    for i, place in enumerate(plan.body.places):
        if not _PLACE.match(place):
            yield (
                ("body", "places", i),
                f"{place!r} is no place id, expected a nine-character code such as E06000034, "
                "joint/<slug>, cluster/<scheme>/<slug>, trust/<uid> or urn/<number>",
            )
        elif directory is not None and place.startswith(("E", "joint/")) and place not in directory.names:
            try:
                yield ("body", "places", i), f"no place has the id {place!r}; it is now {directory.resolve(place)!r}"
            except PlaceError as error:
                yield ("body", "places", i), str(error)


_RULES: tuple[Rule, ...] = (_ids, _references, _groups, _judgeable, _dates, _span)
