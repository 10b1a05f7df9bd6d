"""The rug: members by indicators, each cell a value and words, tinted by how far ahead or behind it is.

Orange is behind, blue is ahead: strong where the difference is more than chance at 99.8 %, faint at 95 % or where
nobody can tell, none where it is similar. Withheld cells are hatched and say no more than that they are withheld.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.analysis import words
from dashboard.analysis.cohort import FEWEST
from dashboard.analysis.model import Point
from dashboard.answers.columns import Column
from dashboard.answers.members import Cell, Row
from dashboard.components import layout
from dashboard.components.addresses import indicator_address, place_link
from dashboard.components.values import short_value, unit_note
from etl.catalogue import Indicator

WITHHELD = {
    "suppressed": ("suppressed", "small numbers"),
    "not_applicable": ("not applicable", ""),
    "not_available": ("no figure", "too few members have one"),
    "low": ("low", "rounds to zero"),
    "unreliable": ("withheld", "unreliable"),
    "no_row": ("–", ""),
}
KEY = (
    ("rug-b2", "worse at 99.8 %, the level for many at once"),
    ("rug-b1", "worse at 95 %, or behind without pupil numbers to test"),
    ("rug-a1", "better or ahead, likewise"),
    ("rug-a2", "better at 99.8 %"),
    ("rug-0", f"similar, level, not compared, or fewer than {FEWEST} pupils"),
    ("rug-c", "suppressed or withheld, with the reason"),
)


def rug(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    own: Row,
    reference: Sequence[Point | None],
    than: str,
    members: str,
    label: str,
    query: dict[str, str | None],
) -> html.Div:
    """The table with its key. ``members`` heads the first column, ``than`` names the comparator, ``query`` is carried
    into the links."""
    head = html.Thead(
        html.Tr(
            [
                html.Th(members, scope="col"),
                html.Th("Pupils", scope="col", className="num n"),
                *(_column(column, own.place.place_id) for column in columns),
            ]
        )
    )
    body = html.Tbody([_row(row, columns, query) for row in rows])
    foot = html.Tbody(
        [
            _row(own, columns, None),
            html.Tr(
                [html.Th(than, scope="row"), html.Td("", className="num n")]
                + [_reference(column.indicator, point) for column, point in zip(columns, reference, strict=True)]
            ),
        ],
        className="rug-total",
    )
    table = html.Table([html.Caption(label, className="vh"), head, body, foot], className="rug")
    return html.Div([layout.scroll(table, label=label), _key()])


def _column(column: Column, place_id: str) -> html.Th:
    note = unit_note(column.indicator)
    below = " · ".join([column.period.label, *([note] if note else [])])
    link = html.A(column.indicator.short, href=indicator_address(column.indicator.id, place_id))
    return html.Th([link, html.Span(below, className="sub")], scope="col")


def _row(row: Row, columns: Sequence[Column], query: dict[str, str | None] | None) -> html.Tr:
    name = row.place.name if query is None else place_link(row.place, **query)
    pupils = "" if row.place.pupils is None else f"{row.place.pupils:,}"
    cells = [_cell(column.indicator, cell) for column, cell in zip(columns, row.cells, strict=True)]
    return html.Tr([html.Th(name, scope="row"), html.Td(pupils, className="num n"), *cells])


def _cell(indicator: Indicator, cell: Cell) -> html.Td:
    if cell.value is None:
        word, why = WITHHELD.get(cell.status, (cell.status.replace("_", " "), ""))
        kind = "rug-c" if cell.status in ("suppressed", "low", "unreliable") else "rug-na"
        return html.Td(_two(word, why), className=f"rug-cell {kind}")
    if indicator.aggregation == "school_count" and cell.point is not None and cell.point.denominator == 1:
        return html.Td(_two("yes" if cell.value else "no", ""), className=f"rug-cell {tone(indicator, cell)}")
    estimated = " (est.)" if cell.status == "estimated" else ""
    told = [html.Span(f"as {cell.before}", className="rug-words")] if cell.before else []
    return html.Td(
        [*_two(short_value(cell.value, indicator) + estimated, against(indicator, cell)), *told],
        className=f"rug-cell {tint(cell)}",
    )


def tint(cell: Cell) -> str:
    """The class of a cell: side by standing, strength by whether the difference holds at 99.8 %, the level for looking
    at many at once. What is similar has no colour, nor have too few, who have no standing; without an interval to go
    by the side is tinted faintly."""
    if cell.standing not in ("ahead", "behind") or cell.word == "similar":
        return "rug-0"
    return f"rug-{'a' if cell.standing == 'ahead' else 'b'}{2 if cell.alert else 1}"


def tone(indicator: Indicator, cell: Cell | None) -> str:
    """The colour of a member wherever one stands for it: that of its cell, ``rug-c`` wherever no figure is shown,
    whatever the reason. A yes or no is faint on its worse side."""
    if cell is None or cell.value is None:
        return "rug-c"
    if indicator.aggregation == "school_count" and cell.point is not None and cell.point.denominator == 1:
        return "rug-0" if bool(cell.value) is (indicator.polarity != "lower") else "rug-b1"
    return tint(cell)


def against(indicator: Indicator, cell: Cell) -> str:
    """``worse, 10 behind``, ``similar, 4 ahead``, ``level``; without an interval ``10 behind`` alone; the bare
    difference where neither end is better; ``too few to compare`` where fewer than eleven are counted."""
    if cell.gap is None:
        return ""
    said = None if cell.word == "not_tested" else cell.word
    if cell.standing is None:
        if said is None and indicator.polarity != "neutral":
            return "too few to compare"
        return ", ".join(filter(None, [said, words.signed(cell.gap, indicator)]))
    if cell.standing == "level":
        return "level"
    return ", ".join(filter(None, [said, f"{words.number(abs(cell.gap), indicator.decimals)} {cell.standing}"]))


def _reference(indicator: Indicator, point: Point | None) -> html.Td:
    if point is None or point.value is None:
        return html.Td(_two("–", "not published"), className="rug-cell rug-na")
    return html.Td(html.Span(short_value(point.value, indicator), className="rug-value"), className="rug-cell rug-ref")


def _two(value: str, below: str) -> list[html.Span]:
    found = [html.Span(value, className="rug-value")]
    return [*found, html.Span(below, className="rug-words")] if below else found


def _key() -> html.Ul:
    return html.Ul(
        [html.Li([html.Span(className=f"swatch {tone}"), words_]) for tone, words_ in KEY], className="rug-key"
    )
