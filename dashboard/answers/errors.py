"""What goes wrong for a reader, in words that say what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class NotFoundError(LookupError):
    """Nothing has that name; the message names the nearest one. ``candidates``: what an ambiguous name may mean."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.candidates = message, candidates

    def __str__(self) -> str:
        return self.message


def unknown(what: str, word: str, known: Iterable[str]) -> NotFoundError:
    """``no plan 'thurock'; did you mean 'thurrock'?``"""
    near = get_close_matches(word, list(known), n=1)
    return NotFoundError(f"no {what} {word!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
