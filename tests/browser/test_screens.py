"""Every screen opens on a desk and on a phone: whole, without a murmur, and for everybody.

One opening serves all tests of a screen: they stand in the order in which they may be run on it, the last one leaves
less of the screen than it found.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from urllib.request import urlopen

from playwright.sync_api import Response

from tests.browser.looks import CUT_OFF, LANDMARKS, OPEN_ALL, REPEATS, SPACING, STOPS, TOO_WIDE, violations
from tests.browser.screens import SCREENS, Screen
from tests.browser.visits import Visit

Opened = tuple[Visit, Screen, Response]

SMALLER = {1440: 720, 390: 320}
"""Widths in CSS pixels: a desk at 200 % zoom, and the narrowest that a screen must fit (WCAG 1.4.10)."""
TITLE = re.compile(r"<title>(.*?)</title>")


def test_a_screen_opens_whole(opened: Opened) -> None:
    visit, screen, answer = opened
    assert answer.status == 200
    assert visit.page.locator("h1").all_inner_texts() == [screen.heading]
    assert visit.page.locator(".banner.invented").count() == (1 if screen.invented else 0)
    assert visit.troubles == []
    assert visit.strangers == set(), "nothing is fetched from another host"
    assert visit.page.evaluate(TOO_WIDE) == []


def test_a_screen_has_its_landmarks_each_with_a_name_and_a_way_past_the_navigation(opened: Opened) -> None:
    visit, _, _ = opened
    assert visit.page.evaluate(LANDMARKS) == {
        "h1": 1, "main": ["main"], "header": 1, "footer": 1, "first": "#main", "lang": "en-GB", "unnamed": [],
    }  # fmt: skip


def test_whatever_takes_the_focus_shows_it(opened: Opened) -> None:
    visit, _, _ = opened
    visit.page.evaluate(OPEN_ALL)
    visit.page.keyboard.press("Tab")  # a reader with a keyboard
    kinds, unseen = visit.page.evaluate(STOPS)
    assert kinds > 3
    assert unseen == []


def test_a_screen_has_no_violation_and_fits_when_it_is_enlarged_and_spaced_out(opened: Opened) -> None:
    """Axe in light and in dark with everything unfolded; then 200 % zoom on the desk, 320 pixels on the phone, and
    the spacing that a reader may ask for: the page never goes on to the side, and no word is cut off."""
    visit, _, _ = opened
    page = visit.page
    width = page.evaluate("() => window.innerWidth")
    page.evaluate(OPEN_ALL)
    page.set_viewport_size({"width": SMALLER[width], "height": 900})
    assert page.evaluate(TOO_WIDE) == []
    spacing = page.add_style_tag(content=SPACING)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT_OFF) == []
    spacing.evaluate("style => style.remove()")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(REPEATS)
    assert violations(visit) == []


def test_every_screen_has_a_title_of_its_own(address: str) -> None:
    """As it is read out, or seen in a row of tabs: no two addresses of different screens have one title."""
    titled: dict[str, set[str]] = defaultdict(set)
    for screen in SCREENS:
        with urlopen(address + screen.path) as answer:  # noqa: S310 - our own server
            found = TITLE.search(answer.read().decode("utf-8"))
        assert found, screen.path
        title = html.unescape(found[1])
        assert title.endswith(" – Outcomes Board"), title
        titled[title].add(screen.path.partition("?")[0])
    assert {title: paths for title, paths in titled.items() if len(paths) > 1} == {}


def test_an_address_that_leads_nowhere_says_so(desk: Visit) -> None:
    answer = desk.open("/no/such/screen")
    assert answer.status == 404
    assert desk.page.locator("h1").inner_text() == "Not found"
    assert "/no/such/screen" in desk.words


def test_a_plan_that_nobody_knows_says_which_there_are(desk: Visit) -> None:
    desk.open("/plan/thurock")
    assert desk.page.locator("h1").inner_text() == "Not found"
    assert "thurrock" in desk.words.lower()


def test_no_two_actions_of_a_programme_have_the_same_name(desk: Visit) -> None:
    """The trust's plan says "done by the date" of many, and leaves it to the measure to say what."""
    desk.open("/plan/lap_trust/actions")
    names = desk.page.locator("a.action-name").all_inner_texts()
    assert "LAP voice ready: done by the date" in names
    assert len(set(names)) == len(names)
