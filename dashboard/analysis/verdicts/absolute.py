"""A value by a date: ``absolute_by_date``."""

from __future__ import annotations

from dashboard.analysis import comparable, gaps, trajectory, words
from dashboard.analysis.intervals import of_point, why_none
from dashboard.analysis.model import Point, Series, Step
from dashboard.analysis.verdicts.case import Case, Outcome, refused, value_step
from etl.catalogue import Indicator
from etl.periods import Period
from etl.plans import Target

_SIGNS = {">=": "at least ", "<=": "at most ", "=": ""}


def judge(case: Case, own: Series, indicator: Indicator) -> Outcome:
    """Before its date against the straight line from the baseline; past it at the last figure up to that date.

    A target without a date is judged at the latest figure, and the reason says so.
    """
    target = case.target
    by = target.by.date if target.by else None
    if by is not None and case.as_of > by:
        return _at_its_date(case, own, indicator)
    point = own.known[-1]
    steps = (value_step(point, indicator, case.place_name), _target_step(target, indicator))
    here = f"{words.printed(point.figure, indicator)} in {point.period.label}"
    aim = aim_words(target, indicator)
    line = target_line(own, target)
    if meets(point.figure, target, indicator):
        rule = Step("Rule", f"The value is {aim}", "rule")
        return Outcome("met", f"{here}: the target ({aim}) is reached", here, (*steps, rule), target_line=line)
    if by is None:
        verdict = "within_margin" if _margin(point, target, indicator) else "not_met"
        reason = f"{here}, {_short_of(point.figure, target, indicator)}; the plan gives no date, so the latest counts"
        return Outcome(verdict, reason, here, (*steps, *_margin_steps(point, target, indicator)), target_line=line)
    return _on_the_way(case, own, indicator, point)


def _at_its_date(case: Case, own: Series, indicator: Indicator) -> Outcome:
    target = case.target
    if target.by is None:
        raise ValueError("a target past its date has a date")
    due = [point for point in own.known if point.period.end <= target.by.date]
    if not due:
        first = own.known[0]
        return refused(
            f"The target was for {target.by.text}, and no figure up to then is held; the first is for "
            f"{first.period.label} ({words.printed(first.figure, indicator)})",
            f"No figure up to {target.by.text}",
            wanting=f"a figure for {target.by.text}",
        )
    point, latest = due[-1], own.known[-1]
    aim = aim_words(target, indicator)
    here = f"{words.printed(point.figure, indicator)} in {point.period.label}"
    if meets(point.figure, target, indicator):
        verdict, said = "met", f"the target ({aim} by {target.by.text}) was reached"
    else:
        verdict = "within_margin" if _margin(point, target, indicator) else "not_met"
        said = f"{_short_of(point.figure, target, indicator)} (by {target.by.text})"
    beside = ""
    if latest.period != point.period:
        beside = f"; the latest figure is {words.printed(latest.figure, indicator)} in {latest.period.label}"
    steps = (
        value_step(point, indicator, case.place_name),
        _target_step(target, indicator),
        *_margin_steps(point, target, indicator),
        Step("Rule", f"A target past its date is judged at the last figure up to {target.by.text}", "rule"),
    )
    return Outcome(
        verdict,
        f"{here}: {said}{beside}",
        f"Target {aim} by {target.by.text}",
        steps,
        point=point,
        target_line=target_line(own, target),
    )


def _on_the_way(case: Case, own: Series, indicator: Indicator, point: Point) -> Outcome:
    target = case.target
    if target.by is None or target.value is None:
        raise ValueError("a trajectory needs a value and a date")
    start, how = comparable.baseline(own, indicator, point, start=case.start)
    if start is None:
        return refused(f"Not there yet, and no trajectory can be drawn: {how}", "Needs two comparable periods")
    expected = trajectory.expected(start, target=target.value, by=target.by.date, on=point.period.end)
    path = trajectory.line(own, indicator, start, target=target.value, by=target.by.date)
    there = gaps.standing(point.figure, expected, indicator)
    interval = of_point(point, indicator)
    here = f"{words.printed(point.figure, indicator)} in {point.period.label}"
    wanted = f"{words.printed(expected, indicator)} expected by then"
    if there in ("ahead", "level"):
        verdict, brief = "on_trajectory", f"{wanted.capitalize()}"
    elif interval is not None and interval.holds(expected):
        verdict, brief = "within_margin", f"Short of {words.printed(expected, indicator)} by no more than chance"
    else:
        verdict, brief = "off", f"Short of {words.printed(expected, indicator)}"
    steps = (
        value_step(start, indicator, f"Baseline ({how})"),
        _target_step(target, indicator),
        Step(
            f"Expected for {point.period.label}, on the straight line", words.printed(expected, indicator), "subtotal"
        ),
        value_step(point, indicator, case.place_name),
        *_interval_step(point, indicator),
        Step("Rule", "At or beyond the straight line is on trajectory", "rule"),
    )
    reason = f"{here}, {wanted} on the way to {aim_words(target, indicator)} by {target.by.text} from {how}"
    return Outcome(
        verdict,
        reason,
        brief,
        steps,
        baseline=start,
        target_line=target_line(own, target),
        trajectory=path,
    )


def meets(value: float, target: Target, indicator: Indicator) -> bool:
    """Whether a value is there, to the printed decimal; ``=`` accepts what lies beyond it on the better side."""
    if target.value is None:
        raise ValueError("the target has no value")
    ahead = gaps.gap(value, target.value)
    slack = gaps.half_unit(indicator) + 1e-9
    if target.operator == ">=" or (target.operator == "=" and indicator.polarity == "higher"):
        return ahead >= -slack
    if target.operator == "<=" or (target.operator == "=" and indicator.polarity == "lower"):
        return ahead <= slack
    return abs(ahead) <= slack


def aim_words(target: Target, indicator: Indicator) -> str:
    """``at least 50%``, ``0%``."""
    return _SIGNS[target.operator or "="] + _aim(target, indicator)


def target_line(own: Series, target: Target) -> tuple[tuple[Period, float], ...]:
    """The target as a level over the periods held."""
    return tuple((point.period, target.value) for point in own.points) if target.value is not None else ()


def _aim(target: Target, indicator: Indicator) -> str:
    value = target.value or 0.0
    whole = indicator.model_copy(update={"decimals": 0 if float(value).is_integer() else indicator.decimals})
    return words.printed(value, whole)


def _target_step(target: Target, indicator: Indicator) -> Step:
    stated = "stated in the plan" if target.explicit else "our reading of the plan"
    return Step(f"Target ({stated})", aim_words(target, indicator), "input")


def _short_of(value: float, target: Target, indicator: Indicator) -> str:
    distance = words.difference(gaps.gap(value, target.value or 0.0), indicator)
    return f"{distance} from the target ({aim_words(target, indicator)})"


def _margin(point: Point, target: Target, indicator: Indicator) -> bool:
    interval = of_point(point, indicator)
    return interval is not None and target.value is not None and interval.holds(target.value)


def _margin_steps(point: Point, target: Target, indicator: Indicator) -> tuple[Step, ...]:
    distance = words.difference(gaps.gap(point.figure, target.value or 0.0), indicator)
    return (Step("Distance from the target", distance, "subtotal"), *_interval_step(point, indicator))


def _interval_step(point: Point, indicator: Indicator) -> tuple[Step, ...]:
    interval = of_point(point, indicator)
    if interval is None:
        return (Step("95 % interval", f"none, {why_none(indicator, point)}: the value is compared", "test"),)
    low, high = words.number(interval.lower, indicator.decimals), words.number(interval.upper, indicator.decimals)
    return (Step("95 % interval of the value", f"{low} to {high}", "test"),)
