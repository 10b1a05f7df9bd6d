"""Finding a name among hundreds of thousands: by the beginnings of its words, in any order, despite a slip of the pen.

Words are folded (no accents, case, apostrophes), looked up in a sorted vocabulary, and added up over rows with numpy: a
beginning of a word is one slice of an array, so that a query takes about a millisecond whatever it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

Numbers = NDArray[np.signedinteger[Any]]

LONGEST = 120
"""Characters of a query that are looked at."""
MOST_WORDS = 8
LEFT_OUT = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"))
"""Words that a query need not match: people leave them out, or put others in."""
SAME = {"saint": "st", "saints": "st", "sts": "st"}
"""Spellings that mean the same in names of schools."""

IN_NAME, FIRST_OF_NAME, BESIDE = 4, 5, 2
"""What the beginning of a word is worth: in the name, at its start, and in the words that stand beside it."""
WHOLE_WORD, WHOLE_NAME = 3, 8

_WORD = re.compile(r"[a-z0-9]+")
_PRINTED_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LAESTAB = re.compile(r"\b(\d{3})[/ -](\d{4})\b")


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query found. ``rows`` are in the order of the index, ``scores`` beside them. ``spelt`` says which of its
    words were read as which others; ``whole`` is whether every word was found: where no row has them all, the rows are
    those that have most of them."""

    rows: Numbers
    scores: Numbers
    words: tuple[str, ...]
    spelt: dict[str, tuple[str, ...]]
    whole: bool

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What the words that were found begin with, for marking them."""
        return tuple(each for word in self.words for each in self.spelt.get(word, (word,)))

    def best(self, most: int, among: NDArray[np.bool_] | None = None) -> list[int]:
        """The best rows, the best first; only those of a mask (one truth for each of ``rows``) where one is given."""
        rows, scores = (self.rows, self.scores) if among is None else (self.rows[among], self.scores[among])
        if len(rows) > most:  # whatever scores less than the last one wanted need not be sorted
            least = np.partition(scores, len(scores) - most)[len(scores) - most]
            rows, scores = rows[scores >= least], scores[scores >= least]
        return [int(row) for row in rows[np.argsort(-scores, kind="stable")[:most]]]


class Index:
    """Names by their words. A row is a number from 0 in the order given; of two that match alike the earlier is first.

    ``names`` are matched first, the words of ``beside`` (codes, abbreviations, where it lies) less.
    """

    def __init__(self, names: Sequence[str], beside: Sequence[Iterable[str]]) -> None:
        folded = cache(words)  # the same places and kinds stand beside thousands of names
        worth: list[dict[str, int]] = []
        for name, others in zip(names, beside, strict=True):
            own = words(name)
            found = {word: BESIDE for other in others for word in folded(other)}
            found.update(dict.fromkeys(own, IN_NAME))
            if own:
                found[own[0]] = FIRST_OF_NAME
            worth.append(found)
        self._rows = len(worth)
        self._length = np.fromiter((sum(each > BESIDE for each in found.values()) for found in worth), dtype=np.int16)
        self._words = sorted({word for found in worth for word in found})
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in self._words:
            if word.isalpha():
                self._alike.setdefault((word[0], len(word)), []).append(word)
        number = {word: place for place, word in enumerate(self._words)}
        word_of = np.fromiter((number[word] for found in worth for word in found), dtype=np.int32)
        row_of = np.repeat(np.arange(self._rows, dtype=np.int32), [len(found) for found in worth])
        value = np.fromiter((each for found in worth for each in found.values()), dtype=np.int8)
        order = np.argsort(word_of, kind="stable")
        self._postings, self._worth = row_of[order], value[order]
        self._starts = np.searchsorted(word_of[order], np.arange(len(self._words) + 1)).tolist()

    def find(self, query: str) -> Matches:
        """Rows that have every word of the query, or the beginning of one; nothing for a query without a word.

        Example: "st mar" finds "St Mary's Primary School" and "Marsh Street School"; "thurock", which begins no word
        at all, is read as "thurrock".
        """
        asked = asked_for(query)
        spelt: dict[str, tuple[str, ...]] = {}
        total, hits, named = (np.zeros(self._rows, dtype=np.int8) for _ in range(3))
        for word in asked:
            points, others = self._points(word)
            if others:
                spelt[word] = others
            total += points
            hits += points > 0
            named += points >= IN_NAME
        most = int(hits.max(initial=0))
        rows = np.flatnonzero(hits == most) if most else np.zeros(0, dtype=np.int64)
        # More for a row the more of its own name was asked for: "Thurrock" before "Thurrock Primary School".
        share = WHOLE_NAME * named[rows].astype(np.int32) // np.maximum(self._length[rows], 1)
        return Matches(rows, total[rows] + np.minimum(share, WHOLE_NAME), asked, spelt, whole=most == len(asked))

    def _points(self, word: str) -> tuple[NDArray[np.int8], tuple[str, ...]]:
        """What a word is worth for each row, and the words that it was read as where it begins none."""
        points = np.zeros(self._rows, dtype=np.int8)
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + "{")  # "{" follows "z"
        if first < last:
            self._add(points, first, last)
            if self._words[first] == word:
                points[self._postings[self._starts[first] : self._starts[first + 1]]] += WHOLE_WORD
            return points, ()
        others = self._near(word)
        for other in others:
            place = bisect_left(self._words, other)
            self._add(points, place, place + 1)
        return points, others

    def _add(self, points: NDArray[np.int8], first: int, last: int) -> None:
        begin, end = self._starts[first], self._starts[last]
        rows, worth = self._postings[begin:end], self._worth[begin:end]
        for value in (BESIDE, IN_NAME, FIRST_OF_NAME):  # the most that any word of the row is worth comes last
            points[rows[worth == value]] = value

    def _near(self, word: str) -> tuple[str, ...]:
        """Words that differ by a slip or two, the nearest only; none for a code or a word too short to judge by.

        Whoever slips seldom slips at the first letter: other beginnings are looked at only where none is found there.
        """
        if len(word) < 4 or not word.isalpha():
            return ()
        slips = 1 if len(word) < 6 else 2
        lengths = range(len(word) - slips, len(word) + slips + 1)
        letters = sorted({letter for letter, _ in self._alike})
        for beginnings in ([word[0]], [letter for letter in letters if letter != word[0]]):
            likely = [
                each for letter in beginnings for length in lengths for each in self._alike.get((letter, length), ())
            ]
            found = extract(word, likely, scorer=OSA.distance, processor=None, limit=8, score_cutoff=slips)
            if found:
                nearest = min(distance for _, distance, _ in found)
                return tuple(other for other, distance, _ in found if distance == nearest)
        return ()


def fold(text: str) -> str:
    """A text as it is looked up: no accents, no case, no apostrophes."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    plain = plain.casefold().replace("'", "").replace("’", "")
    return plain if plain.isascii() else "".join(each for each in plain if not unicodedata.combining(each))


def words(text: str) -> list[str]:
    """The folded words of a text: ``words("St. Mary’s, Château")`` is ``["st", "marys", "chateau"]``."""
    return [SAME.get(word, word) for word in _WORD.findall(fold(text))]


def asked_for(query: str) -> tuple[str, ...]:
    """The words of a query, each once; those that nobody need match only where there are no others."""
    found = tuple(dict.fromkeys(words(_LAESTAB.sub(r"\1\2", query[:LONGEST]))))
    return (tuple(word for word in found if word not in LEFT_OUT) or found)[:MOST_WORDS]


def marked(text: str, beginnings: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, each with whether it is a word that was asked for (the part of it that was typed).

    Example: ``marked("St Mary’s", ["mar"])`` is ``(("St ", False), ("Mar", True), ("y’s", False))``.
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in _PRINTED_WORD.finditer(text):
        length = max((_printed_length(found[0], each) for each in beginnings), default=0)
        if length:
            pieces += [(text[end : found.start()], False), (found[0][:length], True)]
            end = found.start() + length
    return tuple((piece, hit) for piece, hit in (*pieces, (text[end:], False)) if piece)


def _printed_length(word: str, beginning: str) -> int:
    """How many letters of a printed word the beginning covers; 0 where the word begins otherwise."""
    whole = "".join(words(word))
    if not whole.startswith(beginning):
        return 0
    if SAME.get(fold(word)) == beginning:
        return len(word)
    return next(length for length in range(1, len(word) + 1) if len(fold(word[:length])) >= len(beginning))
