"""What section 3 of the issue promises, what was found, and whether it is met: one line a promise, one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Form = Literal["ratio", "ms", "s", "KB", "MB", "a second"]
_WORDS: dict[Form, str] = {
    "ratio": "{:.2f}", "ms": "{:,.0f} ms", "s": "{:.1f} s", "KB": "{:,.0f} KB", "MB": "{:,.0f} MB",
    "a second": "{:,.1f}/s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promise:
    """``ours`` and ``ordinary`` are what was measured, in ``form``. ``found`` is what the promise is about, in
    ``promised_in``: often the ratio of the two. It is met at ``limit`` or below, or ``at_least`` at it or above;
    without a limit the line is for comparison only."""

    what: str
    form: Form
    ours: float | None
    ordinary: float | None
    found: float | None = None
    limit: float | None = None
    promised_in: Form = "ratio"
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        if self.limit is None or self.found is None:
            return None
        return self.found >= self.limit if self.at_least else self.found <= self.limit


def print_promises(promises: list[Promise], *, title: str) -> None:
    """The table; a promise that is not met stands out."""
    table = Table(title=title, title_justify="left")
    for head in ("", "Outcomes Board", "ordinary Dash", "found", "required", ""):
        table.add_column(head, justify="left" if not head else "right")
    for each in promises:
        verdict = {True: "met", False: "NOT MET", None: ""}[each.met]
        table.add_row(
            each.what,
            _said(each.ours, each.form),
            _said(each.ordinary, each.form),
            _said(each.found, each.promised_in),
            "" if each.limit is None else f"{'at least' if each.at_least else 'at most'} {_limit(each)}",
            verdict,
            style="red" if each.met is False else "",
        )
    Console(width=140).print(table)


def _limit(promise: Promise) -> str:
    words = _WORDS[promise.promised_in].split("}")[1]
    return f"{promise.limit:,.10g}{words}"


def _said(value: float | None, form: Form) -> str:
    return "" if value is None else _WORDS[form].format(value)
