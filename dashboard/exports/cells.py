"""What a cell of a table on screen says: its own words, the smaller ones below them, and the number or day they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.analysis.words import MINUS
from dashboard.components.svg import Svg
from dashboard.components.tree import HTML, elements
from etl.periods import MONTHS

BELOW = frozenset(("sub", "rug-words", "by", "ties"))
"""Classes of words that stand below a value or after it, and say more about it."""
UNSEEN = "vh"
_SEAM = "\x00"
"""Where one element ends and another begins: a blank between two words, nothing beside a sign or a blank."""
_SEAMS = re.compile(rf"(?<=\w){_SEAM}+(?=\w)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Signs that no XML may hold, and so no workbook and no SVG."""
_BLOCKS = frozenset((html.Div, html.P, html.Li, html.Details, html.H3, html.H4))
_DASHES = ("–", "—")
_ESTIMATED = (" (est.)", " (estimated)")

_NUMBER = re.compile(
    rf"(?P<sign>[+{MINUS}-]?)(?P<pound>£?)(?P<digits>0|[1-9]\d*|[1-9]\d{{0,2}}(?:,\d{{3}})+)(?:\.(?P<decimals>\d+))?"
    r"(?P<unit>%| percentage points?| points?| FTE| full-time equivalents?| per 100 \w+)?"
)
_MONTHS = {name: number for number, whole in enumerate(MONTHS, start=1) for name in (whole, whole[:3])}
_DAY = re.compile(
    r"(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]+) (?P<year>\d{4})(?:(?: at|,) (?P<hour>\d\d):(?P<minute>\d\d))?"
)
_ONE = {
    " percentage point": " percentage points",
    " point": " points",
    " full-time equivalent": " full-time equivalents",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands on screen: rounded as printed, with what was printed around it."""

    value: float
    decimals: int = 0
    unit: str = ""
    signed: bool = False
    grouped: bool = False


Value = Number | date | str
"""What a cell holds once it is read; a ``datetime`` is a ``date`` too. No words at all are ``""``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``value`` is the cell's own, ``note`` the words below it; ``drawn`` is a cell that holds a drawing alone."""

    value: Value = ""
    note: str = ""
    drawn: bool = False


def cell(node: Any) -> Cell:
    """What a table cell says.

    What a cell only says to a screen reader is a note, or its value where it says nothing else. The folds inside a cell
    that hold a table of their own (how a verdict is worked out) are left to the screen.
    """
    own: list[str] = []
    below: list[str] = []
    unseen: list[str] = []
    drawings = _read(node, own, below, unseen)
    text, note, hidden = _joined(own), _joined(below), _joined(unseen).strip(" :,")
    if hidden and not text:
        text = hidden
    elif hidden and text in _DASHES:
        note = "; ".join(filter(None, (hidden, note)))
    if text.endswith(_ESTIMATED):
        text, note = text.rpartition(" (")[0], "; ".join(filter(None, ("estimated", note)))
    return Cell(value(text), note, drawn=bool(drawings) and not text)


def words(node: Any) -> str:
    """All that a component says, in one line: for captions, headings and names."""
    found: list[str] = []
    _read(node, found, found, found)
    return _joined(found)


def value(text: str) -> Value:
    """A number, a day or the text itself. What begins with a nought, as codes do, is text.

    >>> value("−0.57"), value("14 May 2026"), value("suppressed"), value("012")
    (Number(-0.57), datetime.date(2026, 5, 14), 'suppressed', '012')
    """
    if found := _NUMBER.fullmatch(text):
        digits, decimals = found["digits"], found["decimals"] or ""
        amount = float(digits.replace(",", "") + (f".{decimals}" if decimals else ""))
        unit = "£" if found["pound"] else (found["unit"] or "")
        return Number(
            -amount if found["sign"] in (MINUS, "-") else amount,
            decimals=len(decimals),
            unit=_ONE.get(unit, unit).strip(),
            signed=found["sign"] == "+",
            grouped="," in digits,
        )
    if found := _DAY.fullmatch(text):
        return _day(found) or text
    return text


def _day(found: re.Match[str]) -> date | None:
    month = _MONTHS.get(found["month"])
    try:
        day = date(int(found["year"]), month or 0, int(found["day"]))
    except ValueError:  # the 31st of June is what somebody wrote, and stays as they wrote it
        return None
    if found["hour"] is None:
        return day
    return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]))


def _read(node: Any, own: list[str], below: list[str], unseen: list[str]) -> int:
    """Put the words of a node where they belong; returns how many drawings it holds."""
    kind = type(node)
    if kind is list or kind is tuple:
        return sum(_read(each, own, below, unseen) for each in node)
    if kind not in HTML:
        if isinstance(node, Svg):
            return 1
        if node is not None:
            own.append(str(node))
        return 0
    if kind is html.Table or (kind is html.Details and _holds_table(node)):
        return 0
    named = classes(node)
    into = unseen if UNSEEN in named else below if named & BELOW else own
    children = getattr(node, "children", None)
    apart = kind in _BLOCKS or into is not own
    if into:
        into.append("; " if apart else _SEAM)
    drawings = _read(children, into, below, unseen)
    if kind in _BLOCKS:
        into.append("; ")
    return drawings


def classes(node: Any) -> set[str]:
    """The classes of an element; none of a text."""
    return set((getattr(node, "className", None) or "").split())


def _holds_table(node: Component) -> bool:
    return any(type(each) is html.Table for each in elements(node))


def _joined(parts: list[str]) -> str:
    """One line: no doubled blanks, no separator at an end or beside another."""
    seamless = _SEAMS.sub(" ", "".join(parts)).replace(_SEAM, "")
    text = " ".join(_CONTROL.sub("", seamless).split())
    text = re.sub(r"(?:\s*;\s*)+", "; ", text)
    text = re.sub(r"([.:])\s*;\s*", r"\1 ", text)
    return text.strip().removeprefix(";").removesuffix(";").strip()


def pieces(children: Any) -> Iterator[Any]:
    """Children as a flat list, whatever they were given as."""
    if isinstance(children, list | tuple):
        for each in children:
            yield from pieces(each)
    elif children is not None:
        yield children
