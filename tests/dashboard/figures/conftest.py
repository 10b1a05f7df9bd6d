"""Published figures to draw: Thurrock's disadvantaged pupils at key stage 2, and others in England."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from dashboard.analysis.model import Point, Series
from dashboard.settings import ROOT
from etl.catalogue import Catalogue, load_catalogue
from etl.periods import Period


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "catalogue")


MakeSeries = Callable[..., Series]


@pytest.fixture(scope="session")
def line() -> MakeSeries:
    """``line({"201516": 37, …})``: a series of an indicator, a value that is ``None`` being suppressed."""

    def make(
        values: Mapping[str, float | None],
        *,
        indicator: str = "ks2_rwm_exp_pct",
        kind: str = "academic_year",
        place: str = "E06000034",
        **more: Any,
    ) -> Series:
        points = tuple(
            Point(Period(code, kind), value, status="suppressed" if value is None else "ok", **more)
            for code, value in values.items()
        )
        return Series(indicator, place, "total", "all", kind, points)

    return make


@pytest.fixture(scope="session")
def thurrock(line: MakeSeries) -> Series:
    """Published: per cent of disadvantaged pupils reaching the expected standard in reading, writing and maths."""
    return line(
        {"201516": 37, "201617": 50, "201718": 54, "201819": 57, "202122": 50, "202223": 49, "202324": 52, "202425": 58}
    )


@pytest.fixture(scope="session")
def england(line: MakeSeries) -> Series:
    """Published: the same for pupils who are not disadvantaged, England."""
    return line(
        {
            "201516": 61,
            "201617": 68,
            "201718": 71,
            "201819": 72,
            "202122": 66,
            "202223": 67,
            "202324": 68,
            "202425": 70,
        },
        place="E92000001",
    )
