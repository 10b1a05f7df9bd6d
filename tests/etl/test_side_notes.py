"""What is said of a file beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.findings import Refused
from etl.side_notes import declared_for


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_note_names_the_file_that_it_speaks_of(tmp_path: Path) -> None:
    write(tmp_path / "extracts.yaml", 'ks4.csv: {period: "201819", release: provisional, published: 2019-10-17}\n')
    said = declared_for("ks4.csv", beside=tmp_path, top=tmp_path, period=None, release=None)
    assert (said.period, said.release, said.published) == ("201819", "provisional", date(2019, 10, 17))
    assert declared_for("other.csv", beside=tmp_path, top=tmp_path, period=None, release=None).period is None


def test_a_lone_note_speaks_of_the_file_beside_it(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", 'period: "202324"\npublisher: Thurrock Council\n')
    said = declared_for("any.csv", beside=tmp_path, top=tmp_path, period=None, release=None)
    assert (said.period, said.publisher) == ("202324", "Thurrock Council")


def test_a_star_speaks_of_all_and_the_name_of_one(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", '"*": {invented: true, release: final}\nks4.csv: {release: provisional}\n')
    one = declared_for("ks4.csv", beside=tmp_path, top=tmp_path, period=None, release=None)
    assert (one.invented, one.release) == (True, "provisional")
    assert declared_for("b.csv", beside=tmp_path, top=tmp_path, period=None, release=None).release == "final"


def test_a_note_in_the_folder_above_is_found_and_the_near_one_goes_first(tmp_path: Path) -> None:
    write(tmp_path / "extracts.yaml", 'a.csv: {period: "202223", release: final}\n')
    write(tmp_path / "deep" / "extract.yaml", 'period: "202324"\n')
    said = declared_for("deep/a.csv", beside=tmp_path / "deep", top=tmp_path, period=None, release=None)
    assert (said.period, said.release) == ("202324", "final")


def test_the_command_line_goes_before_any_note(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", 'period: "2023-07"\nperiod_kind: snapshot\nrelease: provisional\n')
    said = declared_for("a.csv", beside=tmp_path, top=tmp_path, period="202425", release="final")
    assert (said.period, said.period_kind, said.release) == ("202425", None, "final")


def test_a_note_that_cannot_be_meant_refuses_the_file_and_names_the_key(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", 'a.csv: {perod: "202324"}\n')
    with pytest.raises(Refused, match="perod"):
        declared_for("a.csv", beside=tmp_path, top=tmp_path, period=None, release=None)


def test_a_release_that_a_note_invents_refuses_the_file(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", "release: draft\n")
    with pytest.raises(Refused, match="release"):
        declared_for("a.csv", beside=tmp_path, top=tmp_path, period=None, release=None)


def test_a_release_nobody_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="provisional, revised, final"):
        declared_for("a.csv", beside=tmp_path, top=tmp_path, period=None, release="draft")


def test_a_note_says_which_dataset_a_file_is_and_the_command_line_goes_first(tmp_path: Path) -> None:
    write(tmp_path / "extract.yaml", "dataset: exclusions\n")
    assert declared_for("a.csv", beside=tmp_path, top=tmp_path, period=None, release=None).dataset == "exclusions"
    said = declared_for("a.csv", beside=tmp_path, top=tmp_path, period=None, release=None, dataset="absence")
    assert said.dataset == "absence"
