"""The demonstration's register: marked as invented throughout, and the same wherever it is made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.register import Register, register_url
from dashboard.register.demonstration import is_current, write_demonstration
from dashboard.settings import ROOT
from etl.plan_files import load_plans

PLANS = load_plans(ROOT / "data" / "plans", beside=[ROOT / "data" / "demonstration" / "plans"])
TODAY = date(2026, 8, 1)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Register:
    warehouse = tmp_path_factory.mktemp("demonstration")
    write_demonstration(warehouse, PLANS, today=TODAY)
    return Register(register_url(None, warehouse=warehouse), plans=PLANS)


def test_every_text_says_that_it_is_invented(invented: Register) -> None:
    texts = [
        text
        for name in PLANS
        for state in invented.actions(name).values()
        for text in (*(note.text for note in state.notes), *(found.text for found in state.evidence))
    ]
    texts += [each.text for name in PLANS for each in invented.judgements(name)]
    texts += [text for name in PLANS for each in invented.meetings(name) for text in (each.title, *each.decisions)]
    texts += [text for found in invented.support().values() for each in found for text in (each.reason, each.support)]
    assert len(texts) > 200
    assert [text for text in texts if not text.endswith("(invented)")] == []


def test_a_programme_has_every_rag_and_two_meetings(invented: Register) -> None:
    rags = {state.rag for state in invented.actions("cambridgeshire_peterborough").values()}
    assert rags == {"red", "amber", "green", "blue", "none"}
    assert all(len(invented.meetings(name)) == 2 for name in PLANS)


def test_no_verdict_of_a_real_authority_is_made_up(invented: Register) -> None:
    assert {name for name in PLANS if invented.judgements(name)} == {"lap_trust"}


def test_schools_of_every_category_have_a_history(invented: Register) -> None:
    found = invented.support("lap_trust")
    assert {each[0].category for each in found.values()} == {"stabilise", "repair", "improve", "sustain"}
    assert any(len(each) > 1 for each in found.values())
    assert all(place.startswith("urn/990") for place in invented.support())


def test_its_history_reads_as_it_happened(invented: Register) -> None:
    spring = invented.at(datetime(2026, 3, 12, 23, tzinfo=UTC))
    assert len(spring.meetings("thurrock")) == 1
    assert spring.actions("thurrock")["2.1-a"].rag == "green"
    assert invented.actions("thurrock")["2.1-a"].rag == "blue"


def test_it_is_made_once_for_the_same_plans(invented: Register) -> None:
    warehouse = Path(invented.url.removeprefix("sqlite:///")).parent
    assert is_current(warehouse, PLANS)
    before = (warehouse / "register.sqlite").stat().st_ino
    write_demonstration(warehouse, PLANS, today=TODAY)
    assert (warehouse / "register.sqlite").stat().st_ino == before
    assert not is_current(warehouse, {"thurrock": PLANS["thurrock"]})


def test_what_lies_ahead_of_the_build_is_left_out(tmp_path: Path) -> None:
    write_demonstration(tmp_path, {"cumbria": PLANS["cumbria"]}, today=date(2026, 4, 1))
    early = Register(register_url(None, warehouse=tmp_path), plans=PLANS)
    assert [each.date for each in early.meetings("cumbria")] == [date(2026, 3, 12)]
