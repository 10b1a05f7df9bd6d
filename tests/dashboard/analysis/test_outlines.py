"""Where things lie: facts of plane geometry worked out by hand."""

from __future__ import annotations

import random

import pytest
from shapely.geometry import Point

from dashboard.analysis.outlines import Name, distance_words, frame, on_grid, outline, placed, scale_length


@pytest.mark.parametrize("seed", range(20))
def test_an_outline_holds_every_school_with_its_margin(seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - drawn points, no secret
    points = [(drawn.uniform(0, 20_000), drawn.uniform(0, 20_000)) for _ in range(drawn.randint(1, 60))]
    area = outline(points, margin=300)
    assert all(area.contains(Point(point)) for point in points)
    assert min(area.exterior.distance(Point(point)) for point in points) >= 300


def test_one_school_has_a_disc_and_two_a_capsule() -> None:
    # A disc of radius 100 has 31,416 square metres; a capsule of length 1,000 has 200 × 1,000 more.
    assert outline([(0, 0)], margin=100).area == pytest.approx(31_416, rel=0.05)
    assert outline([(0, 0), (1000, 0)], margin=100).area == pytest.approx(231_416, rel=0.05)
    with pytest.raises(ValueError, match="at least one point"):
        outline([], margin=100)


def test_ten_kilometres_in_220_units_with_an_edge_of_ten_are_fifty_metres_a_unit() -> None:
    seen = frame((500_000, 300_000, 510_000, 310_000), width=220, tallest=500, edge=10)
    assert (seen.metres, seen.height) == (50, 220)
    assert seen.at((500_000, 310_000)) == (10, 10)
    assert seen.at((510_000, 300_000)) == (210, 210)


def test_a_tall_place_is_held_in_the_middle_of_its_frame() -> None:
    seen = frame((0, 0, 1000, 4000), width=200, tallest=100, edge=0)
    assert (seen.metres, seen.height) == (40, 100)
    assert seen.at((500, 2000)) == (100, 50)


@pytest.mark.parametrize(("longest", "length"), [(7300, 5000), (5000, 5000), (4999, 2000), (1500, 1000), (620, 500)])
def test_a_scale_is_of_a_round_length(longest: float, length: int) -> None:
    assert scale_length(longest) == length


def test_a_mile_is_1609_344_metres() -> None:
    assert distance_words(5000) == "5 km (3.1 miles)"
    assert distance_words(500) == "500 m (0.3 miles)"


@pytest.mark.parametrize("given", [(None, 300_000), (0, 0), (500_000, None), (5_000_000, 300_000)])
def test_a_school_without_coordinates_is_nowhere(given: tuple[float | None, float | None]) -> None:
    assert on_grid(*given) is None


def test_names_never_touch_and_one_that_finds_no_room_is_left_out() -> None:
    seen = frame((0, 0, 1000, 1000), width=300, tallest=300, edge=0)
    names = [Name(f"Area {number}", (100, 100, 200, 200), 90, 20) for number in range(30)]
    found = placed(names, dots=[], frame=seen)
    assert 2 < len(found) < 30
    boxes = [(x - 45, y - 10, x + 45, y + 10) for x, y in found.values()]
    for number, one in enumerate(boxes):
        assert 0 <= one[0] <= one[2] <= 300
        for other in boxes[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_name_goes_where_it_covers_the_fewest_schools() -> None:
    seen = frame((0, 0, 1000, 1000), width=300, tallest=300, edge=0)
    crowd = [(x, y) for x in range(100, 200, 9) for y in range(120, 200, 9)]
    (_, y), *_ = placed([Name("Vale", (100, 100, 200, 200), 60, 20)], dots=crowd, frame=seen).values()
    assert y < 120
