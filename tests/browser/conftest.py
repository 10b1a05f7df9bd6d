"""The real application, served to a real Chromium from the demonstration warehouse."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Response, expect

from dashboard.demonstration import build_demonstration, is_current
from dashboard.settings import ROOT, Settings
from tests.browser.screens import SCREENS, Screen
from tests.browser.serving import serving
from tests.browser.visits import PATIENCE, Visit, tab

expect.set_options(timeout=PATIENCE)

FLAGS = (
    "--no-sandbox",  # containers run as root, where Chromium's own sandbox refuses to start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {"wide": 1440, "narrow": 390}
SCHEMES: dict[str, Literal["light", "dark"]] = {"wide": "light", "narrow": "dark"}
"""The colours that each width is seen in, so that every screen is seen in both without opening it twice more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """An installed Chromium, else Playwright's own; installed now only when neither is there."""
    path = _chromium()
    chosen = {"executable_path": path} if path else {}
    return {**browser_type_launch_args, **chosen, "headless": True, "args": list(FLAGS)}


def _chromium() -> str | None:
    """The path that ``scripts/chromium.sh`` finds; without a shell, Playwright's own browser (``None``)."""
    if given := os.environ.get("OUTCOMES_CHROMIUM"):
        return given
    if shutil.which("bash") is None:
        return None
    found = subprocess.run(
        ["bash", str(ROOT / "scripts" / "chromium.sh")], capture_output=True, text=True, check=False, timeout=300
    )
    if found.returncode != 0:
        pytest.fail(f"no Chromium for the browser tests: {found.stderr.strip()}")
    return found.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration warehouse: the one of this checkout while it is current, else one built for this run.

    ``OUTCOMES_TEST_WAREHOUSE`` names one to take as it is, which saves the minute of building while writing tests.
    """
    if given := os.environ.get("OUTCOMES_TEST_WAREHOUSE"):
        return Path(given)
    settings = Settings()
    if is_current(settings.demonstration_warehouse, data=settings.data):
        return settings.demonstration_warehouse
    built = tmp_path_factory.mktemp("demonstration")
    build_demonstration(built, data=settings.data)
    return built


@pytest.fixture(scope="session")
def address(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``outcomes serve`` over the demonstration warehouse."""
    with serving(warehouse, log=tmp_path_factory.mktemp("server") / "server.log") as found:
        yield found


def _opened_id(given: tuple[Screen, str]) -> str:
    return f"{given[1]} {given[0]}"


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """One browser session a width, so that scripts and fonts are fetched once."""
    made = {
        name: browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=SCHEMES[name],
            locale="en-GB",
            reduced_motion="reduce",
        )
        for name, width in WIDTHS.items()
    }
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="session")
def tabs(contexts: dict[str, BrowserContext], address: str) -> Iterator[dict[str, Visit]]:
    """A tab a width for all that only look at a screen. Dash is kept out: it starts when a chart takes the focus, as
    each does here, and nobody explores one."""
    with ExitStack() as opened:
        made = {name: opened.enter_context(tab(context, address)) for name, context in contexts.items()}
        for visit in made.values():
            visit.page.route("**/_dash-component-suites/**", lambda route: route.abort())
        yield made


@pytest.fixture(scope="session", params=[(each, name) for each in SCREENS for name in WIDTHS], ids=_opened_id)
def opened(request: pytest.FixtureRequest, tabs: dict[str, Visit]) -> tuple[Visit, Screen, Response]:
    """A screen as it opens: light on a desk, dark on a phone. One opening serves all tests that only look at it."""
    screen, width = request.param
    visit = tabs[width]
    visit.leave()
    return visit, screen, visit.open(screen.path)


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, contexts: dict[str, BrowserContext], address: str) -> Iterator[Visit]:
    """A fresh tab, once on a desk and once on a phone."""
    with tab(contexts[request.param], address) as found:
        yield found


@pytest.fixture
def desk(contexts: dict[str, BrowserContext], address: str) -> Iterator[Visit]:
    """A fresh tab, 1440 pixels wide."""
    with tab(contexts["wide"], address) as found:
        yield found


@pytest.fixture
def phone(contexts: dict[str, BrowserContext], address: str) -> Iterator[Visit]:
    """A fresh tab, 390 pixels wide."""
    with tab(contexts["narrow"], address) as found:
        yield found
