"""Names of files that are safe on any system."""

from __future__ import annotations

import re
import unicodedata


def slug(words: str) -> str:
    """Small letters and hyphens: ``Upper Valley (locality)`` is ``upper-valley-locality``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:60]
