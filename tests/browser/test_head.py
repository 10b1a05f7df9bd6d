"""The head of a screen as it is used: search by keyboard, what a screen is about, a word explained, a first visit."""

from __future__ import annotations

from tests.browser.test_accessibility import violations
from tests.browser.visits import Visit

BOX = "header input[name=q]"
OPTIONS = "header [role=option]"


def test_anything_is_found_and_opened_from_the_keyboard(visit: Visit) -> None:
    visit.open("/")
    before = visit.page.locator("main h1").bounding_box()
    visit.page.focus(BOX)
    visit.page.keyboard.type("thurock")
    visit.page.wait_for_selector(OPTIONS)
    assert visit.page.get_attribute(BOX, "role") == "combobox"
    assert visit.page.get_attribute(BOX, "aria-expanded") == "true"
    assert visit.page.locator("main h1").bounding_box() == before, "nothing moves when the list opens"
    visit.page.keyboard.press("ArrowDown")
    visit.page.wait_for_selector(f"{BOX}[aria-activedescendant]")
    chosen = visit.page.get_attribute(BOX, "aria-activedescendant")
    assert visit.page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    assert violations(visit) == []
    visit.page.keyboard.press("Enter")
    visit.settled("/place/E06000034")


def test_keys_pressed_before_the_answer_choose_from_the_answer(desk: Visit) -> None:
    """Who types and presses on at once means what the whole word finds, not what its first letters had found."""
    held = desk.hold("**/search.json?*q=thurock")
    desk.open("/")
    desk.page.focus(BOX)
    desk.page.keyboard.type("th")
    desk.page.wait_for_selector(OPTIONS)
    desk.page.keyboard.type("urock")
    held.nth(0)
    desk.page.keyboard.press("ArrowDown")
    assert desk.page.get_attribute(BOX, "aria-activedescendant") is None, "the list still answers the first letters"
    desk.page.keyboard.press("Enter")
    held.nth(0).continue_()
    desk.settled("/place/E06000034")


def test_without_suggestions_the_keys_lead_to_the_results(desk: Visit) -> None:
    desk.page.route("**/search.json?*q=attain", lambda route: route.abort())
    desk.open("/methods")
    desk.page.focus(BOX)
    desk.page.keyboard.type("attain")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    desk.settled("/search?q=attain")


def test_a_space_after_a_word_still_finds_what_the_word_finds(desk: Visit) -> None:
    """The same words are asked for anew, and the first question, which is given up for it, does not answer for both."""
    held = desk.hold("**/search.json?*q=thurrock")
    desk.open("/")
    desk.page.focus(BOX)
    desk.page.keyboard.type("thurrock")
    held.nth(0)
    desk.page.keyboard.type(" ")
    held.nth(1)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    held.nth(1).continue_()
    desk.settled("/place/E06000034")


def test_suggestions_that_failed_once_are_asked_for_again(desk: Visit) -> None:
    desk.page.route("**/search.json?*q=attain", lambda route: route.fulfill(status=503), times=1)
    desk.open("/methods")
    desk.page.focus(BOX)
    with desk.page.expect_response("**/search.json?*q=attain") as failed:
        desk.page.keyboard.type("attain")
    assert failed.value.status == 503
    with desk.page.expect_response("**/search.json?*q=attainm"):
        desk.page.keyboard.type("m")
    with desk.page.expect_response("**/search.json?*q=attain") as again:
        desk.page.keyboard.press("Backspace")
    assert again.value.status == 200


def test_escape_closes_the_list_and_keeps_the_words(desk: Visit) -> None:
    desk.open("/methods")
    desk.page.focus(BOX)
    desk.page.keyboard.type("attain")
    desk.page.wait_for_selector(OPTIONS)
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(OPTIONS).count() == 0
    assert desk.page.input_value(BOX) == "attain"
    desk.page.keyboard.press("Enter")
    desk.settled("/search?q=attain")
    assert desk.page.locator("#found-indicator mark").first.inner_text() == "Attain"


def test_another_comparator_is_two_presses_away_and_the_rest_stays(visit: Visit) -> None:
    visit.open("/indicator/ks2_rwm_exp_pct?place=E06000034&group=disadvantaged")
    about = visit.page.locator(".scope-item", has_text="Compared with")
    about.locator("summary").press("Enter")
    about.get_by_role("link", name="East of England").press("Enter")
    visit.settled("/indicator/ks2_rwm_exp_pct?place=E06000034&group=disadvantaged&against=region")
    assert visit.page.locator(".scope-item", has_text="Compared with").locator(".scope-value").inner_text() == (
        "East of England"
    )


def test_a_word_is_explained_where_it_stands(visit: Visit) -> None:
    visit.open("/plan/thurrock")
    word = visit.page.locator(".term").first
    word.scroll_into_view_if_needed()
    word.press("Enter")
    said = visit.page.locator(".term-says:popover-open")
    assert said.is_visible()
    box = said.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= (visit.page.viewport_size or {"width": 0})["width"]
    visit.page.keyboard.press("Escape")
    assert said.count() == 0


def test_a_first_visit_is_told_once(desk: Visit) -> None:
    desk.open("/")
    desk.page.evaluate("() => window.localStorage.removeItem('outcomes-been-here')")
    desk.open("/")
    strip = desk.page.locator(".first-visit")
    assert strip.is_visible()
    strip.get_by_role("button", name="Got it").click()
    assert strip.is_hidden()
    desk.open("/")
    assert strip.is_hidden()
