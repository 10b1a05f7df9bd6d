"""Labels at line ends stand apart, are moved as little as it takes, and stay inside the chart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.labels import LINE, apart


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
    assert apart(wanted, sizes=[36] * len(wanted), room=300) == expected


def test_a_name_of_two_lines_takes_more_room() -> None:
    # The block wants to begin at 100 - 18 = 82 for the one and at 110 - 36 - 27 = 47 for the other: 64.5 between.
    assert apart([100, 110], sizes=[36, 54], room=300) == [82.5, 127.5]


@given(st.lists(st.tuples(st.floats(0, 300), st.sampled_from([36.0, 54.0])), min_size=1, max_size=5))
def test_no_two_labels_touch_and_none_leaves_the_chart(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = zip(*sorted(labels), strict=True)
    found = apart(wanted, sizes=sizes, room=300)
    edges = [(centre - size / 2, centre + size / 2) for centre, size in zip(found, sizes, strict=True)]
    assert all(lower[0] >= upper[1] - 1e-6 for upper, lower in pairwise(edges))
    assert edges[0][0] >= -LINE - 1e-6
    assert edges[-1][1] <= 300 + LINE + 1e-6
