"""How anything is written to the register: one edit at a time, many together, after the plans' files are taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Self

from dashboard.register.errors import RegisterError
from dashboard.register.readable import Readable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from dashboard.register.writing import Edit


class Writable(Readable):
    """The half of a register that writes: what its edits have in common, whatever they say.

    Raises :class:`RegisterError` where the register is read as it was at a moment.
    """

    @contextmanager
    def together(self, *, keep: bool = True) -> Iterator[Self]:
        """A register whose edits are kept all or none, and none after an error or (a rehearsal) without ``keep``.

        Nobody else can write meanwhile. Not for several threads: each takes a batch of its own.
        """
        with self._writing() as session:
            batch = copy(self)
            batch._session = session
            yield batch
            if not keep:
                session.rollback()

    def follow_plans(self) -> None:
        """Take in every plan's file as it now is: what it begins, withdraws and brings back (:mod:`plan_sync`)."""
        with self._writing() as session:
            for plan in self.plans:
                self._follow(session, plan)

    @contextmanager
    def _editing(self, by: str, plan: str | None) -> Iterator[Edit]:
        """One edit that nobody else's can come between; the plan's file is taken in first."""
        from dashboard.register.writing import Edit

        with self._writing() as session:
            if plan is not None:
                self._follow(session, plan)
            yield Edit(session, by=by, now=self.clock())

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        if self.moment is not None:
            raise RegisterError("this is the register as it was, which nobody can change")
        if self._session is not None:
            yield self._session
            return
        with self.database.writing() as session:
            yield session

    def _follow(self, session: Session, plan: str) -> None:
        from dashboard.register import plan_sync
        from dashboard.register.writing import Edit

        the_plan = self._plan(plan)
        if plan not in self._hashes:
            self._hashes[plan] = plan_sync.fingerprint(the_plan)
        plan_sync.follow(
            session,
            plan,
            the_plan,
            sha256=self._hashes[plan],
            edit=lambda: Edit(session, by=plan_sync.BY, now=self.clock()),
        )

    def _today(self) -> date:
        return self.clock().astimezone().date()
