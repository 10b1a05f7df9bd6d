"""What a docstring says, as paragraphs for readers of a screen."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

Text = tuple[tuple[str, bool], ...]
"""A paragraph in pieces; ``True`` marks one that is a name or a formula."""

Explained = ModuleType | Callable[..., Any]


def explained(given: Explained) -> tuple[Text, ...]:
    """The paragraphs of a docstring without its notes to programmers: what it raises, which query feeds it."""
    paragraphs = (inspect.getdoc(given) or "").split("\n\n")
    kept = [" ".join(_for_readers(" ".join(paragraph.split()))) for paragraph in paragraphs]
    return tuple(_pieces(paragraph) for paragraph in kept if paragraph)


def _for_readers(paragraph: str) -> list[str]:
    sentences = re.split(r"(?<=\.) (?=[A-Z`*0-9])", paragraph)
    plain = [
        sentence.replace("``None``", "nothing")
        for sentence in sentences
        if not sentence.startswith("Raises") and "queries." not in sentence
    ]
    return [f"{sentence[:1].upper()}{sentence[1:]}" if sentence[:1].isalpha() else sentence for sentence in plain]


def _pieces(paragraph: str) -> Text:
    """Plain text and code of a docstring's markup: ``x``, :func:`x` and *x*."""
    found: list[tuple[str, bool]] = []
    for number, part in enumerate(re.split(r"``(.+?)``|:\w+:`~?(?:[\w.]*\.)?(\w+)`", paragraph)):
        if part:
            # Every third piece is text between two marks; the others are what stood in either kind of mark.
            found.append((part, True) if number % 3 else (re.sub(r"\*(\w+)\*", r"\1", part), False))
    return tuple(found)


def where_of(given: Explained) -> str:
    """The module and name of a function, or of the module itself."""
    return given.__name__ if isinstance(given, ModuleType) else f"{given.__module__}.{given.__qualname__}"
