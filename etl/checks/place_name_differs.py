"""A code and a name that belong to two places."""

from __future__ import annotations

from etl.checks.named import Named, told
from etl.findings import Finding
from etl.place_names import AmbiguousPlaceError, PlaceError, fold
from etl.tidy.places import SEPARATOR, levels_of

RULE = "place_name_differs"
_LEVELS = {"la": ("la",), "region": ("region",), "district": ("la", "district")}


def find(named: Named) -> list[Finding]:
    """Nobody can say which of the two was meant: the rows are rejected. A name that is in no list is no contradiction,
    and a name that a former LA shares with a present one fits both."""
    directory = named.gazetteer.directory
    found, keys = [], []
    for word, resolved in named.maps.places:
        if resolved.place_id is None or (level := directory.levels.get(resolved.place_id)) not in _LEVELS:
            continue
        _, said, rest = word.key[0].partition(SEPARATOR)
        cells = (rest if named.dataset.place.by != "one" and said else word.key[0]).split(SEPARATOR)
        for cell in cells:
            meant = _meant(named, cell, _LEVELS[level])
            if meant and resolved.place_id not in meant and not _shared(cell, directory.names[resolved.place_id]):
                other = directory.describe(meant[0])
                message = f"{' / '.join(filter(None, cells))} names two places: {cell!r} is {other}, not "
                message += directory.describe(resolved.place_id)
                found.append((message, word, _column(named, word.key[0], cells.index(cell)), cell))
                keys.append(word.key[0])
                break
    if keys:
        named.leave_out(keys, table="contradicting_place")
    return told(found, rule=RULE, severity="reject")


def _column(named: Named, key: str, number: int) -> str:
    """The file's own name of the cell's column."""
    place = named.dataset.place
    ours = place.columns if place.by == "one" else levels_of(named.dataset)[key.partition(SEPARATOR)[0]].columns
    return [part for column in ours for part in named.cells.parts(column)][number]


def _shared(cell: str, name: str) -> bool:
    """Whether a name is that of the place but for what tells a former LA from a present one: Dorset (Pre LG)."""
    return fold(name).startswith(fold(cell)) or fold(cell).startswith(fold(name))


def _meant(named: Named, cell: str, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The places of the levels that a cell may mean; none for a blank or an unknown word."""
    if named.is_blank(cell):
        return ()
    ids = {word.casefold(): target for word, target in named.dataset.place.ids.items()}
    if (target := ids.get(cell.strip().casefold())) is not None:
        return (target,) if target != "not_used" else ()
    try:
        return (named.gazetteer.directory.resolve(cell, levels=levels),)
    except AmbiguousPlaceError as error:
        return error.candidates
    except PlaceError:
        return ()
