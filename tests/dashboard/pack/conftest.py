"""A board of Thurrock over two snapshots, its pack as files, and what the command says of the same figures.

The figures: reading, writing and maths at key stage 2 (withheld in 2022/23), young people without a place (the target:
0 % by August 2018), attainment 8, absence. The second snapshot revises one of them and adds a year.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.board import Board, open_board
from dashboard.cli import run
from dashboard.settings import Settings
from tests.conftest import make_snapshot

FIRST, SECOND = "20260301T090000000Z-000000000001", "20260601T090000000Z-000000000002"
PLACE = "E06000034"
MEETING = date(2026, 3, 19)
"""The board met between the two snapshots."""
NEXT = date(2030, 1, 17)


def _line(indicator: str, place: str, values: dict[str, float | None], **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "indicator_id": indicator,
            "place_id": place,
            "period": period,
            "value": value,
            "status": "ok" if value is not None else "suppressed",
            "source_row": row,
            **more,
        }
        for row, (period, value) in enumerate(values.items(), start=2)
    ]


def _figures(*, revised: bool) -> list[dict[str, Any]]:
    reading = {"201516": 52.0, "201617": 60.0, "201718": 65.0, "201819": 66.0, "202223": None, "202324": 63.0}
    reading |= {"202324": 64.0, "202425": 58.0} if revised else {}
    england = {"201516": 53.0, "201617": 61.0, "201718": 64.0, "201819": 65.0, "202223": 60.0, "202324": 61.0}
    england |= {"202425": 62.0} if revised else {}
    neet = {"kind": "reporting_year"}
    return [
        *_line("ks2_rwm_exp_pct", PLACE, reading),
        *_line("ks2_rwm_exp_pct", "E92000001", england),
        *_line("neet_16_17_pct", PLACE, {"2016": 2.4, "2017": 2.1, "2018": 1.9}, period_kind=neet["kind"]),
        *_line("neet_16_17_pct", "E92000001", {"2016": 2.8, "2017": 2.7, "2018": 2.6}, period_kind=neet["kind"]),
        *_line("ks4_attainment8_avg", PLACE, {"202223": 45.1, "202324": 44.6, "202425": 45.2}),
        *_line("ks4_attainment8_avg", "E92000001", {"202223": 46.4, "202324": 46.1, "202425": 46.0}),
        *_line("absence_persistent_pct", PLACE, {"202223": 20.11, "202324": 19.02, "202425": 16.58}),
        *_line("absence_persistent_pct", "E92000001", {"202223": 21.2, "202324": 20.04, "202425": 18.14}),
    ]


@pytest.fixture(scope="package")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "warehouse"
    places = [
        {"place_id": "E92000001", "name": "England", "level": "country"},
        {"place_id": PLACE, "name": "Thurrock"},
    ]
    for name, revised in ((FIRST, False), (SECOND, True)):
        make_snapshot(folder, snapshot_id=name, place=places, observation=_figures(revised=revised))
    register = open_board(Settings(warehouse=folder)).register
    register.add_meeting(
        "thurrock", by="Sam", date=MEETING, title="Spring meeting", decisions=["Ask again."], snapshot_id=FIRST
    )
    return folder


@pytest.fixture(scope="package")
def board(warehouse: Path) -> Board:
    return open_board(Settings(warehouse=warehouse))


@dataclass(frozen=True)
class Made:
    """The files of a pack, and the document that the command printed of them."""

    slides: Path
    paper: Path
    document: dict[str, Any]


@pytest.fixture(scope="package")
def said(warehouse: Path) -> Callable[..., Any]:
    """``said("verdicts", "thurrock")`` is the document that the command prints."""

    def ask(*arguments: str) -> Any:
        printed = io.StringIO()
        with redirect_stdout(printed):
            assert run(["--json", "--warehouse", str(warehouse), *arguments]) == 0
        return json.loads(printed.getvalue())

    return ask


@pytest.fixture(scope="package")
def made(said: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The pack for a meeting to come, made by the command."""
    folder = tmp_path_factory.mktemp("made")
    document = said("pack", "thurrock", "--meeting", NEXT.isoformat(), "--output", str(folder))
    by_format = {each["format"]: Path(each["file"]) for each in document["files"]}
    return Made(by_format["pptx"], by_format["pdf"], document)
