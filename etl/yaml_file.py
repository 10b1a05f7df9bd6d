"""YAML that analysts write, read into a model, with errors that say file, line, key and what was expected."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C reads the catalogue ten times as fast; the other one is there where it was not built."""


class Frozen(BaseModel):
    """The base of every model read from YAML: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class YamlError(Exception):
    """A YAML file that cannot be used; ``problems`` holds one sentence for each thing to mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(path: Path) -> Any:
    """The content of a YAML file.

    Raises :class:`YamlError` naming the line when it is not YAML, or when a mapping has a key twice: the parser would
    silently keep the last one.
    """
    return _content(path, path.read_text(encoding="utf-8"))


def _content(path: Path, text: str) -> Any:
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        repeated = [f"{path}:{line}: {key}: this key stands here twice" for line, key in _repeated(root)]
        if repeated:
            raise YamlError(repeated)
        return None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError([f"{path}:{line}: not valid YAML: {error.problem}"]) from error
    finally:
        loader.dispose()


def compose(path: Path) -> yaml.Node | None:
    """The node tree of a YAML file, which knows the line of everything in it."""
    node: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    return node


def read_model(path: Path, model: type[Model]) -> Model:
    """One model from one file; raises :class:`YamlError` listing every problem with its line.

    A text that was read before is not read again: every load begins with some ninety files that seldom change.
    """
    return cast(Model, _model(path, path.read_text(encoding="utf-8"), model))


@lru_cache(maxsize=512)
def _model(path: Path, text: str, model: type[BaseModel]) -> BaseModel:
    content = _content(path, text)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        root = compose(path)
        raise YamlError([_sentence(path, root, problem, model) for problem in error.errors()]) from error


def line_of(root: yaml.Node | None, where: tuple[int | str, ...]) -> int:
    """The line (from 1) of a key path in a composed YAML document, or of its nearest ancestor that exists."""
    node, line = root, 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def nearest(word: str, words: list[str]) -> str:
    """``; did you mean 'x'?`` for the closest known word, or nothing."""
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def _repeated(node: yaml.Node | None) -> list[tuple[int, str]]:
    """Line and name of every key that its mapping holds already, anchored parts once."""
    found, waiting, seen = [], [node], set[int]()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, yaml.SequenceNode):
            waiting.extend(current.value)
        elif isinstance(current, yaml.MappingNode):
            names = [key.value for key, _ in current.value]
            found += [
                (key.start_mark.line + 1, str(key.value))
                for place, (key, _) in enumerate(current.value)
                if key.value in names[:place]
            ]
            waiting.extend(value for _, value in current.value)
    return sorted(found)


def _sentence(path: Path, root: yaml.Node | None, problem: Any, model: type[BaseModel]) -> str:
    where = tuple(problem["loc"])
    key = ".".join(str(step) for step in where) or "the document"
    text = f"{path}:{line_of(root, where)}: {key}: "
    if problem["type"] == "extra_forbidden":
        return text + f"unknown key{nearest(str(where[-1]), _keys(model, where[:-1]))}"
    if problem["type"] == "missing":
        return text + "missing, but every entry needs it"
    given = "" if isinstance(problem["input"], (dict, list)) else f" (found {repr(problem['input'])[:80]})"
    message = str(problem["msg"]).removeprefix("Value error, ")
    hint = ""
    if problem["type"] in ("literal_error", "enum"):
        hint = nearest(str(problem["input"]), [word.strip("'") for word in message.replace(" or ", ", ").split(", ")])
    return text + f"{message}{given}{hint}"


def _keys(model: type[BaseModel], where: tuple[int | str, ...]) -> list[str]:
    """The keys that a model accepts at a path; empty when the path leads through a union."""
    current: Any = model
    for step in where:
        if isinstance(step, int):
            continue
        field = getattr(current, "model_fields", {}).get(step)
        if field is None:
            return []
        candidates = [field.annotation]
        current = None
        while candidates:
            candidate = candidates.pop()
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                current = candidate
                break
            candidates.extend(get_args(candidate))
        if current is None:
            return []
    return list(current.model_fields)
