"""Sums over the schools of a place from their own figures: what ``queries.observations.aggregated`` selects, in memory.

For one place and a handful of indicators the rows are few and are wanted anyway, for the table of its schools; adding
them up here saves the second and by far the dearer select.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from etl.catalogue import Indicator
from etl.periods import DAYS

Row = Mapping[str, Any]
"""One observation: the columns of ``etl.schema.observation``, with ``file_name`` and ``invented``."""

_KEY = ("indicator_id", "period", "period_kind", "phase", "group_id", "coverage")
_LONGEST = max(DAYS.values())


@dataclass(frozen=True, slots=True)
class Counted:
    """A school whose figures count in a place: under ``member_id`` (itself, or the open school that took over from it)
    and by ``share``. ``closed`` is its last day; ``after`` are the schools that came after it."""

    source_id: str
    member_id: str
    share: float
    pupils: int | None
    closed: date | None = None
    after: frozenset[str] = frozenset()


def summed_rows(
    rows: Iterable[Row], counted: Mapping[str, Counted], indicators: Mapping[str, Indicator], *, place_id: str
) -> list[dict[str, Any]]:
    """One row an indicator, period, phase, group and coverage, in the columns of ``aggregated``.

    ``counted`` holds the schools by ``source_id``. What is printed of a school for a period after it closed counts only
    where none of the schools after it has the same figure, even withheld.
    """
    own = [row for row in rows if row["place_id"] in counted and row["status"] != "not_applicable"]
    told = {(row["place_id"], *(row[name] for name in _KEY)) for row in rows}
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    files: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for row in own:
        school = counted[row["place_id"]]
        key = tuple(row[name] for name in _KEY)
        if not _lived(row, school) and not (
            school.after and all((later, *key) not in told for later in school.after)
        ):
            continue
        if (total := sums.get(key)) is None:
            total = sums[key] = dict(zip(_KEY, key, strict=True)) | _nothing(place_id)
        _add(total, row, school, indicators[row["indicator_id"]].scale)
        if row["extract_id"] is not None:
            files[key].add(row["extract_id"])
    for key, total in sums.items():
        total["extracts"] = len(files[key])
    return list(sums.values())


def _lived(row: Row, school: Counted) -> bool:
    """Whether the school had not closed before the figure's period began."""
    began = row["period_end"] - timedelta(days=DAYS.get(row["period_kind"], _LONGEST))
    return school.closed is None or school.closed >= began


def _nothing(place_id: str) -> dict[str, Any]:
    counts = ("members", "members_with_value", "members_with_data", "pupils_unknown", "pupils", "pupils_with_data")
    return {"place_id": place_id, "numerator": 0.0, "denominator": 0.0, "total": 0.0, "rebuilt": 0, "release": "final",
            "extract_id": None, "file_name": None, "invented": False} | dict.fromkeys(counts, 0)  # fmt: skip


def _add(total: dict[str, Any], row: Row, school: Counted, scale: float) -> None:
    value, denominator = row["value"], row["denominator"]
    numerator = row["numerator"]
    if numerator is None and value is not None and denominator is not None:
        numerator = value * denominator / scale
    has_data = numerator is not None and denominator is not None and denominator > 0
    total["members"] += 1
    if school.pupils is None:
        total["pupils_unknown"] += 1
    else:
        total["pupils"] += school.pupils
    if value is not None:
        total["members_with_value"] += 1
        total["total"] += value * school.share
    if has_data:
        total["members_with_data"] += 1
        total["numerator"] += numerator * school.share
        total["denominator"] += denominator * school.share
        total["pupils_with_data"] += school.pupils or 0
        if row["numerator"] is None or row["basis"] == "printed" or row["status"] == "estimated":
            total["rebuilt"] += 1
    if row["release"] == "provisional" or (row["release"] == "revised" and total["release"] == "final"):
        total["release"] = row["release"]
    if row["extract_id"] is not None:
        total["extract_id"] = min(total["extract_id"] or row["extract_id"], row["extract_id"])
    if row["file_name"] is not None:
        total["file_name"] = min(total["file_name"] or row["file_name"], row["file_name"])
    total["invented"] = total["invented"] or bool(row["invented"])
