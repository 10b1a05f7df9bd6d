"""What changed since the board last met, and the way into the state of then and back."""

from __future__ import annotations

import re

from tests.browser.looks import OPEN_ALL, violations
from tests.browser.visits import Visit

CHANGES = "/plan/lap_trust/changes"


def test_the_plan_page_says_what_changed_since_the_board_met_and_leads_to_all_of_it(visit: Visit) -> None:
    visit.open("/plan/lap_trust")
    since = visit.page.locator(".since-met")
    assert re.match(r"Since the board met on 9 July 2026", since.inner_text())
    since.get_by_role("link").click()
    visit.settled(CHANGES)
    assert visit.page.locator("h1").inner_text() == "What changed"
    assert "trust_return_202425.csv" in visit.words
    assert visit.page.locator("select[name=since]").input_value() == "2026-07-09"
    visit.page.evaluate(OPEN_ALL)
    assert violations(visit) == []
    assert visit.troubles == []


def test_another_moment_is_chosen_and_stands_in_the_address(desk: Visit) -> None:
    desk.open(CHANGES)
    chooser = desk.page.locator("select[name=since]")
    earlier = chooser.locator("option", has_text="Figures of 1 July 2026").get_attribute("value")
    assert earlier is not None
    chooser.select_option(earlier)
    desk.settled(f"{CHANGES}?since={earlier}")
    assert "the figures of 1 July 2026, 09:00 UTC" in desk.words


def test_a_state_of_then_is_kept_from_screen_to_screen_until_the_way_back(visit: Visit) -> None:
    visit.open(CHANGES)
    visit.page.get_by_role("link", name="The plan as it was on 9 July 2026").click()
    visit.page.wait_for_selector(".banner.then")
    assert "As it was on 9 July 2026." in visit.words
    assert "snapshot=20260701T090000000Z-" in visit.place
    assert violations(visit) == []
    for link in ("Programme of action", "Plan on a page"):
        visit.page.locator("nav.within").get_by_role("link", name=link).click()
        visit.page.wait_for_selector(f"nav.within a[aria-current=page]:text-is('{link}')")
        assert "snapshot=20260701T090000000Z-" in visit.place
        assert visit.page.locator(".banner.then").count() == 1
    visit.page.get_by_role("link", name="Back to today").click()
    visit.page.wait_for_selector(".since-met")
    assert visit.place == "/plan/lap_trust"
    assert visit.page.locator(".banner.then").count() == 0


def test_the_desk_leads_to_the_board_as_it_was(desk: Visit) -> None:
    desk.open("/data")
    desk.page.get_by_role("link", name=re.compile("The board as it was on 1 July 2026")).click()
    desk.page.wait_for_selector(".banner.then")
    assert desk.page.locator("h1").inner_text() == "Is the plan working?"


def test_a_state_that_is_not_kept_says_so_and_names_those_that_are(desk: Visit) -> None:
    desk.open("/plan/lap_trust?snapshot=20250101T090000000Z-000000000001")
    assert desk.page.locator("h1").inner_text() == "That state is not kept"
    assert "1 July 2026, 09:00 UTC" in desk.words
    assert violations(desk) == []
