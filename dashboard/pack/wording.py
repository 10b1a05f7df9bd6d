"""Rows of a plan, verdicts and actions in the words of the pack, which are the words of the screens."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from dashboard.analysis.model import Point, Series
from dashboard.analysis.verdicts.case import NOT_JUDGED
from dashboard.analysis.words import difference, listed, printed, signed
from dashboard.answers.plan_rows import Row
from dashboard.answers.programme import Item
from dashboard.answers.row_words import row_name
from dashboard.components import layout
from dashboard.components.marks import RAG, TONES, WORDS
from dashboard.components.programme_parts.dates import TIMING, day
from dashboard.components.values import short_value
from dashboard.pack.model import ActionLine, Figure, Said, Waiting
from etl.catalogue import Indicator

INVENTED = layout.INVENTED.replace(" on this screen", "")
"""What a screen says of invented figures, for a file."""
LONGEST_NOTE = 160
"""Letters of an action's last note: all of it stands on the action's own screen."""


def said(word: str, *, units: tuple[int, int] | None = None) -> Said:
    """A verdict's words; ``units`` (k, N) adds *k of N* for a target that every unit must meet."""
    if units is not None and word != "not_judged":
        return Said(word, f"{WORDS[word]}, {units[0]:,} of {units[1]:,}", TONES[word])
    return Said(word, WORDS[word], TONES[word])


def figure(row: Row) -> Figure:
    """One row of the plan; a figure that cannot be given has its reason instead."""
    lead, indicator = row.lead, row.indicator
    change = lead.change
    has = indicator is not None and lead.value is not None
    amount = ""
    if has and indicator and change and change.amount is not None and change.since:
        amount = f"{signed(change.amount, indicator)} since {change.since.label}"
    return Figure(
        key=lead.key,
        measure=row.measure.short,
        first=row.first,
        name=row_name(row),
        value=short_value(lead.value, indicator) if has and indicator and lead.value is not None else None,
        period=lead.period.label if has and lead.period else "",
        gap=_gap(row) if has else "",
        verdict=said(lead.verdict, units=row.units),
        brief=row.groups_words or lead.brief,
        since=said(change.word) if has and change else None,
        amount=amount,
        missing=None if has else _missing(row),
    )


def waits(row: Row) -> bool:
    """Whether a row has neither a figure nor anything that people said: then all there is to say is why."""
    return row.lead.value is None and row.lead.verdict == NOT_JUDGED and row.lead.recorded is None


def waiting(rows: Iterable[Row]) -> tuple[Waiting, ...]:
    """The rows that wait, those of one measure with one reason together."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if waits(row):
            found.setdefault((row.measure.short, row.lead.brief or row.lead.reason), []).append(row)
    return tuple(
        Waiting(
            keys=tuple(row.lead.key for row in held),
            measure=measure,
            names=listed([row_name(row) for row in held if row.indicator is not None], most=8),
            why=why,
        )
        for (measure, why), held in found.items()
    )


def _gap(row: Row) -> str:
    lead = row.lead
    if row.indicator is None or lead.gap is None:
        return "not compared"
    than = lead.comparator_name or "England"
    if lead.standing == "level":
        return f"level with {than}"
    if lead.standing is None:
        return f"{difference(lead.gap, row.indicator)} from {than}"
    return f"{difference(lead.gap, row.indicator)} {lead.standing}{' of' if lead.standing == 'ahead' else ''} {than}"


def _missing(row: Row) -> str:
    """Why a row prints no figure, in a sentence."""
    recorded = row.lead.recorded
    if recorded is not None:
        words = f": {shorten(recorded.text, LONGEST_NOTE, placeholder=' …')}" if recorded.text else ""
        return f"Recorded by {recorded.by}, {day(recorded.at)}{words}"
    if row.indicator is None:
        return "The plan names no indicator for this."
    if row.lead.wanting:
        return f"Waits for: {row.lead.wanting}."
    return row.lead.reason or "Nothing is held."


def action_line(item: Item) -> ActionLine:
    """An action as a line of a table; nothing that its plan leaves open is filled in."""
    late = item.timing == "overdue"
    due = item.due_words or "no date in the plan"
    if late and item.tracked.due:
        due = f"{due}: overdue since {day(item.tracked.due)}"
    elif item.timing in ("slipping", "complete", "withdrawn"):
        due = f"{due}: {TIMING[item.timing]}"
    if item.state.forecast and not item.tracked.complete:
        due = f"{due}, forecast {day(item.state.forecast)}"
    note = item.state.last_note
    stage = f", stage: {item.state.stage}" if item.state.stage else ""
    rag = item.state.rag
    return ActionLine(
        id=item.id,
        name=item.name,
        measures=listed([measure.short for measure, _ in item.measures], most=3),
        lead=", ".join(item.lead) or "not named in the plan",
        due=due,
        late=late,
        rag=rag,
        delivery=(f"{rag}, {RAG[rag]}" if rag != "none" else "none recorded") + stage,
        note=f"{shorten(note.text, LONGEST_NOTE, placeholder=' …')} ({day(note.at)})" if note and note.text else "",
    )


def latest_words(name: str, series: Series, indicator: Indicator) -> str:
    """``Thurrock: 79% in 2024/25``; a line without any value says so."""
    latest = series.latest
    if latest is None:
        return f"{name}: no figure"
    return f"{name}: {printed(latest.figure, indicator)} in {latest.period.label}"


def origin_words(point: Point | None) -> str:
    """The file and row that a figure was read in, or over how many members it was summed."""
    if point is None or point.value is None:
        return ""
    if point.basis == "aggregated" and point.members:
        return f"summed over {point.members_with_data} of {point.members} members"
    if point.origin is None or not point.origin.file_name:
        return ""
    return f"{point.origin.file_name}, row {point.origin.row:,}" if point.origin.row else point.origin.file_name
