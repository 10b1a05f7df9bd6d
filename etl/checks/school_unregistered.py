"""Schools known by their LA and establishment number alone, which no register holds."""

from __future__ import annotations

from etl.checks.named import AREA_COLUMNS, Named
from etl.findings import Finding
from etl.layouts.detect import fold

RULE = "school_unregistered"
_SHOWN = 5


def find(named: Named) -> list[Finding]:
    """One finding for the file: it is not the file that is wrong. Such rows are not used."""
    unknown = [(word, resolved.unregistered) for word, resolved in named.maps.places if resolved.unregistered]
    if not unknown:
        return []
    unknown.sort(key=lambda each: each[0].first)
    rows = sum(word.rows for word, _ in unknown)
    first = ", ".join(str(number) for _, number in unknown[:_SHOWN])
    more = f" and {len(unknown) - _SHOWN:,} more" if len(unknown) > _SHOWN else ""
    wanted = (*named.dataset.place.columns, *AREA_COLUMNS["school"])
    column = next(part for name in wanted if "laestab" in fold(name) for part in named.cells.parts(name))
    message = f"{rows:,} rows are of schools in no register and are not used: {first}{more}"
    return [Finding(RULE, "warn", message, unknown[0][0].first, column, unknown[0][1])]
