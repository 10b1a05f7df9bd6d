"""What a load did, in the shape that the command prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from etl.deciding.differences import Difference
from etl.findings import Finding


@dataclass(slots=True)
class ExtractReport:
    """One file of a load; the fields are CONTRACT's JSON."""

    file: str
    dataset: str | None = None
    outcome: Literal["loaded", "refused", "unchanged"] = "refused"
    rows_read: int = 0
    rows_used: int = 0
    rows_not_used: int = 0
    rows_rejected: int = 0
    observations: int = 0
    reference_rows: int = 0
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The keys in the order of the command's output."""
        return {
            "file": self.file,
            "dataset": self.dataset,
            "outcome": self.outcome,
            "rows_read": self.rows_read,
            "rows_used": self.rows_used,
            "rows_not_used": self.rows_not_used,
            "rows_rejected": self.rows_rejected,
            "observations": self.observations,
            "reference_rows": self.reference_rows,
            "findings": [finding.as_json() for finding in self.findings],
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class LoadReport:
    """All files of a load, in the order given; ``snapshot`` is the one served afterwards (null if there is none)."""

    snapshot: str | None
    extracts: list[ExtractReport]
    difference: Difference | None = None
    """What would change, of a load that publishes nothing."""
    trouble: str | None = None
    """What was wrong with the warehouse itself, and what was done about it."""

    @property
    def refused(self) -> int:
        """How many files were refused: the command's exit code is 1 if any."""
        return sum(extract.outcome == "refused" for extract in self.extracts)

    def as_json(self) -> dict[str, Any]:
        """One JSON document."""
        document: dict[str, Any] = {
            "snapshot": self.snapshot,
            "extracts": [extract.as_json() for extract in self.extracts],
        }
        if self.difference is not None:
            document["differences"] = self.difference.as_json()
        if self.trouble is not None:
            document["trouble"] = self.trouble
        return document
