"""The command ``watch``: a line a file or a document a round, an orderly end, and exit codes."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli
from etl import pipeline
from etl.report import LoadReport
from tests.etl.local_files import held, write


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write(tmp_path / "in" / "good.csv", [{"value": 41.5}])
    (tmp_path / "in" / "colours.csv").write_text("colour,shape\nred,round\n")
    return tmp_path / "in"


def watch(folder: Path, *options: str) -> int:
    return cli.run(["watch", str(folder), "--every", "0.1", "--warehouse", str(folder.parent / "w"), *options])


def test_once_prints_a_line_a_file_and_fails_when_one_was_refused(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert watch(inbox, "--once") == 1
    refused, loaded = capsys.readouterr().out.splitlines()
    assert refused.startswith("refused   colours.csv -> refused/")
    assert loaded.startswith("loaded    good.csv -> accepted/")
    assert loaded.endswith("/good.csv (observations: 1; findings: 0)")


def test_once_as_json_is_one_document_on_one_line(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watch(inbox, "--once", "--json")
    printed = capsys.readouterr()
    (line,) = printed.out.splitlines()
    document = json.loads(line)
    assert printed.err == ""
    assert document["snapshot"]
    assert {each["file"]: each["outcome"] for each in document["files"]} == {
        "colours.csv": "refused",
        "good.csv": "loaded",
    }


def test_once_with_nothing_there_says_so_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTCOMES_INBOX", str(tmp_path))
    assert cli.run(["watch", "--once", "--every", "0.1", "--warehouse", str(tmp_path / "w")]) == 0
    assert capsys.readouterr().out == "Nothing to load.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_end_during_a_load_it_finishes_the_round_and_ends_well(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    load = pipeline.load

    def asked_meanwhile(paths: list[Path], **how: Any) -> LoadReport:
        os.kill(os.getpid(), number)
        return load(paths, **how)

    monkeypatch.setattr(pipeline, "load", asked_meanwhile)
    before = signal.getsignal(number)
    assert watch(inbox) == 0
    assert signal.getsignal(number) == before
    assert held(inbox.parent / "w", "SELECT value FROM observation") == [(41.5,)]
    assert [path.name for path in sorted(inbox.glob("*/*/*.csv"))] == [
        "good.csv",
        "colours.csv",
        "colours.csv.findings.csv",
    ]


def test_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch(tmp_path / "nowhere") == 1
    assert "there is no folder" in capsys.readouterr().err


def test_it_never_loads_into_the_demonstration(
    inbox: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTCOMES_DEMONSTRATION_WAREHOUSE", str(inbox.parent / "w"))
    assert watch(inbox, "--once") == 1
    assert "demonstration" in capsys.readouterr().err
    assert (inbox / "good.csv").is_file()
