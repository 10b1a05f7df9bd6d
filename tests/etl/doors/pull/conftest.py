"""A service that holds one data set, and a client that notes how long it would have waited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from etl.doors.pull import Api
from tests.etl.doors.pull.service import Service, serving


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as running:
        yield running


@pytest.fixture
def waited() -> list[float]:
    """The seconds of each wait, none of which is waited."""
    return []


@pytest.fixture
def api(service: Service, waited: list[float]) -> Iterator[Api]:
    with Api(service.address, sleep=waited.append) as client:
        yield client
