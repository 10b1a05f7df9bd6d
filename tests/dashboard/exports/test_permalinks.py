"""Links to a screen: one that shows what holds when it is opened, one that stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.components.permalink import frozen, links_to, live

SNAPSHOT = "20260506T090000000Z-000000000002"
DAY = date(2026, 5, 14)


def test_a_frozen_link_names_the_snapshot_and_the_day():
    expected = f"/place/E06000034?group=fsm&snapshot={SNAPSHOT}&as_of=2026-05-14"
    assert frozen("/place/E06000034?group=fsm", snapshot=SNAPSHOT, day=DAY) == expected


def test_a_day_that_the_address_names_stays_its_own():
    assert frozen("/plan/cumbria?as_of=2026-01-31", snapshot=SNAPSHOT, day=DAY).endswith(
        f"as_of=2026-01-31&snapshot={SNAPSHOT}"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/plan/cumbria", "/plan/cumbria"),
        (f"/plan/cumbria?place=E06000063&snapshot={SNAPSHOT}&as_of=2026-05-14", "/plan/cumbria?place=E06000063"),
        ("/plan/cumbria?as_of=2026-01-31", "/plan/cumbria?as_of=2026-01-31"),
    ],
)
def test_a_live_link_leaves_out_the_state_and_keeps_what_was_chosen(address: str, expected: str):
    assert live(address) == expected


def test_a_screen_without_figures_has_no_link_to_come_back_to():
    assert links_to("/", snapshot="", day=None) == []
