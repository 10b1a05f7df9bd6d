"""A load that waits changes nothing until somebody decides, and then exactly what was shown."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from etl import warehouse
from etl.deciding import decisions, proposals
from etl.deciding.proposals import Proposal
from etl.pipeline import propose
from etl.warehouse import WarehouseError
from etl.warehouse.lock import exclusive
from tests.etl.local_files import DATA, held, load_into, write

FIGURES = "SELECT period, value FROM observation ORDER BY period"


def proposed(into: Path, *paths: Path, who: str = "Analyst") -> Proposal:
    made = proposals.create(into, who=who, door="web")
    return propose(made, list(paths), warehouse=into, data=DATA)


@pytest.fixture
def into(tmp_path: Path, of_one_load: Path) -> Path:
    """A warehouse that holds 41.5 for 2023/24."""
    return Path(shutil.copytree(of_one_load, tmp_path / "w"))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return write(tmp_path / "second.csv", [{"time_period": "202425", "value": 44.5}])


def test_a_proposal_waits_and_nothing_that_is_served_changes(into: Path, second: Path) -> None:
    before = warehouse.current(into)
    assert before is not None
    content = before.read_bytes()
    made = proposed(into, second)
    assert (made.state, made.base, made.files) == ("waiting", before.stem, ("second.csv",))
    assert made.differences is not None
    assert made.differences["observations"] == {"new": 1, "changed": 0, "gone": 0}
    assert warehouse.current(into) == before
    assert before.read_bytes() == content


def test_what_is_accepted_is_the_very_snapshot_that_was_shown_and_the_log_names_who(into: Path, second: Path) -> None:
    made = proposed(into, second)
    assert made.candidate is not None
    content = made.candidate.read_bytes()
    served = proposals.accept(into, made.id, who="Head of education", door="web")
    now = warehouse.current(into)
    assert now is not None
    assert (now.stem, now.read_bytes()) == (served, content)
    assert held(into, FIGURES) == [("202324", 41.5), ("202425", 44.5)]
    logged = decisions.decisions(into)[0]
    assert (logged.who, logged.door, logged.action) == ("Head of education", "web", "accept")
    assert (logged.before, logged.after, logged.files) == (made.base, served, ("second.csv",))
    assert sorted(path.name for path in made.folder.iterdir()) == ["proposal.json"]


def test_what_is_discarded_is_gone_with_its_uploads(into: Path, second: Path) -> None:
    made = proposed(into, second)
    (made.uploads / "second.csv").write_bytes(second.read_bytes())
    before = warehouse.current(into)
    proposals.discard(into, made.id, who="Head of education", door="web")
    assert warehouse.current(into) == before
    assert held(into, FIGURES) == [("202324", 41.5)]
    assert [path.name for path in made.folder.rglob("*")] == ["proposal.json"]
    assert proposals.proposal(into, made.id).state == "discarded"
    assert decisions.decisions(into)[0].action == "discard"


@pytest.mark.parametrize("decide", [proposals.accept, proposals.discard])
def test_nothing_is_decided_twice(into: Path, second: Path, decide: object) -> None:
    made = proposed(into, second)
    proposals.accept(into, made.id)
    with pytest.raises(WarehouseError, match="accepted"):
        decide(into, made.id)  # type: ignore[operator]


def test_a_preview_that_something_else_overtook_cannot_be_accepted(into: Path, second: Path, tmp_path: Path) -> None:
    made = proposed(into, second)
    load_into(into, write(tmp_path / "third.csv", [{"time_period": "202223", "value": 40}]))
    with pytest.raises(WarehouseError, match="changed since"):
        proposals.accept(into, made.id)
    assert held(into, FIGURES) == [("202223", 40.0), ("202324", 41.5)]
    again = propose(made, [second], warehouse=into, data=DATA)
    proposals.accept(into, again.id)
    assert held(into, FIGURES) == [("202223", 40.0), ("202324", 41.5), ("202425", 44.5)]


def test_a_file_that_is_known_already_is_nothing_new(into: Path, tmp_path: Path) -> None:
    made = proposed(into, write(tmp_path / "first.csv", [{"value": 41.5}]))
    assert made.state == "nothing_new"
    assert made.report is not None
    assert made.report["extracts"][0]["outcome"] == "unchanged"
    with pytest.raises(WarehouseError, match="nothing new"):
        proposals.accept(into, made.id)


def test_a_reading_that_dies_leaves_a_proposal_that_says_so(into: Path, second: Path) -> None:
    made = proposals.create(into, who="Analyst", door="web")
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom etl import pipeline\nfrom etl.deciding import proposals\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "w = Path(sys.argv[1])\n"
        "pipeline.propose(proposals.proposal(w, sys.argv[2]), [sys.argv[3]], warehouse=w, data=Path(sys.argv[4]), "
        "progress=die)\n"
    )
    command = [sys.executable, "-c", script, str(into), made.id, str(second), str(DATA)]
    done = subprocess.run(command, check=False, cwd=DATA.parent)
    assert done.returncode == -9
    left = proposals.proposal(into, made.id)
    assert left.state == "failed"
    assert "stopped" in (left.message or "")
    assert propose(made, [second], warehouse=into, data=DATA).state == "waiting", "the next reading works"


def test_a_reading_in_another_process_is_no_failure(into: Path) -> None:
    made = proposals.create(into, who="Analyst", door="web")
    with proposals.reading(made):
        proposals.save(replace(made, state="reading"))
        assert proposals.proposal(into, made.id).state == "reading"
    assert proposals.proposal(into, made.id).state == "failed"


def test_a_proposal_of_a_file_that_cannot_be_loaded_says_why(into: Path, second: Path) -> None:
    made = proposals.create(into, who="Analyst", door="web")
    with exclusive(into), pytest.raises(WarehouseError, match="another load"):
        propose(made, [second], warehouse=into, data=DATA)
    assert "another load" in (proposals.proposal(into, made.id).message or "")


@pytest.mark.parametrize("strange", ["../current", "20261122T000000-zzzzzzzz", "20200101T000000-00000000", ""])
def test_an_id_is_never_a_path(into: Path, strange: str) -> None:
    with pytest.raises(WarehouseError, match="no proposal"):
        proposals.proposal(into, strange)


def test_a_decision_half_written_at_a_power_cut_does_not_hide_the_others(into: Path) -> None:
    with (into / decisions.FILE).open("a", encoding="utf-8") as stream:
        stream.write('{"at": "2026-01-01T00:00:00+00:00", "who": "A')
    assert [each.action for each in decisions.decisions(into)] == ["load"]
