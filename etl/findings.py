"""What a check says of an extract: one sentence an analyst can act on, with the place in the file."""

from __future__ import annotations

from dataclasses import dataclass

from etl.personal import masked
from etl.rules import RULES, Severity

__all__ = ["Finding", "Refused", "Severity", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one file; the fields are CONTRACT's JSON in its order.

    ``rule`` is declared in :mod:`etl.rules`. ``row`` counts from 1 with the first line of the file (or sheet) as row 1,
    so that it is the number a spreadsheet shows; it and ``column`` and ``value`` are null where the finding is about
    the whole file.
    """

    rule: str
    severity: Severity
    message: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        """Hide pupils' numbers: a finding is kept, shown and sent on, whatever became of the file."""
        object.__setattr__(self, "message", masked(self.message))
        if self.value is not None:
            object.__setattr__(self, "value", masked(self.value))

    def as_json(self) -> dict[str, str | int | None]:
        """The keys in the order of the command's output."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


class Refused(Exception):
    """This file cannot be used: the finding says why. The other files of the load go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def advice(rule: str) -> str:
    """What to do about a finding of the rule, in one sentence.

    A snapshot keeps its findings for good, so one may name a rule that the program no longer has: it says that.
    """
    known = RULES.get(rule)
    return known.advice if known else "This rule is no longer checked: load the file again to see what is said of it."
