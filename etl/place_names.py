"""Which place is meant: an id from the codes, numbers and names that people and files write.

Pure: works on plain mappings, so that the loader resolves against the reference places and the dashboard against a
snapshot, schools and clusters included.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import islice

LEVEL_ORDER = ("la", "country", "region", "joint", "district", "cluster", "trust", "school")
"""How the candidates for an ambiguous name are listed."""

_PUNCTUATION = re.compile(r"[.,'’`]")
_SPACES = re.compile(r"[\s\-‐-―]+")
_WHOLE = re.compile(r"^(\d+)\.0$")
_MARKER = re.compile(
    r"( \((pre lgr?( \d{4})?|la|lad|r|n|discontinued)\)"
    r"|( county| city| borough| district| metropolitan borough| london borough)? council| local authority)$"
)
"""What publishers add to a name that is known without it: "(Pre LG)", "(LA)", "Council"."""


class PlaceError(ValueError):
    """Words that name no place, or more than one; the message says what was expected."""


class UnknownPlaceError(PlaceError):
    """No place has this id, code, number or name; the message names the nearest one."""


class AmbiguousPlaceError(PlaceError):
    """Several places have this name; ``candidates`` holds their ids, an LA first."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


def fold(words: str) -> str:
    """The form in which names are compared and ``place_alias.alias`` is stored.

    Case, spacing, hyphens, full stops, commas and apostrophes do not matter, ``&`` is ``and``:
    ``St. Helens`` and ``ST HELENS``, ``Stoke-on-Trent`` and ``Stoke on Trent`` are the same words.
    """
    text = _PUNCTUATION.sub("", words.replace("&", " and ")).casefold()
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True)
class Directory:
    """Every place by id, with the words that it goes by.

    ``names`` and ``levels`` map a place id to its name and level; ``aliases`` maps folded words to the ids that they
    may mean, in no particular order. A place's own id and name need not be repeated among the aliases.
    """

    names: dict[str, str]
    levels: dict[str, str]
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]) -> Directory:
        """From rows of ``place`` (id, name, level) and of ``place_alias`` (alias, place id)."""
        names, levels = {}, {}
        for place_id, name, level in places:
            names[place_id], levels[place_id] = name, level
        known: dict[str, tuple[str, ...]] = {}
        for alias, place_id in aliases:
            if place_id not in known.get(alias, ()):
                known[alias] = (*known.get(alias, ()), place_id)
        return cls(names, levels, known)

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, ...]]:
        """Folded words to ids: own ids, aliases and names together, each id once."""
        found: dict[str, dict[str, None]] = {}
        for word, ids in self.aliases.items():
            found.setdefault(word, {}).update(dict.fromkeys(ids))
        for place_id, name in self.names.items():
            found.setdefault(fold(name), {})[place_id] = None
            found.setdefault(fold(place_id), {})[place_id] = None
            if place_id.startswith("urn/"):
                found.setdefault(place_id.removeprefix("urn/"), {})[place_id] = None
        return {word: tuple(ids) for word, ids in found.items()}

    def resolve(self, words: str, *, levels: Collection[str] | None = None) -> str:
        """The id of the place that ``words`` (an id, code, LA number, URN or name) mean.

        ``levels`` narrows a name to places of these levels, as a loader does that knows a row to be an LA's.
        Raises :class:`UnknownPlaceError` with the nearest match, or :class:`AmbiguousPlaceError` with the candidates,
        an LA first.
        """
        found = self._candidates(words, levels)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousPlaceError(
                f"{words!r} may mean {_listed(map(self.describe, found[:12]))}"
                + (f" or one of {len(found) - 12} more" if len(found) > 12 else "")
                + "; give the id instead",
                found,
            )
        kind = _listed(map(_level, levels)) if levels else "place"
        raise UnknownPlaceError(f"no {kind} is called {words!r}{self._nearest(words, levels)}")

    def resolve_first(self, words: Iterable[str | None], *, levels: Collection[str] | None = None) -> str:
        """The place of a row that gives several of code, number and name: the first one known wins.

        Give them in this order, since one name may be a former and a present LA's ("Dorset") and a code never is.
        Raises as :meth:`resolve` does for the last of the words given, :class:`UnknownPlaceError` if none is.
        """
        given = [word for word in words if word and word.strip()]
        for word in given:
            found = self._candidates(word, levels)
            if len(found) == 1:
                return found[0]
        if not given:
            raise UnknownPlaceError("the row names no place")
        return self.resolve(given[-1], levels=levels)

    def describe(self, place_id: str) -> str:
        """Name, level and id for a message: ``Leeds (LA, E08000035)``."""
        level = self.levels[place_id]
        return f"{self.names[place_id]} ({_level(level)}, {place_id})"

    def _candidates(self, words: str, levels: Collection[str] | None) -> tuple[str, ...]:
        if self._wanted(words, levels):
            return (words,)
        text = fold(_WHOLE.sub(r"\1", words.strip()))
        for attempt in (text, _MARKER.sub("", text)):
            ids = [place_id for place_id in self._meanings.get(attempt, ()) if self._wanted(place_id, levels)]
            if ids:
                return tuple(sorted(ids, key=lambda i: (LEVEL_ORDER.index(self.levels[i]), self.names[i], i)))
        return ()

    def _wanted(self, place_id: str, levels: Collection[str] | None) -> bool:
        return place_id in self.levels and (levels is None or self.levels[place_id] in levels)

    def _nearest(self, words: str, levels: Collection[str] | None) -> str:
        known = {
            word: next(place_id for place_id in ids if self._wanted(place_id, levels))
            for word, ids in self._meanings.items()
            if any(self._wanted(place_id, levels) for place_id in ids)
        }
        near = get_close_matches(fold(words), known, n=1)
        return f"; did you mean {self.describe(known[near[0]])}?" if near else ""


def _level(level: str) -> str:
    """A level as people write it."""
    return "LA" if level == "la" else level


def _listed(words: Iterable[str]) -> str:
    *first, last = islice(words, 50)
    return f"{', '.join(first)} or {last}" if first else last
