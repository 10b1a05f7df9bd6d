"""The address is the state: a choice writes it, a link restores it, back undoes it. The numbers are the engine's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dashboard.analysis.words import difference, number
from dashboard.components.marks import WORDS
from dashboard.settings import ROOT
from etl.catalogue import load_catalogue
from etl.periods import Period
from tests.browser.visits import Visit

PLANS = ("cambridgeshire_peterborough", "central_bedfordshire", "cumbria", "lap_trust", "thurrock")
CUMBERLAND = "/plan/cumbria?place=E06000063"

FILTERS = (
    ("/plan/cumbria", "place"),
    ("/plan/thurrock/priority/t1", "with"),
    ("/place/E10999001", "by"),
    ("/place/cluster/locality/column-vale", "group"),
    ("/place/cluster/locality/column-vale", "phase"),
    ("/place/cluster/locality/column-vale", "indicator"),
    ("/place/E06000034", "against"),
    ("/school/990001", "group"),
    ("/indicator/ks2_rwm_exp_pct?place=E06000034", "group"),
    ("/indicator/ks2_rwm_exp_pct?place=E06000034", "against"),
)
CHOSEN = """
([name, value]) => {
  const main = document.getElementById('main');
  const here = location.pathname + location.search;
  return new URLSearchParams(location.search).get(name) === value && main && main.dataset.address === here;
}
"""

ROWS = """
() => [...document.querySelectorAll('table.plan tbody tr')].map(row => {
  const words = selector => row.querySelector(selector)?.innerText.trim() ?? null;
  return {
    id: row.id,
    figure: words('.value .figure'),
    period: words('.value .sub'),
    gap: words('.gap .size'),
    verdict: words('.verdict-cell .verdict'),
  };
})
"""
SHARE = re.compile(r"[\d,]+ of [\d,]+")

Key = tuple[str | None, ...]


def test_a_choice_is_written_into_the_address_and_shown_without_loading_the_page(desk: Visit) -> None:
    desk.open("/plan/cumbria")
    desk.page.evaluate("() => { window.mark = 'still here'; }")
    desk.page.locator("select[name=place]").select_option("E06000063")
    desk.settled(CUMBERLAND)
    assert desk.place == CUMBERLAND
    expect(desk.page).to_have_title("Cumbria: shared education vision, 2021, Cumberland – Outcomes Board")
    assert desk.page.evaluate("() => window.mark") == "still here"
    assert desk.troubles == []


@pytest.mark.parametrize(("path", "name"), FILTERS)
def test_each_filter_writes_its_choice_and_the_link_opens_the_same_screen(desk: Visit, path: str, name: str) -> None:
    desk.open(path)
    before = desk.words
    field = desk.page.locator(f"form.filters select[name={name}]").first
    offered = field.locator("option").evaluate_all("options => options.map(option => option.value)")
    other = next(value for value in offered if value and value != field.input_value())
    field.select_option(other)
    desk.page.wait_for_function(CHOSEN, arg=[name, other])
    desk.settled(desk.place)
    seen, link = desk.words, desk.place
    assert seen != before
    assert desk.page.locator(f"form.filters select[name={name}]").first.input_value() == other
    desk.open(link)
    assert desk.words == seen
    assert desk.troubles == []


def test_a_link_with_state_opens_what_its_sender_saw(desk: Visit, phone: Visit) -> None:
    desk.open("/plan/cumbria")
    desk.page.locator("select[name=place]").select_option("E06000063")
    desk.settled(CUMBERLAND)
    seen = desk.page.locator("table.plan").evaluate("table => table.textContent")
    phone.open(CUMBERLAND)
    assert phone.page.locator("table.plan").evaluate("table => table.textContent") == seen


def test_back_returns_to_the_screen_and_the_choice_before(desk: Visit) -> None:
    desk.open("/plan/cumbria")
    before = desk.words
    desk.page.locator("select[name=place]").select_option("E06000063")
    desk.settled(CUMBERLAND)
    assert desk.words != before
    desk.page.go_back()
    desk.settled("/plan/cumbria")
    assert desk.words == before
    assert desk.page.locator("select[name=place]").input_value() == "joint/cumbria"


def test_a_followed_link_changes_the_title_of_the_window(desk: Visit) -> None:
    desk.open("/")
    assert desk.page.title() == "Plans – Outcomes Board"
    desk.page.get_by_role("link", name="Thurrock education priorities, 2017/18").click()
    desk.settled("/plan/thurrock")
    assert desk.page.title() == "Thurrock education priorities, 2017/18, Thurrock – Outcomes Board"


def choose_cumberland(desk: Visit) -> None:
    with desk.page.expect_request("**/plan/cumbria?place=*"):
        desk.page.locator("select[name=place]").select_option("E06000063")


def test_words_typed_while_a_filter_is_on_its_way_are_kept(desk: Visit) -> None:
    desk.open("/plan/cumbria")
    answers = desk.hold("**/plan/cumbria?place=*")
    choose_cumberland(desk)
    box = desk.page.locator("header input[name=q]")
    box.focus()
    desk.page.keyboard.type("thurrock")
    answers.nth(0).continue_()
    desk.settled(CUMBERLAND)
    expect(box).to_have_value("thurrock")
    desk.page.keyboard.type("!")
    expect(box).to_have_value("thurrock!")


def test_back_from_a_filter_that_is_on_its_way_keeps_the_screen_of_the_address(desk: Visit) -> None:
    """Also where the address before leads to a place within the screen."""
    desk.open("/plan/cumbria#main")
    answers = desk.hold("**/plan/cumbria?place=*")
    choose_cumberland(desk)
    with desk.page.expect_request("**/plan/cumbria"):
        desk.page.evaluate("() => history.back()")
    answers.nth(0).continue_()
    desk.settled("/plan/cumbria")
    expect(desk.page.locator("select[name=place]")).to_have_value("joint/cumbria")
    assert desk.page.url == f"{desk.address}/plan/cumbria#main"


def test_a_step_back_within_a_screen_leaves_open_what_was_opened(desk: Visit) -> None:
    desk.open("/plan/thurrock")
    desk.page.evaluate("() => { document.getElementById('main').mark = 'the same element'; }")
    desk.page.locator("main details").first.evaluate("each => { each.open = true; }")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/plan/thurrock#main")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(f"{request.resource_type} {request.url}"))
    desk.page.evaluate(
        "() => new Promise(done => { addEventListener('popstate', () => done(), { once: true }); history.back(); })"
    )
    assert [each for each in asked if each.startswith(("fetch", "document"))] == []
    assert desk.page.locator("#main").evaluate("main => main.mark") == "the same element"
    assert desk.page.locator("main details").first.evaluate("each => each.open")


def test_back_returns_to_where_the_reader_was_on_a_long_screen(desk: Visit) -> None:
    """Also from a screen that is too short to be scrolled that far."""
    desk.open("/plan/thurrock")
    desk.page.evaluate("() => window.scrollTo({ top: 1500, behavior: 'instant' })")
    desk.page.evaluate("() => window.outcomes_board.go('/search?q=zzzzqq')")
    desk.settled("/search?q=zzzzqq")
    desk.page.go_back()
    desk.settled("/plan/thurrock")
    assert desk.page.evaluate("() => window.scrollY") == 1500


def test_a_link_pressed_twice_is_one_step_in_the_history_and_one_new_screen(desk: Visit) -> None:
    desk.open("/")
    steps = desk.page.evaluate("() => history.length")
    answers = desk.hold("**/plan/thurrock")
    desk.page.get_by_role("link", name="Thurrock education priorities, 2017/18").dblclick()
    desk.page.wait_for_function("before => history.length > before", arg=steps)
    answers.nth(0).continue_()
    desk.settled("/plan/thurrock")
    assert desk.page.evaluate("() => history.length") == steps + 1
    assert len(answers) == 1


def test_a_link_overtaken_by_a_filter_does_not_move_the_reader(desk: Visit) -> None:
    """The link asked for the top of another screen; the choice that came after it asks for this one."""
    desk.open("/plan/cumbria")
    desk.hold("**/methods")
    with desk.page.expect_request("**/methods"):
        desk.page.get_by_role("link", name="Methods").first.click()
    desk.page.locator("select[name=place]").focus()
    desk.page.locator("select[name=place]").select_option("E06000063")
    desk.settled(CUMBERLAND)
    assert desk.page.evaluate("() => document.activeElement.name") == "place"


def test_a_filter_form_works_where_no_script_runs(desk: Visit) -> None:
    desk.open("/plan/cumbria")
    form = desk.page.locator("form:has(select[name=place])")
    assert form.get_attribute("method") == "get"
    assert form.get_attribute("action") == "/plan/cumbria"
    assert form.locator("button[type=submit]").count() == 1


@pytest.mark.parametrize("plan", PLANS)
def test_the_numbers_of_a_plan_page_are_those_that_the_command_prints(desk: Visit, warehouse: Path, plan: str) -> None:
    desk.open(f"/plan/{plan}")
    shown = desk.page.evaluate(ROWS)
    printed = _details(_verdicts(plan, warehouse))
    assert {row["id"] for row in shown} == set(printed), "a row for each measure, target, indicator and place"
    for row in shown:
        figures = {each[:3] for each in printed[row["id"]]}
        if row["figure"] is None:
            assert None in {each[0] for each in figures}, row
        else:
            assert (row["figure"], row["period"], row["gap"]) in figures, row
        share = SHARE.search(row["verdict"])
        if share:  # a target that every unit must meet prints how many do; the reason says the same
            assert row["verdict"].removesuffix(f", {share[0]}") in {each[3] for each in printed[row["id"]]}, row
            assert any(share[0].replace(",", "") in (each[4] or "").replace(",", "") for each in printed[row["id"]]), (
                row
            )
        else:
            assert row["verdict"] in {each[3] for each in printed[row["id"]]}, row


def _verdicts(plan: str, warehouse: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-c", "from dashboard.cli import main; main()"]
    done = subprocess.run(
        [*command, "verdicts", plan, "--json", "--warehouse", str(warehouse)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    return [line for line in json.loads(done.stdout)["measures"] if line["line"] == "detail"]


def _details(lines: list[dict[str, Any]]) -> dict[str, set[Key]]:
    """What each row may print, by the row's id: figure, period, gap, verdict and reason of one of its groups."""
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    found: dict[str, set[Key]] = defaultdict(set)
    for line in lines:
        place = line["place"].replace("/", "-")
        row = "-".join(filter(None, (line["measure"], str(line["target"]), line["indicator"], place)))
        figure = period = gap = None
        if line["value"] is not None:
            indicator = catalogue[line["indicator"]]
            figure = number(line["value"], indicator.decimals)
            figure = {"percent": f"{figure}%", "GBP": f"£{figure}"}.get(indicator.unit, figure)
            period = Period(line["period"], indicator.time_identifier).label
            if line["gap"] is not None:
                gap = "level" if line["standing"] == "level" else difference(line["gap"], indicator)
        found[row].add((figure, period, gap, WORDS[line["verdict"]], line["reason"]))
    return found
