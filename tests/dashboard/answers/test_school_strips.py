"""Where a school lies among others: withheld figures are in no part of it and are counted without a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dashboard.answers import directory
from dashboard.answers.school import SchoolFigure, school
from dashboard.board import Board

LA, KS2 = "E06009999", "ks2_rwm_exp_pct"
ON = date(2026, 5, 1)


def figure(board: Callable[..., Board], *, known: int, **own: Any) -> SchoolFigure:
    """The first of 16 primary schools: ``known`` of the others have 30 of 60, 31 of 60 …, one has ten pupils and one
    is suppressed; a secondary school has the highest figure of all."""
    places: list[dict[str, Any]] = [{"place_id": LA, "name": "Exampleshire", "level": "la"}]
    rows: list[dict[str, Any]] = []
    for number in range(1, 18):
        place = {"place_id": f"urn/{number}", "name": f"School {number:02}", "level": "school", "parent_id": LA}
        places.append(place | {"phase": "secondary" if number == 17 else "primary"})
    base = {"indicator_id": KS2, "period": "202425", "basis": "counts"}
    counts = [(number, 28 + number, 60) for number in range(2, 2 + known)] + [(17, 60, 60), (15, 0, 10)]
    rows += [
        base | {"place_id": f"urn/{number}", "value": 100 * x / n, "numerator": x, "denominator": n}
        for number, x, n in counts
    ]
    rows.append({"indicator_id": KS2, "place_id": "urn/16", "period": "202425", "status": "suppressed"})
    rows.append(base | {"place_id": "urn/1"} | own)
    rows.append({"indicator_id": KS2, "place_id": "E92000001", "period": "202425", "value": 60.0})
    members = [{"member_id": f"urn/{number}", "container_id": LA, "kind": "la"} for number in range(1, 18)]
    made = board(place=places, observation=rows, membership=members)
    place_ = directory.place(made, "urn/1")
    assert place_ is not None
    (theme,) = school(made, place_, group="all", on=ON).themes
    return theme.figures[0]


def test_those_of_its_phase_are_in_it_and_what_cannot_be_shown_is_counted(board: Callable[..., Board]) -> None:
    found = figure(board, known=12, value=50.0, numerator=30, denominator=60).strip
    assert found is not None
    assert (found.n, found.left_out) == (13, 2)  # ten pupils and suppressed: two, and nobody learns which is which
    assert found.at == 0  # level with the lowest, 30 of 60; the highest is 41 of 60, not the secondary school's 60
    assert max(found.others) == 1


def test_under_ten_figures_there_is_no_strip(board: Callable[..., Board]) -> None:
    assert figure(board, known=8, value=50.0, numerator=30, denominator=60).strip is None


@pytest.mark.parametrize(
    "own", [{"value": 50.0, "numerator": 5, "denominator": 10}, {"status": "suppressed", "basis": "printed"}]
)
def test_a_school_of_too_few_or_withheld_is_put_nowhere(board: Callable[..., Board], own: dict[str, Any]) -> None:
    assert figure(board, known=12, **own).strip is None
