"""The register of a board: everything that is asked of it and written to it goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.register.model import (
    KEEP,
    ActionState,
    Evidence,
    Judged,
    JudgedOutcome,
    Meeting,
    Support,
    SupportCategory,
    Unchanged,
)
from dashboard.register.writable import Writable
from etl.plans import Rag, Stage

FILE = "register.sqlite"


def register_url(given: str | None, *, warehouse: Path) -> str:
    """Where the register is: as given (a URL, or the path of a file), else a file in the warehouse's folder."""
    if given and "://" in given:
        return given
    return f"sqlite:///{(Path(given) if given else warehouse / FILE).resolve()}"


class Register(Writable):
    """What people wrote of a board's plans, to read and to add to. Every edit names who makes it.

    Raises :class:`RegisterError` for an edit that cannot be right, :class:`StaleEdit` for one of something that
    somebody else has changed since it was read.
    """

    def note(
        self,
        plan: str,
        action_id: str,
        *,
        by: str,
        version: int,
        text: str,
        at: date | None = None,
        rag: Rag | Unchanged = KEEP,
        stage: Stage | Unchanged | None = KEEP,
        forecast: date | Unchanged | None = KEEP,
        started: date | Unchanged | None = KEEP,
    ) -> ActionState:
        """Write down how an action is going, and with it what has changed; ``version`` is that of the state read."""
        from dashboard.register import edits

        given = edits.ActionEdit(
            text=text, at=at or self._today(), rag=rag, stage=stage, forecast=forecast, started=started
        )
        with self._editing(by, plan) as edit:
            return edits.note(edit, plan, action_id, given, version=version)

    def record_evidence(
        self,
        plan: str,
        action_id: str,
        *,
        by: str,
        text: str,
        at: date | None = None,
        indicator_id: str | None = None,
    ) -> Evidence:
        """Add a piece of evidence to an action; nothing is edited by it, so it needs no version."""
        from dashboard.register import edits

        with self._editing(by, plan) as edit:
            return edits.evidence(edit, plan, action_id, at=at or self._today(), told=text, indicator_id=indicator_id)

    def judge(
        self,
        plan: str,
        measure_id: str,
        *,
        by: str,
        version: int,
        target: int = 1,
        at: date | None = None,
        outcome: JudgedOutcome | None = None,
        met_units: int | None = None,
        all_units: int | None = None,
        text: str = "",
    ) -> Judged:
        """Record what people say of a measure's target: a milestone, k of N (the outcome follows from the count), or a
        matter of judgement. ``version`` is that of its last judgement, 0 before the first."""
        from dashboard.register import judging

        measure = judging.measure_of(self._plan(plan), plan, measure_id)
        with self._editing(by, plan) as edit:
            return judging.judge(
                edit,
                plan,
                measure,
                target=target,
                at=at or self._today(),
                outcome=outcome,
                met_units=met_units,
                all_units=all_units,
                told=text,
                version=version,
            )

    def set_support(
        self,
        place_id: str,
        *,
        by: str,
        version: int,
        category: SupportCategory,
        reason: str,
        since: date | None = None,
        evidence: str = "",
        support: str = "",
        next_review: date | None = None,
        plan: str | None = None,
    ) -> Support:
        """Give a school a category of support; ``version`` is that of the one it has, 0 where it has none."""
        from dashboard.register import edits

        with self._editing(by, plan) as edit:
            return edits.support(
                edit,
                place_id,
                plan=plan,
                version=version,
                category=category,
                since=since or self._today(),
                reason=reason,
                evidence=evidence,
                support=support,
                next_review=next_review,
            )

    def add_meeting(
        self,
        plan: str,
        *,
        by: str,
        date: date,
        title: str,
        decisions: Sequence[str] = (),
        snapshot_id: str | None = None,
    ) -> Meeting:
        """A meeting of a plan's board, past or to come."""
        from dashboard.register import edits

        with self._editing(by, plan) as edit:
            return edits.meeting(
                edit, plan, None, version=0, held=date, title=title, decisions=decisions, snapshot_id=snapshot_id
            )

    def edit_meeting(
        self,
        plan: str,
        meeting_id: int,
        *,
        by: str,
        version: int,
        date: date,
        title: str,
        decisions: Sequence[str] = (),
        snapshot_id: str | None = None,
    ) -> Meeting:
        """The meeting as it is from now on: everything is given anew."""
        from dashboard.register import edits

        with self._editing(by, plan) as edit:
            return edits.meeting(
                edit,
                plan,
                meeting_id,
                version=version,
                held=date,
                title=title,
                decisions=decisions,
                snapshot_id=snapshot_id,
            )

    def erase(self, entry_id: int, *, by: str, why: str) -> str:
        """Take away for good the words that a line of history wrote (:mod:`erasing`); returns what stands there now."""
        from dashboard.register import erasing

        with self._editing(by, None) as edit:
            gone = erasing.erase(edit, entry_id, why=why)
        self.database.settle()
        return gone
