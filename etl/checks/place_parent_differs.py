"""A row of an LA under a region that it does not belong to."""

from __future__ import annotations

from etl.checks.named import AREA_COLUMNS, Named, told
from etl.findings import Finding
from etl.place_names import PlaceError

RULE = "place_parent_differs"


def find(named: Named) -> list[Finding]:
    """Only what both sides say counts: a region that is blank or unknown contradicts nothing. The rows stay, since the
    place itself is certain."""
    found = []
    for level, cells, word in named.areas:
        place = _place(named, cells) if level == "la" else None
        if place is None:
            continue
        region = named.gazetteer.region_of.get(place)
        said = _place(named, cells, "region")
        # Inner and outer London stand among the regions of some files.
        said = named.gazetteer.region_of.get(said) or said if said else None
        if said is not None and region is not None and said != region:
            directory = named.gazetteer.directory
            shown = next(cells[c] for c in AREA_COLUMNS["region"] if cells.get(c, "").strip())
            column = next(c for c in AREA_COLUMNS["region"] if cells.get(c, "").strip())
            message = f"{directory.describe(place)} is in {directory.names[region]}, the row says {shown!r}"
            found.append((message, word, named.cells.parts(column)[0], shown))
    return told(found, rule=RULE, severity="warn")


def _place(named: Named, cells: dict[str, str], level: str = "la") -> str | None:
    given = [cells[column] for column in AREA_COLUMNS[level] if column in cells and not named.is_blank(cells[column])]
    try:
        return named.gazetteer.directory.resolve_first(given, levels=(level,)) if given else None
    except PlaceError:
        return None
