"""Names of files: readable, and safe on every system and in every header."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 48
"""Letters of the screen's title; with the rest a name stays below what Windows and SharePoint allow."""


def slug(words: str, *, longest: int | None = None) -> str:
    """Small letters, digits and hyphens; of more than the ``longest`` the whole words that fit.

    >>> slug("Newcastle-upon-Tyne (Überblick)"), slug("Upper Valley (locality)", longest=15)
    ('newcastle-upon-tyne-uberblick', 'upper-valley')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if longest is None or len(found) <= longest:
        return found
    return found[:longest].rpartition("-")[0] or found[:longest]


def file_name(screen: str, exhibit: str, *, snapshot: str, kind: str) -> str:
    """``exampleshire-gap-chart-2026-11-22.png``: the screen, what it is, the day of the snapshot.

    >>> file_name("Newcastle-upon-Tyne / “Überblick”", "gap-chart", snapshot="20261122T0407", kind="png")
    'newcastle-upon-tyne-uberblick-gap-chart-2026-11-22.png'
    """
    day = f"{snapshot[:4]}-{snapshot[4:6]}-{snapshot[6:8]}"
    return "-".join(filter(None, (slug(screen, longest=LONGEST), exhibit, day))) + f".{kind}"
