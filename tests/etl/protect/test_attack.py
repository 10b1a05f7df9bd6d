"""An attacker who has everything that is served cannot tell a small count to fewer than three possible values.

Three, because withheld counts are 1 to 4: who can rule out more than one of four values knows more than that the count
was small. The control is the same authority with complementary suppression switched off: there the attack succeeds.
"""

from __future__ import annotations

import struct
from functools import partial
from pathlib import Path

import pytest

from etl import protect, warehouse
from etl.warehouse import build
from tests.etl.local_files import load_into
from tests.etl.protect.attack import known_numbers, possible
from tests.etl.protect.county import County, county, write_clusters, write_figures
from tests.etl.protect.served import answered, board_of, stored

FEWEST = 3
TRUTH = county()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_county(tmp_path_factory.mktemp("protected"), TRUTH)


@pytest.fixture
def unguarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "protect", partial(protect.protect, complementary=False))
    return load_county(tmp_path, TRUTH)


def load_county(into: Path, truth: County) -> Path:
    report = load_into(
        into / "w", write_clusters(into / "c.csv", truth.cluster_of), write_figures(into / "f.csv", truth.figures)
    )
    assert [extract.outcome for extract in report.extracts] == ["loaded", "loaded"]
    return into / "w"


def test_the_snapshot_holds_no_small_count_and_still_most_of_the_figures(folder: Path) -> None:
    rows = {(row["place_id"], row["period"], row["group_id"]): row for row in stored(folder)}
    assert len(rows) == len(TRUTH.figures) == 360
    secrets = TRUTH.secrets()
    assert len(secrets) > 90
    for *place_year_group, _ in secrets:
        key = tuple(place_year_group)
        assert rows[key]["status"] == "suppressed"
        assert rows[key]["value"] is rows[key]["numerator"] is rows[key]["denominator"] is None
    shown = {key: row for key, row in rows.items() if row["status"] == "ok"}
    assert len(shown) > 200
    assert all((row["numerator"], row["denominator"]) == TRUTH.figures[key] for key, row in shown.items())


@pytest.mark.parametrize("least", [0, 1])
def test_no_small_count_can_be_worked_out_from_the_file(folder: Path, least: int) -> None:
    found = possible(TRUTH.secrets(), known_numbers(stored(folder)), TRUTH.cluster_of, least=least)
    assert len(found) == len(TRUTH.secrets())
    assert min(found.values()) >= FEWEST


def test_no_small_count_can_be_worked_out_from_what_the_application_answers(folder: Path) -> None:
    places = sorted({place for place, _, _ in TRUTH.figures})
    known = answered(board_of(folder), places)
    assert len(known) > 400
    assert min(possible(TRUTH.secrets(), known, TRUTH.cluster_of, least=0).values()) >= FEWEST


def test_the_attack_succeeds_where_only_small_counts_themselves_are_withheld(unguarded: Path) -> None:
    found = possible(TRUTH.secrets(), known_numbers(stored(unguarded)), TRUTH.cluster_of, least=0)
    assert sum(values == 1 for values in found.values()) > 50


def test_a_withheld_number_is_nowhere_in_the_bytes_of_the_snapshot(tmp_path: Path) -> None:
    """8.108108108108109 is 3 of 37 and 43.333333333333336 is 13 of 30: one is withheld, the other is there."""
    truth = County({("urn/900001", "202324", "all"): (3, 37), ("urn/900002", "202324", "all"): (13, 30)})
    load_into(tmp_path / "w", write_figures(tmp_path / "f.csv", truth.figures))
    served = warehouse.current(tmp_path / "w")
    assert served is not None
    content = served.read_bytes()
    assert encoded(1300 / 30) in content
    assert encoded(300 / 37) not in content


def encoded(number: float) -> bytes:
    return struct.pack("<d", number)
