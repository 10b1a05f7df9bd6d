"""How verdicts and statistics are made: the rules in words, and the docstrings of the functions that compute them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from dashboard.analysis import (
    bands,
    change,
    closing,
    cohort,
    comparable,
    comparison,
    contribution,
    delivery,
    freshness,
    funnel,
    gaps,
    intervals,
    latest_years,
    mix,
    neighbours,
    plausibility,
    pooled,
    rank,
    recent_trend,
    sentences,
    series,
    spread,
    support,
    trajectory,
    trend_chi_square,
    visits,
    words,
)
from dashboard.analysis.verdicts import absolute, comparing, direction, gap_closing, milestone, units
from dashboard.answers.docstrings import Explained, Text, explained, where_of
from dashboard.queries import belonging
from etl import protect
from etl.plans import TargetType
from etl.protect import closure, ranges

__all__ = ["Rule", "Statistic", "Text", "rules", "statistics"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A type of target: what it asks, the verdicts that it can give, and how the program decides."""

    type: str
    title: str
    asks: str
    verdicts: tuple[str, ...]
    how: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Statistic:
    """One computation, in the words of the function that does it; ``where`` is that function."""

    title: str
    where: str
    paragraphs: tuple[Text, ...]


_TYPES: dict[str, tuple[str, str, tuple[str, ...], Explained]] = {
    "absolute_by_date": (
        "A value by a date",
        "Before its date: is the figure on the straight line from where the plan began to its target? After it: was "
        "the target reached at the last figure up to that date? The newest figure then stands beside it.",
        ("met", "on_trajectory", "within_margin", "off", "not_met"),
        absolute.judge,
    ),
    "at_or_above": (
        "At least as good as elsewhere",
        "Is the figure at least as good as England's, the region's or the neighbours' for the same period?",
        ("met", "within_margin", "not_met"),
        comparing.at_or_above,
    ),
    "match_group": (
        "As good as another group",
        "Is the group's figure at least as good as the other group's for the same period?",
        ("met", "within_margin", "not_met", "improved"),
        comparing.match_group,
    ),
    "close_gap": (
        "A gap that narrows",
        "Is the gap to the other place or group smaller than where the plan began?",
        ("improved", "no_clear_change", "worse"),
        gap_closing.close_gap,
    ),
    "direction": (
        "Better than it was",
        "Is the figure better than where the plan began?",
        ("improved", "no_clear_change", "worse"),
        direction.judge,
    ),
    "all_units": (
        "Every one of them",
        "Does every school, setting or person meet it? Told as k of N, with the names of those that do not.",
        ("met", "not_met", "improved"),
        units.judge,
    ),
    "milestone": (
        "A thing done by a date",
        "Is it recorded as done? With nothing recorded there is no verdict.",
        ("done", "due", "overdue"),
        milestone,
    ),
    "qualitative": (
        "A matter of judgement",
        "The plan names no figure: the board judges it. What can be counted is shown beside it without a verdict.",
        ("not_judged",),
        milestone,
    ),
}

_STATISTICS: tuple[tuple[str, tuple[tuple[str, Explained], ...]], ...] = (
    (
        "Chance",
        (
            ("95% intervals", intervals),
            ("A proportion", intervals.wilson),
            ("A rate of events", intervals.events),
            ("A difference, and a difference of differences", intervals.combined),
            ("When a change counts", change.tested),
            ("The smallest change that counts", change.material),
            ("Too few to rank, colour or test", cohort.too_few),
        ),
    ),
    (
        "Over the years",
        (
            ("The recent trend", recent_trend),
            ("A trend, step by step", recent_trend.recent_trend),
            ("The test of a trend", trend_chi_square.chi_square),
            ("A trend that rests on one year", trend_chi_square.turning),
            ("Counts too thin for a test", trend_chi_square.too_thin),
            ("Years that stand next to each other", latest_years.latest_years),
            ("A 3-year average", pooled.pooled),
        ),
    ),
    (
        "Comparing",
        (
            ("Ahead, level, behind", gaps.standing),
            ("Better, similar, worse", comparison.compared),
            ("Progress 8 in words", bands.progress_band),
            ("Where progress is measured from", comparable.baseline),
            ("Across a change of method", comparable.breaks_between),
            ("The line to a target", trajectory.expected),
            ("What was known on a date", comparable.known_by),
            ("Printed numbers", words),
        ),
    ),
    (
        "Adding up",
        (
            ("Clusters, trusts and authorities from their schools", series.summed_figures),
            ("Schools that move, close and convert", belonging),
            ("Joint areas", series.joined),
            ("What makes a gap", contribution.contributions),
            ("Parts that add up as printed", contribution.print_parts),
            ("Why a gap changed", mix.split),
            ("Pupils to close a gap", closing.to_close),
        ),
    ),
    (
        "Among local authorities",
        (
            ("The average of the statistical neighbours", neighbours.neighbour_mean),
            ("Rank", rank.rank),
            ("Quartile", rank.quartile),
            ("Quantiles", rank.quantile),
            ("The spread", spread.spread),
            ("A place within the spread", spread.position),
        ),
    ),
    (
        "Among schools",
        (
            ("A funnel", funnel.funnel),
            ("Its limits for shares", funnel.limits),
            ("Its limits for rates", funnel.limit_lines),
        ),
    ),
    (
        "Within reach",
        (
            ("What it takes", plausibility.ask),
            ("Who has done as much", plausibility.outlook),
            ("The chance", plausibility.chance),
            ("What is said beside a verdict", sentences.sentences),
            ("Who to visit", visits.visits),
            ("Schools alike", visits.alike),
        ),
    ),
    (
        "Actions",
        (
            ("Overdue, slipping, complete", delivery.timing),
            ("Delivered, and has it moved?", delivery.square),
            ("Loose ends", delivery.orphans),
            ("What the rules ask of a school", support.suggest),
        ),
    ),
    ("Freshness", (("Late, due, current", freshness.freshness),)),
    (
        "Small numbers",
        (
            ("What is withheld", protect),
            ("What else is withheld", closure),
            ("How closely a withheld number could be told", ranges),
        ),
    ),
)


def rules() -> tuple[Rule, ...]:
    """Every type of target that a plan can set, in the order of the plan model."""
    return tuple(Rule(kind, *_TYPES[kind][:3], how=explained(_TYPES[kind][3])) for kind in get_args(TargetType))


def statistics() -> tuple[tuple[str, tuple[Statistic, ...]], ...]:
    """The computations by subject, each with what its own docstring says of it."""
    return tuple(
        (subject, tuple(Statistic(title, where_of(given), explained(given)) for title, given in entries))
        for subject, entries in _STATISTICS
    )
