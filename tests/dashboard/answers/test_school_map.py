"""The map of a place: its schools where they lie, what is withheld without a colour, borders where files hold them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import Point

from dashboard.answers import comparators, directory
from dashboard.answers import walk as walks
from dashboard.answers.neighbourhood import neighbourhood
from dashboard.answers.school_map import SchoolMap, school_map
from dashboard.answers.walk import Asked
from dashboard.board import Board
from dashboard.pages import place as screen
from dashboard.web.view import Query
from tests.dashboard.exampleshire import KS2, LA, NORTH, ON, SOUTH, exampleshire


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    made = exampleshire(tmp_path_factory.mktemp("map") / "warehouse")
    empty = made.settings.model_copy(update={"boundaries": tmp_path_factory.mktemp("boundaries")})
    return replace(made, settings=empty, day=ON)


def mapped(board: Board, place_id: str, **asked: str) -> SchoolMap | None:
    place = directory.place(board, place_id)
    assert place is not None
    beside = comparators.beside(board, comparators.comparators(board, place, authority=None)[0], [KS2])
    wanted = Asked(indicator=KS2, **asked)
    walk = walks.walk(board, place, wanted, beside=beside, on=ON)
    assert walk is not None
    return school_map(board, place, walk, wanted, beside=beside, on=ON)


def drawing(board: Board, address: str, **query: str) -> str:
    """The markup of the map on the place's screen."""

    def walk(node: object) -> str:
        if isinstance(node, list | tuple):
            return "".join(map(walk, node))
        return getattr(node, "markup", "") or walk(getattr(node, "children", None) or [])

    found = walk(screen.view(board, Query(query), address).children)
    return next(svg for svg in re.findall(r"<svg class=\"map\".*?</svg>", found, re.DOTALL) if "aria-label" in svg)


def test_the_schools_lie_where_the_register_says(board: Board) -> None:
    found = mapped(board, LA)
    assert found is not None
    at = {dot.school.name: dot.at for dot in found.dots}
    assert at["Damson Primary School"] == (510_000, 300_000)
    assert [school.name for school in found.nowhere] == ["Elder Infant School"]


def test_each_ward_is_an_outline_that_holds_its_schools(board: Board) -> None:
    found = mapped(board, LA)
    assert found is not None
    parts = {part.place.place_id: part for part in found.parts}
    assert set(parts) == {NORTH, SOUTH}
    assert all(part.drawn for part in parts.values())
    inside = {dot.school.name for dot in found.dots if parts[NORTH].shape.contains(Point(dot.at))}
    assert inside == {
        "Ash Primary School", "Beech Primary School", "Cedar Primary School", "Gorse High School"
    }  # fmt: skip


def test_a_border_from_a_file_stands_in_for_the_outline(board: Board, tmp_path: Path) -> None:
    ring = [[499_000, 299_000], [506_000, 299_000], [506_000, 306_000], [499_000, 306_000], [499_000, 299_000]]
    given = {"type": "Feature", "properties": {"code": NORTH}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "ours.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [given]}))
    settings = board.settings.model_copy(update={"boundaries": tmp_path})
    fresh = replace(board, settings=settings, store=type(board.store)(board.store.warehouse))
    found = mapped(fresh, LA)
    assert found is not None
    parts = {part.place.place_id: part for part in found.parts}
    assert (parts[NORTH].drawn, parts[SOUTH].drawn) == (False, True)
    assert parts[NORTH].shape.area == pytest.approx(49e6)


def test_whatever_is_not_shown_looks_the_same_and_says_no_number(board: Board) -> None:
    svg = drawing(board, LA, indicator=KS2)
    marks = dict(re.findall(r'<a [^>]*aria-label="([^:"]+): [^"]*">.*?<(?:path|circle) class="(map-[^"]+)"', svg))
    assert marks["Fern Primary School"] == "map-c"  # suppressed
    assert marks["Gorse High School"] == "map-c"  # a secondary school has no key stage 2
    assert marks["Damson Primary School"] == "map-a2"  # 50 of 60 against 63
    fern = re.search(r'aria-label="(Fern[^"]+)"', svg)
    assert fern is not None
    assert not re.search(r"\d", fern.group(1))
    sizes = set(re.findall(r'class="map-c" d="([^"]+)"', svg))
    assert len(sizes) == 1


def test_every_mark_is_a_link_with_a_name_and_carries_the_filters(board: Board) -> None:
    svg = drawing(board, LA, indicator=KS2, against="region")
    links = re.findall(r'<a [^>]*href="([^"]+)" aria-label="([^"]+)"><title>([^<]+)</title>', svg)
    assert len(links) == 7
    assert all(name == title for _, name, title in links)
    assert {href for href, name, _ in links if name.startswith("Damson")} == {"/school/4?against=region"}
    assert "Damson Primary School: 83%, better, 23 ahead" in {name for _, name, _ in links}


def test_a_region_and_one_school_alone_have_no_map(board: Board) -> None:
    assert mapped(board, LA, phase="special") is None
    assert mapped(board, "E12000006") is None


def test_a_school_s_nearest_are_of_its_phase_and_as_far_as_the_grid_says(board: Board) -> None:
    school, authority = directory.place(board, "urn/1"), directory.place(board, LA)
    assert school is not None
    found = neighbourhood(board, school, authority, on=ON)
    assert found is not None
    # Ash at (0, 0): Beech 3 km east, Cedar 4 km north, Damson 10 km east, Fern at (10, 4): √116 = 10.77 km.
    assert [(place.name.split()[0], round(metres)) for place, metres in found.nearest] == [
        ("Beech", 3000),
        ("Cedar", 4000),
        ("Damson", 10_000),
        ("Fern", 10_770),
    ]
    assert len(found.others) == 6
    lost = directory.place(board, "urn/5")
    assert lost is not None
    assert neighbourhood(board, lost, authority, on=ON) is None
