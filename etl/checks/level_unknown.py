"""A word for a geographic level that neither the dataset nor the department knows."""

from __future__ import annotations

from etl.checks.named import Named, told
from etl.findings import Finding
from etl.layouts.detect import fold
from etl.sql import literal
from etl.tidy.places import levels_of
from etl.yaml_file import nearest

RULE = "level_unknown"

ELSEWHERE = (
    "english devolved area",
    "institution",
    "local enterprise partnership",
    "local skills improvement plan area",
    "lsip",
    "mayoral combined authority",
    "multi-academy trust",
    "opportunity area",
    "output area",
    "parliamentary constituency",
    "planning area",
    "police force area",
    "provider",
    "regional schools commissioner region",
    "rsc region",
    "sponsor",
    "ward",
)
"""DfE's levels that no screen shows (eesyscreener, ``acceptable_values.R``, and older files): known, and not used."""


def find(named: Named) -> list[Finding]:
    """One finding a word; its rows are rejected, since nobody can say which place they are about."""
    if not named.by_levels:
        return []
    known = sorted(levels_of(named.dataset))
    column = named.dataset.place.column
    unknown = [word for word in named.levels if fold(word.key[0]) not in (*known, *ELSEWHERE)]
    if unknown:
        words = ", ".join(literal(word.key[0]) for word in unknown)
        named.rows.connection.execute(
            f"INSERT INTO rejected SELECT s.__row FROM {named.rows.source} s "
            f"WHERE ({named.rows.keep}) AND {named.cells.raw(column)} IN ({words})"
        )
    return told(
        [(_message(word.key[0], known), word, named.cells.parts(column)[0], word.key[0]) for word in unknown],
        rule=RULE,
        severity="reject",
    )


def _message(word: str, known: list[str]) -> str:
    if not word.strip():
        return "the row does not say its geographic level"
    return f"no geographic level {word!r} is known{nearest(fold(word), known)}"
