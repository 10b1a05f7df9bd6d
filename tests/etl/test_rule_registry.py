"""Every rule that the loader can name is declared once, with words that an analyst can act on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.findings import Finding, advice
from etl.rules import RULES, STAGES

ETL = Path(__file__).parents[2] / "etl"


def _text(node: ast.expr | None) -> Iterator[str]:
    """The rule names that an expression can be: a text, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _text(node.body)
        yield from _text(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _text(value)


def _named(tree: ast.AST) -> Iterator[str]:
    """Rule names in a module: the first argument of Finding, ``rule=``, and what is called RULE or rule."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called == "Finding" and node.args:
                yield from _text(node.args[0])
            if called == "_unreadable":
                yield from _text(node.args[1])
            yield from (name for word in node.keywords if word.arg == "rule" for name in _text(word.value))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id.rsplit("_", 1)[-1] in ("rule", "RULE") for t in targets):
                yield from _text(node.value)


def _used() -> dict[str, str]:
    return {
        name: path.relative_to(ETL).as_posix()
        for path in sorted(ETL.rglob("*.py"))
        if "rules" not in path.relative_to(ETL).parts
        for name in _named(ast.parse(path.read_text(encoding="utf-8")))
    }


def test_every_rule_that_is_named_is_declared_and_every_declared_rule_is_named() -> None:
    used = _used()
    assert {name: where for name, where in used.items() if name not in RULES} == {}
    assert sorted(set(RULES) - set(used)) == []


def test_a_rule_is_declared_once() -> None:
    assert sum(len(stage.rules) for stage in STAGES) == len(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_finds_and_what_to_do_in_a_sentence(name: str) -> None:
    rule = RULES[name]
    assert rule.severities
    assert rule.finds
    assert not rule.finds.endswith(".")
    assert rule.advice[0].isupper()
    assert rule.advice.endswith(".")
    assert advice(name) == rule.advice


def test_a_finding_of_an_old_snapshot_may_name_a_rule_that_is_gone() -> None:
    assert "no longer checked" in advice(Finding("colour_wrong", "note", "it is mauve").rule)
