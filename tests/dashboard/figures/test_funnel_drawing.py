"""The funnel: where schools and limits are drawn, who is named, and that nothing else is told."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from dashboard.analysis.funnel import Funnel, Member
from dashboard.analysis.funnel import funnel as placed
from dashboard.figures.funnel import NARROW, WIDE, funnel
from tests.dashboard.analysis.lines import indicator

ALIKE = [Member(f"urn/{i}", f"School {i}", 30 + i % 3, 50 + i) for i in range(8)]
WORSE = Member("urn/90", "Ash & Elm School", 10, 60)
BETTER = Member("urn/91", "Beech School", 58, 60)
TINY = Member("urn/92", "Cedar School", 9, 10)


def made(*more: Member) -> Funnel:
    found = placed([*ALIKE, *more], kind="proportion", scale=100)
    assert found is not None
    return found


def drawing(found: Funnel, **rest: object) -> ElementTree.Element:
    return ElementTree.fromstring(funnel(found, indicator(), **rest))  # type: ignore[arg-type]


def circles(svg: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [each for each in svg.iter("circle") if kind in (each.get("class") or "").split()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_dot_a_school_better_in_one_colour_and_worse_in_the_other(width: int):
    svg = drawing(made(WORSE, BETTER, TINY), width=width)
    assert len(list(svg.iter("circle"))) == 11
    assert [len(circles(svg, kind)) for kind in ("fn-behind", "fn-ahead", "fn-few")] == [1, 1, 1]


def test_where_lower_is_better_the_colours_change_places():
    text = funnel(made(WORSE, BETTER), indicator(polarity="lower"))
    low = re.search(r'class="(fn-\w+)"[^>]*><title>Ash', text)
    assert low is not None
    assert low[1] == "fn-ahead"


def test_a_bigger_school_stands_further_right_and_a_higher_figure_higher():
    svg = drawing(made(WORSE, BETTER))
    (worse,), (better,) = circles(svg, "fn-behind"), circles(svg, "fn-ahead")
    assert float(better.get("cy") or 0) < float(worse.get("cy") or 0)
    smallest = min(float(each.get("cx") or 0) for each in svg.iter("circle"))
    assert float(worse.get("cx") or 0) > smallest, "60 pupils against 50"


def test_schools_outside_are_named_and_those_inside_are_not():
    names = [each.text for each in drawing(made(WORSE, BETTER)).iter("text") if each.get("class") == "fn-name"]
    assert sorted(str(name) for name in names) == ["Ash & Elm School", "Beech School"]


def test_the_school_asked_about_is_named_wherever_it_lies():
    svg = drawing(made(WORSE), marked="urn/3")
    assert len(circles(svg, "fn-own")) == 1
    assert "School 3" in [each.text for each in svg.iter("text")]


def test_the_drawing_says_in_words_what_it_shows():
    told = drawing(made(WORSE, BETTER)).get("aria-label")
    assert told is not None
    assert told.startswith("10 schools around 57.5%: 2 outside the 99.8 % limits"), "315 of 548"


def test_dots_and_limits_stay_within_the_drawing():
    text = funnel(made(WORSE, BETTER, TINY), indicator())
    for path in re.findall(r'class="fn-(?:in|out)" d="M([^"]+)"', text):
        for x, y in (pair.split() for pair in path.split("L")):
            assert 0 <= float(x) <= WIDE
            assert 0 <= float(y) <= 400


def test_a_hundred_of_a_hundred_everywhere_can_be_drawn():
    found = placed([Member(str(i), str(i), 40, 40) for i in range(6)], kind="proportion", scale=100)
    assert found is not None
    assert len(list(drawing(found).iter("circle"))) == 6
