"""A row of a plan in words, the same on screens and in files: its name, its message, whom it is held against."""

from __future__ import annotations

from dashboard.analysis.words import gap_words
from dashboard.answers.plan_rows import Row
from etl.groups import mid_sentence

MOVING_TARGETS = ("at_or_above", "match_group")
"""Target types whose target is the comparator's own line, which moves with every release."""


def row_name(row: Row) -> str:
    """The figure of a row in words: indicator, pupil group, place where several stand side by side."""
    group = mid_sentence(row.group_name) if row.group_name else None
    without = "said by people" if row.lead.recorded else "no indicator in the plan"
    name = row.indicator.short if row.indicator else without
    return ", ".join(filter(None, (name, group, row.place_name)))


def comparator_name(row: Row) -> str:
    """The comparator at the end of its line; where the target is to be at least as good, its line is the target."""
    name = row.lead.comparator_name or "England"
    return f"{name}, the target" if row.target.type in MOVING_TARGETS else name


def chart_title(row: Row) -> str:
    """The figure and its gap; with the period where the verdict is on an earlier one than the line ends with."""
    lead, name = row.lead, row_name(row)
    if row.indicator is None or lead.gap is None or lead.standing is None:
        return name
    gap = gap_words(lead.gap, lead.standing, row.indicator, lead.comparator_name or "England")
    newest = lead.place_series.latest if lead.place_series else None
    when = f" in {lead.period.label}" if lead.period and newest and newest.period != lead.period else ""
    return f"{name}: {gap}{when}"
