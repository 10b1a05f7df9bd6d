"""Rules that hold an extract against the figures that were loaded before."""

from __future__ import annotations

from etl.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
