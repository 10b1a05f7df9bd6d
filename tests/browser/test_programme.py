"""An action edited by somebody with a name, in the real browser: saved, seen, and never overwritten silently."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser import visits
from tests.browser.looks import OPEN_ALL, violations
from tests.browser.serving import serving
from tests.browser.visits import Visit
from tests.conftest import make_snapshot

WHO = "Asha Patel"
PLAN = "/plan/cambridgeshire_peterborough"
ACTION = f"{PLAN}/action/a02"
PLACES = [
    {"place_id": "E92000001", "name": "England", "level": "country"},
    {"place_id": "joint/cambridgeshire-peterborough", "name": "Cambridgeshire and Peterborough", "level": "joint"},
    {"place_id": "E10000003", "name": "Cambridgeshire"},
    {"place_id": "E06000031", "name": "Peterborough"},
]
MEMBERS = [
    {"member_id": each, "container_id": "joint/cambridgeshire-peterborough", "kind": "joint"}
    for each in ("E10000003", "E06000031")
]
# Published: phonics, the expected standard in year 1, per cent.
FIGURES = [
    {"indicator_id": "phonics_y1_pct", "place_id": place, "period": period, "value": value}
    for place, values in {"E10000003": (79, 80), "E06000031": (76, 77), "E92000001": (81, 82)}.items()
    for period, value in zip(("201617", "201718"), values, strict=True)
]

PRESS_TWICE = """
button => {
  const keptBack = [];
  addEventListener('submit', event => { keptBack.push(event.defaultPrevented); event.preventDefault(); });
  button.click();
  button.click();
  return keptBack;
}
"""
"""Which of two submits the page kept back; neither is sent."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board of its own, with Asha Patel at this machine."""
    folder = tmp_path_factory.mktemp("programme")
    warehouse = make_snapshot(folder / "warehouse", place=PLACES, membership=MEMBERS, observation=FIGURES)
    environment = {"OUTCOMES_LOCAL_USER": WHO, "PATH": "/usr/bin"}
    with serving(warehouse, log=folder / "server.log", environment=environment) as address:
        yield address


@pytest.fixture
def tab(contexts: dict[str, BrowserContext], served: str) -> Iterator[Visit]:
    with visits.tab(contexts["wide"], served) as found:
        yield found


@pytest.fixture
def other(contexts: dict[str, BrowserContext], served: str) -> Iterator[Visit]:
    """A second tab, of a colleague at the same machine."""
    with visits.tab(contexts["wide"], served) as found:
        yield found


def fill_in(visit: Visit, name: str, told: dict[str, str]) -> None:
    """Unfold the form of that name on the screen that is open, fill in its fields by their labels, and send it."""
    form = visit.page.get_by_role("form", name=name)
    visit.page.get_by_text(name, exact=True).click()
    for label, words in told.items():
        field = form.get_by_label(label)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)
    form.get_by_role("button").click()


def write(visit: Visit, words: str, **more: str) -> None:
    """Write a note on the action that is open."""
    labels = {"rag": "How delivery is going", "forecast": "Date forecast now", "started": "Date work began"}
    fill_in(visit, "Write a note", {"What has happened": words} | {labels[each]: said for each, said in more.items()})


def saved(visit: Visit) -> None:
    """Wait until the action is shown again."""
    visit.page.wait_for_url(f"**{ACTION}")
    visit.settled(ACTION)


def test_a_note_with_its_rag_stands_on_the_action_and_in_the_programme(tab: Visit) -> None:
    tab.open(ACTION)
    write(tab, "A draft went to both councils.", rag="amber", forecast="2018-09-30")
    saved(tab)
    assert "A draft went to both councils." in tab.words
    assert f"written by {WHO}" in tab.words
    assert "30 September 2018" in tab.words
    tab.open(f"{PLAN}/actions?rag=amber")
    expect(tab.page.locator(".programme tbody tr")).to_have_count(1)
    assert "1 of 18 actions shown" in tab.words
    tab.page.get_by_label("Delivery").select_option("red")
    expect(tab.page.get_by_text("No action fits.")).to_be_visible()
    assert "rag=red" in tab.place


def test_two_editors_of_one_action_see_each_other_and_lose_nothing(tab: Visit, other: Visit) -> None:
    tab.open(ACTION)
    other.open(ACTION)
    write(other, "Heads asked for more on the early years.", rag="red", forecast="2018-12-31")
    other.page.wait_for_url(f"**{ACTION}")
    write(tab, "The second draft is out.", rag="green")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Somebody changed this since you opened it")
    assert violations(tab) == []
    beside = tab.page.locator(".theirs-yours")
    expect(beside).to_contain_text("Heads asked for more on the early years.")
    expect(beside).to_contain_text("The second draft is out.")
    expect(tab.page.get_by_label("Date forecast now")).to_have_value("2018-12-31")  # theirs, which this one left alone
    expect(tab.page.get_by_label("How delivery is going")).to_have_value("green")
    tab.page.get_by_role("button", name="Save the note").click()
    saved(tab)
    notes = tab.page.locator("#progress .story li")
    expect(notes).to_have_count(3)
    expect(notes.first).to_contain_text("The second draft is out.")
    expect(notes.nth(1)).to_contain_text("Heads asked for more on the early years.")
    tab.troubles[:] = [each for each in tab.troubles if "409" not in each]
    assert tab.troubles == []


def test_evidence_and_a_meeting_are_recorded_where_they_belong(tab: Visit) -> None:
    tab.open(ACTION)
    told = {
        "Figure that shows it": "phonics_y1_pct",
        "What came of the action": "One point more met the standard in both areas.",
    }
    fill_in(tab, "Record evidence", told)
    saved(tab)
    evidence = tab.page.locator("#evidence")
    expect(evidence.get_by_role("link", name="Phonics, year 1")).to_be_visible()
    expect(evidence).to_contain_text("One point more met the standard in both areas.")
    tab.open(f"{PLAN}/meetings")
    fill_in(tab, "Add a meeting", {"Title": "Spring", "Decisions": "Adopt the strategy.\nMeet in July."})
    expect(tab.page.locator(".decisions li")).to_have_count(2)


def test_a_record_is_sent_once_however_often_its_button_is_pressed(tab: Visit) -> None:
    tab.open(f"{PLAN}/meetings")
    tab.page.get_by_text("Add a meeting", exact=True).click()
    form = tab.page.get_by_role("form", name="Add a meeting")
    form.get_by_label("Title").fill("Summer")
    kept_back = form.get_by_role("button").evaluate(PRESS_TWICE)
    assert kept_back == [False, True]


@pytest.mark.parametrize("path", [ACTION, "/plan/lap_trust/priority/sob", f"{PLAN}/meetings"])
def test_the_forms_have_no_violation_for_somebody_who_may_write(tab: Visit, path: str) -> None:
    tab.open(path)
    tab.page.evaluate(OPEN_ALL)
    assert violations(tab) == []
    assert tab.troubles == []


def test_a_tick_marks_where_an_action_began_and_the_table_says_so(tab: Visit) -> None:
    tab.open(ACTION)
    write(tab, "Work began in the autumn.", started="2017-10-02")
    saved(tab)
    tab.open(f"{PLAN}/priority/joint-actions")
    measure = tab.page.locator("#m-gap")
    expect(measure.get_by_role("img").filter(has_text=re.compile(r"a02$"))).to_be_visible()
    measure.get_by_text("Table behind this chart").click()
    expect(measure.locator("details tr", has_text="2017/18").first).to_contain_text("a02")
