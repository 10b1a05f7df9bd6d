"""A row that says its level and leaves the columns of that level blank."""

from __future__ import annotations

from etl.checks.named import Named, told
from etl.findings import Finding
from etl.tidy.places import SEPARATOR, levels_of

RULE = "place_blank"


def find(named: Named) -> list[Finding]:
    """Blank, not ``z`` or ``x``: those say that there is no such place, and the row is not used."""
    if not named.by_levels:
        return []
    levels, found, keys = levels_of(named.dataset), [], []
    for word, resolved in named.maps.places:
        level, said, cells = word.key[0].partition(SEPARATOR)
        if said and resolved.place_id is None and levels[level].columns and not cells.replace(SEPARATOR, "").strip():
            columns = ", ".join(dict.fromkeys(p for c in levels[level].columns for p in named.cells.parts(c)))
            wanted = columns or ", ".join(levels[level].columns)
            found.append((f"the row is of level {level!r} and does not say which: {wanted}", word, wanted, None))
            keys.append(word.key[0])
    if keys:
        named.leave_out(keys, table="blank_place")
    return told(found, rule=RULE, severity="reject")
