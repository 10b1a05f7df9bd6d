"""The place of a row: one key a row in SQL, every distinct key looked up once here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.dataset_place import EES_LEVELS, PlaceLevel
from etl.datasets import Dataset
from etl.layouts.detect import fold
from etl.place_names import Directory, PlaceError
from etl.sql import literal
from etl.tidy.cells import Cells

SEPARATOR = "\x1f"
NOT_USED = "not_used"
BLANK_CODES = frozenset({"", "x", "z", ":", "null", "na", "not available", "not applicable"})


class NotRegistered(PlaceError):
    """A school known by its LA and establishment number alone, which no register has: the file is not wrong."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A key looked up: a place, or nothing (``place_id`` null) with the reason where it is an error.

    ``stand_in``: a district's row that is taken for the LA of the same area, and gives way to the LA's own row.
    ``unregistered``: a school's number that no register loaded so far has.
    """

    place_id: str | None
    coverage: str | None = None
    phase: str | None = None
    error: str | None = None
    stand_in: bool = False
    unregistered: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything that words can mean: reference places, and what earlier and present registers add.

    ``laestabs`` maps a seven-digit LA and establishment number to a school's id; ``clusters`` folded ids and names of
    clusters to their ids; ``region_of`` an LA to its region.
    """

    directory: Directory
    not_places: Mapping[str, str]
    laestabs: Mapping[str, str]
    clusters: Mapping[str, str]
    region_of: Mapping[str, str | None]


def levels_of(dataset: Dataset) -> dict[str, PlaceLevel]:
    """The kinds of row that the dataset uses, by the folded word of its level column."""
    own = {fold(word): level for word, level in dataset.place.levels.items()}
    if dataset.place.by == "rows":
        return own
    return {**EES_LEVELS, **own}


def key_sql(dataset: Dataset, cells: Cells) -> str:
    """One text a row that holds all its place needs: the level's word and the cells of the level's columns."""
    place = dataset.place
    if place.by == "one":
        return _joined(place.columns, cells, single=place.level == "school")
    whens = []
    for word, level in levels_of(dataset).items():
        key = _joined(level.columns, cells, single=level.level == "school") if level.columns else "''"
        whens.append(f"WHEN {literal(word)} THEN concat({literal(word + SEPARATOR)}, {key})")
    return f"CASE {cells.word(place.column)} {' '.join(whens)} ELSE {literal(NOT_USED)} END"


def _joined(columns: tuple[str, ...], cells: Cells, *, single: bool) -> str:
    """The cells joined; of a school only the first that is filled, since each of them names it for certain."""
    present = [cells.raw(column) for column in columns if cells.has(column)]
    if not present:
        return "''"
    if single:
        laestab = [column for column in columns if cells.has(column)]
        tagged = [
            f"nullif(concat('laestab ', nullif(trim({cells.raw(c)}), '')), 'laestab ')"
            if "laestab" in fold(c)
            else f"nullif({cells.raw(c)}, '')"
            for c in laestab
        ]
        return f"coalesce({', '.join(tagged)}, '')"
    return f"concat_ws({literal(SEPARATOR)}, {', '.join(present)})"


class Resolver:
    """Looks up the keys of one dataset's rows; unknown ones carry a sentence for the finding."""

    def __init__(self, dataset: Dataset, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.place = dataset.place
        self.levels = levels_of(dataset)
        self.ids = {fold(word): target for word, target in dataset.place.ids.items()}
        self.anything = dataset.place.by == "one" and dataset.place.level == "any"
        level = "la" if self.anything else str(dataset.place.level)
        self.one = PlaceLevel(level=level, columns=dataset.place.columns) if dataset.place.by == "one" else None

    def resolve(self, key: str) -> Resolved:
        """The place behind one distinct key of :func:`key_sql`."""
        if key == NOT_USED:
            return Resolved(None)
        if self.one is not None:
            return self._in_level(key, self.one)
        word, _, rest = key.partition(SEPARATOR)
        return self._in_level(rest, self.levels[word])

    def _in_level(self, key: str, level: PlaceLevel) -> Resolved:
        given = [cell.strip() for cell in key.split(SEPARATOR)]
        folded = [fold(cell) for cell in given]
        for word in folded:
            if (target := self.ids.get(word)) is not None:
                return Resolved(None if target == NOT_USED else target, level.coverage, level.phase)
        if level.level == "country" and not self.anything:
            return Resolved("E92000001", level.coverage, level.phase)
        nothing = self.gazetteer.not_places
        filled = [c for c, w in zip(given, folded, strict=True) if w not in BLANK_CODES and w not in nothing]
        if not filled:
            return Resolved(None)
        try:
            place_id = _place_id(filled, level.level, self.gazetteer, anything=self.anything)
        except PlaceError as error:
            unregistered = str(error) if isinstance(error, NotRegistered) else None
            wrong = None if unregistered or self.place.unknown == NOT_USED else str(error)
            return Resolved(None, error=wrong, unregistered=unregistered)
        if level.unless_la and not place_id.startswith("E07"):  # districts of two-tier areas
            return Resolved(None)
        stand_in = level.level == "district" and self.gazetteer.directory.levels.get(place_id) == "la"
        return Resolved(place_id, level.coverage, level.phase, stand_in=stand_in)


def _place_id(filled: list[str], level: str, gazetteer: Gazetteer, *, anything: bool) -> str:
    if level == "school":
        return _school(filled[0], gazetteer)
    if level == "trust":
        uid = filled[0].removeprefix("trust/").removesuffix(".0")
        if not uid.isdigit():
            raise PlaceError(f"{filled[0]!r} is not a trust's number")
        return f"trust/{uid}"
    if level == "cluster":
        found = next((gazetteer.clusters[fold(c)] for c in filled if fold(c) in gazetteer.clusters), None)
        if found is None:
            raise PlaceError(f"no cluster {filled[0]!r} is known; load its membership file first")
        return found
    if anything:
        return gazetteer.directory.resolve_first(filled, levels=("country", "region", "la"))
    if level == "district":
        return gazetteer.directory.resolve_first(filled, levels=("la", "district"))
    return gazetteer.directory.resolve_first(filled, levels=(level,))


def _school(cell: str, gazetteer: Gazetteer) -> str:
    if cell.startswith("laestab "):
        number = cell.removeprefix("laestab ").replace("/", "").removesuffix(".0")
        if number not in gazetteer.laestabs:
            if not (number.isdigit() and len(number) == 7):
                raise PlaceError(f"{number!r} is not a number of an LA and a school, expected seven digits")
            raise NotRegistered(number)
        return gazetteer.laestabs[number]
    urn = cell.removeprefix("urn/").removesuffix(".0")
    if not (urn.isdigit() and 5 <= len(urn) <= 7):
        raise PlaceError(f"{cell!r} is not a URN")
    return f"urn/{int(urn)}"
