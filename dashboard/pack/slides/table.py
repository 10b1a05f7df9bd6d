"""A native table that is split over slides by rule: rows keep whole, the head is repeated, nothing runs off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.pack.slides import fit, style
from dashboard.pack.slides.deck import Paragraph, Run, fill

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own style without fill and grid; rules are drawn by cell."""
GAP = 8.0
"""Points between two columns."""
PAD = 2.5
"""Points above and below a row's text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in points, and whether it holds numbers, which align to the right."""

    head: str
    wide: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: paragraphs a cell. ``band`` rows head a group and take the whole width; ``light`` ones continue the row
    above and have no rule over them. ``again`` are its cells where it is the first of a slide and what it continues is
    on the one before."""

    cells: Sequence[Sequence[Paragraph]]
    band: bool = False
    light: bool = False
    again: Sequence[Sequence[Paragraph]] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be laid out: columns and rows with their size of type."""

    columns: Sequence[Column]
    rows: Sequence[TableRow] = field(default_factory=tuple)
    size: float = 10


def high(row: TableRow, columns: Sequence[Column]) -> float:
    """The height of a row in points: that of its fullest cell."""
    if row.band:
        wide = sum(column.wide for column in columns)
        return _cell_high(row.cells[0], wide) + 2 * PAD + 4
    return max(_cell_high(cell, column.wide - GAP) for cell, column in zip(row.cells, columns, strict=True)) + 2 * PAD


def _cell_high(paragraphs: Sequence[Paragraph], wide: float) -> float:
    total = 0.0
    for runs in paragraphs:
        size = max((run.size for run in runs), default=4.0)
        bold = any(run.bold for run in runs)
        total += fit.lines("".join(run.text for run in runs), size, wide, bold=bold) * size * fit.LEADING
    return total


def head_high(sheet: Sheet) -> float:
    return max(fit.height(each.head, sheet.size - 1, each.wide - GAP, bold=True) for each in sheet.columns) + 2 * PAD


def split(sheet: Sheet, *, first: float, later: float) -> list[list[TableRow]]:
    """The rows in the portions that fit heights of ``first``, then ``later`` points, heads included.

    A band row never stands last. A row that is higher than a whole slide has a portion of its own.
    """
    head = head_high(sheet)
    portions: list[list[TableRow]] = [[]]
    left = first - head
    for number, given in enumerate(sheet.rows):
        row = given
        need = high(row, sheet.columns)
        following = sheet.rows[number + 1] if row.band and number + 1 < len(sheet.rows) else None
        keep = need + (high(following, sheet.columns) if following is not None else 0.0)
        if keep > left and portions[-1]:
            portions.append([])
            left = later - head
            if row.again is not None:
                row = TableRow(row.again)
                need = high(row, sheet.columns)
        portions[-1].append(row)
        left -= need
    return portions


def total_high(sheet: Sheet, rows: Sequence[TableRow]) -> float:
    return head_high(sheet) + sum(high(row, sheet.columns) for row in rows)


def draw(slide: Any, sheet: Sheet, rows: Sequence[TableRow], *, at: tuple[float, float], name: str) -> float:
    """Draw rows with the head over them; returns where the table ends. Its name is told to screen readers."""
    wide = sum(column.wide for column in sheet.columns)
    heights = [head_high(sheet), *(high(row, sheet.columns) for row in rows)]
    frame = slide.shapes.add_table(len(rows) + 1, len(sheet.columns), Pt(at[0]), Pt(at[1]), Pt(wide), Pt(sum(heights)))
    frame.name = name
    frame._element.xpath(".//p:cNvPr")[0].set("descr", name)
    table = frame.table
    _plain(table)
    for column, given in zip(table.columns, sheet.columns, strict=True):
        column.width = Pt(given.wide)
    for row, given_high in zip(table.rows, heights, strict=True):
        row.height = Pt(given_high)
    for number, column in enumerate(sheet.columns):
        words = [[Run(column.head, sheet.size - 1, True, style.INK_2)]]
        _cell(table.cell(0, number), words, column, top=None, bottom=style.INK, anchor=MSO_ANCHOR.BOTTOM)
    for line, given_row in enumerate(rows, start=1):
        _row(table, line, given_row, sheet, last=line == len(rows))
    return at[1] + sum(heights)


def _row(table: Any, line: int, row: TableRow, sheet: Sheet, *, last: bool) -> None:
    if row.band:
        table.cell(line, 0).merge(table.cell(line, len(sheet.columns) - 1))
        _cell(table.cell(line, 0), row.cells[0], sheet.columns[0], top=style.INK, bottom=style.RULE, band=True)
        return
    for number, (cell, column) in enumerate(zip(row.cells, sheet.columns, strict=True)):
        edge = None if row.light else style.RULE
        _cell(table.cell(line, number), cell, column, top=edge, bottom=style.INK if last else None)


def _cell(
    cell: Any,
    paragraphs: Sequence[Paragraph],
    column: Column,
    *,
    top: Any,
    bottom: Any,
    band: bool = False,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    cell.margin_left, cell.margin_right = Pt(0), Pt(GAP)
    cell.margin_top = cell.margin_bottom = Pt(PAD)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if band else anchor
    fill(cell.text_frame, paragraphs, align=PP_ALIGN.RIGHT if column.number and not band else PP_ALIGN.LEFT)
    own = cell._tc.get_or_add_tcPr()
    for side, colour in (("a:lnL", None), ("a:lnR", None), ("a:lnT", top), ("a:lnB", bottom)):
        own.append(_edge(own, side, colour))


def _edge(own: Any, side: str, colour: Any) -> Any:
    line = own.makeelement(qn(side), {"w": "6350" if colour is not None else "0"})
    if colour is None:
        line.append(line.makeelement(qn("a:noFill"), {}))
        return line
    solid = line.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": str(colour)}))
    line.append(solid)
    return line


def _plain(table: Any) -> None:
    own = table._tbl.tblPr
    own.set("firstRow", "1")
    own.set("bandRow", "0")
    own.find(qn("a:tableStyleId")).text = PLAIN
