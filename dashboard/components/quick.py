"""HTML elements made quickly: Dash checks every property of each, which takes twenty times as long as making it.

A screen has thousands of elements and a few dozen forms of them. So each class of ``dash.html`` learns which sets of
property names it has checked; only an element of a new form is checked (:func:`learn`, once a process). Cells of tables
with hundreds of them are not checked at all (:func:`quick`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from dash import html


def quick(kind: Any, children: Any = None, **properties: Any) -> Any:
    """An element of a class of ``dash.html`` with its children and properties, not checked."""
    made = kind.__new__(kind)
    made.__dict__ = {"children": children, **properties}
    return made


@cache
def learn() -> None:
    """Let every class of ``dash.html`` check each set of property names once."""
    for name in html.__all__:
        kind = getattr(html, name)
        for described, value in vars(kind()).items():
            if described != "children":  # which properties there are: the same of all elements of a class
                setattr(kind, described, value)
        kind.__init__ = _learning(kind.__init__)


def _learning(checked: Callable[..., None]) -> Callable[..., None]:
    known: set[tuple[str, ...]] = set()

    @wraps(checked)
    def make(self: Any, children: Any = None, **properties: Any) -> None:
        names = tuple(properties)
        if names not in known:
            checked(self, children, **properties)  # raises for a name that HTML does not have
            known.add(names)
        self.__dict__ = {"children": children, **properties}

    return make
