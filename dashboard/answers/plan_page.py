"""A plan as its board reads it: bands of rows, what to look at first, what is new and what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.analysis.delivery import TROUBLE
from dashboard.analysis.model import PlanVerdicts
from dashboard.analysis.words import listed
from dashboard.answers import directory
from dashboard.answers.plan_places import PlanClusters, plan_clusters
from dashboard.answers.plan_rows import ACROSS, Band, Row, band_of
from dashboard.answers.verdicts import verdicts
from dashboard.board import Board
from etl.catalogue import Indicator
from etl.plans import Plan

__all__ = ["ACROSS", "Band", "PlanPage", "Row", "plan_page"]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that the plan's screens show, for one place on one date; ``today`` is the day whose memberships count as of
    now, whatever date it is judged on."""

    name: str
    today: date
    plan: Plan
    place_id: str
    place_name: str
    places: tuple[tuple[str, str], ...]
    clusters: PlanClusters
    answer: PlanVerdicts
    bands: tuple[Band, ...]
    hot: tuple[Row, ...]
    tally: dict[str, int]
    news: tuple[tuple[str, str], ...]
    owed: tuple[tuple[Indicator, str, str, tuple[str, ...]], ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for band in self.bands for row in band.rows)

    @property
    def failing(self) -> tuple[Row, ...]:
        """Rows whose verdict is a trouble (not met, off trajectory, worse, overdue), in the order of the page."""
        return tuple(row for row in self.rows if row.lead.verdict in TROUBLE)

    @property
    def calm(self) -> str:
        """The heading where nothing is in trouble: what cannot be judged may be."""
        return "Nothing that can be judged is in trouble" if self.tally.get("not_judged") else "Nothing is in trouble"

    @property
    def own_bands(self) -> tuple[Band, ...]:
        """The priorities that the place set for itself."""
        return tuple(band for band in self.bands if band.owned)

    @property
    def of_schools(self) -> bool:
        """Whether its figures are added up over the schools that belong to it: a cluster's or a trust's are."""
        return self.place_id.startswith(("cluster/", "trust/"))

    @property
    def of_cluster(self) -> bool:
        """Whether it is read for a place that may set priorities of its own."""
        return bool(self.plan.geography.owners) and self.place_id.startswith("cluster/")


def plan_page(
    board: Board,
    name: str,
    *,
    place: str | None = None,
    as_of: date | None = None,
    today: date | None = None,
    then: bool = False,
) -> PlanPage:
    """The plan page of a plan for a place (default: the plan's own first) on a date (default: today).

    Raises :class:`dashboard.answers.errors.NotFoundError` for a plan or place that nobody knows.
    """
    answer = verdicts(board, name, place=place, as_of=as_of, today=today, then=then)
    now = today or board.today
    return board.store.cached(
        (
            "plan_page",
            answer.snapshot_id,
            answer.plan,
            answer.place_id,
            answer.as_of,
            now,
            then,
            board.register.revision,
        ),
        lambda: _page(board, answer, today=now),
    )


def _page(board: Board, answer: PlanVerdicts, *, today: date) -> PlanPage:
    plan = board.plans[answer.plan].at(answer.place_id)
    by_measure = {measure.measure_id: measure for measure in answer.measures}
    shown = {detail.place_id for measure in answer.measures for detail in measure.details}
    members = [place.place_id for place in directory.members(board, answer.place_id, on=answer.as_of, level="la")]
    wanted = [*shown, answer.place_id, *plan.body.places, *members]
    names = {place_id: place.name for place_id, place in directory.named(board, wanted).items()}
    bands = tuple(
        band_of(board, plan, priority, by_measure, answer, names, today=today)
        for priority in (*plan.priorities, *((None,) if plan.measures else ()))
    )
    rows = tuple(row for band in bands for row in band.rows)
    clusters = plan_clusters(board, board.plans[answer.plan], on=today)
    words = {each.place_id: f"{each.name} ({each.level_name.lower()})" for each in clusters.places}
    options = dict.fromkeys([*plan.body.places, *members, *words, answer.place_id])
    return PlanPage(
        name=answer.plan,
        today=today,
        plan=plan,
        place_id=answer.place_id,
        place_name=names.get(answer.place_id, answer.place_id),
        places=tuple((each, words.get(each) or names.get(each, each)) for each in options),
        clusters=clusters,
        answer=answer,
        bands=bands,
        hot=_hot(rows),
        tally=dict(Counter(row.lead.verdict for row in rows)),
        news=_news(rows),
        owed=tuple((board.catalogue[each.indicator_id], each.owner, each.what, each.measures) for each in answer.owed),
    )


def _hot(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows whose figure is behind and getting worse, each figure once, in the order of the page."""
    found: dict[tuple[str | None, str | None, str], Row] = {}
    for row in rows:
        for detail in row.details:
            if detail.getting_worse and detail.standing == "behind":
                found.setdefault((detail.indicator_id, detail.group_id, detail.place_id), replace(row, lead=detail))
    return tuple(found.values())


def _news(rows: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    """What is new and what is late among the figures of the page: (headline, the rest)."""
    states: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row.fresh and row.indicator:
            states.setdefault(row.fresh.state, {}).setdefault(row.indicator.short, row)
    lines = []
    for state, one, many in (
        ("late", "1 release is late", "{} releases are late"),
        ("due", "1 release is due now", "{} releases are due now"),
        ("current", "1 figure is the newest there is", "{} figures are the newest there are"),
        ("no_calendar", "1 figure has no release calendar", "{} figures have no release calendar"),
        ("never", "1 figure was never supplied", "{} figures were never supplied"),
    ):
        found = states.get(state, {})
        if found:
            head = one if len(found) == 1 else many.format(len(found))
            lines.append((head, listed(list(found), most=4)))
    return tuple(lines)
