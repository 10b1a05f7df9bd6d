"""A new layout from its content: what is guessed, the YAML that comes of it, and that a saved one is read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from etl.catalogue import Catalogue, load_catalogue
from etl.datasets import Dataset, load_datasets
from etl.layouts.first_rows import first_rows
from etl.layouts.layout import Figure, Layout
from etl.layouts.layout_guess import guess
from etl.layouts.starter import Unfinished, dataset, free_title, save, slug, yaml_text
from etl.pipeline import load
from etl.places import Places, load_places
from etl.reading.extract import peek
from tests.etl.local_files import DATA, held

MOBILITY = """\
Our export
printed on 1 May

Council,School year,Pupil group,Moved in year,Pupils on roll
Thurrock,2023/24,Girls,20,400
Thurrock,2023/24,All pupils,50,900
Luton,2022/23,All pupils,n.k.,1000
"""


@cache
def known() -> tuple[Catalogue, dict[str, Dataset], Places]:
    return (
        load_catalogue(DATA / "catalogue"),
        load_datasets(DATA / "catalogue" / "datasets"),
        load_places(DATA / "places"),
    )


def guessed(folder: Path, text: str, *, name: str = "pupil mobility 2023.csv") -> Layout:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    catalogue, _, places = known()
    return guess(peek(path).sheets[0], file=name, catalogue=catalogue, directory=places.directory)


def test_the_content_tells_header_place_period_groups_counts_and_symbols(tmp_path: Path) -> None:
    found = guessed(tmp_path, MOBILITY)
    assert (found.title, found.header_row) == ("Pupil mobility", 4)
    assert (found.level, found.place) == ("la", ("Council",))
    assert (found.period, found.way) == ("School year", "year")
    assert (found.group, found.groups) == ("Pupil group", {"Girls": "female", "All pupils": "all"})
    assert found.figures == (Figure("pupil_mobility_pct", numerator="Moved in year", denominator="Pupils on roll"),)
    assert found.symbols == {"n.k.": "not_available"}


@pytest.mark.parametrize(
    ("column", "cells", "level"),
    [
        ("School", ["115001", "115002", "138453"], "school"),
        ("Code", ["E06000034", "E09000002", "E10000003"], "la"),
        ("Area", ["E12000006", "E12000007", "E12000008"], "region"),
        ("Where", ["E92000001", "E12000006", "E06000034"], "any"),
        ("Name", ["Thurrock", "Luton", "Leeds"], "la"),
    ],
)
def test_the_kind_of_place_is_told_by_its_cells(tmp_path: Path, column: str, cells: list[str], level: str) -> None:
    rows = "\n".join(f"{cell},2023/24,1.5" for cell in cells)
    found = guessed(tmp_path, f"{column},Period,Rate\n{rows}\n")
    assert (found.level, found.place) == (level, (column,))


@pytest.mark.parametrize(
    ("cell", "way", "form"),
    [
        ("2023/24", "year", None),
        ("202324", "year", None),
        ("2023-2024", "year", None),
        ("2024", "ends", None),
        ("31/08/2024", "date", "%d/%m/%Y"),
        ("2024-08-31", "date", "%Y-%m-%d"),
        ("31 August 2024", "date", "%d %B %Y"),
    ],
)
def test_how_periods_are_written_is_told_by_their_cells(tmp_path: Path, cell: str, way: str, form: str | None) -> None:
    found = guessed(tmp_path, f"LA,When,Rate\nThurrock,{cell},1.5\nLuton,{cell},2.5\n")
    assert (found.period, found.way, found.date_format) == ("When", way, form)


def test_a_long_file_names_its_indicators_in_a_column(tmp_path: Path) -> None:
    found = guessed(
        tmp_path, "LA,Year,Measure,Amount\nThurrock,2023/24,pupil_mobility_pct,5\nThurrock,2023/24,mash_nfa_pct,25\n"
    )
    assert found.series == "Measure"
    assert [(each.indicator, each.series, each.value) for each in found.figures] == [
        ("pupil_mobility_pct", "pupil_mobility_pct", "Amount"),
        ("mash_nfa_pct", "mash_nfa_pct", "Amount"),
    ]


def test_what_the_content_cannot_tell_is_left_to_be_said(tmp_path: Path) -> None:
    found = guessed(tmp_path, "colour,shape\nred,round\nblue,square\n", name="things.csv")
    with pytest.raises(Unfinished) as caught:
        dataset(found)
    assert caught.value.lacks == [
        "Choose the column that holds the place.",
        "Choose an indicator, and the column of its value or those of its numerator and denominator.",
    ]


def test_the_first_rows_are_what_a_load_makes_of_them(tmp_path: Path) -> None:
    catalogue, datasets, places = known()
    found = guessed(tmp_path, MOBILITY)
    sheet = peek(tmp_path / "pupil mobility 2023.csv").sheets[0]
    made = dataset(found, datasets.values())
    shown = first_rows(sheet, made, catalogue=catalogue, places=places, warehouse=tmp_path, beside=tmp_path)
    assert (shown.read, shown.used, shown.observations) == (3, 3, 3)
    # 20 of 400 is 5 %; the third row has no numerator, and its symbol was said to mean "not available".
    assert [(r.source_row, r.place, r.period, r.group, r.value, r.status) for r in shown.rows] == [
        (5, "Thurrock", "202324", "female", 5.0, "ok"),
        (6, "Thurrock", "202324", "all", pytest.approx(5.5556, abs=1e-4), "ok"),
        (7, "Luton", "202223", "all", None, "not_available"),
    ]
    assert list(tmp_path.iterdir()) == [tmp_path / "pupil mobility 2023.csv"], "nothing is left of looking"


def test_a_saved_layout_is_known_and_its_file_loads(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("warehouse*", "inbox")))
    folder = data / "catalogue" / "datasets"
    found = guessed(tmp_path, MOBILITY)
    save(yaml_text(found, load_datasets(folder).values()), folder, slug(found.title))
    report = load([tmp_path / "pupil mobility 2023.csv"], warehouse=tmp_path / "warehouse", data=data)
    (extract,) = report.extracts
    assert (extract.outcome, extract.dataset, extract.rows_used) == ("loaded", "local_pupil_mobility", 3)
    keys = held(tmp_path / "warehouse", "SELECT place_id, period, group_id FROM observation ORDER BY ALL")
    assert keys == [
        ("E06000032", "202223", "all"),
        ("E06000034", "202324", "all"),
        ("E06000034", "202324", "female"),
    ]


def test_the_yaml_is_commented_and_says_the_same_as_the_model(tmp_path: Path) -> None:
    found = guessed(tmp_path, MOBILITY)
    text = yaml_text(found)
    assert text.startswith("# yaml-language-server:")
    assert "# pupil group: our id, then the words of the file\ngroup:" in text
    assert Dataset.model_validate(yaml.safe_load(text)) == dataset(found)


def test_a_layout_that_others_files_might_fit_tells_itself_apart(tmp_path: Path) -> None:
    """A file of the other dataset has all our columns and one of its own: ours is told by the lack of it."""
    found = guessed(tmp_path, MOBILITY)
    other = dataset(replace(found, title="Other", header=[*found.header, "Extra"]))
    assert dataset(found, [other]).recognise.absent == ("Extra",)


def test_nothing_in_the_catalogue_is_ever_overwritten(tmp_path: Path) -> None:
    (tmp_path / "local_a.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        save("yours", tmp_path, "local_a")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"local_a.yaml": "mine"}
    with pytest.raises(ValueError, match="no id"):
        save("yours", tmp_path, "../local_b")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Pupil mobility", "local_pupil_mobility"),
        ("Local  Ofsted – v2!", "local_ofsted_v2"),
        ("…", "local_layout"),
        ("../../etc", "local_etc"),
    ],
)
def test_a_layouts_id_is_made_of_the_words_of_its_title(title: str, name: str) -> None:
    assert slug(title) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"local_pupil_mobility", "local_pupil_mobility_2"}
    assert free_title("Pupil mobility", taken) == "Pupil mobility 3"
