"""Selects for the data desk: extracts, what was found in them, and how fresh each indicator is. Nothing here runs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from etl.schema import extract, finding, observation, snapshot

SERIOUS = sa.case({"refuse": 0, "reject": 1, "warn": 2, "note": 3}, value=finding.c.severity, else_=4)


def extracts() -> sa.Select[Any]:
    """Every file as received, newest first, with its findings counted by severity."""
    tally = [
        sa.func.count().filter(finding.c.severity == severity).label(severity)
        for severity in ("refuse", "reject", "warn", "note")
    ]
    counted = sa.select(finding.c.extract_id, *tally).group_by(finding.c.extract_id).subquery()
    zero = [sa.func.coalesce(counted.c[name], 0).label(name) for name in ("refuse", "reject", "warn", "note")]
    return (
        sa.select(extract, *zero)
        .outerjoin(counted, counted.c.extract_id == extract.c.extract_id)
        .order_by(extract.c.loaded_at.desc(), extract.c.extract_id.desc())
    )


def one_extract(extract_id: int) -> sa.Select[Any]:
    """One file as received."""
    return sa.select(extract).where(extract.c.extract_id == extract_id)


def findings(extract_id: int, *, limit: int) -> sa.Select[Any]:
    """What the checks say of a file, most serious first; identical messages on many rows are one line.

    ``rows`` counts them and ``row`` and ``value`` are those of the first.
    """
    return (
        sa.select(
            finding.c.severity,
            finding.c.rule,
            finding.c.column,
            finding.c.message,
            sa.func.count().label("rows"),
            sa.func.min(finding.c.row).label("row"),
            sa.func.arg_min(finding.c.value, sa.func.coalesce(finding.c.row, 0)).label("value"),
        )
        .where(finding.c.extract_id == extract_id)
        .group_by(finding.c.severity, finding.c.rule, finding.c.column, finding.c.message)
        .order_by(SERIOUS, sa.func.min(finding.c.row).nulls_last(), finding.c.rule, finding.c.message)
        .limit(limit)
    )


def every_finding(extract_id: int) -> sa.Select[Any]:
    """What the checks say of a file, one row each, most serious first."""
    said = (finding.c.rule, finding.c.severity, finding.c.message, finding.c.row, finding.c.column, finding.c.value)
    return (
        sa.select(*said)
        .where(finding.c.extract_id == extract_id)
        .order_by(SERIOUS, finding.c.row.nulls_first(), finding.c.rule, finding.c.column, finding.c.message)
    )


def used_by(extract_id: int) -> sa.Select[Any]:
    """Which indicators an extract supplies figures for, with how many places and which periods."""
    return (
        sa.select(
            observation.c.indicator_id,
            sa.func.count().label("observations"),
            sa.func.count(sa.distinct(observation.c.place_id)).label("places"),
            sa.func.arg_min(observation.c.period, observation.c.period_end).label("first"),
            sa.func.arg_max(observation.c.period, observation.c.period_end).label("last"),
            sa.func.any_value(observation.c.period_kind).label("period_kind"),
        )
        .where(observation.c.extract_id == extract_id)
        .group_by(observation.c.indicator_id)
        .order_by(observation.c.indicator_id)
    )


def latest_periods() -> sa.Select[Any]:
    """The newest period held of each indicator and period kind, the file it came from and when that was loaded."""
    newest = (
        sa.select(
            observation.c.indicator_id,
            observation.c.period_kind,
            sa.func.max(observation.c.period_end).label("period_end"),
            sa.func.arg_max(observation.c.period, observation.c.period_end).label("period"),
            sa.func.arg_max(observation.c.extract_id, observation.c.period_end).label("extract_id"),
            sa.func.count().label("observations"),
        )
        .group_by(observation.c.indicator_id, observation.c.period_kind)
        .subquery()
    )
    return (
        sa.select(newest, extract.c.file_name, extract.c.loaded_at, extract.c.invented)
        .outerjoin(extract, extract.c.extract_id == newest.c.extract_id)
        .order_by(newest.c.indicator_id)
    )


def current_snapshot() -> sa.Select[Any]:
    """The one row that says what the open warehouse file is."""
    return sa.select(snapshot)
