"""A reader's tab: opens screens, waits until they are drawn, and notes whatever goes wrong meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Route

DRAWN = """
address => {
  const main = document.getElementById('main');
  const { ready, loading } = document.documentElement.dataset;
  return main && main.dataset.address === address && ready !== undefined && loading === undefined;
}
"""
"""Whether the screen of an address is there, and the application that answers clicks on it."""

PATIENCE = 90_000
"""Milliseconds: a test says what is wrong, not that the machine is busy."""


@dataclass
class Visit:
    """One tab on the application at ``address``; ``troubles`` is what a developer's console would show."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("request", self._asked)

    def open(self, path: str) -> Response:
        """Load a screen by its address and wait until it is drawn."""
        answer = self.page.goto(self.address + path, wait_until="domcontentloaded")
        assert answer is not None
        self.settled(path)
        return answer

    def hold(self, pattern: str | re.Pattern[str]) -> Held:
        """Answers to these addresses wait from now on until the test lets each go on."""
        return Held(self.page, pattern)

    def leave(self) -> None:
        """Close the screen and forget what was noted of it; the tab stays."""
        self.page.goto("about:blank")
        self.troubles.clear()
        self.strangers.clear()

    def settled(self, path: str) -> None:
        """Wait until the screen of an address is drawn; its fragment is the browser's own business."""
        self.page.wait_for_function(DRAWN, arg=path.partition("#")[0])
        self.page.evaluate("() => document.fonts.ready.then(() => true)")

    @property
    def place(self) -> str:
        """Path and query of the address bar."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def words(self) -> str:
        """All words of the screen, as they are shown."""
        return self.page.locator("main").inner_text()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        self.troubles.append(f"request failed: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} from {response.url}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.strangers.add(request.url)


class Held:
    """Questions of a page whose answers a test holds back, in the order in which they were asked."""

    def __init__(self, page: Page, pattern: str | re.Pattern[str]) -> None:
        self._page = page
        self._routes: list[Route] = []
        page.route(pattern, self._keep)

    def _keep(self, route: Route) -> None:
        self._routes.append(route)

    def nth(self, number: int) -> Route:
        """The question with this number, from 0; waits until it is asked. Raises ``TimeoutError`` where it never is."""
        until = monotonic() + PATIENCE / 1000
        while len(self._routes) <= number:
            if monotonic() > until:
                raise TimeoutError(f"asked {len(self._routes)} times, {number + 1} expected")
            self._page.wait_for_timeout(10)
        return self._routes[number]

    def __len__(self) -> int:
        return len(self._routes)


@contextmanager
def tab(context: BrowserContext, address: str) -> Iterator[Visit]:
    """A fresh tab of a browser session on the application at an address."""
    page = context.new_page()
    yield Visit(page, address)
    page.close()
