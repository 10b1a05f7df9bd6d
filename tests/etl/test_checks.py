"""Every rule has a file that breaks it and nothing else: ``tests/fixtures/fail/<rule>.csv``."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.checks import CLAIM_RULES, HEADER_RULES, ROW_RULES
from etl.pipeline import load
from tests.etl.local_files import DATA, held, write

FAIL = Path(__file__).parents[1] / "fixtures" / "fail"
RULES = [rule.RULE for rule in (*HEADER_RULES, *ROW_RULES, *CLAIM_RULES)]

# rule: severity, row and column of its first finding, a word of its message, observations that are left.
EXPECTED: dict[str, tuple[str, int | None, str | None, str, int]] = {
    "personal_column": ("refuse", 1, "Pupil Surname", "by its name", 0),
    "column_missing": ("refuse", 1, None, "the value: value or numerator; did you mean 'valu'?", 0),
    "level_unknown": ("reject", 3, "geographic_level", "did you mean 'local authority'", 1),
    "place_blank": ("reject", 3, "la_code", "does not say which: la_code", 1),
    "place_name_differs": ("reject", 3, "la_name", "'Leeds' is Leeds (LA, E08000035), not Thurrock", 1),
    "place_parent_differs": ("warn", 3, "region_code", "is in East of England, the row says 'E12000001'", 2),
    "place_too_narrow": ("warn", 3, "la_code", "it is read as national", 2),
    "school_unregistered": ("warn", 3, "school_laestab", "1 rows are of schools in no register", 1),
    "time_identifiers_mixed": ("note", None, "time_identifier", "mixes Academic year, Autumn term", 2),
    "filter_blank": ("warn", 3, "group", "1 rows leave group blank", 2),
    "total_missing": ("note", None, None, "only of Disadvantaged", 1),
    "text_active": ("note", 2, "school_name", "kept as plain text", 1),
    "header_duplicate": ("warn", 1, "value", "2 times", 1),
    "header_blank": ("warn", 1, "column 9", "no name", 1),
    "indicator_unknown": ("reject", 3, "indicator_id", "did you mean 'mash_nfa_pct'", 1),
    "cell_unknown": ("reject", 3, "value", "neither a number nor a known symbol", 1),
    "count_negative": ("reject", 3, "numerator", "-5", 1),
    "numerator_above_denominator": ("reject", 3, "numerator", "31", 1),
    "percentage_out_of_range": ("reject", 3, "value", "134", 1),
    "interval_outside": ("warn", 2, "progress_measure_score", "outside its own interval", 1),
    "duplicate_conflict": ("reject", 4, "value", "44", 1),
}


def test_every_rule_has_its_failing_file_and_every_file_its_rule() -> None:
    assert sorted(path.stem for path in FAIL.iterdir()) == sorted(RULES) == sorted(EXPECTED)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_is_wrong_says_where_and_leaves_the_rest(rule: str, tmp_path: Path) -> None:
    severity, row, column, words, left = EXPECTED[rule]
    file = FAIL / f"{rule}.csv"
    report = load([file], warehouse=tmp_path, data=DATA, accept_rejects=[file.name]).extracts[0]
    found = [finding for finding in report.findings if finding.rule == rule]
    assert found, report.findings
    first = found[0]
    assert (first.severity, first.row, first.column) == (severity, row, column)
    assert words in f"{first.message} {first.value}"
    assert report.observations == left
    assert {finding.rule for finding in report.findings} - {rule, "place_new", "column_extra"} == set()
    if left:
        assert held(tmp_path, "SELECT count(*) FROM observation") == [(left,)]


UPN = "H801200001001"  # its check letter is worked out in test_personal.py


def test_a_pupils_number_far_below_refuses_the_file_without_being_told(tmp_path: Path) -> None:
    las = [f"E060000{number:02d}" for number in range(1, 13)]
    rows: list[dict[str, object]] = [
        {"la_code": la, "time_period": f"{year}{(year + 1) % 100:02d}", "value": 40}
        for la in las
        for year in range(2000, 2024)
    ]
    rows[270]["remark"] = UPN
    path = write(tmp_path / "contacts.csv", rows, more=("remark",))
    report = load([path], warehouse=tmp_path / "warehouse", data=DATA).extracts[0]
    assert (report.outcome, report.observations) == ("refused", 0)
    refusals = [(f.rule, f.row, f.column) for f in report.findings if f.severity == "refuse"]
    assert refusals == [("personal_cell", 272, "remark")]
    assert UPN not in str(report.as_json())
    assert held(tmp_path / "warehouse", "SELECT count(*) FROM observation") == [(0,)]


@pytest.mark.parametrize(
    ("column", "cells", "what"),
    [
        ("ref", [UPN], "unique pupil numbers"),
        ("ref", ["1000000019", "1000000027", "1000000035", "1000000043", "1000000051"], "unique learner numbers"),
        ("day", [f"0{day}/09/2015" for day in range(1, 7)], "dates on which pupils may be born"),
        ("where", [f"RM17 {n}SL" for n in range(1, 7)], "postcodes"),
    ],
)
def test_personal_data_are_known_by_what_a_column_holds(
    column: str, cells: list[str], what: str, tmp_path: Path
) -> None:
    years = [f"{year}{(year + 1) % 100:02d}" for year in range(2010, 2010 + len(cells))]
    rows = [{"time_period": year, "value": 40, column: cell} for year, cell in zip(years, cells, strict=True)]
    path = write(tmp_path / "contacts.csv", rows, more=(column,))
    report = load([path], warehouse=tmp_path / "warehouse", data=DATA).extracts[0]
    assert [(f.rule, f.column, f.value) for f in report.findings] == [("personal_column", column, "(hidden)")]
    assert what in report.findings[0].message
    assert not any(cell in str(report.as_json()) for cell in cells)


def test_a_year_before_the_series_began_is_rejected(tmp_path: Path) -> None:
    path = write(tmp_path / "contacts.csv", [{"time_period": "190203", "value": 40}, {"value": 41}])
    report = load([path], warehouse=tmp_path / "w", data=DATA, accept_rejects=[path.name]).extracts[0]
    assert [(f.rule, f.severity, f.row, f.value) for f in report.findings] == [("period_early", "reject", 2, "190203")]
    assert (report.rows_rejected, report.observations) == (1, 1)
