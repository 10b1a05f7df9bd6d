"""Which figures of a priority are drawn, and all that a chart of one says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.analysis.verdicts.case import NOT_JUDGED
from dashboard.analysis.verdicts.summary import SEVERITY
from dashboard.answers.plan_page import PlanPage
from dashboard.answers.plan_rows import Band, Row
from dashboard.answers.programme import Item
from dashboard.answers.row_words import chart_title, comparator_name
from dashboard.answers.sayings import Sayings
from dashboard.figures import axis
from dashboard.figures.line import Line
from dashboard.figures.starts import Start
from dashboard.pack import wording
from dashboard.pack.model import Chart

AT_LEAST = 4
"""Charts that a priority has room for though it has fewer measures: further figures in trouble take the rest."""
FEWEST_POINTS = 2
"""A line needs two figures; a single one is in the table already."""


def drawn(band: Band) -> tuple[Row, ...]:
    """The rows of a priority that are drawn: of every measure the one in most trouble, then others in trouble. A figure
    that several measures share is drawn once."""
    first = sorted((row for _, _, rows in band.measures if (row := _worst(rows)) is not None), key=_trouble)
    others = (
        row for row in band.rows if row not in first and _drawable(row) and _judged(row) and _trouble(row) < _EVEN
    )
    once: dict[object, Row] = {}
    for row in first:
        once.setdefault(row.lead.key[2:], row)
    for row in sorted(others, key=_trouble):
        if len(once) < AT_LEAST:
            once.setdefault(row.lead.key[2:], row)
    return tuple(once.values())


_EVEN = SEVERITY.index("no_clear_change")


def _worst(rows: Sequence[Row]) -> Row | None:
    """The row of a measure that is drawn: the judged one in most trouble, else the first that has figures."""
    fit = [row for row in rows if _drawable(row)]
    judged = [row for row in fit if _judged(row)]
    return min(judged, key=_trouble) if judged else next(iter(fit), None)


def _drawable(row: Row) -> bool:
    own = row.lead.place_series
    return row.indicator is not None and own is not None and len(own.known) >= FEWEST_POINTS


def _judged(row: Row) -> bool:
    return row.lead.verdict != NOT_JUDGED


def _trouble(row: Row) -> int:
    return SEVERITY.index(row.lead.verdict) if row.lead.verdict in SEVERITY else len(SEVERITY)


def chart(page: PlanPage, row: Row, *, spoken: Sayings, actions: Sequence[Item]) -> Chart:
    """The chart of a row with a line, as the priority's screen draws it, and what is said beside it.

    Raises ``ValueError`` for a row that has no line.
    """
    lead, indicator = row.lead, row.indicator
    own = lead.place_series
    if indicator is None or own is None:
        raise ValueError(f"{row.anchor} has no line to draw")
    lines = [Line(own, _short(row.place_name or page.place_name), "place")]
    if lead.comparator_series is not None and lead.comparator_series.known:
        lines.append(Line(lead.comparator_series, _short(comparator_name(row)), "england"))
    # Where the target is the comparator itself, its own line is the target.
    target = lead.target_line if row.target.type == "absolute_by_date" else ()
    series = [each.series for each in lines]
    along = axis.axis(series, upto=[period for period, _ in (*target, *lead.trajectory)])
    published = indicator.publication
    origin = wording.origin_words(own.latest)
    title = chart_title(row)
    verdict = wording.said(lead.verdict, units=row.units)
    told = "; ".join(wording.latest_words(each.name, each.series, indicator) for each in lines)
    aimed = f" The target is {lead.aim}." if target and lead.aim else ""
    return Chart(
        key=lead.key,
        indicator=indicator,
        title=title,
        said=f"Line chart. {title}. {told}. Verdict: {verdict.text}.{aimed}",
        lines=tuple(lines),
        target=tuple(target),
        trajectory=tuple(lead.trajectory),
        starts=tuple(
            Start(item.state.started, item.id, item.name)
            for item in actions
            if item.state.started is not None and item.tracked.counts
        ),
        notes=tuple(axis.notes(along, series, indicator)),
        source=f"{published.publisher}, {published.title}" + (f"; {origin}" if origin else ""),
        verdict=verdict,
        reason=lead.reason,
        sentences=spoken.of(lead),
        measure=row.measure.short,
    )


def _short(name: str) -> str:
    """A name for the end of a line, without what stands in brackets: the title says which group it is of."""
    return re.sub(r" \([^)]*\)", "", name)
