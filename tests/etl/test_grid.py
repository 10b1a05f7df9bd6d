"""The British National Grid, against the worked examples that Ordnance Survey prints."""

from __future__ import annotations

from math import hypot, radians

import pytest

from etl.grid import from_wgs84, project


def degrees(whole: int, minutes: int, seconds: float) -> float:
    return whole + minutes / 60 + seconds / 3600


def test_the_projection_is_that_of_annexe_c_to_the_millimetre() -> None:
    # A guide to coordinate systems in Great Britain, annexe C.1: Caister water tower.
    latitude, longitude = degrees(52, 39, 27.2531), degrees(1, 43, 4.5177)
    assert project(radians(latitude), radians(longitude)) == pytest.approx((651_409.903, 313_177.270), abs=0.001)


def test_the_true_origin_is_where_the_grid_puts_it() -> None:
    assert project(radians(49), radians(-2)) == pytest.approx((400_000, -100_000), abs=1e-6)


def test_wgs84_comes_within_the_five_metres_that_the_guide_allows() -> None:
    # The same tower in WGS84, as the guide converts it: 52° 39′ 28.723″ N, 1° 42′ 57.787″ E.
    easting, northing = from_wgs84(degrees(1, 42, 57.787), degrees(52, 39, 28.723))
    assert hypot(easting - 651_409.903, northing - 313_177.270) < 5
    # And it is the datum that moves it: taken for OSGB36 it would lie more than a hundred metres off.
    unmoved = project(radians(degrees(52, 39, 28.723)), radians(degrees(1, 42, 57.787)))
    assert hypot(unmoved[0] - 651_409.903, unmoved[1] - 313_177.270) > 100
