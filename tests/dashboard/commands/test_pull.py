"""The command ``pull``: what it prints, finds and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import cli
from etl.deciding import proposals
from tests.etl.doors.pull.service import KS2, PUBLICATION, Service, serving, table


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving() as running:
        monkeypatch.setenv("OUTCOMES_EES_API", running.address)
        running.csv = {"1.0": table(61)}
        yield running


def test_a_data_set_is_pulled_by_its_id_and_the_second_time_is_unchanged(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["pull", KS2, "--warehouse", str(tmp_path / "w")]
    assert cli.run(arguments) == 0
    assert capsys.readouterr().out.startswith("loaded     Key stage 2 attainment 1.0 (first), observations: ")
    assert cli.run([*arguments, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (source,) = document["sources"]
    assert (source["data_set"], source["outcome"], source["version"]) == (KS2, "unchanged", "1.0")


def test_a_dry_run_and_a_held_one_say_what_would_change_and_only_the_second_waits(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = tmp_path / "w"
    arguments = ["pull", KS2, "--warehouse", str(warehouse), "--json"]
    assert cli.run([*arguments, "--dry-run"]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert tried["sources"][0]["outcome"] == "loaded"
    assert tried["differences"]["observations"]["new"] > 0
    assert proposals.proposals(warehouse) == []
    assert cli.run([*arguments, "--hold"]) == 0
    waits = json.loads(capsys.readouterr().out)
    assert waits["differences"] == tried["differences"]
    assert waits["sources"][0]["outcome"] == "held"
    assert [each.id for each in proposals.proposals(warehouse)] == [waits["proposal"]]
    assert len(service.downloads()) == 1


def test_one_that_cannot_be_had_is_a_failure_on_standard_error(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = "00000000-0000-0000-0000-000000000001"
    assert cli.run(["pull", unknown, "--warehouse", str(tmp_path / "w")]) == 1
    printed = capsys.readouterr()
    assert (printed.out, "there is no data set" in printed.err) == ("", True)


def test_find_lists_publications_and_the_ids_of_their_data_sets(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["pull", "--find", "attainment"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Key stage 2 attainment",
        f"  {KS2}  Key stage 2 attainment (1.0, followed)",
    ]
    assert f"/publications/{PUBLICATION}/data-sets" in service.paths()


def test_find_with_two_letters_is_wrong_usage(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["pull", "--find", "ks"]) == 2
    assert "three letters at least" in capsys.readouterr().err
    assert service.asked == []


def test_words_that_name_nothing_followed_are_refused_before_anything_is_asked(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["pull", "weather", "--warehouse", str(tmp_path / "w")]) == 1
    assert "--find WORDS" in capsys.readouterr().err
    assert service.asked == []
