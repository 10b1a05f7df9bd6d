"""Chance that is the same on every machine: one independent, named stream of draws for each purpose.

A stream is seeded by its name, so that adding a draw in one place leaves every other number of the county as it was.
"""

from __future__ import annotations

from random import Random

SEED = "Exampleshire 1"
"""Changing it invents another county."""


def stream(*name: object) -> Random:
    """The draws for one purpose, such as ``stream("absence", urn, year)``."""
    return Random(":".join([SEED, *map(str, name)]))  # noqa: S311 - invented figures, nothing to protect


def successes(random: Random, trials: int, chance: float) -> int:
    """How many of ``trials`` come off. Up to 400 they are tried one by one, beyond that by the normal curve."""
    if trials <= 400:
        return sum(random.random() < chance for _ in range(trials))
    spread = (trials * chance * (1 - chance)) ** 0.5
    return min(trials, max(0, round(random.gauss(trials * chance, spread))))


def between(low: float, value: float, high: float) -> float:
    """``value``, kept within its limits."""
    return min(high, max(low, value))
