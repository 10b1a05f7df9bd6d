"""Time identifiers of several kinds in one file: years beside weeks, or academic beside calendar years."""

from __future__ import annotations

from etl.checks.named import Named
from etl.findings import Finding

RULE = "time_identifiers_mixed"


def find(named: Named) -> list[Finding]:
    """eesyscreener allows terms with terms and weeks with weeks, and every other identifier alone; here the series are
    told apart by their kind of period, so that it is only noted."""
    period = named.dataset.period
    if period.by != "ees" or len([c for c in period.columns if named.cells.has(c)]) < 2:
        return []
    kinds: dict[str, str] = {}
    for word in named.maps.periods:
        kinds.setdefault(_family(word.key[1]), word.key[1].strip())
    kinds.pop("", None)
    if len(kinds) < 2:
        return []
    name = named.cells.parts(period.columns[1])[0]
    return [Finding(RULE, "note", f"{name} mixes {', '.join(sorted(kinds.values()))}; each is a series of its own",
                    None, name)]  # fmt: skip


def _family(identifier: str) -> str:
    """The group of identifiers that may stand together."""
    words = " ".join(identifier.split()).casefold()
    if words.startswith("week"):
        return "week"
    if words.endswith(("term", "terms")):
        return "term"
    if words in ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december"):  # fmt: skip
        return "month"
    return words
