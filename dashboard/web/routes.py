"""Which address shows which screen. The address holds all there is to know of a view: path and query.

A page is a module of ``dashboard/pages`` with ``PATH`` (a Werkzeug rule) and ``view(board, query, **path) -> View``.
One that shows what is neither in the snapshot nor in the register (a job that runs) says ``LIVE = True``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

from dash import html
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboard.answers.search import Found, suggestions
from dashboard.board import Board
from dashboard.components import finds, layout, masthead, permalink, ways_out
from dashboard.components.glossary import explained
from dashboard.components.reading import reading_address
from dashboard.register import RegisterError
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.web import as_it_was, kept_links
from dashboard.web.as_it_was import AsItWas
from dashboard.web.view import NotHere, Query, View

NEAREST = 6
"""Things with a name like what was asked for, where there is no such screen."""


class Routes:
    """The screens of a board by address."""

    def __init__(self, board: Board, pages: tuple[ModuleType, ...]) -> None:
        self._board = board
        self._views: dict[str, Callable[..., View]] = {page.__name__: page.view for page in pages}
        self._live = {page.__name__ for page in pages if getattr(page, "LIVE", False)}
        self._map = Map([Rule(page.PATH, endpoint=page.__name__) for page in pages], strict_slashes=False)
        self._bound = self._map.bind("board")

    def known(self, path: str) -> bool:
        """Whether some screen answers to that path; the screen may still not know the plan or place in it."""
        return self._bound.test(path)

    def live(self, path: str) -> bool:
        """Whether the screen of that path shows work in progress, which no snapshot and no register tells of."""
        try:
            return self._bound.match(path)[0] in self._live
        except (NotFound, RequestRedirect):
            return False

    def view(self, path: str, search: str | None) -> View:
        """The screen of an address; never raises for an address that is merely wrong."""
        return replace(self._view(path, search), glossary=self._board.catalogue.glossary)

    def _view(self, path: str, search: str | None) -> View:
        query = Query.parse(search)
        try:
            endpoint, parameters = self._bound.match(path)
            shown = as_it_was.turned_back(self._board, query)
        except (NotFound, RequestRedirect):
            return self._not_here(f"No screen answers to {path}.", path)
        except as_it_was.NotKept as error:
            return as_it_was.not_kept(self._board, str(error), path=path, query=query)
        show = partial(self._views[endpoint], query=query, **parameters)
        return self._now(show, path) if shown is None else self._then(show, shown, path=path, query=query)

    def _not_here(self, why: str, path: str) -> View:
        """Nothing answers there; what has a name most like the last words of the address stands in its place."""
        asked = path.rstrip("/").rpartition("/")[2].replace("_", " ").replace("-", " ")
        try:
            near = suggestions(self._board, asked, most=NEAREST)
        except (DamagedSnapshotError, NoSnapshotError):
            near = ()
        return not_here(why, near)

    def _now(self, show: Callable[[Board], View], path: str) -> View:
        try:
            return self._sound(show)
        except NotHere as error:
            return self._not_here(str(error), path)
        except NoSnapshotError as error:
            return no_figures(None if not self._board.store.has_snapshot else str(error))
        except RegisterError as error:
            return no_register(str(error))

    def _then(self, show: Callable[[Board], View], shown: AsItWas, *, path: str, query: Query) -> View:
        """The screen of an earlier state, with the banner that says so."""
        try:
            found = show(shown.board)
        except NotHere as error:
            found = not_here(str(error))
        except (DamagedSnapshotError, NoSnapshotError) as error:  # cleared away, or torn, since it was found
            return as_it_was.not_kept(self._board, f"{error}.", path=path, query=query)
        except RegisterError as error:
            found = no_register(str(error))
        return replace(
            found,
            title=f"{found.title}, as it was on {shown.day:%-d %B %Y}",
            keeping=shown.parameters,
            then=as_it_was.banner(shown, path=path, query=query),
            snapshot=shown.snapshot.snapshot,
            day=shown.day,
        )

    def _sound(self, show: Callable[[Board], View]) -> View:
        """The screen, from the latest snapshot that can be read to its end; a banner where that is not the last one."""
        while True:
            read = self._board.store.snapshot_id
            try:
                found = show(self._board)
            except DamagedSnapshotError as error:
                if not self._board.store.falls_back:
                    raise NoSnapshotError("No snapshot in the warehouse can be read. Load your files again.") from None
                if self._board.store.snapshot_id == read:  # an earlier one that the screen looks back to
                    return not_here(f"{error}.")
                continue
            found = replace(found, snapshot=read or "", day=self._board.today)
            trouble = self._board.store.trouble
            return found if trouble is None else replace(found, children=[layout.alert(trouble), *found.children])


def no_figures(why: str | None) -> View:
    """The screen of a board that nothing has been loaded into, or (``why``) that cannot read what was."""
    begin = html.P(["Begin with a file on the ", html.A("data desk", href="/data"), ", or with outcomes load."])
    lede = why or "Nothing has been loaded into this board."
    return View("No figures yet", "data", [layout.heading("No figures yet", lede=lede), begin])


def no_register(why: str) -> View:
    """The screen where what people wrote cannot be read: their words decide verdicts, so none is shown without them."""
    title = "The register cannot be read"
    told = html.P("Tell whoever runs the board; outcomes register check says what is wrong with it.")
    return View(title, "", [layout.heading(title, lede=f"{why}.", eyebrow="What people wrote down"), told])


def not_here(why: str, near: Sequence[Found] = ()) -> View:
    """The screen for an address that leads nowhere, with what has a name like it."""
    lede = f"{why[:1].upper()}{why[1:]}" + ("" if why.endswith((".", "?", "!")) else ".")
    head = layout.heading("Not found", lede=lede, eyebrow="There is no such screen")
    back = html.P(
        ["Search above, or begin with ", html.A("all plans", href="/"), " or ", html.A("places", href="/places"), "."]
    )
    body = [finds.section("Did you mean", near)] if near else []
    return View("Not found", "", [head, *body, back])


def shell(view: View, address: str) -> list[Any]:
    """A screen with its masthead and foot, ready for the page; one of an earlier state stays in it."""
    children = ways_out.with_ways_out(view.children, address)
    head = masthead.masthead(
        view.current, scope=view.scope, asked=view.asked, place=view.place, reading=reading_address(view.kind)
    )
    footer = layout.footer(view.foot, reading=reading_address(view.kind))
    if view.glossary is not None:
        children = explained(children, view.glossary)
    if view.keeping:
        head, children, footer = kept_links.keep([head, children, footer], view.keeping)
    return [
        html.A("Skip to main content", href="#main", className="skip"),
        head,
        html.Main(
            layout.present([view.then, *children, *permalink.links_to(address, snapshot=view.snapshot, day=view.day)]),
            id="main",
            className=f"wrap page-{view.kind}",
            tabIndex="-1",
            **{"data-address": address},
        ),
        footer,
    ]
