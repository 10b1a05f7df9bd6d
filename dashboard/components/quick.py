"""HTML elements made quickly, for tables of hundreds of cells.

Dash checks every property of every element that is made, which takes twenty times as long as making it. Here the names
are those that we write ourselves, and the element is one of Dash's own in every other way.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def quick(kind: Any, children: Any = None, **properties: Any) -> Any:
    """An element of a class of ``dash.html`` with its children and properties, not checked."""
    made = kind.__new__(kind)
    vars(made).update(_blank(kind), children=children, **properties)
    return made


@cache
def _blank(kind: Any) -> dict[str, Any]:
    return dict(vars(kind()))
