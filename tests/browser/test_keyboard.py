"""Everything can be reached and followed from the keyboard, and the reader sees where they are."""

from __future__ import annotations

from tests.browser.visits import Visit

FOCUSED = "() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
OUTLINE = (
    "() => { const style = getComputedStyle(document.activeElement); return [style.outlineStyle, style.boxShadow]; }"
)
IN_PLAN = "() => !!document.activeElement.closest('table.plan tbody')"
MOST_TABS = 60
"""More than the stops before the plan's table: navigation, panels, a place to choose."""


def test_the_first_stop_is_the_way_past_the_navigation(desk: Visit) -> None:
    desk.open("/plan/thurrock")
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("() => document.activeElement.innerText") == "Skip to main content"
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate(FOCUSED) == "main"


def test_a_measure_of_the_plan_is_reached_and_opened_without_a_mouse(desk: Visit) -> None:
    desk.open("/plan/thurrock")
    for _ in range(MOST_TABS):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate(IN_PLAN):
            break
    assert desk.page.evaluate(IN_PLAN), "the plan's table is not reached with the tab key"
    outline, shadow = desk.page.evaluate(OUTLINE)
    assert outline != "none" or shadow != "none", "the focus cannot be seen"
    desk.page.keyboard.press("Enter")
    desk.settled("/plan/thurrock/priority/t1")
    assert desk.page.evaluate(FOCUSED) == "main", "after a move the focus stands at the new screen"


def test_focus_never_gets_lost_or_trapped_on_the_way_through_a_screen(desk: Visit) -> None:
    desk.open("/")
    stops = []
    for _ in range(40):
        desk.page.keyboard.press("Tab")
        stops.append(desk.page.evaluate("() => document.activeElement.href || document.activeElement.tagName"))
        if stops[-1] == "BODY":
            break
    assert "BODY" in stops, "the tab key leaves the page at its end"
    for plan in ("cumbria", "cambridgeshire_peterborough", "central_bedfordshire", "lap_trust", "thurrock"):
        assert f"{desk.address}/plan/{plan}" in stops
