"""What a screen is about (plan, place, date, comparator), and the addresses of the same screen about something else.

Each choice is a link, so that it works before any script and can be opened beside; the rest of the address stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.components.addresses import address


@dataclass(frozen=True, slots=True)
class Option:
    """Something else that the screen can be about: its words, the address, whether it is what is shown."""

    words: str
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a screen is about. Without ``options`` it can only be read; ``more`` (words, address) leads to
    what the list does not hold."""

    label: str
    value: str
    options: tuple[Option, ...] = ()
    more: tuple[str, str] | None = None


def chooser(
    label: str,
    name: str,
    choices: Iterable[tuple[str, str]],
    chosen: str,
    *,
    path: str,
    query: Mapping[str, str],
    without: Iterable[str] = (),
    more: tuple[str, str] | None = None,
) -> Scope:
    """A choice among the values (with their words) of the parameter ``name``; of the address all else is kept, but for
    the parameters ``without``, which mean nothing beside another value. A single value is only said."""
    pairs = list(choices)
    value = next((words for key, words in pairs if key == chosen), chosen)
    if len(pairs) < 2:
        return Scope(label, value, more=None)
    kept = {key: held for key, held in query.items() if key != name and key not in set(without)}
    options = tuple(Option(words, address(path, **kept, **{name: key}), key == chosen) for key, words in pairs)
    return Scope(label, value, options, more)
