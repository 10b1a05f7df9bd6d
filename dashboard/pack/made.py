"""From the answers of the board to its pack: cover, what changed, the plan, a part a priority, the appendix."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.analysis.words import gap_words, plural, printed
from dashboard.answers.plan_page import PlanPage, plan_page
from dashboard.answers.plan_rows import ACROSS, Band, Row
from dashboard.answers.priority_page import PriorityPage, priority_page
from dashboard.answers.programme import programme_of
from dashboard.answers.row_words import row_name
from dashboard.answers.sayings import Sayings, sayings
from dashboard.board import Board
from dashboard.components.layout import WRITTEN
from dashboard.components.marks import TALLY_ORDER, TONES
from dashboard.pack import charts, wording
from dashboard.pack.changed import changes_since
from dashboard.pack.meeting import Held, held
from dashboard.pack.model import Cover, Debt, Definition, Pack, Part
from dashboard.web.identity import is_demonstration
from etl.catalogue import Indicator

MOST_HOT = 5
"""Figures that are behind and getting worse, named on the plan's page; the others are in the table below."""


def pack_of(board: Board, plan: str, *, meeting: date, place: str | None = None) -> Pack:
    """The pack of a plan for the meeting of a day, for a place where the plan applies (default: the plan's own first).

    Raises :class:`dashboard.answers.errors.NotFoundError` for a plan or place that nobody knows,
    :class:`dashboard.store.NoSnapshotError` where nothing has been loaded.
    """
    at = held(board, plan, day=meeting)
    page = plan_page(at.board, plan, place=place)
    spoken = sayings(at.board, page.answer)
    parts = tuple(_part(at.board, page, band, number, spoken) for number, band in enumerate(page.bands))
    hot_title, hot = _hot(page)
    return Pack(
        cover=_cover(at, page),
        changes=changes_since(at, page, place=place),
        tally=tuple((wording.said(word), page.tally[word]) for word in TALLY_ORDER if page.tally.get(word)),
        hot_title=hot_title,
        hot=hot,
        parts=parts,
        definitions=_definitions(page.rows),
        owed=_owed(page),
        sources=_sources(page.rows),
        foot=f"Judged as of {page.answer.as_of:%-d %B %Y} from snapshot {at.snapshot}",
    )


def _cover(at: Held, page: PlanPage) -> Cover:
    programme = programme_of(at.board, page)
    late = len(programme.timed("overdue"))
    headline = [_counted(page.rows), _behind(page)]
    if programme.counted:
        counted = plural(len(programme.counted), "action")
        headline.append(f"{counted}, {late} overdue" if late else f"{counted}, none overdue")
    written = is_demonstration(at.board.settings)
    notes = [*at.notes, *([wording.INVENTED] if page.answer.invented else []), *([WRITTEN] if written else [])]
    return Cover(
        plan=page.plan.title,
        body=page.plan.body.name,
        place=page.place_name,
        own=page.place_id == page.plan.body.places[0],
        meeting=at.day,
        title=at.meeting.title if at.meeting else "Board meeting",
        judged=page.answer.as_of,
        figures=f"Figures as published here on {at.published}",
        snapshot=at.snapshot,
        invented=page.answer.invented or written,
        notes=tuple(notes),
        headline=tuple(filter(None, headline)),
        vision=page.plan.vision,
    )


def _part(board: Board, page: PlanPage, band: Band, number: int, spoken: Sayings) -> Part:
    screen = priority_page(board, page, band, chosen={}, extra=(), today=page.answer.as_of)
    tied = {item.id: item for each in screen.screens for item in each.actions}
    mine = {each.measure.id: each.actions for each in screen.screens}
    items = (*tied.values(), *screen.other_actions)
    many = len([each for each in page.bands if each.id != ACROSS])
    own = band.owned and f", set by {page.place_name}"
    return Part(
        id=band.id,
        name=band.name,
        eyebrow=f"Priority {number + 1} of {many}{own or ''}" if band.id != ACROSS else "For the whole plan",
        title=band.priority.title if band.priority else "Measures that the plan ties to no one priority.",
        headline=_counted(band.rows),
        figures=tuple(wording.figure(row) for row in band.rows if not wording.waits(row)),
        waiting=wording.waiting(band.rows),
        charts=tuple(
            charts.chart(page, row, spoken=spoken, actions=mine.get(row.measure.id, ())) for row in charts.drawn(band)
        ),
        actions=tuple(wording.action_line(item) for item in items),
        loose=tuple(_loose(screen)),
    )


def _loose(screen: PriorityPage) -> Iterable[str]:
    """Measures in trouble that nothing under way is named to move."""
    for each in screen.screens:
        if each.in_trouble_without_action:
            what = "no live action is tied to it" if each.actions else "no action is tied to it"
            yield f"{each.measure.short} is in trouble, and {what}."


def _counted(rows: Iterable[Row]) -> str:
    """``8 of 23 in trouble, 6 as the plan wants, 9 not judged``; parts that are none are left out."""
    tones = [TONES[row.lead.verdict] for row in rows]
    bad, good, none = tones.count("bad"), tones.count("good"), tones.count("none")
    rest = len(tones) - bad - good - none
    said = [
        f"{bad} in trouble" if bad else "none in trouble",
        f"{good} as the plan wants" if good else "",
        f"{rest} neither" if rest else "",
        f"{none} not judged" if none else "",
    ]
    return f"Of {plural(len(tones), 'target figure')}: {', '.join(filter(None, said))}"


def _behind(page: PlanPage) -> str:
    if not page.hot:
        return ""
    return f"{plural(len(page.hot), 'figure is', 'figures are')} behind and getting worse"


def _hot(page: PlanPage) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a board looks at first: what is behind and getting worse, else what fails its target all the same."""
    if page.hot:
        lines = [(row_name(row), _worse(row)) for row in page.hot]
        title = f"{plural(len(page.hot), 'figure is', 'figures are')} behind and getting worse"
    elif page.failing:
        lines = [(row.measure.short, wording.figure(row).verdict.text) for row in page.failing]
        title = f"{plural(len(page.failing), 'target')} in trouble, none getting worse"
    else:
        return page.calm, ()
    more = len(lines) - MOST_HOT
    return title, (*lines[:MOST_HOT], *([("and more", f"{more} more in the table")] if more > 0 else []))


def _worse(row: Row) -> str:
    lead = row.lead
    if row.indicator is None or lead.value is None:
        raise ValueError(f"{row.anchor} has no figure that could be behind")
    gap = gap_words(lead.gap or 0.0, "behind", row.indicator, lead.comparator_name or "England")
    return f"{printed(lead.value, row.indicator)}, {gap}; worse {lead.worsening}"


def _definitions(rows: Iterable[Row]) -> tuple[Definition, ...]:
    """Every indicator that has a figure in the pack, by name, with the newest period held."""
    found: dict[str, tuple[Indicator, str]] = {}
    for row in rows:
        latest = row.lead.place_series.latest if row.lead.place_series else None
        if row.indicator is not None and latest is not None:
            found.setdefault(row.indicator.id, (row.indicator, latest.period.label))
    return tuple(
        Definition(
            name=indicator.name,
            words=indicator.definition,
            source=f"{indicator.publication.publisher}, {indicator.publication.title}",
            newest=newest,
        )
        for indicator, newest in sorted(found.values(), key=lambda each: each[0].name.casefold())
    )


def _owed(page: PlanPage) -> tuple[Debt, ...]:
    names = {measure.id: measure.short for _, measure in page.plan.all_measures}
    return tuple(
        Debt(indicator.short, owner, what, ", ".join(names[each] for each in measures))
        for indicator, owner, what, measures in page.owed
    )


def _sources(rows: Iterable[Row]) -> tuple[str, ...]:
    """The files that the figures of the pack were read in, by name."""
    origins = (row.lead.latest.origin for row in rows if row.lead.latest and row.lead.value is not None)
    return tuple(sorted({origin.file_name for origin in origins if origin and origin.file_name}, key=str.casefold))
