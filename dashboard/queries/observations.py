"""Which figures: a place's own, those summed over its members, those of each member, those of every authority."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries import belonging
from etl.schema import extract, observation, place

_O = observation.c
_SCHOOL = "urn/"


def series(
    indicators: Collection[str],
    places: Collection[str],
    *,
    groups: Collection[str] | None = None,
    phases: Collection[str] | None = None,
) -> sa.Select[Any]:
    """Every winner of some indicators for some places, with the name of its file: one select for a whole page.

    One row an observation, every period kind and coverage among them; without ``groups`` or ``phases`` all of them.
    """
    query = (
        sa.select(observation, extract.c.file_name, extract.c.invented)
        .join(extract, extract.c.extract_id == _O.extract_id, isouter=True)
        .where(_O.indicator_id.in_(sorted(indicators)), _O.place_id.in_(sorted(places)))
        .order_by(_O.indicator_id, _O.place_id, _O.group_id, _O.phase, _O.coverage, _O.period_end)
    )
    return _narrow(query, groups, phases)


def plain(
    columns: Collection[str], indicators: Collection[str], places: Collection[str], *, group: str
) -> sa.Select[Any]:
    """Some columns of the winners of one group of pupils for some places, place by place and without their files'
    names: the cheapest select there is of a screen's figures.

    DuckDB passes over what lies outside the schools' first and last id before it looks a place up in a list.
    """
    schools = sorted(each for each in places if each.startswith(_SCHOOL))
    others = sorted(each for each in places if not each.startswith(_SCHOOL))
    near = [_O.place_id.between(schools[0], schools[-1])] if schools else []
    return (
        sa.select(*(_O[name] for name in columns))
        .where(
            _O.indicator_id.in_(sorted(indicators)),
            sa.or_(*near, *(_O.place_id == each for each in others)),
            _O.place_id.in_([*schools, *others]),
            _O.group_id == group,
        )
        .order_by(_O.place_id)
    )


def files() -> sa.Select[Any]:
    """The name of every file that figures came from, and whether it is invented."""
    return sa.select(extract.c.extract_id, extract.c.file_name, extract.c.invented)


def groups_of(indicators: Collection[str]) -> sa.Select[Any]:
    """The groups of pupils that anything is held for, of some indicators."""
    return sa.select(_O.group_id).distinct().where(_O.indicator_id.in_(sorted(indicators))).order_by(_O.group_id)


def aggregated(
    indicators: Mapping[str, float],
    containers: Collection[str],
    *,
    on: date,
    then: bool = False,
    within: str | None = None,
    groups: Collection[str] | None = None,
    phases: Collection[str] | None = None,
) -> sa.Select[Any]:
    """Sums over the members of some places: one row an indicator, container, period, phase, group and coverage.

    ``indicators`` maps each id to its scale (100 for a percentage). ``numerator`` and ``denominator`` are summed over
    the members that have both; where a member has only a printed value and a denominator its numerator is rebuilt
    and the sum counts in ``rebuilt``. A member's pupils stand in ``pupils`` (those with data in ``pupils_with_data``);
    ``pupils_unknown`` counts the members whose number of pupils nobody gave. Members with a row but no figure
    (suppressed, not available) count in ``members`` only: that is what the coverage is made of. Rows that do not
    apply to a member, and members without any row, are not there at all.

    Who is a member of a period is said by :mod:`dashboard.queries.belonging`: those of the day ``on``, or (``then``)
    those of the period's own time. ``within`` narrows to the members that another place holds too.
    """
    belongs = belonging.counted(containers, on=on, then=then)
    narrowed = [belonging.inside([within], on=on, then=then)] if within else []
    scale = _scale(indicators)
    numerator = sa.func.coalesce(_O.numerator, _O.value * _O.denominator / scale)
    counted = sa.and_(_O.denominator.is_not(None), numerator.is_not(None), _O.denominator > 0)
    held = sa.case((counted, 1), else_=0)
    query = (
        sa.select(
            _O.indicator_id,
            belongs.c.container_id.label("place_id"),
            _O.period,
            _O.period_kind,
            _O.phase,
            _O.group_id,
            _O.coverage,
            sa.func.sum(sa.case((counted, numerator * belongs.c.share))).label("numerator"),
            sa.func.sum(sa.case((counted, _O.denominator * belongs.c.share))).label("denominator"),
            sa.func.sum(sa.case((_O.value.is_not(None), _O.value * belongs.c.share))).label("total"),
            _counted(sa.case((_O.value.is_not(None), 1), else_=0)).label("members_with_value"),
            sa.func.count().label("members"),
            _counted(held).label("members_with_data"),
            _counted(sa.case((place.c.pupils.is_(None), 1), else_=0)).label("pupils_unknown"),
            _counted(place.c.pupils).label("pupils"),
            _counted(held * place.c.pupils).label("pupils_with_data"),
            _counted(
                sa.case(
                    (
                        sa.and_(
                            counted, sa.or_(_O.numerator.is_(None), _O.basis == "printed", _O.status == "estimated")
                        ),
                        1,
                    ),
                    else_=0,
                )
            ).label("rebuilt"),
            sa.case(
                (sa.func.bool_or(_O.release == "provisional"), "provisional"),
                (sa.func.bool_or(_O.release == "revised"), "revised"),
                else_="final",
            ).label("release"),
            sa.func.min(_O.extract_id).label("extract_id"),
            sa.func.min(extract.c.file_name).label("file_name"),
            sa.func.count(sa.distinct(_O.extract_id)).label("extracts"),
            sa.func.bool_or(sa.func.coalesce(extract.c.invented, sa.false())).label("invented"),
        )
        .select_from(observation)
        .join(belongs, belonging.joins(belongs, then=then))
        .join(place, place.c.place_id == belongs.c.member_id)
        .join(extract, extract.c.extract_id == _O.extract_id, isouter=True)
        .where(
            _O.indicator_id.in_(sorted(indicators)),
            _O.status != "not_applicable",
            *narrowed,
        )
        .group_by(
            _O.indicator_id,
            belongs.c.container_id,
            _O.period,
            _O.period_kind,
            _O.phase,
            _O.group_id,
            _O.coverage,
        )
    )
    return _narrow(query, groups, phases)


def of_members(
    indicators: Collection[str],
    containers: Collection[str],
    *,
    on: date,
    then: bool = False,
    level: str | None = None,
    periods: Collection[str] | None = None,
) -> sa.Select[Any]:
    """Each member's own figures, all pupils, with the member's name: the units behind "k of N" and a list of schools.

    One row an observation and container; ``level`` narrows to schools, LAs …, ``periods`` to those of some codes.
    Closed schools are in it only as of ``then``, for the periods in which they belonged.
    """
    belongs = belonging.counted(containers, on=on, then=then)
    query = (
        sa.select(
            observation,
            belongs.c.container_id,
            place.c.name,
            extract.c.file_name,
            extract.c.invented,
        )
        .select_from(observation)
        .join(belongs, belonging.joins(belongs, then=then))
        .join(place, place.c.place_id == _O.place_id)
        .join(extract, extract.c.extract_id == _O.extract_id, isouter=True)
        .where(
            _O.indicator_id.in_(sorted(indicators)),
            belongs.c.member_id == _O.place_id,
            _O.group_id == "all",
        )
        .order_by(_O.indicator_id, place.c.name, _O.place_id, _O.period_end)
    )
    if periods is not None:
        query = query.where(_O.period.in_(sorted(periods)))
    return query.where(place.c.level == level) if level else query


def held(indicators: Collection[str] | None = None) -> sa.Select[Any]:
    """What is held of each indicator: how many observations and places, the first and last period end."""
    query = sa.select(
        _O.indicator_id,
        sa.func.count().label("observations"),
        sa.func.count(sa.distinct(_O.place_id)).label("places"),
        sa.func.min(_O.period_end).label("first_end"),
        sa.func.max(_O.period_end).label("last_end"),
    ).group_by(_O.indicator_id)
    return query.where(_O.indicator_id.in_(sorted(indicators))) if indicators is not None else query


def _scale(indicators: Mapping[str, float]) -> sa.ColumnElement[Any]:
    """An observation's factor from a share to its unit; the few factors there are with their indicators."""
    alike: dict[float, list[str]] = {}
    for name, factor in sorted(indicators.items()):
        alike.setdefault(factor, []).append(name)
    plain = max(alike, key=lambda factor: len(alike[factor]), default=1.0)
    others = [(_O.indicator_id.in_(names), factor) for factor, names in alike.items() if factor != plain]
    return sa.case(*others, else_=plain) if others else sa.literal(plain)


def _counted(what: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A sum of whole numbers as a plain integer: DuckDB's own is a 128-bit number, which arrives as a decimal."""
    return sa.cast(sa.func.sum(what), sa.BigInteger)


def _narrow(query: sa.Select[Any], groups: Collection[str] | None, phases: Collection[str] | None) -> sa.Select[Any]:
    if groups is not None:
        query = query.where(_O.group_id.in_(sorted(groups)))
    if phases is not None:
        query = query.where(_O.phase.in_(sorted(phases)))
    return query
