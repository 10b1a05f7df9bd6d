"""The reference places that ship with the project: England, regions, LAs, districts, joint areas, neighbours.

Read from the CSV files of ``data/places`` into tables shaped as :mod:`etl.schema` declares them. Schools, trusts and
clusters come as extracts; invented places never stand here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from etl import schema
from etl.place_names import Directory, fold

_ARROW = {
    sa.String: pa.string(),
    sa.Date: pa.date32(),
    sa.BigInteger: pa.int64(),
    sa.Integer: pa.int32(),
    sa.Double: pa.float64(),
    sa.Boolean: pa.bool_(),
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Places:
    """One Arrow table for each table of the snapshot that the reference places fill.

    ``not_places`` maps folded words that stand in place columns but name none (``z``, ``nat``, ``9999``) to the
    reason, so that a loader counts such rows as not used instead of rejecting them.
    """

    place: pa.Table
    place_alias: pa.Table
    place_link: pa.Table
    membership: pa.Table
    neighbour: pa.Table
    not_places: dict[str, str]

    @cached_property
    def dated(self) -> dict[str, tuple[date | None, date | None]]:
        """When places were opened and closed, of those that were not there all the time."""
        columns = (self.place.column(name).to_pylist() for name in ("place_id", "opened", "closed"))
        return {
            place_id: (opened, closed) for place_id, opened, closed in zip(*columns, strict=True) if opened or closed
        }

    @cached_property
    def directory(self) -> Directory:
        """Resolution over these places alone."""
        return directory_of(self.place, self.place_alias)


def load_places(folder: Path, *, invented: Path | None = None) -> Places:
    """The reference places of ``data/places``.

    ``invented`` is a folder with a ``places.csv`` of the demonstration: its places are marked, and are known only to a
    demonstration warehouse.

    Raises ``ValueError`` naming file and line when a row refers to a place that no file declares, or when two rows
    declare the same one. Files that were read before are not read again.
    """
    folders = (folder,) if invented is None else (folder, invented)
    return _places(
        folder, invented, tuple(path.read_bytes() for each in folders for path in sorted(each.glob("*.csv")))
    )


@lru_cache(maxsize=8)
def _places(folder: Path, invented: Path | None, contents: tuple[bytes, ...]) -> Places:  # noqa: ARG001 - a key
    """``contents`` are what the files hold: what is kept is kept for them."""
    imagined = [] if invented is None else [*_areas(invented)]
    places = [*_areas(folder), *_districts(folder), *_joint_areas(folder), *imagined]
    known: dict[str, str] = {}
    for row in places:
        if row["place_id"] in known:
            raise ValueError(f"{folder}: {row['place_id']} is declared twice")
        known[row["place_id"]] = row["name"]
    aliases = _aliases(folder, known, numbered=(folder,) if invented is None else (folder, invented))
    links = _links(folder, known)
    members = [
        _membership(row["member_id"], row["place_id"], "joint", row["valid_from"], row["valid_to"])
        for _, row in _rows(folder, "joint_areas.csv", known, "member_id")
    ]
    return Places(
        place=_table(schema.place, [{**row, "invented": row in imagined} for row in places]),
        place_alias=_table(schema.place_alias, aliases),
        place_link=_table(schema.place_link, links),
        membership=_table(schema.membership, members),
        neighbour=_table(schema.neighbour, _neighbours(folder, known)),
        not_places={fold(row["word"]): row["reason"] for _, row in _rows(folder, "not_places.csv", known)},
    )


def resolve(words: str, places: Places) -> str:
    """The id of the reference place that words mean; see :meth:`etl.place_names.Directory.resolve`."""
    return places.directory.resolve(words)


def directory_of(place: pa.Table, place_alias: pa.Table) -> Directory:
    """A directory from the ``place`` and ``place_alias`` tables of a snapshot."""
    return Directory.of(
        zip(*(place.column(name).to_pylist() for name in ("place_id", "name", "level")), strict=True),
        zip(*(place_alias.column(name).to_pylist() for name in ("alias", "place_id")), strict=True),
    )


def arrow_schema(table: sa.Table) -> pa.Schema:
    """The Arrow schema of a table of the snapshot."""
    return pa.schema(
        [pa.field(column.name, _ARROW[type(column.type)], nullable=bool(column.nullable)) for column in table.columns]
    )


def _areas(folder: Path) -> Iterable[Row]:
    for _, row in _rows(folder, "places.csv"):
        yield {key: row[key] for key in ("place_id", "name", "level", "parent_id", "region_id", "opened", "closed")}


def _districts(folder: Path) -> Iterable[Row]:
    regions = {row["place_id"]: row["region_id"] for row in _areas(folder)}
    for line, row in _rows(folder, "districts.csv", regions, "la_id"):
        if row["la_id"] not in regions:
            raise ValueError(f"{folder / 'districts.csv'}:{line}: la_id: no LA {row['la_id']}")
        yield {
            "place_id": row["place_id"],
            "name": row["name"],
            "level": "district",
            "parent_id": row["la_id"],
            "region_id": regions[row["la_id"]],
            "opened": row["opened"],
            "closed": row["closed"],
        }


def _joint_areas(folder: Path) -> Iterable[Row]:
    seen = set()
    for _, row in _rows(folder, "joint_areas.csv"):
        if row["place_id"] in seen:
            continue
        seen.add(row["place_id"])
        yield {
            "place_id": row["place_id"],
            "name": row["name"],
            "level": "joint",
            "parent_id": row["region_id"],
            "region_id": row["region_id"],
        }


def _aliases(folder: Path, known: dict[str, str], *, numbered: Iterable[Path]) -> list[Row]:
    """Own ids, own names and LA numbers, then what ``aliases.csv`` adds; each alias of a place once."""
    found = [(fold(place_id), place_id, "code") for place_id in known]
    found += [(fold(name), place_id, "name") for place_id, name in known.items()]
    found += [
        (row["la_number"], row["place_id"], "la_number")
        for areas in numbered
        for _, row in _rows(areas, "places.csv")
        if row["la_number"] is not None
    ]
    found += [
        (fold(row["alias"]), row["place_id"], row["kind"]) for _, row in _rows(folder, "aliases.csv", known, "place_id")
    ]
    once = {(alias, place_id): kind for alias, place_id, kind in reversed(found)}
    return [{"alias": alias, "place_id": place_id, "kind": kind} for (alias, place_id), kind in sorted(once.items())]


def _links(folder: Path, known: dict[str, str]) -> list[Row]:
    rows = list(_rows(folder, "successors.csv", known, "from_place_id"))
    for line, row in rows:
        _check(folder / "successors.csv", line, "to_place_id", row["to_place_id"], known)
    return [{**row, "kind": "successor"} for _, row in rows]


def _neighbours(folder: Path, known: dict[str, str]) -> list[Row]:
    rows = []
    for line, row in _rows(folder, "neighbours.csv", known, "place_id"):
        _check(folder / "neighbours.csv", line, "neighbour_id", row["neighbour_id"], known)
        rows.append({**row, "rank": int(row["rank"])})
    return rows


def _membership(member: str, container: str, kind: str, valid_from: date | None, valid_to: date | None) -> Row:
    return {
        "member_id": member,
        "container_id": container,
        "kind": kind,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "share": 1.0,
    }


def _rows(
    folder: Path, name: str, known: dict[str, Any] | None = None, refers: str | None = None
) -> Iterable[tuple[int, Row]]:
    """Line number and row, blank cells as ``None``, dates parsed; ``refers`` must name a known place."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if refers is not None and known is not None:
                _check(path, reader.line_num, refers, row[refers], known)
            yield reader.line_num, {key: _cell(key, text) for key, text in row.items()}


def _cell(key: str, text: str) -> str | date | None:
    if text == "":
        return None
    return date.fromisoformat(text) if key in _DATES else text


_DATES = {"opened", "closed", "valid_from", "valid_to", "since", "set_date"}


def _check(path: Path, line: int, key: str, place_id: str, known: dict[str, Any]) -> None:
    if place_id not in known:
        raise ValueError(f"{path}:{line}: {key}: no place {place_id!r} is declared")


def _table(table: sa.Table, rows: list[Row]) -> pa.Table:
    shape = arrow_schema(table)
    return pa.Table.from_pylist([{name: row.get(name) for name in shape.names} for row in rows], schema=shape)
