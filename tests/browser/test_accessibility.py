"""No screen has an accessibility violation that axe can find: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response

from tests.browser.screens import Screen
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


def test_a_screen_has_no_violation(opened: tuple[Visit, Screen, Response]) -> None:
    """In light on a desk and in dark on a phone, with everything unfolded."""
    visit, _, _ = opened
    visit.page.evaluate(OPEN_ALL)
    assert violations(visit) == []


def test_the_rules_see_a_violation_when_there_is_one(desk: Visit) -> None:
    desk.open("/")
    desk.page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(line.startswith("image-alt") for line in violations(desk))
