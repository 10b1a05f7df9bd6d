"""A file is known by its columns, and one that is not is told what it lacks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from etl.datasets import Dataset
from etl.findings import Refused
from etl.layouts.detect import detect
from etl.reading.extract import peek


def dataset(name: str, columns: list[str], **more: Any) -> Dataset:
    recognise = {"columns": columns, **more.pop("recognise", {})}
    return Dataset.model_validate(
        {"id": name, "title": name.title(), "publisher": "Someone", "priority": 50, "recognise": recognise, **more}
    )


OLD_NAMES = {"suspension": ["fixed_excl"], "susp_rate": ["fixed_excl_rate"]}
SUSPENSIONS = dataset("suspensions", ["suspension", "susp_rate"], aliases=OLD_NAMES)


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_renamed_column_is_known_by_its_older_name(tmp_path: Path) -> None:
    (found,) = detect(peek(file(tmp_path, "time_period,Fixed_Excl,fixed_excl_rate\n201819,5,0.1\n")), [SUSPENSIONS])
    assert found.names["suspension"] == "Fixed_Excl"


def test_title_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = "Suspensions in England,\n,\nsuspension,susp_rate\n5,0.1\n"
    (found,) = detect(peek(file(tmp_path, text)), [SUSPENSIONS])
    assert found.header_row == 3


def test_an_unknown_layout_names_the_nearest_dataset_and_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Nearest: suspensions \(Suspensions\); it lacks `susp_rate`"):
        detect(peek(file(tmp_path, "fixed_excl,headcount\n5,100\n")), [SUSPENSIONS, dataset("other", ["x", "y", "z"])])


def test_a_file_that_shares_no_column_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="none of its columns is known"):
        detect(peek(file(tmp_path, "p,q\n1,2\n")), [SUSPENSIONS])


def test_two_datasets_that_both_fit_refuse_the_file_and_are_named(tmp_path: Path) -> None:
    twin = dataset("twin", ["suspension"])
    with pytest.raises(Refused, match="suspensions and twin"):
        detect(peek(file(tmp_path, "suspension,susp_rate\n5,0.1\n")), [SUSPENSIONS, twin])


def test_a_column_that_must_be_absent_tells_two_layouts_apart(tmp_path: Path) -> None:
    school = dataset("school", ["suspension", "urn"])
    area = dataset("area", ["suspension"], recognise={"absent": ["urn"]})
    (found,) = detect(peek(file(tmp_path, "urn,suspension\n100000,5\n")), [school, area])
    assert found.dataset.id == "school"


def test_words_in_a_column_tell_two_layouts_apart(tmp_path: Path) -> None:
    old = dataset("old", ["SN1"], recognise={"values": {"SN1": ["203"]}})
    new = dataset("new", ["SN1"], recognise={"values": {"SN1": ["308"]}})
    (found,) = detect(peek(file(tmp_path, "LA,SN1\n301,308\n")), [old, new])
    assert found.dataset.id == "new"


def test_two_candidates_ask_and_the_answer_is_taken(tmp_path: Path) -> None:
    twin = dataset("twin", ["suspension"])
    peeked = peek(file(tmp_path, "suspension,susp_rate\n5,0.1\n"))
    with pytest.raises(
        Refused, match=r"which is it\? Say so with --dataset suspensions \(or twin\), or .*extract.yaml"
    ):
        detect(peeked, [SUSPENSIONS, twin])
    (found,) = detect(peeked, [SUSPENSIONS, twin], chosen="twin")
    assert found.dataset.id == "twin"


def test_an_answer_that_names_no_dataset_or_the_wrong_one_is_told_so(tmp_path: Path) -> None:
    peeked = peek(file(tmp_path, "suspension,headcount\n5,100\n"))
    with pytest.raises(Refused, match="no dataset is called 'suspension'; did you mean 'suspensions'"):
        detect(peeked, [SUSPENSIONS], chosen="suspension")
    with pytest.raises(Refused, match=r"suspensions .*it lacks `susp_rate`"):
        detect(peeked, [SUSPENSIONS], chosen="suspensions")


def test_a_missing_column_is_named_with_the_nearest_that_is_there(tmp_path: Path) -> None:
    words = (
        "it lacks `susp_rate`; the nearest column is `suspension_rate`: if that is what is meant, add it to aliases in "
        "data/catalogue/datasets/suspensions.yaml"
    )
    with pytest.raises(Refused, match=re.escape(words)):
        detect(peek(file(tmp_path, "suspension,headcount,suspension_rate\n5,100,5\n")), [SUSPENSIONS])
