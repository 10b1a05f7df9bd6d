"""Charts as a browser really draws them: years as words, names apart, colours from the tokens, nothing asked twice."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.browser.visits import Visit

CHARTS = (
    "/plan/thurrock/priority/t1",
    "/plan/thurrock/priority/across",
    "/indicator/ks2_rwm_exp_pct?place=E06000034",
)
WORDS = re.compile(r"(autumn |spring |summer )?\d{4}(/\d{2})?|[A-Z][a-z]+ \d{4}|week \d+ of \d{4}")
LINE_CHART = ".line-chart .main-svg"

NAMES = """
() => [...document.querySelectorAll('.line-chart')].map(chart => {
  const edge = chart.querySelector('.nsewdrag').getBoundingClientRect().right;
  return [...chart.querySelectorAll('.annotation-text-g')]
    .map(text => text.getBoundingClientRect())
    .filter(box => box.left >= edge)
    .sort((a, b) => a.top - b.top)
    .map(box => [box.top, box.bottom, box.right]);
})
"""


@pytest.mark.parametrize("path", CHARTS)
def test_the_years_under_a_chart_are_words_and_never_a_shortened_number(visit: Visit, path: str) -> None:
    visit.open(path)
    ticks = visit.page.locator(f"{LINE_CHART} .xtick text").all_text_contents()
    assert len(ticks) > 5
    assert [text for text in ticks if not WORDS.fullmatch(text)] == []


@pytest.mark.parametrize("path", CHARTS)
def test_no_name_at_the_end_of_a_line_covers_another_or_is_cut_off(visit: Visit, path: str) -> None:
    visit.open(path)
    width = visit.page.evaluate("innerWidth")
    charts = visit.page.evaluate(NAMES)
    assert any(len(names) > 1 for names in charts)
    for names in charts:
        assert all(upper[1] <= lower[0] + 1 for upper, lower in pairwise(names))
        assert all(right <= width for _, _, right in names)


def test_the_places_line_takes_its_colour_from_the_token_in_the_dark_too(desk: Visit) -> None:
    for scheme, colour in (("light", "rgb(18, 67, 109)"), ("dark", "rgb(125, 183, 232)")):
        desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        desk.open(CHARTS[0])
        drawn = desk.page.locator(f"{LINE_CHART} .js-line").evaluate_all(
            "lines => lines.map(line => getComputedStyle(line).stroke)"
        )
        assert colour in drawn


def test_hovering_over_a_year_says_its_numbers_with_their_unit(desk: Visit) -> None:
    desk.open(CHARTS[2])
    drag = desk.page.locator(".line-chart .nsewdrag").first
    box = drag.bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2)
    shown = desk.page.locator(".line-chart .hoverlayer")
    shown.get_by_text("2024/25").first.wait_for()
    assert "69%" in (shown.text_content() or "")  # Thurrock, published


def test_a_screen_without_a_chart_never_fetches_plotly(desk: Visit) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.open("/plan/thurrock")
    assert [url for url in asked if "plotly" in url.lower() and url.endswith(".js")] == []
    desk.open(CHARTS[0])
    assert sum("plotly.min.js" in url for url in asked) == 1
