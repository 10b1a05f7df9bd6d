"""Light, dark, or as the device: the reader's choice holds from screen to screen, and nothing flashes before it."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import Visit

GROUND = "() => getComputedStyle(document.body).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(17, 24, 31)"


@pytest.mark.parametrize(("device", "chosen", "before", "after"), [
    ("light", "dark", WHITE, DARK),
    ("dark", "light", DARK, WHITE),
])  # fmt: skip
def test_the_choice_goes_before_the_device_and_is_kept(
    browser: Browser, address: str, device: Literal["light", "dark"], chosen: str, before: str, after: str
) -> None:
    context = browser.new_context(color_scheme=device, locale="en-GB")
    visit = Visit(context.new_page(), address)
    visit.open("/places")
    assert visit.page.evaluate(GROUND) == before
    choice = visit.page.get_by_label("Colours")
    assert choice.input_value() == ""
    choice.select_option(chosen)
    assert visit.page.evaluate(GROUND) == after
    visit.open("/methods")
    assert visit.page.evaluate(GROUND) == after
    assert visit.page.get_by_label("Colours").input_value() == chosen
    visit.page.get_by_label("Colours").select_option("")
    assert visit.page.evaluate(GROUND) == before
    visit.open("/places")
    assert visit.page.evaluate(GROUND) == before
    assert visit.troubles == []
    context.close()


def test_the_choice_stands_before_anything_is_painted(desk: Visit) -> None:
    """The script is in the head, waits for nothing, and goes before every stylesheet and every other script."""
    desk.open("/places")
    heads = desk.page.locator("head script, head link[rel=stylesheet]")
    first = heads.evaluate_all("each => each.map(one => [one.getAttribute('src'), one.async, one.defer])")[0]
    assert first[0].partition("?")[0] == "/assets/theme.js"
    assert first[1:] == [False, False]


def test_without_scripts_the_device_decides_and_no_dead_choice_is_shown(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/places")
    assert page.locator("select[data-theme-choice]:visible").count() == 0
    context.close()
