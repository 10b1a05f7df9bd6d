"""What a plan's target says of a place: one judgement a target, indicator and group, and a summary a measure."""

from dashboard.analysis.verdicts.case import Case, Unit
from dashboard.analysis.verdicts.judge import judge
from dashboard.analysis.verdicts.summary import owed, summarise

__all__ = ["Case", "Unit", "judge", "owed", "summarise"]
