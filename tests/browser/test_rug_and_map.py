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


def test_an_order_chosen_while_a_filter_is_on_its_way_is_of_the_filtered_rows(desk: Visit) -> None:
    desk.open(SCHOOLS)
    answers = desk.hold(re.compile("only=behind(?!.*sort=)"))
    desk.page.locator("select[name=only]").select_option("behind")
    answers.nth(0)
    with desk.page.expect_request(re.compile("only=behind.*sort=pupils")):
        desk.page.locator('.rug-sort[data-by="pupils"]').click()
    desk.settled(desk.place)
    with desk.page.expect_response(re.compile("only=behind(?!.*sort=)")):
        answers.nth(0).continue_()  # the older comes last, and must not undo it
    assert "only=behind" in desk.page.url
    assert "sort=pupils" in desk.page.url
    shown = names(desk)
    desk.open(desk.place)
    assert names(desk) == shown


def test_an_order_keeps_the_words_that_rows_were_narrowed_to(desk: Visit) -> None:
    """In the address, in the links that are copied, and where another filter is chosen next."""
    desk.open(SCHOOLS)
    desk.page.locator(".rug-find").fill("serif")
    desk.page.locator('.rug-sort[data-by="pupils"]').click()
    assert len(names(desk)) == 5
    assert {"find=serif", "sort=pupils"} <= set(desk.place.partition("?")[2].split("&"))
    for link in desk.page.locator(".permalink a").all():
        assert {"find=serif", "sort=pupils"} <= set((link.get_attribute("href") or "").partition("?")[2].split("&"))
    desk.page.locator("select[name=dots]").select_option("pupils")
    desk.page.wait_for_url("**dots=pupils**")
    desk.settled(desk.place)
    assert {"find=serif", "sort=pupils"} <= set(desk.place.partition("?")[2].split("&"))
    assert len(names(desk)) == 5


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
