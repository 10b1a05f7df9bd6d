"""A warehouse that many tests begin with: loaded once, and every test has a copy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.local_files import load_into, write


@pytest.fixture(scope="session")
def of_one_load(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that holds 41.5 for 2023/24: copy it, never write into it."""
    folder = tmp_path_factory.mktemp("one_load")
    load_into(folder / "w", write(folder / "first.csv", [{"value": 41.5}]))
    return folder / "w"
