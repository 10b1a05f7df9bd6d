"""Every unit must meet it: ``all_units``, told as k of N with the names of those that do not."""

from __future__ import annotations

from dashboard.analysis import words
from dashboard.analysis.model import Point, Series, Step
from dashboard.analysis.verdicts.absolute import meets, target_line
from dashboard.analysis.verdicts.case import Case, Outcome, refused, value_step
from etl.catalogue import Indicator

_MANY = {"school": "schools", "setting": "settings", "college": "colleges", "teacher": "teachers", "pupil": "pupils"}


def judge(case: Case, own: Series, indicator: Indicator) -> Outcome:
    """Met only when all do. A count of all units is no sample: it has no interval and no margin.

    A target past its date is judged at the last figure up to it, with the latest beside it.
    """
    target = case.target
    point, late = own.known[-1], ""
    if target.by is not None and case.as_of > target.by.date:
        due = [each for each in own.known if each.period.end <= target.by.date]
        if not due:
            first = own.known[0]
            return refused(
                f"The target was for {target.by.text}, and no figure up to then is held; the first is for "
                f"{first.period.label} ({_said(first, indicator)})",
                f"No figure up to {target.by.text}",
                wanting=f"a figure for {target.by.text}",
            )
        point = due[-1]
        if own.known[-1].period != point.period:
            late = f"; the latest is {_said(own.known[-1], indicator)} in {own.known[-1].period.label}"
    names = _not_meeting(case, point, indicator)
    met_units, total = _whole(point)
    steps = (
        value_step(point, indicator, case.place_name),
        Step("Every unit must meet it", target.condition or "", "test"),
        Step("Rule", "Met only when all units meet it; a count of all units has no margin", "rule"),
    )
    if met_units is None or total is None:
        verdict = "met" if meets(point.figure, target, indicator) else "not_met"
        said = f"{words.printed(point.figure, indicator)} of {_counted(case, indicator)} in {point.period.label}"
        said += "; the source gives no counts"
        brief = words.printed(point.figure, indicator)
    else:
        verdict = "met" if met_units >= total else "not_met"
        said = f"{met_units:,} of {total:,} {_counted(case, indicator)} in {point.period.label}"
        brief = f"{met_units:,} of {total:,}"
    if names:
        said += f"; {'not yet' if _of_schools(case, indicator) else 'not all yet at'}: {words.listed(names)}"
    return Outcome(
        verdict,
        said + late,
        brief,
        steps,
        point=point,
        target_line=target_line(own, target),
        met_units=met_units,
        all_units=total,
        units_not_meeting=names,
    )


def _not_meeting(case: Case, point: Point, indicator: Indicator) -> tuple[str, ...]:
    """The names of the units short of it in that period, sorted by name; suppressed ones are not named."""
    short = []
    for unit in case.units:
        theirs = unit.series.at(point.period)
        if theirs is not None and theirs.value is not None and not meets(theirs.value, case.target, indicator):
            short.append(unit.name)
    return tuple(sorted(short))


def _whole(point: Point) -> tuple[int | None, int | None]:
    if point.numerator is None or point.denominator is None:
        return None, None
    return round(point.numerator), round(point.denominator)


def _said(point: Point, indicator: Indicator) -> str:
    return words.counts(point, indicator) or words.printed(point.figure, indicator)


def _counted(case: Case, indicator: Indicator) -> str:
    """What is counted: the indicator's own schools, whatever else the plan names beside them, or the plan's people."""
    if _of_schools(case, indicator):
        return "schools"
    return " and ".join(_MANY.get(each, f"{each}s") for each in case.target.unit_type)


def _of_schools(case: Case, indicator: Indicator) -> bool:
    return indicator.aggregation == "school_count" or case.target.unit_type == ("school",)
