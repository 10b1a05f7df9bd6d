"""The figures of neighbouring places are read together, and each place still has its own and no others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.answers import school_figures as module
from dashboard.answers.place_kinds import Place
from dashboard.answers.school_figures import school_figures
from dashboard.board import Board, open_board
from dashboard.settings import ROOT, Settings
from tests.conftest import make_snapshot

ON = date(2026, 5, 6)
LA, KS2 = "E06000034", "ks2_rwm_exp_pct"
EAST, WEST = (Place(f"cluster/locality/{name}", name.title(), "cluster", "locality", LA) for name in ("east", "west"))
SCHOOLS = {EAST: ("urn/1", "urn/4"), WEST: ("urn/2", "urn/3")}  # their ids lie between each other's


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    def figure(place: str, value: float, **more: Any) -> dict[str, Any]:
        return {"indicator_id": KS2, "place_id": place, "period": "202425", "value": value} | more

    schools = [each for those in SCHOOLS.values() for each in those]
    warehouse = make_snapshot(
        tmp_path_factory.mktemp("together"),
        place=[
            {"place_id": LA, "name": "Thurrock"},
            *(
                {"place_id": each.place_id, "name": each.name, "level": "cluster", "scheme": "locality",
                 "parent_id": LA} for each in SCHOOLS
            ),
            *({"place_id": each, "name": each, "level": "school", "parent_id": LA} for each in schools),
        ],
        membership=[
            {"member_id": each, "container_id": place.place_id, "kind": "locality"}
            for place, those in SCHOOLS.items()
            for each in those
        ],
        observation=[
            *(figure(each, 50.0 + number) for number, each in enumerate(schools)),
            *(figure(each, 40.0 + number, period="202324") for number, each in enumerate(schools)),
            figure("urn/1", 30.0, group_id="disadvantaged"),
            figure("urn/1", 99.0, indicator_id="phonics_y1_pct"),
            figure(WEST.place_id, 61.5),
        ],
    )  # fmt: skip
    return open_board(Settings(warehouse=warehouse, data=ROOT / "data"))


def read(board: Board, place: Place, *beside: Place, group: str = "all") -> list[tuple[str, str, float | None]]:
    asked = [*SCHOOLS[place], place.place_id]
    found = school_figures(board, beside, asked, [KS2], group=group, on=ON)
    return sorted((each.place_id, each.period, each.value) for each in found)


def test_a_place_has_its_own_figures_and_those_of_its_schools(board: Board) -> None:
    assert read(board, WEST, EAST, WEST) == [
        ("cluster/locality/west", "202425", 61.5),
        ("urn/2", "202324", 42.0), ("urn/2", "202425", 52.0), ("urn/3", "202324", 43.0), ("urn/3", "202425", 53.0),
    ]  # fmt: skip
    assert read(board, EAST, EAST, WEST, group="disadvantaged") == [("urn/1", "202425", 30.0)]


@pytest.mark.parametrize("place", [EAST, WEST], ids=str)
def test_read_with_its_neighbours_or_alone_it_is_the_same(
    board: Board, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = read(board, place, EAST, WEST)
    assert read(board, place, place) == together
    monkeypatch.setattr(module, "TOGETHER", 3)  # two places with two schools each are more
    fresh = open_board(board.settings)
    assert read(fresh, place, EAST, WEST) == together
