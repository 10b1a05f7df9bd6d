"""Which address shows which screen. The address holds all there is to know of a view: path and query.

A page is a module of ``dashboard/pages`` with ``PATH`` (a Werkzeug rule) and ``view(board, query, **path) -> View``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from dash import html
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, MapAdapter, RequestRedirect, Rule

from dashboard.board import Board
from dashboard.components import layout
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.web.view import NotHere, Query, View


class Routes:
    """The screens of a board by address."""

    def __init__(self, board: Board, pages: tuple[ModuleType, ...]) -> None:
        self._board = board
        self._views: dict[str, Callable[..., View]] = {page.__name__: page.view for page in pages}
        self._map = Map([Rule(page.PATH, endpoint=page.__name__) for page in pages], strict_slashes=False)

    def known(self, path: str) -> bool:
        """Whether some screen answers to that path; the screen may still not know the plan or place in it."""
        return self._adapter().test(path)

    def view(self, path: str, search: str | None) -> View:
        """The screen of an address; never raises for an address that is merely wrong."""
        try:
            endpoint, parameters = self._adapter().match(path)
            return self._sound(self._views[endpoint], Query.parse(search), **parameters)
        except (NotFound, RequestRedirect):
            return not_here(f"No screen answers to {path}.")
        except NotHere as error:
            return not_here(str(error))
        except NoSnapshotError as error:
            return no_figures(None if not self._board.store.has_snapshot else str(error))

    def _sound(self, view: Callable[..., View], query: Query, **parameters: Any) -> View:
        """The screen, from the latest snapshot that can be read to its end; a banner where that is not the last one."""
        while True:
            try:
                found = view(self._board, query, **parameters)
            except DamagedSnapshotError:
                if not self._board.store.falls_back:
                    raise NoSnapshotError("No snapshot in the warehouse can be read. Load your files again.") from None
                continue
            trouble = self._board.store.trouble
            return found if trouble is None else replace(found, children=[layout.alert(trouble), *found.children])

    def _adapter(self) -> MapAdapter:
        return self._map.bind("board")


def no_figures(why: str | None) -> View:
    """The screen of a board that nothing has been loaded into, or (``why``) that cannot read what was."""
    begin = html.P(["Begin with a file on the ", html.A("data desk", href="/data"), ", or with outcomes load."])
    lede = why or "Nothing has been loaded into this board."
    return View("No figures yet", "data", [layout.heading("No figures yet", lede=lede), begin])


def not_here(why: str) -> View:
    """The screen for an address that leads nowhere."""
    back = html.P(html.A("All plans", href="/"))
    return View("Not found", "", [layout.heading("Not found", lede=why, eyebrow="There is no such screen"), back])


def shell(view: View, address: str) -> list[Any]:
    """A screen with its masthead and foot, ready for the page."""
    return [
        html.A("Skip to main content", href="#main", className="skip"),
        layout.masthead(view.current),
        html.Main(
            view.children, id="main", className=f"wrap page-{view.kind}", tabIndex="-1", **{"data-address": address}
        ),
        layout.footer(view.foot),
    ]
