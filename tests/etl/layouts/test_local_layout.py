"""A dataset that says itself which of its columns are which indicator: a local layout is known by one YAML file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.catalogue import load_catalogue
from etl.datasets import load_datasets
from etl.pipeline import load
from etl.yaml_file import YamlError
from tests.etl.local_files import DATA, held

LAYOUT = """\
id: local_contacts
title: Contacts, as our system exports them
publisher: Collected locally
priority: 60
official: false
recognise: {columns: [Authority, School year, Contacts, No further action]}
place: {by: one, level: la, columns: [Authority]}
period: {by: year, columns: [School year]}
indicators:
  - {indicator: mash_nfa_pct, numerator: No further action, denominator: Contacts}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The project's data folder, to be written to."""
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("warehouse*", "inbox")))


def test_a_layout_that_names_its_indicators_is_read_without_a_change_to_any_other_file(
    data: Path, tmp_path: Path
) -> None:
    (data / "catalogue" / "datasets" / "local_contacts.yaml").write_text(LAYOUT, encoding="utf-8")
    extract = tmp_path / "export.csv"
    extract.write_text("Authority,School year,Contacts,No further action\nThurrock,2023/24,200,50\n", encoding="utf-8")
    report = load([extract], warehouse=tmp_path / "warehouse", data=data)
    assert [(each.outcome, each.dataset) for each in report.extracts] == [("loaded", "local_contacts")]
    # 50 of 200 contacts is 25 %.
    found = held(tmp_path / "warehouse", "SELECT indicator_id, place_id, period, value FROM observation")
    assert found == [("mash_nfa_pct", "E06000034", "202324", 25.0)]


def test_an_indicator_that_nobody_knows_is_named_with_its_line_and_the_nearest(data: Path) -> None:
    path = data / "catalogue" / "datasets" / "local_contacts.yaml"
    path.write_text(LAYOUT.replace("mash_nfa_pct", "mash_nfa_pc"), encoding="utf-8")
    indicators = load_catalogue(data / "catalogue").indicators
    with pytest.raises(YamlError) as caught:
        load_datasets(path.parent, indicators=indicators)
    assert caught.value.problems == [
        f"{path}:10: indicators.0.indicator: 'mash_nfa_pc' is not in the catalogue; did you mean 'mash_nfa_pct'?"
    ]
