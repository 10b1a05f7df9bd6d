"""Which figures a pack shows for which meeting, and what the command says to what it cannot do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.board import Board
from dashboard.cli import run
from dashboard.pack.files import file_name
from dashboard.pack.made import pack_of
from tests.dashboard.pack.conftest import FIRST, MEETING, NEXT, SECOND


def test_a_meeting_shows_the_figures_of_the_snapshot_that_it_is_tied_to_and_its_decisions(board: Board) -> None:
    pack = pack_of(board, "thurrock", meeting=MEETING)
    assert (pack.cover.snapshot, pack.cover.judged, pack.cover.title) == (FIRST, MEETING, "Spring meeting")
    assert pack.cover.notes == ()
    reading = next(each for each in pack.figures if each.name == "KS2 reading, writing and maths")
    assert (reading.value, reading.period) == ("63%", "2023/24")


def test_a_meeting_to_come_shows_todays_figures_and_what_changed_since_the_last_one(board: Board) -> None:
    pack = pack_of(board, "thurrock", meeting=NEXT)
    assert pack.cover.snapshot == SECOND
    assert pack.cover.judged == date.today()
    assert pack.cover.notes == ("No meeting of this day is on record.",)
    assert pack.changes.since == "the board met on 19 March 2026, Spring meeting"
    assert "Thurrock, 2023/24: from 63% to 64%" in " ".join(pack.changes.figures)


def test_a_day_from_which_nothing_is_kept_takes_the_current_figures_and_says_so(board: Board) -> None:
    pack = pack_of(board, "thurrock", meeting=date(2025, 5, 1))
    assert pack.cover.snapshot == SECOND
    assert pack.cover.judged == date(2025, 5, 1)
    assert pack.cover.notes[-1] == (
        "No figures are kept from 1 May 2025: these are the current ones, judged as of that day."
    )


def test_a_files_name_says_plan_and_meeting_and_a_place_that_is_not_the_plans_own(board: Board) -> None:
    own = pack_of(board, "thurrock", meeting=MEETING)
    assert file_name(own, "pptx", plan="thurrock") == "thurrock-board-pack-2026-03-19.pptx"
    elsewhere = pack_of(board, "thurrock", meeting=MEETING, place="England")
    assert file_name(elsewhere, "pdf", plan="thurrock") == "thurrock-england-board-pack-2026-03-19.pdf"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["thurock", "--meeting", "2026-03-19"], 1, "thurrock"),
        (["thurrock", "--meeting", "19 March"], 2, "does not match the format"),
        (["thurrock", "--meeting", "2026-03-19", "--format", "docx"], 2, "docx is no format of a pack; give pptx, pdf"),
        (["thurrock", "--meeting", "2026-03-19", "--place", "Atlantis"], 1, "Atlantis"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    warehouse: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert run(["--warehouse", str(warehouse), "pack", *arguments]) == code
    assert words in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_named(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    arguments = ["--warehouse", str(warehouse), "pack", "thurrock", "--meeting", "2026-03-19"]
    assert run([*arguments, "--output", str(tmp_path / "taken" / "packs")]) == 1
    assert "choose another --output" in capsys.readouterr().err
