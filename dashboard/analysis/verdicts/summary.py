"""From details to one line a measure, and from what is missing to who owes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dashboard.analysis import words
from dashboard.analysis.model import Judgement, MeasureVerdict, Owed
from dashboard.analysis.verdicts.case import NOT_JUDGED
from etl.catalogue import Indicator
from etl.groups import label
from etl.plans import Measure

SEVERITY = (
    "off",
    "not_met",
    "worse",
    "overdue",
    "mixed",
    "within_margin",
    "no_clear_change",
    "due",
    "on_trajectory",
    "improved",
    "met",
    "done",
)
"""The worst first; ``not_judged`` has no place here, since it says nothing of the outcome."""

WORST_COUNTS = ("all_units", "at_or_above", "match_group")
"""Target types by which the plan asks for all of it: one detail that fails fails the measure."""

SCREEN = {
    "off": "off trajectory",
    "not_met": "not met",
    "within_margin": "within margin",
    "no_clear_change": "no clear change",
    "on_trajectory": "on trajectory",
    "not_judged": "not judged",
}


def words_of(verdict: str) -> str:
    """The verdict as the screen says it."""
    return SCREEN.get(verdict, verdict)


def summarise(
    measure: Measure,
    priority_id: str | None,
    place_id: str,
    details: Sequence[Judgement],
    *,
    context: Sequence[Judgement] = (),
    names: Mapping[str, str] | None = None,
) -> MeasureVerdict:
    """A measure's line: the worst of its details where the plan asks for all, else the one they share, or ``mixed``.

    Details that could not be judged are counted and do not decide; with none judged the measure is ``not_judged``.
    ``names`` gives indicators and places their words.
    """
    targets = {number: measure.targets[number - 1].type for number in sorted({each.target for each in details})}
    verdicts = [
        _of_target([each for each in details if each.target == number], kind) for number, kind in targets.items()
    ]
    decided = [verdict for verdict in verdicts if verdict != NOT_JUDGED]
    if not decided:
        verdict = NOT_JUDGED
    elif any(kind in WORST_COUNTS for kind in targets.values()):
        verdict = min(decided, key=SEVERITY.index)
    else:
        verdict = decided[0] if len(set(decided)) == 1 else "mixed"
    return MeasureVerdict(
        measure_id=measure.id,
        priority_id=priority_id,
        place_id=place_id,
        verdict=verdict,
        reason=_reason(details, names or {}),
        counts=dict(sorted(Counter(each.verdict for each in details).items())),
        details=tuple(details),
        context=tuple(context),
    )


def _of_target(details: Sequence[Judgement], kind: str) -> str:
    found = [each.verdict for each in details if each.verdict != NOT_JUDGED]
    if not found:
        return NOT_JUDGED
    if kind in WORST_COUNTS:
        return min(found, key=SEVERITY.index)
    return found[0] if len(set(found)) == 1 else "mixed"


def _reason(details: Sequence[Judgement], names: Mapping[str, str]) -> str:
    judged = [each for each in details if each.verdict != NOT_JUDGED]
    if not judged:
        reasons = list(dict.fromkeys(each.reason for each in details))
        more = words.plural(len(details) - 1, "more line is", "more lines are")
        return reasons[0] if len(reasons) == 1 else f"{reasons[0]} {more} not judged either."
    missing = len(details) - len(judged)
    rest = f"{words.plural(missing, 'more is', 'more are')} not judged" if missing else ""
    if len(judged) == 1:
        return f"{judged[0].reason} {rest}.".removesuffix(" .")
    counts = Counter(each.verdict for each in judged)
    order = sorted(counts, key=SEVERITY.index)
    parts = ", ".join(f"{counts[found]} {words_of(found)}" for found in order)
    text = f"Of {words.plural(len(judged), 'figure')} judged: {parts}"
    worst = [each for each in judged if each.verdict == order[0]] if len(order) > 1 else []
    if worst and order[0] in ("off", "not_met", "worse", "overdue"):
        several = len({each.place_id for each in details if each.value is not None}) > 1
        named = [_named(each, names, with_place=several) for each in worst]
        text += f". {words_of(order[0]).capitalize()}: {words.listed(named)}"
    return f"{text}. {rest}.".removesuffix(" .")


def _named(detail: Judgement, names: Mapping[str, str], *, with_place: bool) -> str:
    name = names.get(detail.indicator_id or "", detail.indicator_id or "")
    group = "" if detail.group_id in (None, "all") else label(detail.group_id or "")
    place = names.get(detail.place_id, detail.place_id) if with_place else ""
    of = ", ".join(filter(None, (group, place)))
    return f"{name} ({of})" if of else name


def rank_of(verdict: MeasureVerdict) -> tuple[bool, bool]:
    """The order on a page: measures with something to say first, then as the plan has them (sort is stable)."""
    return verdict.verdict == NOT_JUDGED, all(detail.value is None for detail in verdict.details)


def owed(measures: Iterable[MeasureVerdict], indicators: Mapping[str, Indicator]) -> tuple[Owed, ...]:
    """What is not judged for want of data, once an indicator: who has it, what would fill it, which measures wait."""
    wanted: dict[str, dict[str, dict[str, None]]] = {}
    waiting: dict[str, dict[str, None]] = {}
    for measure in measures:
        for detail in measure.details:
            if detail.wanting and detail.indicator_id:
                groups = wanted.setdefault(detail.indicator_id, {}).setdefault(detail.wanting, {})
                groups[label(detail.group_id or "all")] = None
                waiting.setdefault(detail.indicator_id, {})[measure.measure_id] = None
    return tuple(
        Owed(
            indicator_id=indicator_id,
            owner=owner(indicators[indicator_id]),
            what="; ".join(_for_groups(what, [*groups]) for what, groups in entries.items()),
            measures=tuple(waiting[indicator_id]),
        )
        for indicator_id, entries in wanted.items()
    )


def _for_groups(what: str, groups: list[str]) -> str:
    """The publication or return, and for which groups where all pupils are not among them."""
    return what if label("all") in groups else f"{what}, for: {', '.join(groups)}"


def owner(indicator: Indicator) -> str:
    """Who has the figure: its publisher, or the schools and services that collect it."""
    return "Schools and services of the partnership" if indicator.local else indicator.publication.publisher
