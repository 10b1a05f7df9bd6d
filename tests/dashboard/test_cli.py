"""The command: one JSON document or tables, errors in words on standard error, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.settings import ROOT
from tests.conftest import make_snapshot

THURROCK = {"place_id": "E06000034", "name": "Thurrock", "level": "la"}
ENGLAND = {"place_id": "E92000001", "name": "England", "level": "country"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    rows = [
        {"indicator_id": "eyfsp_gld_pct", "place_id": place, "period": period, "value": value}
        for place, period, value in (
            ("E06000034", "202324", 69.6),
            ("E06000034", "202425", 70.1),
            ("E92000001", "202425", 68.3),
        )
    ]
    return make_snapshot(
        tmp_path / "warehouse",
        snapshot_id="20260506T090000000Z-0123456789ab",
        place=[THURROCK, ENGLAND],
        observation=rows,
    )


def test_show_prints_exactly_one_document(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["show", "eyfsp_gld_pct", "--place", "Thurrock", "--json", "--warehouse", str(warehouse)])
    printed = capsys.readouterr()

    document = json.loads(printed.out)
    assert (code, printed.err) == (0, "")
    assert [(each["period"], each["value"]) for each in document["series"]] == [("202324", 69.6), ("202425", 70.1)]


def test_options_may_stand_before_the_command_or_in_the_environment(
    warehouse: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTCOMES_WAREHOUSE", str(warehouse))
    code = cli.run(["--json", "show", "eyfsp_gld_pct", "--place", "England", "--period", "2024/25"])

    assert code == 0
    assert json.loads(capsys.readouterr().out)["series"][0]["value"] == 68.3


def test_verdicts_as_json_have_a_summary_and_details(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["verdicts", "thurrock", "--as-of", "2026-05-14", "--json", "--warehouse", str(warehouse)])
    document = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (document["plan"], document["place"], document["as_of"]) == ("thurrock", "E06000034", "2026-05-14")
    lead = next(
        each
        for each in document["measures"]
        if (each["measure"], each["indicator"], each["group"]) == ("t1-allgroups", "eyfsp_gld_pct", "all")
    )
    assert (lead["verdict"], lead["value"], lead["comparator_value"], lead["gap"]) == ("met", 70.1, 68.3, 1.8)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "eyfsp_gld_pct", "--place", "Thurrock"],
        ["verdicts", "thurrock"],
        ["catalogue"],
        ["status"],
    ],
)
def test_every_reading_command_prints_for_people_too(
    warehouse: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.run([*arguments, "--warehouse", str(warehouse)]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "eyfsp_gld_pct", "--place", "Thurrok"], 1, "did you mean Thurrock"),
        (["show", "eyfsp_gld", "--place", "Thurrock"], 1, "did you mean 'eyfsp_gld_pct'"),
        (["verdicts", "thurok"], 1, "did you mean 'thurrock'"),
        (["rollback", "nothing"], 1, "snapshot"),
        (["show"], 2, "Missing argument"),
        (["show", "eyfsp_gld_pct"], 2, "--place"),
        (["verdicts", "thurrock", "--as-of", "yesterday"], 2, "yesterday"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_an_error_is_a_sentence_on_standard_error_and_never_a_traceback(
    warehouse: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    found = cli.run([*arguments, "--json", "--warehouse", str(warehouse)])
    printed = capsys.readouterr()

    assert (found, printed.out) == (code, "")
    assert words in " ".join(printed.err.split())
    assert "Traceback" not in printed.err


def test_an_empty_warehouse_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["show", "eyfsp_gld_pct", "--place", "Thurrock", "--warehouse", str(tmp_path / "empty")])

    assert code == 1
    assert "outcomes load PATH" in capsys.readouterr().err


def test_load_never_writes_into_the_demonstration_warehouse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTCOMES_DEMONSTRATION_WAREHOUSE", str(tmp_path / "demo"))
    code = cli.run(["load", str(tmp_path), "--warehouse", str(tmp_path / "demo")])

    assert code == 1
    assert "nothing is ever loaded into the demonstration warehouse" in " ".join(capsys.readouterr().err.split())


def test_a_file_that_is_not_there_is_refused_in_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["load", str(tmp_path / "absent.csv"), "--json", "--warehouse", str(tmp_path / "warehouse")])
    document = json.loads(capsys.readouterr().out)

    assert code == 1
    assert [each["outcome"] for each in document["extracts"]] == ["refused"]
    assert list(document["extracts"][0]) == [
        "file",
        "dataset",
        "outcome",
        "rows_read",
        "rows_used",
        "rows_not_used",
        "rows_rejected",
        "observations",
        "reference_rows",
        "findings",
        "seconds",
    ]


def test_the_five_plans_pass_their_check(capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted((ROOT / "data" / "plans").glob("*.yaml")):
        assert cli.run(["plan", "check", str(path), "--json"]) == 0, capsys.readouterr().out


def test_a_faulty_plan_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "data" / "plans" / "thurrock.yaml").read_text(encoding="utf-8")
    faulty = tmp_path / "plan.yaml"
    faulty.write_text(text.replace("eyfsp_gld_pct", "eyfsp_gld_pc", 1), encoding="utf-8")

    code = cli.run(["plan", "check", str(faulty), "--json"])
    problems = json.loads(capsys.readouterr().out)["problems"]

    assert code == 1
    assert "plan.yaml:" in problems[0]
    assert "eyfsp_gld_pct" in problems[0]


def test_a_template_is_a_sheet_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.run(["template", "coaching_coverage_pct"])
    header, row = capsys.readouterr().out.splitlines()

    assert code == 0
    assert header.startswith("indicator_id,time_period,geographic_level,")
    assert row.startswith("coaching_coverage_pct,")


def test_a_port_that_is_taken_is_told_before_anything_starts(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code = cli.run(["serve", "--port", str(port), "--warehouse", str(warehouse)])

    assert code == 1
    assert "choose another with --port" in " ".join(capsys.readouterr().err.split())


def test_the_command_runs_as_a_process_of_its_own(warehouse: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from dashboard.cli import main; main()", "--json", "status"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"OUTCOMES_WAREHOUSE": str(warehouse), "PATH": ""},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["snapshot"] == "20260506T090000000Z-0123456789ab"


def test_map_prints_a_starter_for_a_layout_that_nobody_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pupil mobility.csv"
    file.write_text("LA,School year,Moved in year,Pupils on roll\nThurrock,2023/24,20,400\n", encoding="utf-8")
    assert cli.run(["map", str(file)]) == 0
    assert "- indicator: pupil_mobility_pct" in capsys.readouterr().out
    assert cli.run(["map", str(file), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["dataset"], document["lacks"], document["saved"]) == ("local_pupil_mobility", [], None)


def test_map_says_what_is_still_to_say_and_saves_nothing_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "things.csv"
    file.write_text("colour,shape\nred,round\n", encoding="utf-8")
    assert cli.run(["map", str(file)]) == 0
    assert "Choose the column that holds the place." in capsys.readouterr().err
    assert cli.run(["map", str(file), "--save"]) == 1
    assert "not saved" in capsys.readouterr().err
    assert not (ROOT / "data" / "catalogue" / "datasets" / "local_things.yaml").exists()


def test_findings_say_the_same_words_as_table_csv_and_json(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    said = {"rule": "place_unknown", "severity": "reject", "message": "no LA is called 'X'", "row": 3, "value": "X"}
    warehouse = str(make_snapshot(tmp_path / "w", finding=[said]))
    words = []
    for form in ((), ("--csv",), ("--json",)):
        assert cli.run(["findings", "1", *form, "--warehouse", warehouse]) == 0
        words.append(capfdbinary.readouterr().out)
    assert all(b"no LA is called 'X'" in each for each in words)
    assert words[1].startswith(b"\xef\xbb\xbf")
    assert cli.run(["findings", "9", "--warehouse", warehouse]) == 1
