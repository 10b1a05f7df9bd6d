"""The small tables that the claims join: place, period with release, and the cut (group, phase, coverage).

Each holds the distinct words of its columns among the rows that the dataset keeps, with what they mean; words that
mean nothing used are left out, words that are an error become findings and their rows are rejected.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from etl.datasets import Dataset
from etl.declared import Declared
from etl.findings import Finding
from etl.tidy import places, words
from etl.tidy.cells import Cells
from etl.tidy.periods import Implausible, parse, plausible, release_of
from etl.tidy.tables import Rows, distinct, joined, listed, times, write

_WORD_RULE = {"group": "group_unknown", "phase": "phase_unknown", "coverage": "coverage_unknown"}


class Word(NamedTuple):
    """A distinct key among the rows, how many rows have it, and the first of them."""

    key: tuple[str, ...]
    rows: int
    first: int


@dataclass(slots=True)
class Maps:
    """Names of the map tables in the connection, the SQL that finds a row's entry in each, and what went wrong.

    ``places`` (with what each was resolved to), ``periods`` and ``cuts`` are the distinct words that the maps were
    made of, for the rules that look at words.
    """

    place: str
    place_key: str
    period: str
    period_key: list[str]
    cut: str
    cut_key: list[str]
    findings: list[Finding] = field(default_factory=list)
    rejected: list[tuple[str, list[str]]] = field(default_factory=list)
    places: list[tuple[Word, places.Resolved]] = field(default_factory=list)
    periods: list[Word] = field(default_factory=list)
    cuts: list[Word] = field(default_factory=list)


def build(
    rows: Rows,
    *,
    dataset: Dataset,
    cells: Cells,
    kinds: list[str],
    gazetteer: places.Gazetteer,
    declared: Declared,
    today: date,
) -> Maps:
    """Write the three maps for one staged table; ``kinds`` are the period kinds that its sources ask for."""
    maps = Maps(
        place="map_place",
        place_key=places.key_sql(dataset, cells),
        period="map_period",
        period_key=[cells.raw(column) for column in _period_columns(dataset, cells)],
        cut="map_cut",
        cut_key=[cells.raw(column) for column in cut_columns(dataset, cells)],
    )
    _places(rows, maps, dataset=dataset, gazetteer=gazetteer)
    _periods(rows, maps, dataset=dataset, cells=cells, kinds=kinds, declared=declared, today=today)
    _cuts(rows, maps, dataset=dataset, cells=cells)
    return maps


def reject(rows: Rows, maps: Maps) -> None:
    """Note the source rows that the maps rejected in the table ``rejected``."""
    for table, key in maps.rejected:
        rows.connection.execute(
            f"INSERT INTO rejected SELECT s.__row FROM {rows.source} s JOIN {table} e ON {joined('e', key)} "
            f"WHERE {rows.keep}"
        )


def _places(rows: Rows, maps: Maps, *, dataset: Dataset, gazetteer: places.Gazetteer) -> None:
    columns: dict[str, list[object]] = {"k0": [], "place_id": [], "coverage": [], "phase": [], "stand_in": []}
    problems, bad, count = [], list[object](), 0
    resolver = places.Resolver(dataset, gazetteer)
    column = dataset.place.columns[0] if dataset.place.by == "one" else dataset.place.column
    for (key,), number, row in distinct(rows, [maps.place_key]):
        found = resolver.resolve(key)
        maps.places.append((Word((key,), number, row), found))
        if found.place_id is not None:
            for name, value in zip(
                columns, (key, found.place_id, found.coverage, found.phase, int(found.stand_in)), strict=True
            ):
                columns[name].append(value)
        elif found.error is not None:
            shown = " / ".join(part for part in key.split(places.SEPARATOR) if part)
            problems.append(Finding("place_unknown", "reject", times(found.error, number), row, column, shown))
            bad.append(key)
            count += number
    write(rows.connection, maps.place, columns)
    if bad:
        write(rows.connection, "bad_place", {"k0": bad})
        maps.rejected.append(("bad_place", [maps.place_key]))
        maps.findings.extend(listed(problems, count))


def _period_columns(dataset: Dataset, cells: Cells) -> list[str]:
    own = [] if dataset.period.by == "declared" else [c for c in dataset.period.columns if cells.has(c)]
    return [*own, *(c for c in dataset.release.columns if cells.has(c))]


def _periods(
    rows: Rows, maps: Maps, *, dataset: Dataset, cells: Cells, kinds: list[str], declared: Declared, today: date
) -> None:
    columns: dict[str, list[object]] = {f"k{n}": [] for n in range(len(maps.period_key))}
    columns |= {"wanted": [], "period": [], "period_kind": [], "period_end": [], "release": []}
    problems, bad = list[Finding](), list[tuple[str, ...]]()
    width = len([c for c in dataset.period.columns if cells.has(c)]) if dataset.period.by != "declared" else 0
    count = 0
    for key, number, row in distinct(rows, maps.period_key):
        maps.periods.append(Word(key, number, row))
        errors = list[ValueError]()
        for wanted in kinds:
            try:
                parsed = parse(key[:width], wanted, dataset, declared)
                plausible(parsed.period, today)
                release = release_of(key[width:], parsed.release, dataset, cells, declared)
            except ValueError as error:
                errors.append(error)
                continue
            if release is None:
                continue
            entry = (*key, wanted, parsed.period.code, parsed.period.kind, parsed.period.end, release)
            for name, value in zip(columns, entry, strict=True):
                columns[name].append(value)
        if errors and len(errors) == len(kinds):
            rule = errors[0].rule if isinstance(errors[0], Implausible) else "period_unknown"
            shown = " / ".join(key[:width])
            problems.append(
                Finding(rule, "reject", times(str(errors[0]), number), row, dataset.period.columns[0], shown)
            )
            bad.append(key)
            count += number
    write(rows.connection, maps.period, columns)
    if bad:
        write(rows.connection, "bad_period", {f"k{n}": [key[n] for key in bad] for n in range(len(maps.period_key))})
        maps.rejected.append(("bad_period", maps.period_key))
        maps.findings.extend(listed(problems, count))


def cut_columns(dataset: Dataset, cells: Cells) -> list[str]:
    found: dict[str, None] = {}
    for mapped in (dataset.group, dataset.phase, dataset.coverage):
        found.update(dict.fromkeys(c for c in mapped.columns if cells.has(c)))
    return list(found)


def _cuts(rows: Rows, maps: Maps, *, dataset: Dataset, cells: Cells) -> None:
    names = cut_columns(dataset, cells)
    columns: dict[str, list[object]] = {f"k{n}": [] for n in range(len(names))}
    columns |= {"group_id": [], "phase": [], "coverage": []}
    problems, bad, count = [], list[tuple[str, ...]](), 0
    for key, number, row in distinct(rows, maps.cut_key):
        maps.cuts.append(Word(key, number, row))
        cell = dict(zip(names, key, strict=True))
        meant = []
        try:
            for kind in ("group", "phase", "coverage"):
                mapped = getattr(dataset, kind)
                meant.append(words.meaning(mapped, tuple(cell.get(c, "") for c in mapped.columns), kind))
        except words.NotAWord as error:
            rule = _WORD_RULE[kind]
            problems.append(Finding(rule, "reject", times(str(error), number), row, mapped.columns[0], " / ".join(key)))
            bad.append(key)
            count += number
            continue
        if None not in meant:
            for name, value in zip(columns, (*key, *meant), strict=True):
                columns[name].append(value)
    write(rows.connection, maps.cut, columns)
    if bad:
        write(rows.connection, "bad_cut", {f"k{n}": [key[n] for key in bad] for n in range(len(names))})
        maps.rejected.append(("bad_cut", maps.cut_key))
        maps.findings.extend(listed(problems, count))
