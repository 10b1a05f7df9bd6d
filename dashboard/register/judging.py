"""What people say of a measure's target: each judgement is checked against what its target can be judged by."""

from __future__ import annotations

from datetime import date

from dashboard.register import reading
from dashboard.register.errors import RegisterError, StaleEdit
from dashboard.register.model import Judged, JudgedOutcome
from dashboard.register.tables import JudgementRow
from dashboard.register.writing import Edit, day, one_of, stale, text
from etl.plans import Measure, Plan, TargetType
from etl.yaml_file import nearest

OUTCOMES: dict[TargetType, tuple[JudgedOutcome, ...]] = {
    "milestone": ("done", "not_done"),
    "qualitative": ("met", "partly", "not_met"),
    "all_units": ("met", "partly", "not_met"),
}
"""What people can say of a target of each type; the other types are worked out from figures."""


def judge(
    edit: Edit,
    name: str,
    measure: Measure,
    *,
    target: int,
    at: date,
    outcome: JudgedOutcome | None,
    met_units: int | None,
    all_units: int | None,
    told: str,
    version: int,
) -> Judged:
    """The next judgement of a measure's target."""
    key = measure.id if target == 1 else f"{measure.id}/{target}"
    found = reading.rows(
        edit.session,
        JudgementRow,
        JudgementRow.plan == name,
        JudgementRow.measure_id == measure.id,
        JudgementRow.target == target,
    )
    now = reading.judged(found[-1]) if found else None
    if (now.version if now else 0) != version:
        raise StaleEdit(stale(f"Measure {key}", now.by if now else None), now)
    kind = _kind(measure, target)
    _units(kind, met_units, all_units)
    said = _outcome(kind, outcome, met_units, all_units)
    day("the judgement", at, edit)
    row = JudgementRow(
        plan=name,
        measure_id=measure.id,
        target=target,
        version=version + 1,
        at=at,
        outcome=said,
        met_units=met_units,
        all_units=all_units,
        text=text("the reason", told, needed=kind == "qualitative"),
    )
    fields = ("outcome", "met_units", "all_units", "at", "text")
    changes = {field: (getattr(now, field) if now else None, getattr(row, field)) for field in fields}
    edit.add(row, plan=name, kind="judgement", key=key, changes=changes)
    edit.session.flush()
    return reading.judged(row)


def measure_of(plan: Plan, name: str, measure_id: str) -> Measure:
    """A measure of a plan by its id."""
    known = {measure.id: measure for _, measure in plan.all_measures}
    if measure_id not in known:
        raise RegisterError(f"the plan {name} has no measure {measure_id!r}{nearest(measure_id, list(known))}")
    return known[measure_id]


def _kind(measure: Measure, target: int) -> TargetType:
    if not 1 <= target <= len(measure.targets):
        raise RegisterError(
            f"measure {measure.id} has {len(measure.targets)} target(s), so there is no target {target}"
        )
    kind = measure.targets[target - 1].type
    if kind not in OUTCOMES:
        raise RegisterError(
            f"measure {measure.id} is judged by figures ({kind}), not by people; people record a milestone, "
            "how many of all units meet it, or a matter of judgement"
        )
    return kind


def _units(kind: TargetType, met_units: int | None, all_units: int | None) -> None:
    if kind == "all_units":
        if met_units is None or all_units is None:
            raise RegisterError("say how many of how many meet it")
        if not 0 <= met_units <= all_units or all_units == 0:
            raise RegisterError(f"{met_units} of {all_units} cannot be: between none and all of at least one")
    elif met_units is not None or all_units is not None:
        raise RegisterError(f"a target of type {kind} has no units to count")


def _outcome(kind: TargetType, outcome: str | None, met_units: int | None, all_units: int | None) -> JudgedOutcome:
    if kind == "all_units" and met_units is not None:
        counted: JudgedOutcome = "met" if met_units == all_units else "partly" if met_units else "not_met"
        if outcome not in (None, counted):
            raise RegisterError(f"{met_units} of {all_units} is {counted.replace('_', ' ')}, not {outcome}")
        return counted
    said: JudgedOutcome = one_of("outcome", outcome or "", OUTCOMES[kind])
    return said
