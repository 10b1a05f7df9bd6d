"""Against another place or group: ``at_or_above``, ``match_group``."""

from __future__ import annotations

from dashboard.analysis import gaps, words
from dashboard.analysis.intervals import of_point, why_none
from dashboard.analysis.model import Point, Series, Step
from dashboard.analysis.verdicts.case import Case, Outcome, no_comparator, paired, value_step
from dashboard.analysis.verdicts.gap_closing import close_gap
from etl.catalogue import Indicator


def at_or_above(case: Case, own: Series, indicator: Indicator) -> Outcome:
    """At least the comparator's figure for the same period; short of it by no more than chance is ``within_margin``.

    The comparator is taken as fixed: England's numbers are large against any place's.
    """
    pairs = paired(own, case.comparator)
    if not pairs:
        return no_comparator(case, own)
    mine, theirs = pairs[-1]
    verdict, said, brief, steps = _level_test(case, indicator, mine, theirs)
    late = ""
    if mine.period != own.known[-1].period:
        late = f"; {own.known[-1].period.label} cannot be judged, {case.comparator_name} has no figure for it yet"
    line = tuple((their.period, their.figure) for _, their in pairs)
    return Outcome(verdict, said + late, brief, steps, point=mine, target_line=line)


def match_group(case: Case, own: Series, indicator: Indicator) -> Outcome:
    """As :func:`at_or_above` against another group; where the plan says "or improving", a gap that narrowed by more
    than chance since the baseline is ``improved``."""
    level = at_or_above(case, own, indicator)
    if level.verdict in ("met", "not_judged") or not case.target.or_improving:
        return level
    closing = close_gap(case, own, indicator)
    if closing.verdict == "improved":
        return closing
    if closing.verdict == "not_judged":
        why = f"whether it is improving cannot be said: {_lower(closing.reason)}"
    else:
        why = _lower(closing.reason)
    return Outcome(
        level.verdict,
        f"{level.reason}; {why}",
        closing.brief if closing.verdict != "not_judged" else level.brief,
        (*level.steps, *(step for step in closing.steps if step not in level.steps)),
        point=level.point,
        baseline=closing.baseline,
        target_line=level.target_line,
    )


def _level_test(case: Case, indicator: Indicator, mine: Point, theirs: Point) -> tuple[str, str, str, tuple[Step, ...]]:
    name = case.comparator_name or "England"
    distance = gaps.gap(mine.figure, theirs.figure)
    stands = gaps.standing(mine.figure, theirs.figure, indicator) or ""
    interval = of_point(mine, indicator)
    steps: list[Step] = [
        value_step(mine, indicator, case.place_name),
        value_step(theirs, indicator, name),
        Step("Gap", words.signed(distance, indicator), "subtotal"),
    ]
    said = (
        f"{words.printed(mine.figure, indicator)} against {words.printed(theirs.figure, indicator)} "
        f"in {mine.period.label}: {words.gap_words(distance, stands, indicator, name)}"
    )
    brief = words.gap_words(distance, stands, indicator, name)
    brief = brief[0].upper() + brief[1:]
    if interval is not None:
        low, high = words.number(interval.lower, indicator.decimals), words.number(interval.upper, indicator.decimals)
        steps.append(Step("95 % interval of the place's value", f"{low} to {high}", "test"))
    else:
        steps.append(Step("95 % interval", f"none, {why_none(indicator, mine)}: the value is compared", "test"))
    steps.append(Step("Rule", f"At least the figure of {name}, for the same period and scope", "rule"))
    if stands in ("ahead", "level"):
        return "met", said, brief, tuple(steps)
    if interval is not None and interval.holds(theirs.figure):
        half = words.number((interval.upper - interval.lower) / 2, indicator.decimals)
        return "within_margin", f"{said}, which may be chance", f"Within the interval of ±{half}", tuple(steps)
    unsure = ", more than chance" if interval is not None else f" (by the value alone: {why_none(indicator, mine)})"
    return "not_met", said + unsure, brief, tuple(steps)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
