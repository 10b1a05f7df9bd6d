"""A table as an Excel workbook: the rows on one sheet, ready to sort and filter, and what is to be known on another.

Numbers are numbers that look as on screen, days are days. Every text is stored as text and marked so (Excel's leading
apostrophe), so that one which begins like a formula stays what was written even when somebody edits the cell.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from dashboard.exports.about import About
from dashboard.exports.cells import Number, Value
from dashboard.exports.grid import Column, Grid
from dashboard.figures.tokens import colours
from etl.findings_file import ACTIVE

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT = "About"
NARROWEST, WIDEST = 9, 60
DAY, MOMENT = "d mmmm yyyy", "d mmmm yyyy hh:mm"


def table_xlsx(grid: Grid, told: About) -> bytes:
    """The workbook; the sheet of rows stands first."""
    from openpyxl import Workbook  # noqa: PLC0415 - takes a while to import

    book = Workbook()
    rows = book.worksheets[0]
    rows.title = "Table"
    _rows(rows, grid)
    _about(book.create_sheet(ABOUT), told)
    book.properties.title = _legal(told.title)
    book.properties.subject = _legal(told.shows)
    book.properties.creator = "Outcomes Board"
    book.properties.created = book.properties.modified = datetime.combine(told.made, time.min)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, column in enumerate(grid.columns, start=1):
        head = sheet.cell(1, number)
        _put(head, column.name)
        head.font = Font(bold=True, color=_colour("paper"))
        head.fill = PatternFill("solid", fgColor=_colour("d-place"))
        head.alignment = Alignment(
            horizontal="right" if column.is_number else "left", vertical="center", wrap_text=True
        )
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
        for row, value in enumerate(column.values, start=2):
            cell = sheet.cell(row, number)
            _put(cell, value)
            aligned = "right" if column.is_number else None
            cell.alignment = Alignment(horizontal=aligned, vertical="top", wrap_text=isinstance(value, str))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _about(sheet: Worksheet, told: About) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415

    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 100
    sheet.sheet_view.showGridLines = False
    for row, (name, value) in enumerate(told.pairs, start=1):
        _put(sheet.cell(row, 1), name)
        _put(sheet.cell(row, 2), value)
        sheet.cell(row, 1).font = Font(bold=True)
        for cell in sheet[row]:
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            cell.border = Border(bottom=Side("thin", color=_colour("rule")))


def _colour(token: str) -> str:
    """A colour of the screens in the light, as a workbook has it: opaque."""
    return f"FF{colours('light')[token].removeprefix('#').upper()}"


def _legal(text: str) -> str:
    """The text without the control marks that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    legal: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return legal


def _put(cell: Cell, value: Value) -> None:
    if value == "":
        return
    if isinstance(value, Number):
        cell.value = int(value.value) if value.decimals == 0 else value.value
        cell.number_format = number_format(value)
    elif isinstance(value, date):
        # A workbook knows no time zones: what it shows is UTC, as everywhere on the board.
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
    else:
        cell.value = _legal(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(ACTIVE)


def number_format(number: Number) -> str:
    """How Excel shows a number as the screen does.

    >>> number_format(Number(58.0, decimals=1, unit="%")), number_format(Number(0.38, decimals=2, signed=True))
    ('0.0"%"', '+0.00;-0.00;0.00')
    """
    digits = "#,##0" if number.grouped or number.unit == "£" else "0"
    digits += "." + "0" * number.decimals if number.decimals else ""
    if number.unit == "£":
        digits = f'"£"{digits}'
    elif number.unit == "%":
        digits += '"%"'
    return f"+{digits};-{digits};{digits}" if number.signed else digits


def _width(column: Column) -> float:
    longest = max((_length(each) for each in column.values), default=0)
    head = max((len(word) for word in column.name.split()), default=0) + 4
    return min(max(longest + 2, head, NARROWEST), WIDEST)


def _length(value: Value) -> int:
    if isinstance(value, Number):
        return len(f"{value.value:,.{value.decimals}f}") + len(value.unit)
    return 16 if isinstance(value, date) else len(value)
