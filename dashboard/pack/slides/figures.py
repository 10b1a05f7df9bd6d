"""Figures of a plan as rows of a table, each with its verdict; those that wait for a figure are folded by reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.pack.model import Figure, Part, Said, Waiting
from dashboard.pack.slides import style
from dashboard.pack.slides.deck import Paragraph, Run, verdict
from dashboard.pack.slides.table import Column, Sheet, TableRow

PLAN = (
    Column("Measure", 196),
    Column("Figure", 186),
    Column("Latest", 66, number=True),
    Column("Year", 52),
    Column("Gap to comparator", 158),
    Column("Verdict on the target", 112),
    Column("Since last year", 118),
)
WIDE = (
    Column("Measure and figure", 312),
    Column("Latest", 76, number=True),
    Column("Gap to comparator", 166),
    Column("Verdict on the target", 184),
    Column("Since last year", 150),
)
"""Both over the whole width of a slide: 888 points."""
NARROW = (Column("Measure and figure", 212), Column("Latest", 76, number=True), Column("Gap and verdict", 172))
"""Beside a chart."""

Cells = Sequence[Sequence[Paragraph]]


def plan_sheet(parts: Iterable[Part], *, size: float) -> Sheet:
    """The plan on a page: a band a priority, then its figures, one line each where the width allows."""
    rows: list[TableRow] = []
    for part in parts:
        head = [Run(f"{part.name}  ", size + 1, True), Run(part.headline, size, False, style.INK_2)]
        rows.append(TableRow([[head]], band=True))
        before = None
        for each in part.figures:
            same = each.measure == before
            rows.append(TableRow(_line(each, size, named=not same), light=same, again=_line(each, size, named=True)))
            before = each.measure
        rows += [TableRow(_waiting_line(each, size)) for each in part.waiting]
    return Sheet(PLAN, rows, size)


def narrow_sheet(part: Part, *, size: float) -> Sheet:
    """A priority's figures beside a chart, with the reasons of their verdicts."""
    rows = [TableRow(_narrow(each, size)) for each in part.figures]
    rows += [
        TableRow([[_name(each, size)], [[]], [_not_judged(size), _quiet(each.why, size - 1)]]) for each in part.waiting
    ]
    return Sheet(NARROW, rows, size)


def wide_sheet(part: Part, *, size: float) -> Sheet:
    """The same over the whole width; row by row the figures of the narrow one."""
    rows = [TableRow(_wide(each, size)) for each in part.figures]
    rows += [
        TableRow([[_name(each, size)], [[]], [[]], [_not_judged(size), _quiet(each.why, size - 1)], [[]]])
        for each in part.waiting
    ]
    return Sheet(WIDE, rows, size)


def _line(each: Figure, size: float, *, named: bool) -> Cells:
    name = [Run(each.measure, size, True)] if named else []
    figure = [Run(each.name, size)]
    said = verdict(each.verdict, size=size)
    if each.value is None:
        return [[name], [figure], [[]], [[]], [_quiet(each.missing or "", size - 1)], [said], [[]]]
    value, year = [Run(each.value, size, True)], _quiet(each.period, size)
    return [[name], [figure], [value], [year], [[Run(each.gap, size)]], [said], [_since(each, size)]]


def _waiting_line(each: Waiting, size: float) -> Cells:
    name = [Run(each.measure, size)]
    return [[name], [_quiet(each.names, size)], [[]], [[]], [_quiet(each.why, size)], [_not_judged(size)], [[]]]


def _wide(each: Figure, size: float) -> Cells:
    name = [[Run(each.measure, size, True)], _quiet(each.name, size - 1)]
    said = [verdict(each.verdict, size=size), *_brief(each, size)]
    if each.value is None:
        return [name, [[]], [_quiet(each.missing or "", size - 1)], said, [[]]]
    amount = [_quiet(each.amount, size - 1)] if each.amount else []
    return [name, _value(each, size), [[Run(each.gap, size)]], said, [_since(each, size), *amount]]


def _narrow(each: Figure, size: float) -> Cells:
    name = [[Run(each.measure, size, True)], _quiet(each.name, size - 1)]
    said: list[Paragraph] = [verdict(each.verdict, size=size), *_brief(each, size)]
    if each.value is None:
        return [name, [[]], [*said, _quiet(each.missing or "", size - 1)]]
    since = [[*_quiet("since last year ", size - 1), *_since(each, size - 1)]] if each.since else []
    return [name, _value(each, size), [[Run(each.gap, size)], *said, *since]]


def _brief(each: Figure, size: float) -> list[Paragraph]:
    """The reason in a few words, where the gap does not say it already."""
    return [_quiet(each.brief, size - 1)] if each.brief and each.brief != each.gap else []


def _value(each: Figure, size: float) -> list[Paragraph]:
    return [[Run(each.value or "", size, True)], _quiet(each.period, size - 1)]


def _since(each: Figure, size: float) -> Paragraph:
    return verdict(each.since, size=size, bold=False) if each.since else _quiet("nothing to compare", size)


def _name(each: Waiting, size: float) -> Paragraph:
    return [Run(each.measure, size), *(_quiet(f"  {each.names}", size - 1) if each.names else [])]


def _quiet(words: str, size: float) -> list[Run]:
    return [Run(words, size, False, style.INK_2)] if words else []


def _not_judged(size: float) -> Paragraph:
    return verdict(Said("not_judged", "not judged", "none"), size=size, bold=False)
