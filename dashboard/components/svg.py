"""Raw markup in a page: the one door through which server-drawn SVG, and rows that are the same on every screen, reach
it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from dash.development.base_component import Component


class Svg(Component):  # type: ignore[misc]  # Dash has no types
    """SVG markup as a ``span`` of its own, put into the page as it is (:mod:`dashboard.web.markup`).

    Whoever makes the markup escapes every word in it with :func:`markupsafe.escape`; nothing else is let through.
    """

    tag: ClassVar[str] = "span"
    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = []
    _namespace = "outcomes_board"
    _type = "Svg"
    _prop_names = ("id", "className", "markup")
    _valid_wildcard_attributes = ()
    available_properties = _prop_names
    available_wildcard_properties = ()

    def __init__(self, markup: str, *, id: str | None = None, className: str | None = None) -> None:  # noqa: N803
        # Not Dash's own: to word errors that cannot happen here it looks for a package of our namespace, once a
        # property, which was a tenth of the place page's time.
        self.markup = markup
        if id is not None:
            self.id = id
        if className is not None:
            self.className = className


class Block(Svg):
    """Markup as a ``div`` of its own."""

    tag = "div"


class Chart(Svg):
    """A drawing of a figure at one or several widths in pixels (``figures``, in Plotly's schema), which it holds so
    that the reader can explore it."""

    def __init__(self, markup: str, *, id: str, figures: Mapping[int, dict[str, Any]]) -> None:
        super().__init__(markup, id=id, className="drawing")
        self._figures = figures

    @property
    def figures(self) -> Mapping[int, dict[str, Any]]:
        return self._figures
