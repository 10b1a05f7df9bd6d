"""What an address may be asked for: a model of its parameters, read strictly, and the words in them understood."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from dashboard.answers import resolve
from dashboard.answers.errors import NotFoundError
from dashboard.api.problems import INVALID_PARAMETER, UNKNOWN_PARAMETER, Problem, Wrong
from dashboard.board import Board
from etl.periods import KINDS, example

LARGEST_PAGE = 5000
USUAL_PAGE = 100
MOST_NAMED = 100
"""Values of one parameter in one request."""

Word = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[tuple[Word, ...], Field(max_length=MOST_NAMED)]
Model = TypeVar("Model", bound="Common")


class Common(BaseModel):
    """What every address takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["json", "csv"] | None = Field(
        None, description="json or csv; without it the Accept header decides, and JSON where that leaves it open."
    )
    snapshot: Word | None = Field(
        None,
        description="The answer as it was when this snapshot was served, by its id or the beginning of it.",
        examples=["20260506T090000000Z-000000000000"],
    )


class Paged(Common):
    """What an address takes that answers a page at a time."""

    limit: int = Field(USUAL_PAGE, ge=1, le=LARGEST_PAGE, description="How many items a page holds at most.")
    cursor: Annotated[str, Field(min_length=1, max_length=2000)] | None = Field(
        None, description="Where the next page begins: from the link to it, never made up."
    )


def read(model: type[Model], given: MultiDict[str, str]) -> Model:
    """The parameters of a request as a model.

    Raises :class:`Problem` for one that the address does not take, that is given twice or that cannot be used: all of
    them at once, each with what was expected.
    """
    lists = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}
    twice = [
        Wrong(name, ", ".join(values), "one value")
        for name, values in given.lists()
        if len(values) > 1 and name in model.model_fields and name not in lists
    ]
    if twice:
        raise Problem(INVALID_PARAMETER, f"{twice[0].parameter} is given more than once.", errors=twice)
    values: dict[str, Any] = {name: given.getlist(name) if name in lists else given[name] for name in given}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _problem(model, error, given) from error


def _problem(model: type[Common], error: ValidationError, given: MultiDict[str, str]) -> Problem:
    known = [*model.model_fields]
    wrong: dict[str, Wrong] = {}
    for each in error.errors():
        name = str(each["loc"][0])
        expected = _expected(each["type"], each.get("ctx", {}), name=name, known=known)
        wrong.setdefault(name, Wrong(name, ", ".join(given.getlist(name)), expected))
    strange = next((each for each in wrong.values() if each.parameter not in known), None)
    if strange is not None:
        detail = f"This address takes no parameter {strange.parameter!r}: {strange.expected}."
        return Problem(UNKNOWN_PARAMETER, detail, errors=[*wrong.values()])
    first = next(iter(wrong.values()))
    said = f"{first.parameter} is {first.given!r}" if first.given else f"{first.parameter} is missing"
    return Problem(INVALID_PARAMETER, f"{said}; expected is {first.expected}.", errors=[*wrong.values()])


def _expected(kind: str, context: dict[str, Any], *, name: str, known: list[str]) -> str:
    """What a parameter wants, in words, from what pydantic found wrong with it."""
    if kind == "extra_forbidden":
        near = get_close_matches(name, known, n=1)
        return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    if name == "limit":
        return f"a whole number from 1 to {LARGEST_PAGE:,}"
    words = {
        "literal_error": str(context.get("expected", "")).replace("'", ""),
        "too_long": f"at most {context.get('max_length')} values",
        "string_too_long": f"at most {context.get('max_length')} characters",
        "bool_parsing": "true or false",
    }
    if kind.startswith("date"):
        return "a day such as 2026-05-14"
    return words.get(kind, "a word or an id; leave the parameter out where you mean none")


class Understood:
    """The words of parameters, which may be ids or the words on screen, turned into ids.

    Raises :class:`Problem` naming the parameter and the nearest word where one means nothing.
    """

    def __init__(self, board: Board) -> None:
        self._board = board

    def indicators(self, words: tuple[str, ...], *, name: str = "indicator") -> tuple[str, ...]:
        return tuple(self._one(name, word, self._indicator) for word in words)

    def places(self, words: tuple[str, ...], *, name: str = "place") -> tuple[str, ...]:
        return tuple(self._one(name, word, self._place) for word in words)

    def plan(self, word: str) -> str:
        return self._one("plan", word, self._plan)

    def groups(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._one("group", word, resolve.group) for word in words)

    def choices(self, name: str, words: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
        def find(word: str) -> str:
            return resolve.choice({"kind": "period kind"}.get(name, name), word, known)

        return tuple(self._one(name, word, find) for word in words)

    def periods(self, words: tuple[str, ...], *, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The codes that the words are in any of the kinds (in all there are where none is given)."""
        found: dict[str, None] = {}
        for word in words:
            codes = dict.fromkeys(filter(None, (_code(word, kind) for kind in kinds or KINDS)))
            if not codes:
                wanted = " or ".join(dict.fromkeys(example(kind) for kind in kinds or KINDS))
                raise _wrong("period", word, f"a period such as {wanted}", f"no such period: {word!r}")
            found |= codes
        return tuple(found)

    def _indicator(self, word: str) -> str:
        return resolve.indicator(self._board, word).id

    def _place(self, word: str) -> str:
        return resolve.place(self._board, word)

    def _plan(self, word: str) -> str:
        resolve.plan(self._board, word)
        return word

    def _one(self, name: str, word: str, find: Callable[[str], str]) -> str:
        try:
            return find(word)
        except NotFoundError as error:
            raise _wrong(name, word, _wanted(name, error), str(error), candidates=error.candidates) from error


def _code(word: str, kind: str) -> str | None:
    """The code of a period of a kind; ``None`` where the word can be none."""
    try:
        return resolve.period(word, kind=kind).code
    except NotFoundError:
        return None


def _wrong(name: str, word: str, expected: str, detail: str, *, candidates: tuple[str, ...] = ()) -> Problem:
    said = f"{name}: {detail.removesuffix('.')}{'' if detail.endswith('?') else '.'}"
    return Problem(INVALID_PARAMETER, said, errors=[Wrong(name, word, expected)], candidates=candidates)


def _wanted(name: str, error: NotFoundError) -> str:
    if error.candidates:
        return f"one of {', '.join(error.candidates)}"
    return {
        "indicator": "an indicator's id or name; /api/v1/indicators lists them",
        "place": "a place's id, code or name; /api/v1/places finds them",
        "inside": "a place's id, code or name; /api/v1/places finds them",
        "parent": "a place's id, code or name; /api/v1/places finds them",
        "plan": "the name of a plan's file; /api/v1/plans lists them",
        "group": "a pupil group such as disadvantaged, or its words on screen",
    }.get(name, str(error))
