"""Take the pictures of every screen from the running program, over the demonstration.

    make screenshots

Serves the demonstration on a free port and opens each screen of ``tests/browser/screens.py``: light and dark
on a desk, on a phone, and on paper; then the same of a board whose reader has a name (:mod:`scripts.named_board`), with
forms and files in review. They go into ``screenshots/`` (which git ignores), with ``index.html`` to look at
all of them together. The few that the documentation shows go into ``docs/images``, in fewer colours to keep them small.
"""

from __future__ import annotations

import html
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.demonstration import build_demonstration, is_current
from dashboard.settings import ROOT, Settings
from scripts.named_board import named_board
from tests.browser.screens import SCREENS, Screen

FOLDER = ROOT / "screenshots"
IMAGES = ROOT / "docs" / "images"
DOCUMENTED = {
    "plan": "/plan/thurrock",
    "priority": "/plan/thurrock/priority/across",
    "place": "/place/E10999001",
    "cluster": "/place/cluster/locality/column-vale",
}
"""Picture of the documentation: the address of its screen."""
DOCUMENTED_VIEW = {"width": 1440, "height": 1280}
COLOURS = 128
"""Of a picture in the documentation: flat screens lose nothing that can be seen."""

TALLEST = 7000
"""Pixels: a longer screen is cut, since it goes on as it began."""
PAGES = 4
"""Sheets of paper that are pictured."""
PATIENCE = 120.0
NAMED = "named-"
"""How the pictures of a reader with a name begin."""


@dataclass(frozen=True)
class Look:
    """How a screen is seen."""

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"


LOOKS = (Look("light", 1440), Look("dark", 1440, "dark"), Look("phone", 390))


def main() -> None:
    settings = Settings()
    if not is_current(settings.demonstration_warehouse, data=settings.data):
        build_demonstration(settings.demonstration_warehouse, data=settings.data)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("OUTCOMES_CHROMIUM") or None, args=["--no-sandbox", "--disable-gpu"]
        )
        with _served(settings.demonstration_warehouse) as base:
            _pictures(chromium, base, SCREENS)
            _documented(chromium, base)
        named = named_board(Path(folder))
        with _served(named.warehouse, named.environment) as base:
            _pictures(chromium, base, named.screens, prefix=NAMED)
        chromium.close()
    rows = [*((screen, "") for screen in SCREENS), *((screen, NAMED) for screen in named.screens)]
    (FOLDER / "index.html").write_text(_contact_sheet(rows), encoding="utf-8")
    print(f"{len(rows)} screens, {len(LOOKS) + 1} looks each: {FOLDER.relative_to(ROOT)}/index.html")


def _pictures(chromium: Browser, base: str, screens: Sequence[Screen], *, prefix: str = "") -> None:
    for look in LOOKS:
        _every_screen(chromium, base, look, screens, prefix)
    _on_paper(chromium, base, screens, prefix)


@contextmanager
def _served(warehouse: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of ``outcomes serve`` over a warehouse, for as long as it is needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "--warehouse", str(warehouse)]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "serve", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
    )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError) as error:
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"The board does not answer at {address}: {error}") from error
            time.sleep(0.3)


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="domcontentloaded")
    page.locator("main h1").wait_for()
    page.evaluate("() => document.fonts.ready.then(() => true)")


def _every_screen(chromium: Browser, base: str, look: Look, screens: Sequence[Screen], prefix: str) -> None:
    context = chromium.new_context(
        viewport={"width": look.width, "height": 900},
        color_scheme=look.scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    for screen in screens:
        _open(page, base + screen.path)
        height = min(TALLEST, page.evaluate("() => document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": look.width, "height": height})
        taken = page.screenshot()
        page.set_viewport_size({"width": look.width, "height": 900})
        Image.open(io.BytesIO(taken)).convert("RGB").save(_picture(screen, look.name, prefix), quality=80)
    context.close()


def _on_paper(chromium: Browser, base: str, screens: Sequence[Screen], prefix: str) -> None:
    """The first sheets that the browser would print, one below the other."""
    context = chromium.new_context(color_scheme="dark", locale="en-GB")  # paper is white whatever the screen is
    page = context.new_page()
    for screen in screens:
        _open(page, base + screen.path)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
        sheets = [printed[number].render(scale=1.2).to_pil() for number in range(min(PAGES, len(printed)))]
        whole = Image.new("RGB", (max(each.width for each in sheets), sum(each.height + 12 for each in sheets)), "grey")
        top = 0
        for sheet in sheets:
            whole.paste(sheet, (0, top))
            top += sheet.height + 12
        whole.save(_picture(screen, "print", prefix), quality=80)
    context.close()


def _documented(chromium: Browser, base: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    page = chromium.new_page(viewport=DOCUMENTED_VIEW, color_scheme="light", reduced_motion="reduce", locale="en-GB")
    for name, path in DOCUMENTED.items():
        _open(page, base + path)
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        target = IMAGES / f"{name}.png"
        taken.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KiB")
    page.close()


def _picture(screen: Screen, look: str, prefix: str) -> Path:
    """Where the picture of an address goes: its words, without the signs that a file name may not have."""
    words = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in screen.path.strip("/"))
    return FOLDER / f"{prefix}{words or 'front'}.{look}.jpg"


def _contact_sheet(screens: Sequence[tuple[Screen, str]]) -> str:
    """A page with every picture: a row a screen, a column a look."""
    looks = [*(look.name for look in LOOKS), "print"]
    rows = "".join(
        f"<tr><th>{html.escape(screen.heading)}<br><small>{html.escape(screen.path)}</small></th>"
        + "".join(
            f'<td><a href="{name}"><img loading="lazy" src="{name}" alt="{html.escape(screen.heading)}, {look}"></a>'
            for look in looks
            for name in [_picture(screen, look, prefix).name]
        )
        + "</tr>"
        for screen, prefix in screens
    )
    head = "".join(f"<th>{look}</th>" for look in ("screen", *looks))
    style = "body{font:14px sans-serif;background:#eee}th{text-align:left;vertical-align:top;width:14em}"
    style += "td{padding:8px;vertical-align:top}img{width:320px;max-height:520px;object-fit:cover;object-position:top}"
    return (
        '<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Screens</title>'
        f"<style>{style}</style><table><tr>{head}</tr>{rows}</table></html>"
    )


if __name__ == "__main__":
    main()
