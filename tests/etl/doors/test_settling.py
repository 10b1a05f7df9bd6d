"""What is ready in a watched folder: whole files only, whatever the order in which a copy writes them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from etl.doors.settling import Settling, being_written


class Clock:
    """Seconds that pass when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ready(settling: Settling, clock: Clock, at: float) -> list[str]:
    clock.now = at
    return [each.name for each in settling.look().ready]


def test_a_file_is_ready_when_it_has_stood_still_as_seen_by_us(tmp_path: Path, clock: Clock) -> None:
    settling = Settling(tmp_path, still_for=10, clock=clock)
    (tmp_path / "a.csv").write_text("old,copy\n")
    os.utime(tmp_path / "a.csv", (0, 0))  # a copy that keeps the time of change of 1970
    assert [ready(settling, clock, at) for at in (0, 9.9, 10)] == [[], [], ["a.csv"]]


@pytest.mark.parametrize("change", ["grows", "is touched", "is replaced"])
def test_every_change_starts_the_wait_anew(tmp_path: Path, clock: Clock, change: str) -> None:
    file, settling = tmp_path / "a.csv", Settling(tmp_path, still_for=10, clock=clock)
    file.write_text("one")
    os.utime(file, (100, 100))
    assert ready(settling, clock, 0) == []
    if change == "grows":
        file.write_text("one, two")
        os.utime(file, (100, 100))
    elif change == "is touched":
        os.utime(file, (200, 200))
    else:
        other = tmp_path / ".other"
        other.write_text("two")
        os.utime(other, (100, 100))
        other.replace(file)
    assert ready(settling, clock, 9) == []
    assert ready(settling, clock, 18) == []
    assert ready(settling, clock, 19) == ["a.csv"]


@pytest.mark.parametrize(
    "name",
    ["~$book.xlsx", "a.csv.part", "a.csv.PART", "a.crdownload", "a.csv.tmp", "a.filepart", ".a.csv", "a.csv~"],
)
def test_names_of_unfinished_files_are_never_ready(tmp_path: Path, clock: Clock, name: str) -> None:
    settling = Settling(tmp_path, still_for=0, clock=clock)
    (tmp_path / name).write_text("a,b\n1,2\n")
    (tmp_path / "whole.csv").write_text("a,b\n1,2\n")
    assert ready(settling, clock, 1) == ["whole.csv"]


def test_sub_folders_are_looked_into_but_not_what_was_sorted_or_is_hidden(tmp_path: Path, clock: Clock) -> None:
    for folder in ("autumn/leeds", "accepted/x", "refused/x", ".watch", "autumn/accepted"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "f.csv").write_text("a\n")
    for note in ("extract.yaml", "README.md", "autumn/extracts.yaml", "f.meta.csv", ".gitkeep"):
        (tmp_path / note).write_text("{}")
    assert ready(Settling(tmp_path, still_for=0, clock=clock), clock, 1) == [
        "autumn/accepted/f.csv",
        "autumn/leeds/f.csv",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names, pipes or links for everyone")
def test_what_is_not_a_file_of_the_folder_is_left_with_the_reason(tmp_path: Path, clock: Clock) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere.csv").write_text("a\n")
    (inbox / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (inbox / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(inbox / "pipe.csv")
    Path(os.fsdecode(os.fsencode(inbox) + b"/caf\xe9.csv")).write_text("a\n")
    look = Settling(inbox, still_for=0, clock=clock).look()
    assert look.ready == []
    assert look.left == {
        "linked": "it is a link to a folder; put the files themselves here",
        "link.csv": "it is a link; put the file itself here",
        "pipe.csv": "it is not a regular file",
        "caf?.csv": "its name is not text in UTF-8; rename it",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="how each system tells differs; the build machine runs Linux")
def test_a_file_that_someone_is_writing_waits_however_long_it_stands_still(tmp_path: Path, clock: Clock) -> None:
    file, settling = tmp_path / "a.csv", Settling(tmp_path, still_for=10, clock=clock)
    with file.open("w") as writer:
        writer.write("half a f")
        writer.flush()
        assert being_written(file)
        assert ready(settling, clock, 0) == []
        assert ready(settling, clock, 1000) == []
    with file.open() as reader:
        assert not being_written(file)
        assert reader.read() == "half a f"
    assert ready(settling, clock, 1001) == ["a.csv"]


def test_a_file_that_went_away_is_forgotten(tmp_path: Path, clock: Clock) -> None:
    file, settling = tmp_path / "a.csv", Settling(tmp_path, still_for=10, clock=clock)
    file.write_text("a")
    os.utime(file, (100, 100))
    assert ready(settling, clock, 0) == []
    file.unlink()
    assert ready(settling, clock, 5) == []
    file.write_text("a")
    os.utime(file, (100, 100))
    assert ready(settling, clock, 12) == []
