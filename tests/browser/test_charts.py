"""Charts as a browser really draws them: years as words, names apart, colours from the tokens, nothing asked twice."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.browser.visits import Visit

CHARTS = (
    "/plan/thurrock/priority/t1",
    "/plan/thurrock/priority/across",
    "/indicator/ks2_rwm_exp_pct?place=E06000034",
)
WORDS = re.compile(r"(autumn |spring |summer )?\d{4}(/\d{2})?|[A-Z][a-z]+ \d{4}|week \d+ of \d{4}")
LINE_CHART = "figure .lc:has(.lc-line):visible"

NAMES = """
() => [...document.querySelectorAll('figure .lc')].filter(chart => chart.getClientRects().length)
  .map(chart => [...chart.querySelectorAll('.lc-end')]
    .map(text => text.getBoundingClientRect())
    .sort((a, b) => a.top - b.top)
    .map(box => [box.top, box.bottom, box.right]))
"""
MOVES = """
  window.moved = 0;
  new PerformanceObserver(list => list.getEntries().forEach(each => { window.moved += each.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""
SPANS = """
() => [...document.querySelectorAll('figure .chart')].map(chart => {
  const shown = [...chart.querySelectorAll('.lc')].filter(each => each.getClientRects().length);
  return [shown.length, shown[0].getBoundingClientRect().width, chart.getBoundingClientRect().width,
          parseFloat(getComputedStyle(shown[0].querySelector('text')).fontSize) * shown[0].getBoundingClientRect().width
          / shown[0].viewBox.baseVal.width];
})
"""


@pytest.mark.parametrize("path", CHARTS)
def test_the_years_under_a_chart_are_words_and_never_a_shortened_number(visit: Visit, path: str) -> None:
    visit.open(path)
    ticks = visit.page.locator(f"{LINE_CHART} .lc-x").all_text_contents()
    assert len(ticks) > 2
    assert [text for text in ticks if not WORDS.fullmatch(text)] == []


@pytest.mark.parametrize("path", CHARTS)
def test_one_drawing_of_each_chart_is_shown_and_its_words_keep_their_size(visit: Visit, path: str) -> None:
    visit.open(path)
    for shown, width, room, letters in visit.page.evaluate(SPANS):
        assert shown == 1
        assert width <= room + 1
        assert letters >= 12.5  # 13 pixels, or a hair less where the smallest is squeezed


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
        drawn = desk.page.locator(f"{LINE_CHART} .lc-line").evaluate_all(
            "lines => lines.map(line => getComputedStyle(line).stroke)"
        )
        assert colour in drawn


def test_pointing_at_a_year_says_its_numbers_with_their_unit(desk: Visit) -> None:
    desk.open(CHARTS[2])
    desk.page.locator(f"{LINE_CHART} .lc-hit[data-tip^='2024/25']").first.hover()
    told = desk.page.locator(".tip")
    expect(told).to_contain_text("2024/25")
    expect(told).to_contain_text("Thurrock: 69%")  # published


def test_dash_and_plotly_are_fetched_only_by_somebody_who_explores_a_chart(desk: Visit) -> None:
    asked: list[str] = []
    kinds: dict[str, set[str]] = {"fetch": set(), "script": set()}

    def note(request: Request) -> None:
        path = urlsplit(request.url).path
        asked.append(path)
        if "/_dash-component-suites/" in path:
            kinds[request.resource_type].add(path)

    desk.page.on("request", note)
    desk.open(CHARTS[2])
    desk.page.wait_for_load_state("networkidle")
    assert [path for path in asked if "_dash" in path or "plotly" in path] == []
    explore = desk.page.get_by_role("button", name="Explore the chart").first
    dialog = desk.page.get_by_role("dialog", name="Explore the chart")
    for _ in range(2):  # the second time is answered by what is there
        explore.click()
        expect(dialog.locator(".main-svg .xaxislayer-above").first).to_be_visible()
        expect(dialog.get_by_role("status")).to_be_hidden()
        assert "69%" in (dialog.locator(".main-svg").all_text_contents() and dialog.inner_text())
        desk.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(explore).to_be_focused()
    assert [path.endswith("plotly.min.js") for path in asked].count(True) == 2, "fetched, and run as it was kept"
    assert kinds["script"] == kinds["fetch"], "all that runs was fetched before"
    assert asked.count("/_dash-layout") == 1
    assert desk.troubles == []


def test_an_explored_chart_fits_its_reader_and_its_toolbar_has_nothing_that_leaves_the_board(visit: Visit) -> None:
    visit.open(CHARTS[2])
    with visit.page.expect_request(re.compile("_dash-update-component")) as asked:
        visit.page.get_by_role("button", name="Explore the chart").first.click()
    dialog = visit.page.get_by_role("dialog", name="Explore the chart")
    expect(dialog.locator(".main-svg .xaxislayer-above").first).to_be_visible()
    wide = dialog.locator(".explored-chart").evaluate("chart => chart.offsetWidth")
    assert asked.value.post_data_json["inputs"][0]["value"] == f"{CHARTS[2]}#chart-series@{wide}"
    tools = dialog.locator(".modebar-btn").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert tools == ["Zoom", "Pan", "Zoom in", "Zoom out", "Reset axes"]
    assert dialog.locator(".nsewdrag").first.bounding_box()["width"] > 0.5 * wide  # type: ignore[index]
    assert visit.strangers == set()


@pytest.mark.parametrize("lost", ["react@", "async-graph.js", "plotly.min.js"])
def test_a_chart_that_cannot_be_fetched_says_so_and_comes_with_the_next_attempt(desk: Visit, lost: str) -> None:
    desk.page.route(lambda address: lost in address, lambda route: route.abort())
    desk.open(CHARTS[2])
    explore = desk.page.get_by_role("button", name="Explore the chart").first
    dialog = desk.page.get_by_role("dialog")
    explore.click()
    expect(dialog.get_by_role("status")).to_contain_text("press Explore again")
    desk.page.unroute_all()
    desk.page.keyboard.press("Escape")
    explore.click()
    expect(dialog.locator(".main-svg .xaxislayer-above").first).to_be_visible()
    expect(dialog.get_by_role("status")).to_be_hidden()


def test_back_closes_the_chart_of_the_screen_that_is_left(desk: Visit) -> None:
    desk.open("/methods")
    desk.page.evaluate("address => window.outcomes_board.go(address)", CHARTS[2])
    desk.settled(CHARTS[2])
    desk.page.get_by_role("button", name="Explore the chart").first.click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.locator(".main-svg .xaxislayer-above").first).to_be_visible()
    desk.page.go_back()
    desk.settled("/methods")
    expect(dialog).to_be_hidden()


def test_the_numbers_of_a_chart_go_with_its_screen(desk: Visit) -> None:
    desk.open("/methods")
    desk.page.evaluate("address => window.outcomes_board.go(address)", CHARTS[2])
    desk.settled(CHARTS[2])
    desk.page.locator(f"{LINE_CHART} .lc-hit[data-tip]").first.hover()
    expect(desk.page.locator(".tip")).to_be_visible()
    desk.page.go_back()
    desk.settled("/methods")
    expect(desk.page.locator(".tip")).to_be_hidden()


def test_text_tables_and_charts_stand_where_no_script_runs(desk: Visit) -> None:
    context = desk.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(desk.address + CHARTS[2])
    expect(page.locator("figure .lc:visible .lc-end").first).to_contain_text("69%")
    page.get_by_role("link", name="Methods").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_nothing_moves_when_the_application_takes_over(desk: Visit) -> None:
    desk.page.add_init_script(MOVES)
    desk.open(CHARTS[0])
    first = desk.page.locator("#main").evaluate("main => { main.mark = 'the same element'; return main.mark; }")
    desk.settled(CHARTS[0])
    assert desk.page.locator("#main").evaluate("main => main.mark") == first
    assert desk.page.evaluate("() => window.moved") < 0.01
