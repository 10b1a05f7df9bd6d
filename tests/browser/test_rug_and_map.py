"""The rug sorts and narrows where it stands, as the server does for the same address; the map is read by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.visits import Visit

SCHOOLS = "/place/E10999001?by=school"


def names(visit: Visit) -> list[str]:
    return visit.page.locator(".rug-members tr:not([hidden]) th").all_text_contents()


@pytest.mark.parametrize("by", ["ks2_rwm_exp_pct", "name", "pupils"])
def test_a_click_gives_the_order_that_the_server_gives(desk: Visit, by: str) -> None:
    desk.open(SCHOOLS)
    for _ in range(2):  # one way, and the other way round
        before = names(desk)
        desk.page.locator(f'.rug-sort[data-by="{by}"]').click()
        sorted_here = names(desk)
        assert sorted_here != before
        assert sorted(sorted_here) == sorted(before)
        at = desk.page.url
        assert re.search(rf"sort=-?{by}", at)
        desk.open(at.removeprefix(desk.address).partition("#")[0])
        assert names(desk) == sorted_here


def test_what_is_withheld_stays_last_whichever_way_round(desk: Visit) -> None:
    desk.open(f"{SCHOOLS}&sort=ks2_rwm_exp_pct")
    column = "[...document.querySelectorAll('.rug thead tr:last-child th')].findIndex(h => h.ariaSort)"
    keyed = f"[...document.querySelectorAll('.rug-members tr')].map(row => 'k' in row.cells[{column}].dataset)"
    first = desk.page.evaluate(keyed)
    desk.page.locator('.rug-sort[data-by="ks2_rwm_exp_pct"]').click()
    turned = desk.page.evaluate(keyed)
    assert first == turned == sorted(first, reverse=True)
    assert 0 < sum(first) < len(first)


def test_words_of_a_name_narrow_the_rows_as_they_are_typed(phone: Visit) -> None:
    phone.open(SCHOOLS)
    phone.page.locator(".rug-find").fill("serif")
    assert len(names(phone)) == 5
    assert all("Serif" in name for name in names(phone))
    assert phone.page.locator(".rug-left").inner_text().startswith("5 of 120")
    assert "find=serif" in phone.page.url


def test_a_mark_of_the_map_is_reached_by_keyboard_and_opens_its_school(desk: Visit) -> None:
    desk.open("/place/cluster/locality/column-vale")
    mark = desk.page.locator("svg.map a").first
    name = (mark.get_attribute("aria-label") or "").split(":")[0]
    desk.page.locator(".map-skip").focus()
    desk.page.keyboard.press("Tab")
    assert mark.evaluate("each => each === document.activeElement")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/school/**")
    desk.page.locator("h1").get_by_text(name, exact=True).wait_for()
