"""What a plan's lines are judged with, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.analysis.comparable import known_by
from dashboard.analysis.model import Series
from dashboard.analysis.series import own_figures
from dashboard.analysis.verdicts import Unit
from dashboard.answers.figures import Figures, gather
from dashboard.answers.plan_lines import ENGLAND, lines
from dashboard.board import Board
from dashboard.queries import observations
from dashboard.queries import places as place_queries
from etl.catalogue import Indicator
from etl.plans import Plan


@dataclass(frozen=True, slots=True)
class PlanScope:
    """What the lines of one plan are judged with: place names, figures, units, and what was known when.

    ``horizon`` is the day from which on nothing was known, none for today; ``predecessors`` maps an authority to the
    one it took over from since the plan began; ``units`` holds member schools by indicator and place.
    """

    board: Board
    plan: Plan
    place_id: str
    names: Mapping[str, str]
    regions: Mapping[str, str | None]
    figures: Figures
    units: Mapping[tuple[str, str], tuple[Unit, ...]]
    as_of: date
    horizon: date | None
    predecessors: Mapping[str, str]

    def known(self, indicator: Indicator, place_id: str, group: str) -> Series | None:
        """The place's line as it was known."""
        return known_by(self.figures.series(indicator, place_id, group), self.horizon, indicator)


def plan_scope(board: Board, plan: Plan, place_id: str, *, as_of: date, today: date) -> PlanScope:
    """Read it all, in a handful of selects.

    Membership is as of today: a past day narrows what was known of a place, not which schools make it up.
    """
    wanted = list(lines(plan, board.catalogue))
    indicators = {line.indicator.id: line.indicator for line in wanted if line.indicator}
    indicators |= {each: board.catalogue[each] for _, measure in plan.all_measures for each in measure.context}
    members = [row["place_id"] for row in board.store.fetch(place_queries.members([place_id], on=today)).to_pylist()]
    joint = tuple(members) if place_id.startswith("joint/") else ()
    here = (place_id, *joint)
    links = board.store.fetch(place_queries.links(here)).to_pylist()
    before = {row["to_place_id"]: row["from_place_id"] for row in links if _took_over(row, plan)}
    rows = board.store.fetch(place_queries.by_id({*here, *before.values(), ENGLAND})).to_pylist()
    regions = {row["place_id"]: row["region_id"] for row in rows}
    places = {*here, *before.values(), ENGLAND, *(region for region in regions.values() if region)}
    figures = gather(board, list(indicators.values()), places, on=today)
    everywhere = {line.indicator.id for line in wanted if line.indicator and line.target.type == "all_units"}
    return PlanScope(
        board=board,
        plan=plan,
        place_id=place_id,
        names={row["place_id"]: row["name"] for row in rows},
        regions=regions,
        figures=figures,
        units=_units(board, everywhere, here, on=today) if everywhere else {},
        as_of=as_of,
        horizon=as_of if as_of < today else None,
        predecessors=before,
    )


def _took_over(link: Mapping[str, Any], plan: Plan) -> bool:
    """Whether an authority took over after the plan began, so that a predecessor's figures belong to the story."""
    return link["kind"] == "successor" and (plan.start is None or link["since"] is None or link["since"] > plan.start)


def _units(
    board: Board, indicators: set[str], places: Sequence[str], *, on: date
) -> dict[tuple[str, str], tuple[Unit, ...]]:
    """The member schools' own lines, by indicator and place."""
    table = board.store.fetch(observations.of_members(indicators, places, on=on, level="school"))
    held = own_figures(table)
    rows = table.select(["indicator_id", "container_id", "place_id", "name"]).to_pylist()
    schools = {(row["indicator_id"], row["container_id"], row["place_id"]): row["name"] for row in rows}
    found: dict[tuple[str, str], list[Unit]] = {}
    for (indicator_id, container, school), name in schools.items():
        series = held.pick(board.catalogue[indicator_id], school, "all")
        if series is not None:
            found.setdefault((indicator_id, container), []).append(Unit(name, series))
    return {key: tuple(units) for key, units in found.items()}
