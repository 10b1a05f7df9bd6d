"""What one round of the inbox did, file by file: one line of the command's output."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["loaded", "held", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one file; ``moved_to`` is below the inbox, null when the file had to stay."""

    file: str
    outcome: Outcome
    moved_to: str | None
    observations: int
    findings: int
    message: str


@dataclass(slots=True)
class Round:
    """One round: the files dealt with, how many are still coming, and what kept it from its work (``problem``).

    ``proposal`` is what its files wait as, where they are to be decided.
    """

    at: str
    snapshot: str | None = None
    proposal: str | None = None
    files: list[Handled] = field(default_factory=list)
    coming: int = 0
    left: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def refused(self) -> int:
        return sum(each.outcome == "refused" for each in self.files)

    def as_json(self) -> dict[str, Any]:
        """One line of the command's output."""
        return {
            "at": self.at,
            "snapshot": self.snapshot,
            "proposal": self.proposal,
            "files": [{name: getattr(each, name) for name in Handled.__slots__} for each in self.files],
            "coming": self.coming,
            "left": self.left,
            "problem": self.problem,
        }
