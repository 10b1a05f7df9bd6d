"""What is asked of the register: the state now, or as it was at a moment.

SQLAlchemy's ORM (some 0.1 s) is imported within the methods that use it, here and in :mod:`writable` and
:mod:`register`: with the first answer that needs it, and not at every start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Self

from dashboard.register.errors import RegisterError
from dashboard.register.model import ActionState, Entry, Judged, Meeting, PlanChange, PlanVersion, Support
from etl.plans import Plan
from etl.yaml_file import nearest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from dashboard.register.database import Database


def utc_now() -> datetime:
    return datetime.now(UTC)


class Readable:
    """The reading half of a register of ``plans`` (by file name). A board whose register has not been begun answers
    from the plan files alone.

    Raises :class:`RegisterError` where the database cannot be used.
    """

    def __init__(
        self,
        url: str,
        *,
        plans: Mapping[str, Plan],
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.url, self.plans, self.clock = url, plans, clock
        self.moment: datetime | None = None
        self._session: Session | None = None
        self._hashes: dict[str, str] = {}

    def at(self, moment: datetime) -> Self:
        """This register as it was at a moment; nothing can be written to it."""
        past = copy(self)
        past.moment, past.database = moment, self.database
        return past

    @cached_property
    def database(self) -> Database:
        from dashboard.register.database import Database

        return Database(self.url)

    @property
    def revision(self) -> int:
        """The number of the last edit, 0 where there is none: what is worked out from the register holds as long."""
        if self.moment is None and self._session is None:
            return self.database.last_edit()
        from dashboard.register import reading

        with self._reading() as session:
            return 0 if session is None else reading.revision(session, at=self.moment)

    @property
    def edited(self) -> datetime | None:
        """The moment of the last edit; ``None`` where there is none."""
        from dashboard.register import reading

        with self._reading() as session:
            return None if session is None else reading.edited(session, at=self.moment)

    def actions(self, plan_name: str, *, at: datetime | None = None) -> dict[str, ActionState]:
        """Every action of a plan by its id, in plan order, withdrawn ones last."""
        from dashboard.register import plan_sync, reading

        plan, moment = self._plan(plan_name), at or self.moment
        begun = plan_sync.begun(plan_name, plan, at=moment)
        with self._reading() as session:
            known = {} if session is None else reading.actions(session, plan_name, at=moment)
        if moment is None:
            return plan_sync.merged(begun, known, today=self.clock().date())
        # Once the register knew the plan, an action that it did not know was not there yet.
        here = {each: known.get(each, state) for each, state in begun.items() if not known or each in known}
        return here | known

    def judgements(self, plan: str, at: datetime | None = None) -> list[Judged]:
        """Every judgement of a plan's measures, the last recorded first: the first of a target is what holds."""
        from dashboard.register import reading

        with self._reading() as session:
            return [] if session is None else reading.judgements(session, plan, at=at or self.moment)

    def support(self, plan: str | None = None, at: datetime | None = None) -> dict[str, list[Support]]:
        """The support categories of schools by place id, the last recorded first; with a plan, those given under it."""
        from dashboard.register import reading

        with self._reading() as session:
            return {} if session is None else reading.support(session, plan=plan, at=at or self.moment)

    def meetings(self, plan: str, at: datetime | None = None) -> list[Meeting]:
        """The meetings of a plan's board, the latest first."""
        from dashboard.register import reading

        with self._reading() as session:
            return [] if session is None else reading.meetings(session, plan, at=at or self.moment)

    def history(self, plan: str | None, kind: str | None = None, key: str | None = None) -> list[Entry]:
        """Who changed what, the last first. ``kind`` is ``action``, ``note``, ``evidence``, ``judgement``, ``support``,
        ``meeting``, ``plan`` or ``register``; without a plan, everything."""
        from dashboard.register import reading

        with self._reading() as session:
            return [] if session is None else reading.history(session, plan, kind=kind, key=key, at=self.moment)

    def plan_changes(self, plan: str, first: int, second: int) -> tuple[PlanChange, ...]:
        """What changed in a plan's file from one of its versions to another, by their ids."""
        from dashboard.register import plan_changes, reading

        with self._reading() as session:
            known = {} if session is None else {row.id: row.content for row in reading.plan_versions(session, plan)}
        for each in (first, second):
            if each not in known:
                there = ", ".join(map(str, sorted(known))) or "none"
                raise RegisterError(f"the plan {plan} has no version {each}; those kept: {there}")
        return plan_changes.plan_changes(known[first], known[second])

    def examine(self) -> list[str]:
        """What is wrong with the database itself, in sentences; nothing where it is sound."""
        from dashboard.register import soundness

        with self._reading() as session:
            return [] if session is None else soundness.problems(session)

    def plan_versions(self, plan: str) -> list[PlanVersion]:
        """The contents that a plan's file has had, with the moment from which each counted, the last first."""
        from dashboard.register import reading

        with self._reading() as session:
            if session is None:
                return []
            return [reading.version(row) for row in reading.plan_versions(session, plan, at=self.moment)]

    @contextmanager
    def _reading(self) -> Iterator[Session | None]:
        if self._session is not None:
            yield self._session
            return
        with self.database.reading() as session:
            yield session

    def _plan(self, name: str) -> Plan:
        if name not in self.plans:
            raise RegisterError(f"no plan {name!r}{nearest(name, list(self.plans))}")
        return self.plans[name]
