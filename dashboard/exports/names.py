"""Names of files: readable, and safe on every system and in every header."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 48
"""Letters of the screen's title; with the rest a name stays below what Windows and SharePoint allow."""


def file_name(screen: str, exhibit: str, *, snapshot: str, kind: str) -> str:
    """``exampleshire-gap-chart-2026-11-22.png``: the screen, what it is, the day of the snapshot.

    >>> file_name("Newcastle-upon-Tyne / “Überblick”", "gap-chart", snapshot="20261122T0407", kind="png")
    'newcastle-upon-tyne-uberblick-gap-chart-2026-11-22.png'
    """
    plain = unicodedata.normalize("NFKD", screen).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = words if len(words) <= LONGEST else words[:LONGEST].rpartition("-")[0] or words[:LONGEST]
    day = f"{snapshot[:4]}-{snapshot[4:6]}-{snapshot[6:8]}"
    return "-".join(filter(None, (short, exhibit, day))) + f".{kind}"
