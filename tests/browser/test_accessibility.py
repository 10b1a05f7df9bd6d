"""No screen has an accessibility violation that axe can find: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.screens import SCREENS, Screen
from tests.browser.visits import Visit

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


def violations(visit: Visit) -> list[str]:
    """What axe finds, a line a rule with the first elements that break it."""
    results = Axe().run(
        visit.page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    )
    return [
        f"{found['id']} ({found['impact']}): {[node['html'][:160] for node in found['nodes'][:3]]}"
        for found in results.response["violations"]
    ]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_screen_has_no_violation_in_light_on_a_desk(desk: Visit, screen: Screen) -> None:
    desk.page.emulate_media(color_scheme="light")
    desk.open(screen.path)
    desk.page.evaluate(OPEN_ALL)
    assert violations(desk) == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_screen_has_no_violation_in_dark_on_a_phone(phone: Visit, screen: Screen) -> None:
    phone.page.emulate_media(color_scheme="dark")
    phone.open(screen.path)
    phone.page.evaluate(OPEN_ALL)
    assert violations(phone) == []


def test_the_rules_see_a_violation_when_there_is_one(desk: Visit) -> None:
    desk.open("/")
    desk.page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(line.startswith("image-alt") for line in violations(desk))
