"""Every rule has a file that breaks it and nothing else: ``tests/fixtures/fail/<rule>.csv``."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.checks import CLAIM_RULES, HEADER_RULES
from etl.pipeline import load
from tests.etl.local_files import DATA, held

FAIL = Path(__file__).parents[1] / "fixtures" / "fail"
RULES = [rule.RULE for rule in (*HEADER_RULES, *CLAIM_RULES)]

# rule: severity, row and column of its first finding, a word of its message, observations that are left.
EXPECTED = {
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
    report = load([FAIL / f"{rule}.csv"], warehouse=tmp_path, data=DATA).extracts[0]
    found = [finding for finding in report.findings if finding.rule == rule]
    assert found, report.findings
    first = found[0]
    assert (first.severity, first.row, first.column) == (severity, row, column)
    assert words in f"{first.message} {first.value}"
    assert report.observations == left
    assert {finding.rule for finding in report.findings if finding.severity != "note"} == {rule}
    if left:
        assert held(tmp_path, "SELECT count(*) FROM observation") == [(left,)]
