"""The rug: members by indicators, each cell a value and words, tinted by how far ahead or behind it is.

Orange is behind, blue is ahead: strong where the difference is more than chance at 99.8 %, faint at 95 % or where
nobody can tell, none where it is similar. Withheld cells are hatched and say no more than that they are withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.analysis.cohort import FEWEST
from dashboard.analysis.model import Point
from dashboard.answers.columns import Column
from dashboard.answers.members import Cell, Row
from dashboard.answers.rug import NAME, PUPILS, Rug
from dashboard.components.addresses import indicator_address, place_address
from dashboard.components.quick import quick
from dashboard.components.values import inline, short_value, unit_note
from etl.catalogue import Indicator

TALL = 15
"""Rows from which on a table that is shown whole scrolls by itself, so that its head stays in sight."""

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
    found: Rug,
    *,
    than: str,
    members: str,
    label: str,
    query: Mapping[str, str | None],
    sorted_by: Callable[[str], str],
    shown: int | None = None,
) -> html.Div:
    """The table with its key. ``members`` heads the first column, ``than`` names the comparator, ``query`` is carried
    into the links, ``sorted_by`` gives the address of the same screen in another order, and only the first ``shown``
    rows are drawn. A table that is drawn whole says so: then ``assets/rug.js`` sorts it where it stands."""
    whole = shown is None or shown >= len(found.rows)
    head = html.Thead(
        [
            *_themes(found),
            html.Tr(
                [
                    _head(found, NAME, [members], sorted_by),
                    _head(found, PUPILS, ["Pupils"], sorted_by, className="num n"),
                    *(_column(found, column, sorted_by) for column in found.columns),
                ]
            ),
        ]
    )
    rows = list(zip(found.rows, found.keys, strict=True))[: None if whole else shown]
    body = html.Tbody([_row(row, keys, found.columns, query) for row, keys in rows], className="rug-members")
    foot = html.Tbody(
        [
            _row(found.own, (), found.columns, None),
            html.Tr(
                [html.Th(than, scope="row"), html.Td("", className="num n")]
                + [
                    _reference(column.indicator, point)
                    for column, point in zip(found.columns, found.reference, strict=True)
                ]
            ),
        ],
        className="rug-total",
    )
    table = html.Table(
        [html.Caption(label, className="vh"), head, body, foot],
        className="rug",
        style={"--columns": len(found.columns)},
        **({"data-whole": "", "data-of": found.of} if whole else {}),
    )
    tall = " rug-tall" if whole and len(rows) > TALL else ""
    return html.Div([html.Div(table, className=f"scroll{tall}", role="group", **{"aria-label": label}), _key()])


def _themes(found: Rug) -> list[html.Tr]:
    """The themes over their columns, where some theme has more than one."""
    if all(count == 1 for _, count in found.themes):
        return []
    over = [html.Th(title, scope="colgroup", colSpan=count) for title, count in found.themes]
    return [html.Tr([html.Td(), html.Td(className="n"), *over], className="rug-themes")]


def _head(
    found: Rug,
    by: str,
    name: list[Any],
    sorted_by: Callable[[str], str],
    *,
    className: str = "",  # noqa: N803
) -> html.Th:
    """A column's head: its name sorts by it, and once it does, turns the order round."""
    now = found.by == by
    turned = now and not found.descending
    link = html.A(
        name[0],
        href=sorted_by(f"-{by}" if turned else by),
        className="rug-sort",
        title=order_words(found, by),
        **{"data-by": by},
    )
    held = {"aria-sort": "descending" if found.descending else "ascending"} if now else {}
    return html.Th([link, *name[1:]], scope="col", className=className, **held)


def order_words(found: Rug, by: str) -> str:
    """What stands first when the table is sorted by that: ``Furthest behind on persistent absence first``."""
    if by in (NAME, PUPILS):
        return "By name, from A to Z" if by == NAME else "Most pupils first"
    indicator = next(column.indicator for column in found.columns if column.indicator.id == by)
    first = "Highest" if indicator.polarity == "neutral" else "Furthest behind on"
    return f"{first} {inline(indicator.short)} first"


def _column(found: Rug, column: Column, sorted_by: Callable[[str], str]) -> html.Th:
    note = unit_note(column.indicator)
    more = html.A(
        column.period.label,
        href=indicator_address(column.indicator.id, found.own.place.place_id),
        **{"aria-label": f"{column.indicator.short}, {column.period.label}: the indicator’s own screen"},
    )
    below = html.Span([more, f" · {note}" if note else ""], className="sub")
    return _head(found, column.indicator.id, [column.indicator.short, below], sorted_by)


def _row(
    row: Row, keys: Sequence[int | None], columns: Sequence[Column], query: Mapping[str, str | None] | None
) -> html.Tr:
    name = (
        row.place.name
        if query is None
        else quick(html.A, row.place.name, href=place_address(row.place.place_id, **query))
    )
    pupils = "" if row.place.pupils is None else f"{row.place.pupils:,}"
    places = {} if row.place.pupils is None else {"data-k": -row.place.pupils}
    cells = [
        _cell(column.indicator, cell, key)
        for column, cell, key in zip(columns, row.cells, keys or [None] * len(columns), strict=True)
    ]
    first = [quick(html.Th, name, scope="row"), quick(html.Td, pupils, className="num n", **places)]
    return quick(html.Tr, [*first, *cells])


def _cell(indicator: Indicator, cell: Cell, key: int | None) -> html.Td:
    """A cell; ``key`` is its place in the order of its column, and a cell that has none sorts last by name."""
    place = {} if key is None else {"data-k": key}
    if cell.value is None:
        word, why = WITHHELD.get(cell.status, (cell.status.replace("_", " "), ""))
        kind = "rug-c" if cell.status in ("suppressed", "low", "unreliable") else "rug-na"
        withheld = [quick(html.Span, word, className="rug-value")] if kind == "rug-c" else [word]
        return quick(html.Td, [*withheld, *_two("", why)[1:]], className=f"rug-cell {kind}")
    if indicator.aggregation == "school_count" and cell.point is not None and cell.point.denominator == 1:
        said = "yes" if cell.value else "no"
        return quick(html.Td, _two(said, ""), className=f"rug-cell {tone(indicator, cell)}", **place)
    estimated = " (est.)" if cell.status == "estimated" else ""
    told = [quick(html.Span, f"as {cell.before}", className="rug-words")] if cell.before else []
    return quick(
        html.Td,
        [*_two(short_value(cell.value, indicator) + estimated, against(indicator, cell)), *told],
        className=f"rug-cell {tint(cell)}",
        **place,
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
    return html.Td(short_value(point.value, indicator), className="rug-cell rug-ref")


def _two(value: str, below: str) -> list[Any]:
    """A value, and smaller words below it; the value is bare text, since a long table has thousands."""
    return [value, quick(html.Span, below, className="rug-words")] if below else [value]


def _key() -> html.Ul:
    return html.Ul(
        [html.Li([html.Span(className=f"swatch {tone}"), words_]) for tone, words_ in KEY], className="rug-key"
    )
