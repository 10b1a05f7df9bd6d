"""How many pupils (or schools, or places) would bring a place level with a reference."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Closing:
    """``more`` units of ``of`` are needed (``fewer`` where less is better); ``now`` have it today."""

    now: float
    of: float
    needed: int
    fewer: bool


def to_close(*, numerator: float, denominator: float, reference: float, scale: float, polarity: str) -> Closing | None:
    """The smallest whole number of units that makes the figure reach ``reference``.

    0 needed when it is there already. ``None`` for a neutral indicator or without a denominator. It is a count of the
    gap's size, not a forecast. Worked example: 181 of 312 with England at 63 %: 0.63 x 312 = 196.56, so 16 more.
    """
    if polarity not in ("higher", "lower") or denominator <= 0 or scale <= 0:
        return None
    level = reference / scale * denominator
    distance = level - numerator if polarity == "higher" else numerator - level
    return Closing(now=numerator, of=denominator, needed=max(0, ceil(distance - 1e-9)), fewer=polarity == "lower")
