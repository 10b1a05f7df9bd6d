"""Trying again: what a busy service, or a line that broke, asks of those who call it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx

Done = TypeVar("Done")

PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before the second to the fifth try, where the service names none."""

LONGEST = 120.0
"""A longer wait than this is the analyst's decision, not ours."""

BUSY = (408, 429, 500, 502, 503, 504)
"""Statuses that mean: not now. Any other error would be the same the next time."""


class PullError(Exception):
    """The service did not give what was asked for; the message says what, where and what to do."""


class TryAgain(Exception):
    """It failed in a way that may pass; ``after`` is how many seconds the service asks for, if it names a number."""

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Patience:
    """How the client waits; tests give a ``sleep`` that does not."""

    def __init__(self, *, say: Callable[[str], None], sleep: Callable[[float], None] = time.sleep) -> None:
        self._say, self._sleep = say, sleep

    def __call__(self, action: Callable[[], Done]) -> Done:
        """Do it until it succeeds; raises :class:`PullError` when it has failed five times or would wait too long."""
        for pause in PAUSES:
            try:
                return action()
            except TryAgain as again:
                wait = pause if again.after is None else again.after
                if wait > LONGEST:
                    raise PullError(f"{again}; it asks to wait {wait:,.0f} seconds: run this again then") from again
                self._say(f"{again}; trying again in {wait:g} seconds")
                self._sleep(wait)
        try:
            return action()
        except TryAgain as again:
            raise PullError(f"{again}; tried {len(PAUSES) + 1} times. Run this again later") from again


def retry_after(response: httpx.Response, now: datetime | None = None) -> float | None:
    """The seconds that ``Retry-After`` asks for, which may be written as a number or as a date."""
    said = response.headers.get("Retry-After")
    if said is None:
        return None
    if said.strip().isdecimal():
        return float(said)
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())
