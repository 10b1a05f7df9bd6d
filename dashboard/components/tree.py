"""A tree of components, gone through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def elements(*nodes: Any) -> Iterator[Component]:
    """Every component in what is given (components, texts, lists of them), in reading order; texts are left out.

    Dash's own way through a tree also spells out the path to each, which takes six times as long.
    """
    waiting = [nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            continue
        if isinstance(node, list | tuple):
            waiting.extend(reversed(node))
        elif isinstance(node, Component):
            yield node
            waiting.append(getattr(node, "children", None))
