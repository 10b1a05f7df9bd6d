"""The data desk: what was received, what was found in it, how fresh it is, and which snapshot is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.analysis.freshness import Freshness, freshness
from dashboard.board import Board
from dashboard.queries import desk as queries
from etl.periods import Period

MOST_FINDINGS = 500
"""Lines of findings shown of one extract; a file that is wrong throughout says the same thing on every row."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One file as received. ``counts`` are its findings by severity (``refuse``, ``reject``, ``warn``, ``note``)."""

    extract_id: int
    file_name: str
    dataset_id: str | None
    outcome: str
    publisher: str | None
    licence: str | None
    release: str | None
    period_first: str | None
    period_last: str | None
    rows_read: int
    rows_used: int
    rows_not_used: int
    rows_rejected: int
    observations: int
    reference_rows: int
    published: date | None
    loaded_at: datetime
    loaded_by: str | None
    seconds: float
    invented: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says, once: ``rows`` rows have it, ``row`` and ``value`` are those of the first."""

    severity: str
    rule: str
    column: str | None
    message: str
    rows: int
    row: int | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Supply:
    """One indicator that the extract supplies winning figures for."""

    indicator_id: str
    name: str
    observations: int
    places: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ExtractDetail:
    extract: Extract
    findings: tuple[Finding, ...]
    more_findings: bool
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """How fresh one indicator is: its newest period, the file that gave it, and when the next is expected."""

    indicator_id: str
    name: str
    theme: str
    publisher: str
    period: str | None
    file_name: str | None
    loaded_at: datetime | None
    invented: bool
    fresh: Freshness


@dataclass(frozen=True, slots=True)
class Snapshot:
    snapshot_id: str
    current: bool
    created_at: datetime | None
    previous_id: str | None
    observations: int | None
    demonstration: bool


def extracts(board: Board) -> tuple[Extract, ...]:
    """Every file as received, loaded or refused, newest first."""
    return tuple(_extract(row) for row in board.store.fetch(queries.extracts()).to_pylist())


def extract(board: Board, extract_id: int) -> ExtractDetail | None:
    """One file with what was found in it and what it supplies; ``None`` when the snapshot knows no such extract."""
    store = board.store.pinned()
    found = next((row for row in store.fetch(queries.extracts()).to_pylist() if row["extract_id"] == extract_id), None)
    if found is None:
        return None
    findings = store.fetch(queries.findings(extract_id, limit=MOST_FINDINGS + 1)).to_pylist()
    supplies = store.fetch(queries.used_by(extract_id)).to_pylist()
    return ExtractDetail(
        extract=_extract(found),
        findings=tuple(Finding(**row) for row in findings[:MOST_FINDINGS]),
        more_findings=len(findings) > MOST_FINDINGS,
        supplies=tuple(
            Supply(
                indicator_id=row["indicator_id"],
                name=_name(board, row["indicator_id"]),
                observations=row["observations"],
                places=row["places"],
                first=Period(row["first"], row["period_kind"]).label,
                last=Period(row["last"], row["period_kind"]).label,
            )
            for row in supplies
        ),
    )


def held(board: Board, *, today: date) -> tuple[Held, ...]:
    """Every indicator of the catalogue in catalogue order with the newest period held of its own kind."""
    rows = {
        (row["indicator_id"], row["period_kind"]): row
        for row in board.store.fetch(queries.latest_periods()).to_pylist()
    }
    found = []
    for indicator in board.catalogue.indicators.values():
        row = rows.get((indicator.id, indicator.time_identifier))
        found.append(
            Held(
                indicator_id=indicator.id,
                name=indicator.name,
                theme=board.catalogue.theme_of[indicator.id].title,
                publisher=indicator.publication.publisher,
                period=Period(row["period"], row["period_kind"]).label if row else None,
                file_name=row["file_name"] if row else None,
                loaded_at=row["loaded_at"] if row else None,
                invented=bool(row and row["invented"]),
                fresh=freshness(
                    row["period_end"] if row else None,
                    frequency=indicator.frequency,
                    release_months=indicator.release_months,
                    today=today,
                ),
            )
        )
    return tuple(found)


def snapshots(board: Board) -> tuple[Snapshot, ...]:
    """The snapshots kept in the warehouse, newest first; the facts of one are read from its own file."""
    current = board.store.snapshot_id
    return tuple(_snapshot(board, path.stem, current) for path in _kept(board))


def _kept(board: Board) -> list[Any]:
    return sorted(board.store.warehouse.glob("*.duckdb"), key=lambda path: path.stem, reverse=True)


def _snapshot(board: Board, snapshot_id: str, current: str | None) -> Snapshot:
    row = board.store.at(snapshot_id).fetch(queries.current_snapshot()).to_pylist()[0]
    return Snapshot(
        snapshot_id=snapshot_id,
        current=snapshot_id == current,
        created_at=row["created_at"],
        previous_id=row["previous_id"],
        observations=row["observations"],
        demonstration=row["demonstration"],
    )


def _extract(row: dict[str, Any]) -> Extract:
    counts = {severity: row.pop(severity) for severity in ("refuse", "reject", "warn", "note")}
    fields = {name: row[name] for name in Extract.__slots__ if name != "counts"}
    return Extract(**fields, counts={severity: count for severity, count in counts.items() if count})


def _name(board: Board, indicator_id: str) -> str:
    return board.catalogue[indicator_id].name if indicator_id in board.catalogue else indicator_id
