"""Every rule that a finding may carry, declared once: its severity, what it finds and what to do about it.

The command, the data desk, the downloaded findings and the methods page all print these words. To add a rule, add a
:class:`Rule` to the module of its stage; ``tests/etl/test_rule_registry.py`` fails for a rule name that is not
declared here and for a declaration that nothing uses.
"""

from __future__ import annotations

from typing import NamedTuple

from etl.rules import figures, files, held, layouts, rows
from etl.rules.rule import Rule, Severity

__all__ = ["RULES", "STAGES", "Rule", "Severity", "Stage"]


class Stage(NamedTuple):
    """Rules that look at an extract at the same point of its way, in the order of the way."""

    id: str
    title: str
    rules: tuple[Rule, ...]


STAGES = (
    Stage("files", "The file itself", files.RULES),
    Stage("layouts", "What kind of table it is", layouts.RULES),
    Stage("rows", "What each row is about", rows.RULES),
    Stage("figures", "The figures", figures.RULES),
    Stage("held", "Against what is held already", held.RULES),
)
RULES = {rule.name: rule for stage in STAGES for rule in stage.rules}
