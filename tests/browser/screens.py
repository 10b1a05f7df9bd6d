"""Every screen that the tests open: an address with the heading that it must have.

``tests/dashboard/test_web.py`` fails when a page of the application has no screen here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """An address, its heading, and whether it shows invented figures (then it must say so)."""

    path: str
    heading: str
    invented: bool = False

    def __str__(self) -> str:
        return self.path


SCREENS = (
    Screen("/", "Is the plan working?", invented=True),
    Screen("/plan/thurrock", "Thurrock education priorities, 2017/18"),
)
