"""The document of ``verdicts PLAN --json``: each measure's summary, a detail line a target, indicator, group and place,
and with every detail all that its verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.analysis.model import (
    Change,
    Judgement,
    MeasureVerdict,
    Owed,
    PlanVerdicts,
    Predecessor,
    Recorded,
    Series,
    Step,
)
from dashboard.analysis.plausibility import Outlook
from dashboard.answers.json_parts import Document, day, number, point, source
from dashboard.answers.sayings import Sayings
from etl.periods import Period


def verdicts(answer: PlanVerdicts, said: Sayings) -> Document:
    """The document: each measure's summary line followed by its details.

    A detail's ``steps`` are the lines of its sum, ``series`` and ``comparator_series`` the figures that it rests on,
    period by period; ``context`` of a summary holds what is shown beside the measure and never judged.
    """
    lines: list[Document] = []
    for measure in answer.measures:
        lines.append(_summary(measure))
        lines.extend(
            _detail(detail, "detail") | {"sentences": list(said.of(detail)), "outlook": _outlook(said.outlook(detail))}
            for detail in measure.details
        )
    return {
        "plan": answer.plan,
        "place": answer.place_id,
        "as_of": answer.as_of.isoformat(),
        "members": "then" if answer.then else "now",
        "snapshot": answer.snapshot_id,
        "invented": answer.invented,
        "measures": lines,
        "owed": [_owed(each) for each in answer.owed],
    }


def _outlook(found: Outlook | None) -> Document | None:
    """What the target takes, the record, and the chance or why none is given; null where nothing is asked."""
    if found is None:
        return None
    return {
        "needed": number(found.ask.needed),
        "a_year": number(found.ask.a_year),
        "years": found.ask.years,
        "until": found.ask.until.code,
        "dated": found.ask.dated,
        "level_with": found.ask.than,
        "authorities": found.of,
        "as_fast": found.fast,
        "own_best": number(found.best.gain) if found.best else None,
        "chance": number(found.chance.share) if found.chance else None,
        "no_chance": found.why_not,
    }


def _summary(measure: MeasureVerdict) -> Document:
    return {
        "line": "summary",
        "measure": measure.measure_id,
        "priority": measure.priority_id,
        "target": None,
        "target_type": measure.details[0].target_type,
        "indicator": None,
        "group": None,
        "place": measure.place_id,
        "period": None,
        "value": None,
        "comparator_value": None,
        "gap": None,
        "standing": None,
        "verdict": measure.verdict,
        "reason": measure.reason,
        "counts": measure.counts,
        "context": [_detail(each, "context") for each in measure.context],
    }


def _detail(detail: Judgement, line: str) -> Document:
    return {
        "line": line,
        "measure": detail.measure_id,
        "priority": detail.priority_id,
        "target": detail.target,
        "target_type": detail.target_type,
        "indicator": detail.indicator_id,
        "group": detail.group_id,
        "place": detail.place_id,
        "period": detail.period.code if detail.period else None,
        "value": number(detail.value),
        "comparator_value": number(detail.comparator_value),
        "gap": number(detail.gap),
        "standing": detail.standing,
        "verdict": detail.verdict,
        "reason": detail.reason,
        "counts": None,
        "phase": detail.place_series.phase if detail.place_series else None,
        "coverage": detail.latest.coverage if detail.latest else None,
        "target_words": detail.aim,
        "brief": detail.brief,
        "rule": {"id": detail.rule.id, "words": detail.rule.words},
        "steps": [_step(each) for each in detail.steps],
        "period_kind": detail.period.kind if detail.period else None,
        "interval": _interval(detail),
        "comparator": detail.comparator_name,
        "baseline": _baseline(detail),
        "change": _change(detail.change),
        "since_baseline": _change(detail.since_baseline),
        "getting_worse": detail.getting_worse,
        "worsening": detail.worsening,
        "latest": point(detail.latest) if detail.latest else None,
        "met_units": detail.met_units,
        "all_units": detail.all_units,
        "units_not_meeting": list(detail.units_not_meeting),
        "wanting": detail.wanting,
        "target_line": _way(detail.target_line),
        "trajectory": _way(detail.trajectory),
        "series": _series(detail.place_series),
        "comparator_series": _series(detail.comparator_series),
        "predecessor": _predecessor(detail.predecessor),
        "recorded": _recorded(detail.recorded),
    }


def _step(step: Step) -> Document:
    return {
        "label": step.label,
        "value": step.value,
        "kind": step.kind,
        "source": source(step.origin),
        "file": step.origin.file_name if step.origin else None,
        "row": step.origin.row if step.origin else None,
    }


def _interval(detail: Judgement) -> Document | None:
    if detail.lower is None or detail.upper is None:
        return None
    return {"level": 95, "lower": number(detail.lower), "upper": number(detail.upper)}


def _baseline(detail: Judgement) -> Document | None:
    if detail.baseline is None:
        return None
    return {
        "period": detail.baseline.code,
        "period_kind": detail.baseline.kind,
        "value": number(detail.baseline_value),
        "how": detail.baseline_how,
    }


def _change(change: Change | None) -> Document | None:
    if change is None:
        return None
    return {
        "word": change.word,
        "amount": number(change.amount),
        "since": change.since.code if change.since else None,
        "reason": change.reason,
    }


def _way(steps: Iterable[tuple[Period, float]]) -> list[Document]:
    return [{"period": period.code, "value": number(value)} for period, value in steps]


def _series(series: Series | None) -> list[Document]:
    return [point(each) for each in series.points] if series else []


def _predecessor(before: Predecessor | None) -> Document | None:
    if before is None:
        return None
    return {
        "place": {"id": before.place_id, "name": before.name},
        "since": day(before.since),
        "series": _series(before.series),
    }


def _recorded(said: Recorded | None) -> Document | None:
    if said is None:
        return None
    return {"outcome": said.outcome, "at": said.at.isoformat(), "by": said.by, "text": said.text}


def _owed(owed: Owed) -> Document:
    return {"indicator": owed.indicator_id, "owner": owed.owner, "what": owed.what, "measures": list(owed.measures)}
