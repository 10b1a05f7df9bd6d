"""The states of a screen that no address opens by itself have no accessibility violation either; forced colours and
stillness. Every screen as it opens is looked at in test_screens.py, forms and errors where they are filled in."""

from __future__ import annotations

import pytest

from tests.browser.looks import OPEN_ALL, violations
from tests.browser.visits import Visit

__all__ = ["OPEN_ALL", "violations"]

MOVING = """
() => document.getAnimations().filter(each => each.timeline instanceof DocumentTimeline).length
"""
COLOURS = """
selector => [...new Set([...document.querySelectorAll(selector)].map(each => {
  const style = getComputedStyle(each);
  return [style.fill, style.stroke, style.strokeWidth, style.strokeDasharray, style.forcedColorAdjust].join(' ');
}))]
"""
LOOKS = (
    "selector => { const each = document.querySelector(selector); return each && getComputedStyle(each).outlineStyle; }"
)


def test_the_rules_see_a_violation_when_there_is_one(desk: Visit) -> None:
    desk.open("/places")
    desk.page.evaluate("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(line.startswith("image-alt") for line in violations(desk))
    desk.page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"color:#222\">dim</p>')"
    )
    assert any(line.startswith("dark: color-contrast") for line in violations(desk))
    desk.page.locator("main li a:visible").last.evaluate("link => { link.style.color = '#bbb'; }")
    assert any(line.startswith("color-contrast") for line in violations(desk)), "one link of many alike"


def test_an_address_that_leads_nowhere_has_no_violation(visit: Visit) -> None:
    visit.open("/no/such/screen")
    assert violations(visit) == []


@pytest.mark.parametrize("path", ["/plan/lap_trust", "/place/cluster/locality/column-vale"])
def test_nothing_moves_for_a_reader_who_asked_for_stillness(desk: Visit, path: str) -> None:
    desk.open(path)
    assert desk.page.evaluate(MOVING) == 0
    assert desk.page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    desk.page.emulate_media(reduced_motion="no-preference")
    assert desk.page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "smooth"


def test_in_forced_colours_the_parts_of_a_drawing_are_still_told_apart(desk: Visit) -> None:
    """Lines and bars take the reader's colours: each part has a colour, a width or a dash that no other has."""
    desk.page.emulate_media(forced_colors="active")
    desk.open("/plan/thurrock")
    place, england = (desk.page.evaluate(COLOURS, f".spark {part}") for part in (".p", ".e"))
    assert len(place) == len(england) == 1
    assert place != england
    assert set(desk.page.evaluate(COLOURS, ".mark .sign")).isdisjoint(desk.page.evaluate(COLOURS, ".mark .fill"))
    assert desk.page.evaluate(LOOKS, ".verdict-cell.is-bad") == "solid"
    desk.open("/place/cluster/locality/column-vale")
    parts = [desk.page.evaluate(COLOURS, part) for part in (".wf-behind", ".wf-ahead", ".wf-total")]
    assert all(len(part) == 1 for part in parts)
    assert len({part[0] for part in parts}) == 3
    bars = [desk.page.evaluate(COLOURS, part)[0] for part in (".ub-now", ".ub-need", ".ub-all")]
    assert len(set(bars)) == 3
