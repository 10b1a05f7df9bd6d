"""What a rule is: a name, how severe it may be, what it finds, and what an analyst does about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["refuse", "reject", "warn", "note"]
"""``refuse`` stops the file, ``reject`` leaves the row out, ``warn`` loads and is shown, ``note`` is for the record."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the methods page lists it.

    ``severities`` are those that its findings may have, the usual one first. ``finds`` says what is wrong with the
    file, ``advice`` in one sentence what to do about it.
    """

    name: str
    severities: tuple[Severity, ...]
    finds: str
    advice: str
