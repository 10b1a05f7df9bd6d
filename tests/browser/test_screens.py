"""Every screen opens on a desk and on a phone, whole and without a murmur."""

from __future__ import annotations

from playwright.sync_api import Response

from tests.browser.screens import Screen
from tests.browser.visits import Visit

Opened = tuple[Visit, Screen, Response]


def test_a_screen_opens_whole(opened: Opened) -> None:
    visit, screen, answer = opened
    assert answer.status == 200
    assert visit.page.locator("h1").all_inner_texts() == [screen.heading]
    assert visit.troubles == []
    assert visit.strangers == set(), "nothing is fetched from another host"
    wide, window = visit.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"the page is {wide} pixels wide in a window of {window}"


def test_a_screen_says_when_its_figures_are_invented(opened: Opened) -> None:
    visit, screen, _ = opened
    assert visit.page.locator(".banner.invented").count() == (1 if screen.invented else 0)


def test_an_address_that_leads_nowhere_says_so(desk: Visit) -> None:
    answer = desk.open("/no/such/screen")
    assert answer.status == 404
    assert desk.page.locator("h1").inner_text() == "Not found"
    assert "/no/such/screen" in desk.words


def test_a_plan_that_nobody_knows_says_which_there_are(desk: Visit) -> None:
    desk.open("/plan/thurock")
    assert desk.page.locator("h1").inner_text() == "Not found"
    assert "thurrock" in desk.words.lower()
