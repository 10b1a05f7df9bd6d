"""The application over two small snapshots of one invented authority, asked as a program would."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.settings import ROOT, Settings
from dashboard.web.application import build
from tests.conftest import make_snapshot
from tests.dashboard.exampleshire import exampleshire

EARLIER = "20250920T090000000Z-000000000001"
LATER = "20260506T090000000Z-000000000000"


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exampleshire as it is served, and before it a snapshot with one figure, which was another then."""
    into = tmp_path_factory.mktemp("api") / "warehouse"
    make_snapshot(
        into,
        snapshot_id=EARLIER,
        place=[{"place_id": "E06009999", "name": "Exampleshire"}],
        observation=[{"indicator_id": "ks2_rwm_exp_pct", "place_id": "E06009999", "period": "202324", "value": 58.0}],
    )
    exampleshire(into)
    return into


@pytest.fixture(scope="session")
def server(warehouse: Path) -> Flask:
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def opened(warehouse: Path) -> FlaskClient:
    """The application over another warehouse: for a test that changes it."""
    return build(Settings(warehouse=warehouse, data=ROOT / "data")).server.test_client()
