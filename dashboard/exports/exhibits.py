"""What a screen has to take away: its tables and charts, each with an id that stays while the screen is the same.

An id is made of the anchor of the part that it stands in and of what it is (``owed-table``, ``gap-chart``,
``p1-attainment-groups``), so it holds from one snapshot to the next; where a part has two of a kind, the second is
``…-2``. A page need not know of this: a table or figure that it shows is found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from dashboard.components.behind import Numbers
from dashboard.components.svg import Svg
from dashboard.components.tree import HTML, elements
from dashboard.exports.cells import pieces, words
from dashboard.exports.names import slug

Kind = Literal["table", "chart"]
FORMATS: dict[Kind, tuple[str, ...]] = {"chart": ("png", "svg", "csv", "xlsx"), "table": ("csv", "xlsx")}
"""What can be had of each kind; a chart without a table behind it as a picture only."""

LONGEST = 40
"""Letters of a fold's name in an id."""
_LOOKED_INTO = HTML - {
    *(html.P, html.A, html.Span, html.Form, html.Nav, html.Summary, html.H1, html.H2, html.H3, html.Dl)
}
"""Elements that may hold a table or a chart."""
_AROUND_A_DRAWING = HTML - {html.Table, html.Figcaption, html.Details}
_PLAIN = frozenset(("data", "stacked", "table"))
"""Classes of tables that say how one looks and not which it is."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table, or a chart with the table behind it. ``title`` is its caption; ``part`` and ``note`` are the heading of
    the part of the screen that it stands in, and what is said there. ``shown`` is the table that stands on the screen,
    as elements or as markup."""

    id: str
    kind: Kind
    title: str
    part: str
    note: str
    node: Component
    shown: html.Table | Numbers | None
    drawing: str | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        found = FORMATS[self.kind]
        return found if self.shown is not None else tuple(each for each in found if each in ("png", "svg"))

    @property
    def table(self) -> html.Table | None:
        """Its numbers; ``None`` for a chart that has none behind it."""
        return self.shown.table() if isinstance(self.shown, Numbers) else self.shown


@dataclass
class _Walk:
    """One way through a screen: what was found, and what each find is replaced by."""

    put: Callable[[Exhibit, Any], Any]
    found: list[Exhibit] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)

    def visit(self, node: Any, anchor: str, part: str, note: str) -> Any:
        """The node, or what stands in its place; the tree itself is left as it is."""
        kind = type(node)
        if kind is list or kind is tuple:
            return [self.visit(each, anchor, part, note) for each in node]
        if kind not in _LOOKED_INTO:
            return node
        if kind is html.Table:
            return self._table(node, node, anchor, part, note)
        if kind is html.Figure and (drawing := _drawing(node)):
            return self._chart(node, drawing, anchor, part, note)
        if kind is html.Div and type(node.children) is html.Table:  # a box that scrolls
            return self._table(node, node.children, anchor, part, note)
        return self._inside(node, anchor, part, note)

    def _inside(self, node: Component, anchor: str, part: str, note: str) -> Any:
        """The node with what stands in it visited; the node itself where nothing changed."""
        anchor = getattr(node, "id", None) or anchor
        if type(node) is html.Section:
            part, note = _heading(node) or (part, note)
        if type(node) is html.Details and (named := _named(node)):
            anchor, part = f"{anchor}-{slug(named, longest=LONGEST)}".strip("-"), named
        children = getattr(node, "children", None)
        made = self.visit(children, anchor, part, note)
        if made is children or (isinstance(made, list) and _same(made, children)):
            return node
        changed = copy(node)
        changed.children = made
        return changed

    def _table(self, node: Component, table: html.Table, anchor: str, part: str, note: str) -> Any:
        classes = [each for each in (getattr(table, "className", None) or "").split() if each not in _PLAIN]
        which = classes[0] if classes and classes[0] != anchor else "table"
        title = _caption(table) or str(getattr(node, "aria-label", "")) or part
        return self._add(Exhibit(self._id(anchor, which), "table", title, part, note, node, table), node)

    def _chart(self, node: html.Figure, drawing: str, anchor: str, part: str, note: str) -> Any:
        title = next((words(each) for each in pieces(node.children) if type(each) is html.Figcaption), "")
        table = next((each for each in elements(node) if type(each) in (html.Table, Numbers)), None)
        label = re.search(r'\baria-label="([^"]*)"', drawing)
        title = title or (words(unescape(label[1])) if label else part)
        return self._add(Exhibit(self._id(anchor, "chart"), "chart", title, part, note, node, table, drawing), node)

    def _add(self, found: Exhibit, node: Component) -> Any:
        self.found.append(found)
        return self.put(found, node)

    def _id(self, anchor: str, which: str) -> str:
        made = "-".join(filter(None, (slug(anchor), which)))
        self.ids[made] += 1
        return made if self.ids[made] == 1 else f"{made}-{self.ids[made]}"


def exhibits(screen: Any) -> list[Exhibit]:
    """Every table and chart of a screen's children, in reading order."""
    walk = _Walk(lambda _, node: node)
    walk.visit(screen, "", "", "")
    return walk.found


def with_each(screen: Any, after: Callable[[Exhibit], Component]) -> Any:
    """The screen with something of ours after each table and at the foot of each chart."""

    def put(found: Exhibit, node: Component) -> Any:
        if found.kind == "table":
            return html.Div([node, after(found)], className="exhibit")
        changed = copy(node)
        changed.children = [*pieces(node.children), after(found)]
        return changed

    return _Walk(put).visit(screen, "", "", "")


def _same(made: Sequence[Any], children: Any) -> bool:
    """Whether nothing below has changed, so that the branch can stay as it is."""
    return isinstance(children, list | tuple) and all(a is b for a, b in zip(made, children, strict=True))


def _drawing(figure: html.Figure) -> str | None:
    """The markup of the figure's own chart, in every size that it is drawn in; nothing of its table's."""
    return "".join(each.markup for each in _outside_tables(figure) if each.markup.lstrip().startswith("<svg")) or None


def _outside_tables(node: Any) -> Iterator[Svg]:
    for each in pieces(getattr(node, "children", None)):
        if isinstance(each, Svg):
            yield each
        elif type(each) in _AROUND_A_DRAWING:
            yield from _outside_tables(each)


def _named(fold: html.Details) -> str:
    """The name that a fold's summary begins with (a source, of many); one that only says what it opens has none."""
    summary = next((each for each in pieces(fold.children) if isinstance(each, html.Summary)), None)
    first = next(iter(pieces(getattr(summary, "children", None))), None)
    return words(first) if isinstance(first, html.Span) else ""


def _heading(section: html.Section) -> tuple[str, str] | None:
    """The heading of a part, and the line of explanation right below it."""
    first = list(pieces(section.children))[:2]
    if not first or not isinstance(first[0], html.H2):
        return None
    told = first[1] if len(first) > 1 and getattr(first[1], "className", None) == "note" else None
    return words(first[0]), words(told) if told is not None else ""


def _caption(table: html.Table) -> str:
    return next((words(each.children) for each in pieces(table.children) if isinstance(each, html.Caption)), "")
