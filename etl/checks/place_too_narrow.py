"""A row of a wide level that names a place of a narrower one: an England row with an LA's code."""

from __future__ import annotations

from etl.checks.named import AREA_COLUMNS, Named, told
from etl.findings import Finding

RULE = "place_too_narrow"
_ORDER = ("country", "region", "la", "district", "school")


def find(named: Named) -> list[Finding]:
    """DfE's layout leaves the columns of narrower levels blank; the row is read as the level that it says."""
    found = []
    for level, cells, word in named.areas:
        for narrower in _ORDER[_ORDER.index(level) + 1 :]:
            filled = [c for c in AREA_COLUMNS[narrower] if not named.is_blank(cells.get(c, "")) and c in cells]
            # A unitary LA is its own district: many files name it in both.
            if filled and not (level == "la" and narrower == "district"):
                name = named.cells.parts(filled[0])[0]
                message = f"a row of level {word.key[0]!r} has {name} {cells[filled[0]]!r}; it is read as {word.key[0]}"
                found.append((message, word, name, cells[filled[0]]))
                break
    return told(found, rule=RULE, severity="warn")
