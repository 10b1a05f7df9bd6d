"""Visits of a real browser: when charts are seen, when a choice is answered, what moved, how much script came.

The same few lines of script (``watch.js``) run in both applications before their own. A **chart is visible** when it
lies in the document with a size, one of its lines is drawn, and the frame that shows it has been painted. The page
**answers** when a choice made in a filter has been taken up by the application, without loading the page anew, and the
charts of what was chosen are painted. The choice is made with the mouse and the keyboard, again and again from the
moment the control is there; one that would load the page anew is held back. **Changed** means that the lines of
every chart differ from what they were, painted; counted from the key or click that chose. All times are the browser's
own, from the start of the navigation.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from etl.groups import LABELS
from tests.bench.rig.servers import Server
from tests.bench.rig.wire import Asked, Wire
from tests.browser.conftest import FLAGS

CHARTS = 6
CHANGES = 3
"""Choices made on one settled page."""
PATIENCE = 120.0
MOMENT = 0.01
WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
CHOSEN = "|".join(group for group in LABELS if group != "all")


@dataclass(frozen=True, slots=True)
class Look:
    """A page that is only looked at: milliseconds until the charts are visible, the cumulative layout shift, and what
    was asked of the server until the page had come to rest."""

    shown: float
    moved: float
    asked: tuple[Asked, ...]

    @property
    def script(self) -> int:
        """Bytes of script as they came over the wire."""
        return sum(each.length for each in self.asked if each.kind == "Script")


@dataclass(frozen=True, slots=True)
class Use:
    """A page that is used at once: milliseconds until a choice is ``taken`` up and until it is ``answered``, then from
    each further choice until all charts have changed."""

    taken: float
    answered: float
    changed: tuple[float, ...]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser: the one that ``OUTCOMES_CHROMIUM`` names, else Playwright's own."""
    with sync_playwright() as playwright:
        path = os.environ.get("OUTCOMES_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who has never been here: nothing is cached."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context
    context.close()


def look(context: BrowserContext, server: Server, path: str) -> Look:
    """Open a page and touch nothing until it has come to rest."""
    with _tab(context, server) as page:
        wire = Wire(context, page)
        page.goto(server.address + path, wait_until="commit")
        shown = _awaited(page, "shown")
        page.wait_for_load_state("networkidle")
        return Look(shown, float(page.evaluate("window.__seen.moved")), wire.asked)


def use(context: BrowserContext, server: Server, path: str) -> Use:
    """Open a page, choose until it answers, and choose again when it has come to rest."""
    with _tab(context, server) as page:
        page.goto(server.address + path, wait_until="commit")
        taken = _awaited(page, "taken", meanwhile=lambda: _choose(page, server))
        answered = _awaited(page, "answered")
        changed = tuple(_changed(page, server) for _ in range(CHANGES))
        return Use(taken, answered, changed)


@contextmanager
def _tab(context: BrowserContext, server: Server) -> Iterator[Page]:
    page = context.new_page()
    application = server.application
    given = json.dumps([application.chart, application.line, CHARTS, rf"\b({CHOSEN})\b"])
    page.add_init_script(f"({WATCH})({given})")
    yield page
    page.close()


def _awaited(page: Page, what: str, *, meanwhile: Callable[[], object] = lambda: None) -> float:
    """The time at which something was seen; what is done ``meanwhile`` is done until it is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if (found := page.evaluate(f"window.__seen?.{what} ?? null")) is not None:
            return float(found)
        meanwhile()
        time.sleep(MOMENT)
    raise SystemExit(f"{page.url}: not {what} within {PATIENCE:.0f} seconds")


def _changed(page: Page, server: Server) -> float:
    """One choice on a page at rest, and the time until all charts have changed."""
    _awaited(page, "resting")
    page.evaluate("window.__expect()")
    again = 0.0

    def choose() -> None:
        # A click can fall on a list that is just closing. Tried again it is counted anew, from the choice that counts.
        nonlocal again
        if time.monotonic() > again and _choose(page, server):
            again = time.monotonic() + PATIENCE / 10

    return _awaited(page, "changed", meanwhile=choose) - float(page.evaluate("window.__seen.chosen"))


def _choose(page: Page, server: Server) -> bool:
    """Choose the next group with real input; false while there is no control, or its list did not open."""
    control, options = server.application.group, server.application.options
    if options is None:
        return _choose_natively(page, control)
    if not page.locator(options).count() and not _clicked(page, control):
        return False
    for _ in range(20):
        if page.locator(options).count():
            return _clicked(page, f"{options}.selected + {options}") or _clicked(page, options)
        time.sleep(MOMENT)
    return False


def _choose_natively(page: Page, control: str) -> bool:
    """The arrow key on a ``<select>``: down, or up at its end."""
    key = page.evaluate(
        "control => { const found = document.querySelector(control); if (!found) return null; found.focus();"
        " return found.selectedIndex < found.length - 1 ? 'ArrowDown' : 'ArrowUp'; }",
        control,
    )
    if key is None:
        return False
    page.keyboard.press(key)
    return True


def _clicked(page: Page, control: str) -> bool:
    """Click the middle of an element with the mouse; false where there is none."""
    middle = page.evaluate(
        "control => { const found = document.querySelector(control); if (!found) return null;"
        " found.scrollIntoView({ block: 'nearest' }); const box = found.getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2]; }",
        control,
    )
    if middle is not None:
        page.mouse.click(*middle)
    return middle is not None
