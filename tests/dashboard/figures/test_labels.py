"""Labels at line ends stand apart, are moved as little as it takes, and stay inside the chart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.labels import LABEL, apart


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([100, 200], [100, 200]),  # far apart: where they belong
        ([100, 110], [87, 123]),  # around the middle, 105
        ([2, 150], [2, 150]),
        ([299, 300], [264, 300]),  # held at the foot of 300 pixels
        ([100, 110, 120], [74, 110, 146]),
    ],
)
def test_labels_that_would_cover_each_other_are_pushed_apart(wanted: list[float], expected: list[float]) -> None:
    assert apart(wanted, room=300) == expected


@given(st.lists(st.floats(0, 300), min_size=1, max_size=5))
def test_no_two_labels_touch_and_none_leaves_the_chart(wanted: list[float]) -> None:
    found = apart(sorted(wanted), room=300)
    assert all(lower - upper >= LABEL - 1e-6 for upper, lower in pairwise(found))
    assert found[0] >= -1e-6
    assert found[-1] <= 300 + 1e-6
