"""The watched folder, round by round: what is loaded, where each file goes, and what happens when something breaks."""

from __future__ import annotations

import csv
import errno
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from etl import warehouse
from etl.deciding import proposals
from etl.doors.holding import hold
from etl.doors.inbox import Inbox, InboxError, watched
from etl.pipeline import load
from etl.reading.receive import SORTED
from etl.report import ExtractReport, LoadReport
from etl.warehouse.lock import exclusive
from tests.etl.local_files import DATA, held, write


class Place:
    """An inbox with a warehouse beside it; files count as settled at the first look."""

    def __init__(self, root: Path) -> None:
        self.folder, self.warehouse = root / "inbox", root / "w"
        self.folder.mkdir()
        self.load = partial(load, warehouse=self.warehouse, data=DATA)

    @contextmanager
    def watch(self, **how: Any) -> Iterator[Inbox]:
        with watched(self.folder, **({"load": self.load, "still_for": 0} | how)) as inbox:
            yield inbox

    def values(self) -> list[float]:
        return [row[0] for row in held(self.warehouse, "SELECT value FROM observation ORDER BY value")]

    def files(self) -> list[str]:
        """What lies in the inbox, the watcher's own folder left out, and the round's time written as ``T``."""
        found = []
        for path in self.folder.rglob("*"):
            inside = path.relative_to(self.folder).parts
            if path.is_file() and inside[0] != ".watch" and path.name != SORTED:
                found.append("/".join("T" if place == 1 and len(inside) > 2 else p for place, p in enumerate(inside)))
        return sorted(found)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def taken(paths: list[Path]) -> LoadReport:
    """Stands for a load that accepts whatever it is given, where what a load does is not the question."""
    (stage,) = paths
    return LoadReport(None, [ExtractReport(path.name, outcome="loaded") for path in sorted(stage.iterdir())])


def test_everything_settled_is_one_snapshot_and_each_file_goes_where_it_belongs(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    write(place.folder / "autumn" / "more.csv", [{"time_period": "202223", "value": 40}])
    (place.folder / "colours.csv").write_text("colour,shape\nred,round\n")
    with place.watch() as inbox:
        done = inbox.round()
    assert {each.file: each.outcome for each in done.files} == {
        "autumn/more.csv": "loaded",
        "colours.csv": "refused",
        "good.csv": "loaded",
    }
    assert place.files() == [
        "accepted/T/autumn/more.csv",
        "accepted/T/good.csv",
        "refused/T/colours.csv",
        "refused/T/colours.csv.findings.csv",
        "refused/T/colours.csv.why.txt",
    ]
    assert place.values() == [40.0, 41.5]
    assert len(warehouse.snapshots(place.warehouse)) == 1


def test_a_refused_file_has_its_reasons_beside_it_in_words_and_as_a_table(place: Place) -> None:
    (place.folder / "colours.csv").write_text("colour,shape\nred,round\n")
    with place.watch() as inbox:
        (handled,) = inbox.round().files
    assert handled.moved_to is not None
    moved = place.folder / handled.moved_to
    with moved.with_name("colours.csv.findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert (line["file"], line["severity"]) == ("colours.csv", "refuse")
    assert line["what to do"]
    letter = moved.with_name("colours.csv.why.txt").read_text(encoding="utf-8")
    assert line["message"] in letter
    assert line["what to do"] in letter
    assert "Nothing of it was loaded" in letter
    assert handled.message == line["message"]


def test_a_loaded_file_keeps_its_warnings_beside_it_and_no_letter(place: Place) -> None:
    years = [f"20{year:02}{year + 1:02}" for year in range(24)]
    last = {"time_period": "202425", "value": "n/k"}  # one row in twenty-five: few enough to load the rest
    write(place.folder / "odd.csv", [*({"time_period": year, "value": 40} for year in years), last])
    with place.watch() as inbox:
        (handled,) = inbox.round().files
    assert (handled.outcome, handled.findings > 0) == ("loaded", True)
    assert place.files() == ["accepted/T/odd.csv", "accepted/T/odd.csv.findings.csv"]


def test_side_notes_are_honoured_from_their_folder_up_and_stay(place: Place) -> None:
    write(place.folder / "spring" / "la.csv", [{"value": 41.5}])
    (place.folder / "extract.yaml").write_text('"*": {publisher: Thurrock Council}\n')
    (place.folder / "spring" / "extract.yaml").write_text("la.csv: {release: provisional}\n")
    with place.watch() as inbox:
        inbox.round()
    assert held(place.warehouse, "SELECT publisher FROM extract") == [("Thurrock Council",)]
    assert held(place.warehouse, "SELECT release FROM observation") == [("provisional",)]
    assert place.files() == ["accepted/T/spring/la.csv", "extract.yaml", "spring/extract.yaml"]


def test_an_archive_with_a_part_that_is_refused_is_refused_and_says_what_was_loaded(place: Place) -> None:
    good = write(place.folder.parent / "good.csv", [{"value": 41.5}])
    with zipfile.ZipFile(place.folder / "both.zip", "w") as archive:
        archive.write(good, "good.csv")
        archive.writestr("colours.csv", "colour,shape\nred,round\n")
    with place.watch() as inbox:
        (handled,) = inbox.round().files
    assert handled.outcome == "refused"
    letter = (place.folder / f"{handled.moved_to}.why.txt").read_text(encoding="utf-8")
    assert "both.zip/colours.csv" in letter
    assert "These parts of it are loaded all the same:\n\n- both.zip/good.csv" in letter
    assert place.values() == [41.5]


def test_an_archive_with_nothing_to_read_is_refused_in_words(place: Place) -> None:
    with zipfile.ZipFile(place.folder / "notes.zip", "w") as archive:
        archive.writestr("README.md", "nothing here")
    with place.watch() as inbox:
        (handled,) = inbox.round().files
    assert (handled.outcome, handled.message) == ("refused", "there is nothing in it that could be a table of figures")


def test_a_name_that_begins_like_another_gets_its_own_report(place: Place) -> None:
    write(place.folder / "a.csv", [{"value": 41.5}])
    (place.folder / "a.csv [old].csv").write_text("colour,shape\nred,round\n")
    with place.watch() as inbox:
        outcomes = {each.file: each.outcome for each in inbox.round().files}
    assert outcomes == {"a.csv": "loaded", "a.csv [old].csv": "refused"}


def test_a_load_of_the_whole_inbox_passes_over_what_was_sorted_away(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    (place.folder / "colours.csv").write_text("colour\nred\n")
    with place.watch() as inbox:
        inbox.round()
    write(place.folder / "accepted.csv", [{"time_period": "202223", "value": 40}])
    report = place.load([place.folder])
    assert [(each.file, each.outcome) for each in report.extracts] == [("accepted.csv", "loaded")]


def test_nothing_is_overwritten_however_often_a_name_comes_back(place: Place) -> None:
    with place.watch(load=taken) as inbox:
        for content in ("one", "two", "three"):
            (place.folder / "same.csv").write_text(content)
            inbox.round()
    kept = (place.folder / "accepted").rglob("same.csv")
    assert sorted(path.read_text() for path in kept) == ["one", "three", "two"]


def test_what_was_said_of_a_refused_file_is_no_extract_when_both_come_back(place: Place) -> None:
    (place.folder / "a.csv").write_text("colour\nred\n")
    (place.folder / "a.csv.findings.csv").write_text("shape\nround\n")
    (place.folder / "a.csv.why.txt").write_text("a.csv was refused.")
    with place.watch() as inbox:
        assert [each.file for each in inbox.round().files] == ["a.csv"]
    assert (place.folder / "a.csv.findings.csv").read_text() == "shape\nround\n"


def test_killed_between_load_and_move_the_next_watcher_only_moves(place: Place) -> None:
    file = write(place.folder / "good.csv", [{"value": 41.5}])
    with place.watch(load=lambda paths: _killed_after(place.load, paths)) as inbox, pytest.raises(_Killed):
        inbox.round()
    assert file.is_file()
    with place.watch() as inbox:
        (handled,) = inbox.round().files
    assert (handled.outcome, place.files()) == ("unchanged", ["accepted/T/good.csv"])
    assert len(warehouse.snapshots(place.warehouse)) == 1


class _Killed(BaseException):
    """Stands for the process ending where it is raised."""


def _killed_after(loader: Any, paths: list[Path]) -> LoadReport:
    loader(paths)
    raise _Killed


def test_what_a_killed_watcher_left_is_cleared_away(place: Place) -> None:
    left = place.folder / ".watch" / "round-1" / "f.csv"
    left.parent.mkdir(parents=True)
    left.write_text("a")
    with place.watch():
        assert not left.exists()


def test_while_another_load_holds_the_warehouse_the_round_waits_and_says_so(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    with place.watch() as inbox:
        with exclusive(place.warehouse):
            done = inbox.round()
        assert (done.files, done.problem is not None and "another load" in done.problem) == ([], True)
        assert place.files() == ["good.csv"]
        assert [each.outcome for each in inbox.round().files] == ["loaded"]


def test_a_second_watcher_of_the_same_folder_is_told_so(place: Place) -> None:
    with place.watch(), pytest.raises(InboxError, match="another 'outcomes watch' is at work"), place.watch():
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(InboxError, match=r"there is no folder .*nowhere"),
        watched(tmp_path / "nowhere", load=lambda _: LoadReport(None, []), still_for=0),
    ):
        pass


def test_a_full_disk_is_named_and_the_files_wait(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])

    def full(_paths: list[Path]) -> LoadReport:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with place.watch(load=full) as inbox:
        done = inbox.round()
    assert done.problem == "the disk is full; make room, and the next round goes on"
    assert place.files() == ["good.csv"]


def test_a_file_that_cannot_be_moved_is_loaded_once_and_moved_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.folder / "colours.csv").write_text("colour,shape\nred,round\n")
    loads: list[list[Path]] = []

    def counted(paths: list[Path]) -> LoadReport:
        loads.append(paths)
        return place.load(paths)

    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.name == "colours.csv":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return rename(self, target)

    with place.watch(load=counted) as inbox:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", refused)
            (stuck,) = inbox.round().files
        assert (stuck.outcome, stuck.moved_to) == ("refused", None)
        assert "not moved" in stuck.message
        assert place.files() == ["colours.csv"]
        (moved,) = inbox.round().files
    assert (moved.outcome, len(loads)) == ("refused", 1)
    assert "refused/T/colours.csv.why.txt" in place.files()


def test_a_file_that_changes_during_the_load_stays_and_is_read_again(place: Place) -> None:
    file = place.folder / "good.csv"
    file.write_text("first")

    def meanwhile(paths: list[Path]) -> LoadReport:
        if file.read_text() == "first":
            file.unlink()  # a new version takes its place
            file.write_text("second")
        return taken(paths)

    with place.watch(load=meanwhile) as inbox:
        (first,) = inbox.round().files
        (second,) = inbox.round().files
    assert (first.moved_to, first.message.startswith("it changed while")) == (None, True)
    assert (place.folder / str(second.moved_to)).read_text() == "second"


def test_a_file_that_cannot_be_read_is_refused_and_the_others_load(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    write(place.folder / "locked.csv", [{"value": 1}])
    opened = Path.open

    def unreadable(self: Path, mode: str = "r", *how: Any, **more: Any) -> Any:
        if self.name == "locked.csv" and "r" in mode:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, mode, *how, **more)

    monkeypatch.setattr(Path, "open", unreadable)  # rights would not do: the user of a container may read everything
    with place.watch() as inbox:
        outcomes = {each.file: (each.outcome, each.message) for each in inbox.round().files}
    assert outcomes["good.csv"][0] == "loaded"
    assert outcomes["locked.csv"] == ("refused", "the file cannot be read: Permission denied")


def holding(place: Place) -> Any:
    return partial(hold, warehouse=place.warehouse, data=DATA, door="inbox")


def test_held_files_wait_as_a_proposal_with_their_side_notes_and_refused_ones_do_not(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    (place.folder / "extract.yaml").write_text("good.csv: {release: provisional}\n")
    (place.folder / "colours.csv").write_text("colour,shape\nred,round\n")
    with place.watch(load=holding(place)) as inbox:
        done = inbox.round()
    assert [(each.file, each.outcome) for each in done.files] == [("colours.csv", "refused"), ("good.csv", "held")]
    assert "held/T/good.csv" in place.files()
    assert "refused/T/colours.csv.why.txt" in place.files()
    assert warehouse.current(place.warehouse) is None
    (waiting,) = proposals.proposals(place.warehouse)
    assert (waiting.id, waiting.state, waiting.door) == (done.proposal, "waiting", "inbox")
    proposals.accept(place.warehouse, waiting.id)
    assert held(place.warehouse, "SELECT value, release FROM observation") == [(41.5, "provisional")]


def test_killed_between_proposal_and_move_the_next_watcher_finds_the_same_proposal(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    killed = place.watch(load=lambda paths: _killed_after(holding(place), paths))
    with killed as inbox, pytest.raises(_Killed):
        inbox.round()
    (left,) = proposals.proposals(place.warehouse)
    with place.watch(load=holding(place)) as inbox:
        done = inbox.round()
    assert (done.proposal, [each.outcome for each in done.files]) == (left.id, ["held"])
    assert len(proposals.proposals(place.warehouse)) == 1


def test_where_there_is_nothing_to_decide_no_proposal_is_left(place: Place) -> None:
    (place.folder / "colours.csv").write_text("colour,shape\nred,round\n")
    with place.watch(load=holding(place)) as inbox:
        done = inbox.round()
    assert (done.proposal, [each.outcome for each in done.files]) == (None, ["refused"])
    assert proposals.proposals(place.warehouse) == []


def test_a_locked_warehouse_leaves_no_proposal_of_what_could_not_be_read(place: Place) -> None:
    write(place.folder / "good.csv", [{"value": 41.5}])
    with place.watch(load=holding(place)) as inbox:
        with exclusive(place.warehouse):
            assert inbox.round().problem is not None
        assert proposals.proposals(place.warehouse) == []
        assert [each.outcome for each in inbox.round().files] == ["held"]
