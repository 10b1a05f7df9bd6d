"""A plan kept in a spreadsheet becomes a plan file: its columns are known by their words, and nothing is invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dashboard import cli
from dashboard.register import Register, register_url
from etl.plan_files import load_plan
from etl.plan_sheet import PlanSheetError, draft
from etl.sheet import Sheet

TODAY = date(2026, 5, 6)
HEAD = ["Ref", "Priority", "Outcome to be achieved", "Action(s)", "Responsible officer", "By when", "RAG", "Progress"]


def sheet(*rows: list[Any]) -> Sheet:
    return Sheet("Plan", tuple((number, row) for number, row in enumerate(rows, start=1) if any(row)))


def test_the_columns_of_a_council_table_are_known_by_their_words() -> None:
    head = ["Outcome to be achieved", "Action", "Lead", "Date", "Evidence of impact and outcomes", "RAG", "Colour"]
    found = draft(sheet(["Joint plan"], head, ["Ready", "Do it", "Head", "", "", "", ""]), named={}, today=TODAY)
    assert found.columns == {
        "outcome": "Outcome to be achieved",
        "text": "Action",
        "lead": "Lead",
        "due": "Date",
        "evidence": "Evidence of impact and outcomes",
        "rag": "RAG",
    }
    assert found.unused == ("Colour",)


def test_a_row_becomes_an_action_with_its_words_and_last_day() -> None:
    rows = [
        ["1.1", "Attendance", "More in school", "• Ring home\n2) Visit", "Head; Deputy", "Summer 25", "Amber", "Begun"],
        ["1.2", None, None, "Write", None, date(2026, 3, 31), "Complete", None],
        ["2.1", "Reading", None, "Read", None, "31/07/2026", "Not started", None],
    ]
    attendance, reading = draft(sheet(HEAD, *rows), named={}, today=TODAY).priorities
    first, second = attendance["actions"]
    assert first["text"] == ["Ring home", "Visit"]
    assert first["lead"] == ["Head", "Deputy"]
    assert first["due"] == {"text": "Summer 25", "date": date(2025, 8, 31), "precision": "term"}
    assert first["progress"] == [{"date": TODAY, "text": "Begun", "rag": "amber"}]
    assert (second["rag"], second["due"]["text"]) == ("blue", "31 March 2026")
    assert (reading["title"], reading["actions"][0]["due"]["precision"]) == ("Reading", "day")
    assert "rag" not in reading["actions"][0]


def test_words_that_are_no_date_stay_words() -> None:
    found = draft(sheet(["Action", "When"], ["Do it", "ongoing"]), named={}, today=TODAY)
    (action,) = found.priorities[0]["actions"]
    assert ("due" in action, action["note"]) == (False, "The date is written as: ongoing")
    assert [(each.row, each.column, each.problem) for each in found.told] == [(2, "When", False)]


def test_a_line_of_its_own_is_a_priority() -> None:
    found = draft(
        sheet(["Action", "Lead"], ["Attendance", None], ["Ring", "A"], ["Reading", None], ["Read", "B"]),
        named={},
        today=TODAY,
    )
    assert [(each["title"], len(each["actions"])) for each in found.priorities] == [("Attendance", 1), ("Reading", 1)]


def test_problems_name_row_and_column() -> None:
    rows = [["a1", "Do", "purple", "deliver"], ["a1", "Do more", "red", "later"]]
    found = draft(sheet(["ID", "Action", "RAG", "Stage"], *rows), named={}, today=TODAY)
    assert [(each.row, each.column) for each in found.problems] == [(2, "RAG"), (3, "Stage"), (3, "ID")]


def test_a_head_with_other_words_can_be_named() -> None:
    strange = sheet(["Was", "Wer"], ["Anrufen", "Leitung"])
    with pytest.raises(PlanSheetError, match="no head of an action table"):
        draft(strange, named={}, today=TODAY)
    found = draft(strange, named={"text": "was", "lead": "Wer"}, today=TODAY)
    assert found.priorities[0]["actions"][0]["lead"] == ["Leitung"]
    with pytest.raises(PlanSheetError, match="no column is called 'Colour'"):
        draft(sheet(["Action", "Lead"], ["Do", "A"]), named={"rag": "Colour"}, today=TODAY)


def test_the_command_writes_a_plan_that_is_sound_and_seeds_the_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    book.active.title = "Action plan"
    for row in (
        ["Smallshire: our plan"],
        HEAD,
        ["1.1", "Attendance", "More in school", "Ring home", "Head of inclusion", "March 2026", "Amber", "Begun"],
        [1.2, None, None, "=1+1", None, None, "G", None],
    ):
        book.active.append(row)
    book.active["D4"].data_type = "s"
    book.save(tmp_path / "plan.xlsx")
    words = ["plan", "draft", str(tmp_path / "plan.xlsx"), str(tmp_path / "smallshire.yaml"), "--title", "Our plan"]
    words += ["--body", "Smallshire", "--place", "E06000034", "--start", "2025-09", "--json"]
    assert cli.run(words) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["actions"], document["problems"]) == (2, [])

    plan = load_plan(tmp_path / "smallshire.yaml")
    register = Register(register_url(None, warehouse=tmp_path / "wh"), plans={"smallshire": plan})
    register.follow_plans()
    states = register.actions("smallshire")
    register.database.close()
    assert [(state.rag, len(state.notes)) for state in states.values()] == [("amber", 1), ("green", 0)]
    assert cli.run(words) == 1
    assert "is there already" in capsys.readouterr().err
