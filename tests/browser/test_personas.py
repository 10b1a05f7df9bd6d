"""Each person's main task (PRODUCT: who opens it, and what they must get), by keyboard alone and in the fewest steps.

A step is what a mouse would do in one click. ``pytest -s tests/browser/test_personas.py`` prints how many it took; the
analyst's is in test_uploading.py, where files may be sent.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.keys import Keys
from tests.browser.visits import Visit


def test_a_board_member_sees_which_priorities_are_in_trouble_why_and_who_is_on_it(desk: Visit) -> None:
    desk.open("/")
    keys = Keys(desk)
    keys.past_the_navigation()
    keys.follow(desk.page.get_by_role("link", name="Thurrock education priorities, 2017/18"), "the plan")
    desk.settled("/plan/thurrock")
    trouble = desk.page.locator(".panel.worse")
    expect(trouble).to_contain_text(re.compile(r"\d+ figures are behind and getting worse"))
    expect(trouble).to_contain_text("0.47 points behind England")  # key stage 2 progress, reading, published
    first = trouble.get_by_role("link").first
    measure = (first.get_attribute("href") or "").partition("#")[2]
    keys.follow(first, "the first figure in trouble")
    desk.page.wait_for_url("**/plan/thurrock/priority/t1**")
    expect(desk.page.locator("h1")).to_have_text("Performance")
    section = desk.page.locator(f"section#{measure}")
    expect(section.locator(".verdict-card").first).to_contain_text("not met")
    expect(section.locator(".verdict-card .reason").first).not_to_be_empty()
    expect(section).to_contain_text("Actions tied to this measure")
    assert len(keys.steps) == 2
    print("\n" + keys.told("board member", "which priorities are in trouble, why, with their actions"))


def test_a_cluster_head_sees_which_schools_and_groups_make_the_gap(desk: Visit) -> None:
    desk.open("/")
    keys = Keys(desk)
    keys.enter(desk.page.locator("header input[type=search]"), "Column Vale", "search")
    desk.page.wait_for_selector("main.page-search")
    keys.follow(desk.page.locator("main").get_by_role("link", name="Column Vale").first, "the cluster")
    desk.settled("/place/cluster/locality/column-vale")
    gap = desk.page.locator("#gap")
    expect(gap).to_contain_text("Folio Lane School")  # whose part of the gap is the largest
    expect(desk.page.locator("#members")).to_contain_text("Glyph Hill Primary School")
    assert len(keys.steps) == 2
    print("\n" + keys.told("cluster head", "which schools, groups and indicators make the gap"))


def test_a_trust_leader_sees_which_schools_the_rules_ask_about_and_on_what_evidence(desk: Visit) -> None:
    desk.open("/")
    keys = Keys(desk)
    keys.past_the_navigation()
    keys.follow(desk.page.get_by_role("link", name=re.compile("^LAP church school trust")), "the plan")
    desk.settled("/plan/lap_trust")
    keys.follow(desk.page.get_by_role("link", name="School support"), "school support")
    desk.settled("/plan/lap_trust/support")
    asked = desk.page.locator("#questions")
    expect(asked).to_contain_text(re.compile(r"Should (this school|these \d+ schools) be in"))
    expect(asked.locator("tbody tr:has(td)").first).to_contain_text(re.compile(r"inspection|report card|behind", re.I))
    assert len(keys.steps) == 2
    print("\n" + keys.told("trust leader", "which schools are asked about, for which support, on what evidence"))
