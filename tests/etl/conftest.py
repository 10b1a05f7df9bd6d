"""Warehouses that many tests begin with: each is loaded once, and every test has a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.etl.local_files import load_into, write


@pytest.fixture(scope="session")
def of_one_load(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that holds 41.5 for 2023/24: copy it, never write into it."""
    folder = tmp_path_factory.mktemp("one_load")
    load_into(folder / "w", write(folder / "first.csv", [{"value": 41.5}]))
    return folder / "w"


@pytest.fixture(scope="session")
def of_two_loads(of_one_load: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a second load, of 44.5 for 2024/25: two snapshots. Copy it, never write into it."""
    folder = tmp_path_factory.mktemp("two_loads")
    shutil.copytree(of_one_load, folder / "w")
    load_into(folder / "w", write(folder / "second.csv", [{"time_period": "202425", "value": 44.5}]))
    return folder / "w"
