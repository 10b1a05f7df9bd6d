"""Which figures one snapshot has that another has not, or has otherwise: new, revised, gone, and who brought them.

Two small selects a snapshot: a fingerprint of every indicator and place, then the rows of those that differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.analysis.flips import WITHHELD
from dashboard.queries import differences as queries
from dashboard.store import Store
from etl.deciding import differences
from etl.schema import KEY

A_FIGURE = "a_figure"
"""Stands for the number that was shown where it is withheld by now: printed, it would tell what is withheld."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example(differences.Example):
    """A figure before and after as a load tells of it, and the kind of its period. ``file`` brought what stands now, or
    for a figure that is gone what stood."""

    period_kind: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Observed:
    """How many observations of one indicator are new, revised and gone, the first few of them, and the ``files`` that
    brought what is new or revised, most figures first."""

    indicator: str
    new: int
    revised: int
    gone: int
    files: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file that a snapshot is made of."""

    file: str
    dataset: str | None
    loaded_at: str
    loaded_by: str | None
    observations: int


def observed(earlier: Store, later: Store, indicators: Collection[str], places: Iterable[str]) -> tuple[Observed, ...]:
    """Indicators with a figure that differs for one of some places, in the order of ``indicators``.

    Examples begin with the places named first, all pupils before groups, and the newest period; those that read the
    same on both sides (other counts, another release) come last.
    """
    order = {place: number for number, place in enumerate(dict.fromkeys(places))}
    prints = [_prints(store, indicators, order) for store in (earlier, later)]
    keys = {key for key in prints[0].keys() | prints[1].keys() if prints[0].get(key) != prints[1].get(key)}
    if not keys:
        return ()
    left, right = (_rows(store, keys) for store in (earlier, later))
    found: dict[str, list[tuple[Row | None, Row | None]]] = {}
    for key in left.keys() | right.keys():
        was, now = left.get(key), right.get(key)
        if was is None or now is None or _said(was) != _said(now):
            found.setdefault(str(key[0]), []).append((was, now))
    return tuple(_indicator(each, found[each], order) for each in dict.fromkeys(indicators) if each in found)


def files(earlier: Store, later: Store) -> tuple[tuple[Loaded, ...], tuple[Loaded, ...]]:
    """The files that the later snapshot is made of and the earlier is not, and the other way round."""
    sides = [
        {(row["extract_id"], row["sha256"]): row for row in store.fetch(queries.loaded()).to_pylist()}
        for store in (earlier, later)
    ]
    before, after = sides
    came = tuple(_loaded(row) for key, row in after.items() if key not in before)
    return came, tuple(_loaded(row) for key, row in before.items() if key not in after)


def _prints(store: Store, indicators: Collection[str], places: Collection[str]) -> dict[tuple[str, str], Any]:
    rows = store.fetch(queries.fingerprints(indicators, places)).to_pylist()
    return {(row["indicator_id"], row["place_id"]): (row["rows"], row["said"]) for row in rows}


def _rows(store: Store, keys: set[tuple[str, str]]) -> dict[tuple[Any, ...], Row]:
    select = queries.observations({indicator for indicator, _ in keys}, {place for _, place in keys})
    rows = store.fetch(select).to_pylist()
    return {tuple(row[name] for name in KEY): row for row in rows if (row["indicator_id"], row["place_id"]) in keys}


def _said(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in queries.SAID)


def _indicator(name: str, pairs: list[tuple[Row | None, Row | None]], order: Mapping[str, int]) -> Observed:
    new = sum(was is None for was, _ in pairs)
    gone = sum(now is None for _, now in pairs)
    brought: dict[str, int] = {}
    for _, now in pairs:
        if now is not None and now["file_name"]:
            brought[now["file_name"]] = brought.get(now["file_name"], 0) + 1
    pairs.sort(key=lambda pair: (_shown(pair[0]) == _shown(pair[1]), *_turn(pair, order)))
    return Observed(
        indicator=name,
        new=new,
        revised=len(pairs) - new - gone,
        gone=gone,
        files=tuple(sorted(brought, key=lambda file: (-brought[file], file))),
        examples=tuple(_example(was, now) for was, now in pairs[: differences.EXAMPLES]),
    )


def _turn(pair: tuple[Row | None, Row | None], order: Mapping[str, int]) -> tuple[Any, ...]:
    """The place asked for first, everybody before groups, revisions before what is new, the newest period."""
    row = pair[1] or pair[0] or {}
    ties = tuple(str(row[name]) for name in KEY)
    newest = date.max - row["period_end"]
    return (order[row["place_id"]], row["group_id"] != "all", row["phase"] != "total", None in pair, newest, ties)


def _example(was: Row | None, now: Row | None) -> Example:
    row = now or was or {}
    before = _shown(was)
    if isinstance(before, float) and now is not None and now["status"] == WITHHELD:
        before = A_FIGURE
    return Example(
        place=row["place_id"],
        period=row["period"],
        period_kind=row["period_kind"],
        group=row["group_id"],
        phase=row["phase"],
        before=before,
        after=_shown(now),
        release_before=was["release"] if was else None,
        release_after=now["release"] if now else None,
        file=row["file_name"],
    )


def _shown(row: Row | None) -> float | str | None:
    if row is None:
        return None
    return row["status"] if row["value"] is None else float(row["value"])


def _loaded(row: Row) -> Loaded:
    when = row["loaded_at"].isoformat(timespec="seconds")
    return Loaded(row["file_name"], row["dataset_id"], when, row["loaded_by"], row["observations"])
