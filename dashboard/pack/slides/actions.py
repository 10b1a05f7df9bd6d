"""The actions of a priority: what, who, by when, how a person says that it goes; and what nobody is to move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.pack.model import ActionLine, Part
from dashboard.pack.slides import fit, master, style, table
from dashboard.pack.slides.deck import Run, text
from dashboard.pack.slides.table import Column, Sheet, TableRow

SIZE = 10
ALL = master.RIGHT - master.LEFT


def sheet(part: Part) -> Sheet:
    columns = (
        Column("Action", 300),
        Column("Moves", 150),
        Column("Lead", 132),
        Column("Due", 146),
        Column("Delivery, a person's judgement", 160),
    )
    return Sheet(columns, [_action(each) for each in part.actions], SIZE)


def _action(each: ActionLine) -> TableRow:
    name = [[Run(f"{each.id}  ", SIZE - 1, False, style.INK_2), Run(each.name, SIZE)]]
    due = [[Run(each.due, SIZE, each.late, style.tone("bad") if each.late else style.INK)]]
    delivery: list[Run] = []
    if each.rag != "none":
        colour = style.of_hex(style.RAG[each.rag])
        delivery.append(Run(f"[{each.rag[0].upper()}] ", SIZE, True, colour))
    delivery.append(Run(each.delivery, SIZE))
    note = [[Run(each.note, SIZE - 1, False, style.INK_2)]] if each.note else []
    return TableRow([name, [[Run(each.measures, SIZE)]], [[Run(each.lead, SIZE)]], due, [delivery, *note]])


def loose_high(part: Part) -> float:
    return sum(fit.height(each, 11, ALL, bold=True) for each in part.loose) + (8 if part.loose else 0)


def draw(slide: Any, part: Part, rows: Sequence[TableRow], *, top: float, last: bool) -> None:
    """The actions from ``top`` on, and under the last of them the measures in trouble that nothing is to move."""
    ends = top
    if rows:
        ends = table.draw(slide, sheet(part), rows, at=(master.LEFT, top), name=f"{part.name}: actions") + 8
    if part.loose and last:
        said = [[Run(each, 11, True, style.tone("bad"))] for each in part.loose]
        text(slide, said, at=(master.LEFT, ends, ALL, loose_high(part)), name="Loose ends")
