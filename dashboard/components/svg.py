"""Raw markup in a page: the one door through which server-drawn SVG reaches the screen."""

from __future__ import annotations

from typing import Any, ClassVar

from dash.development.base_component import Component


class Svg(Component):  # type: ignore[misc]  # Dash has no types
    """SVG markup as a ``span`` of its own, put into the page as it is (:mod:`dashboard.web.markup`).

    Whoever makes the markup escapes every word in it with :func:`markupsafe.escape`; nothing else is let through.
    """

    _children_props: ClassVar[list[str]] = []
    _base_nodes: ClassVar[list[str]] = []
    _namespace = "outcomes_board"
    _type = "Svg"

    def __init__(self, markup: str, *, id: str | None = None, className: str | None = None) -> None:  # noqa: N803
        self._prop_names = ["id", "className", "markup"]
        self._valid_wildcard_attributes: list[str] = []
        self.available_properties = self._prop_names
        self.available_wildcard_properties: list[str] = []
        given = {"id": id, "className": className, "markup": markup}
        super().__init__(**{name: value for name, value in given.items() if value is not None})


class Chart(Svg):
    """A drawing of a figure, which it holds so that the reader can explore it (``figure``, in Plotly's schema)."""

    def __init__(self, markup: str, *, id: str, figure: dict[str, Any]) -> None:
        super().__init__(markup, id=id, className="drawing")
        self._figure = figure

    @property
    def figure(self) -> dict[str, Any]:
        return self._figure
