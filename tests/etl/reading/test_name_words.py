"""A file whose name says something else than its content is read for what it is, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb
import pytest

from etl.datasets import Dataset, load_datasets
from etl.layouts import name_words
from tests.etl.local_files import DATA, load_into, write


@cache
def datasets() -> dict[str, Dataset]:
    return load_datasets(DATA / "catalogue" / "datasets")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """What an extract of suspensions in Thurrock in 2023/24, final, leaves behind."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE map_period AS SELECT '202324' AS period, 'final' AS release")
        connection.execute("CREATE TABLE map_place AS SELECT 'E06000034' AS place_id")
        yield connection


def told(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    found = name_words.find(connection, name, dataset=datasets()["exclusions"], datasets=datasets().values())
    assert {finding.severity for finding in found} <= {"warn"}
    return [finding.message for finding in found]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ks4_results.csv", "the name says ks4 (School and college performance tables, key stage 4)"),
        ("suspensions_2022-23.csv", "the name says 2022/23, but the figures are for 202324"),
        ("suspensions_2019.csv", "the name says 2019, but the figures are for 202324"),
        ("suspensions_provisional.csv", "the name says provisional, but the figures are read as final"),
    ],
)
def test_a_name_that_lies_is_told_of(connection: duckdb.DuckDBPyConnection, name: str, words: str) -> None:
    (message,) = told(connection, name)
    assert words in message


def test_a_file_of_local_authorities_without_one_is_told_of(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("UPDATE map_place SET place_id = 'E92000001'")
    (message,) = told(connection, "suspensions_la.csv")
    assert "no row is of one" in message


@pytest.mark.parametrize(
    "name",
    [
        "suspensions_2023-24.csv",
        "exclusions_202324_final.csv",
        "figures.csv",
        "place_plan_trust.csv",
        "published_2025_exclusions_la.csv",
    ],
)
def test_a_name_that_agrees_or_says_nothing_is_left_alone(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    assert told(connection, name) == []


def test_a_load_tells_of_it_and_goes_on(tmp_path: Path) -> None:
    path = write(tmp_path / "mash_2019-20.csv", [{"value": 12}])
    (report,) = load_into(tmp_path / "warehouse", path, dry_run=True).extracts
    assert report.outcome == "loaded"
    assert [f.value for f in report.findings if f.rule == "name_contradicts"] == ["mash_2019-20.csv"]
