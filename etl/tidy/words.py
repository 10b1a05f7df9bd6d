"""The group, phase, coverage and release that words of a row mean."""

from __future__ import annotations

from collections.abc import Callable

from etl import groups, schema
from etl.dataset_parts import Mapped
from etl.layouts.detect import fold

_PHASE_WORDS = {
    "total": "total", "all schools": "total", "all phases": "total", "primary": "primary", "secondary": "secondary",
    "special": "special", "early years": "early_years", "post 16": "post_16", "post-16": "post_16",
}  # fmt: skip
_COVERAGE_WORDS = {"all schools": "all_schools", "state-funded": "state_funded", "state funded": "state_funded"}


class NotAWord(ValueError):
    """A cell that should name one of our ids and does not; the message names the nearest one."""


def meaning(mapped: Mapped, cells: tuple[str, ...], kind: str) -> str | None:
    """The id for the words of one row, or ``None`` when such rows are not used.

    ``kind`` is ``group``, ``phase``, ``coverage`` or ``release``; raises :class:`NotAWord` where the dataset says that
    an unknown word is an error.
    """
    folded = tuple(fold(cell) for cell in cells)
    for words, target in mapped.entries():
        if all(word == "*" or fold(word) == cell for word, cell in zip(words, folded, strict=True)):
            return target
    if not any(folded) and mapped.constant is not None:
        return mapped.constant
    if mapped.vocabulary:
        try:
            return _VOCABULARIES[kind](cells[0])
        except ValueError as error:
            if mapped.otherwise == "reject":
                raise NotAWord(str(error)) from None
            return None
    if mapped.otherwise == "reject":
        raise NotAWord(f"{' / '.join(cells)!r} is no {kind} that the dataset knows")
    return None


def _of(words: dict[str, str], ids: tuple[str, ...], kind: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        folded = fold(text)
        found = words.get(folded) or next((i for i in ids if i == folded.replace(" ", "_")), None)
        if found is None:
            raise ValueError(f"no {kind} {text!r}; known are {', '.join(ids)}")
        return found

    return parse


_VOCABULARIES: dict[str, Callable[[str], str]] = {
    "group": groups.parse,
    "phase": _of(_PHASE_WORDS, schema.PHASES, "phase"),
    "coverage": _of(_COVERAGE_WORDS, schema.COVERAGES, "coverage"),
    "release": _of({}, schema.RELEASES, "release"),
}
