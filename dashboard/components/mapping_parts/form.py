"""The form: which column is place, period, group, phase and figure. Every choice is in the address of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dash import html

from dashboard.answers import layout_choices as choices
from dashboard.answers.layout_choices import NONE
from dashboard.answers.new_layout import Described
from dashboard.components import fields, layout
from etl import groups
from etl.catalogue import Catalogue
from etl.layouts.layout import LEVEL_COLUMN, NOT_USED, Figure
from etl.layouts.layout_guess import DATE_FORMATS
from etl.periods import KINDS

Options = Sequence[tuple[str, str]]

WAYS = {
    "year": "years: 2024/25, 202425 or 2024",
    "ends": "one year, in which the period ends: 2025",
    "identified": "a DfE period, with its kind in another column",
    "date": "dates",
    "declared": "not in the file: said when it is loaded",
}
MEANINGS = {
    "blank": "nothing at all",
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
    "not_available": "not available",
    "low": "low, rounds to zero",
    "unreliable": "unreliable",
}


def form(made: Described, given: Mapping[str, str], catalogue: Catalogue, *, action: str) -> html.Form:
    """All the fields, those that the content tells filled in."""
    return html.Form(
        [
            html.H2("What the columns hold"),
            fields.hidden(file=made.file),
            _table(made),
            _place(made),
            _period(made),
            _cut(made, "group", "Pupil group", [(key, groups.label(key)) for key in groups.LABELS]),
            _cut(made, "phase", "Phase", [(key, key.replace("_", " ")) for key in choices.PHASE_WORDS[:-1]]),
            *_figures(made, given, catalogue),
            _symbols(made),
            html.Button("Show the first rows", type="submit", className="button submit"),
        ],
        action=action,
        method="get",
        className="mapping",
        **{"aria-label": "What the columns hold"},
    )


def _table(made: Described) -> html.Fieldset | None:
    """Sheet and header row."""
    top = [(str(n), f"row {n}: {_short(row)}") for n, row in enumerate(made.sheet.top[:12], start=1) if any(row)]
    chosen = [_choice("header", "Header", top, str(made.layout.header_row), str(made.guess.header_row))]
    if len(made.sheets) > 1:
        names = [(name, name) for name in made.sheets]
        chosen.insert(0, _choice("sheet", "Sheet", names, made.sheet.name, made.sheets[0]))
    return _set("Table", chosen)


def _place(made: Described) -> html.Fieldset:
    guessed = (*made.guess.place, None, None)
    here = (*made.layout.place, None, None)
    level = list(choices.LEVELS.items())
    chosen = [_choice("level", "The rows are about", level, made.layout.level, made.guess.level)]
    if made.layout.level == LEVEL_COLUMN:
        chosen.append(_column(made, "level_column", "Kind of place"))
    chosen += [
        _choice("place", "Place", _columns(made), here[0], guessed[0]),
        _choice("place2", "Or else, where that is blank or unknown", _columns(made), here[1], guessed[1]),
    ]
    rows = [(each, "not used" if each == NOT_USED else choices.LEVELS[each]) for each in choices.ROW_LEVELS]
    listed = made.layout.levels if made.layout.level == LEVEL_COLUMN else {}
    return _set("Place", chosen, _words("level", listed, made.guess.levels, rows))


def _period(made: Described) -> html.Fieldset:
    said, guess = made.layout, made.guess
    chosen = [_choice("way", "Written as", list(WAYS.items()), said.way, guess.way)]
    if said.way != "declared":
        chosen.append(_column(made, "period", "Period"))
    if said.way == "identified":
        chosen.append(_column(made, "identifier", "Its kind"))
    if said.way == "date":
        forms = [(form, _EXAMPLES[form]) for form in DATE_FORMATS]
        chosen.append(_choice("format", "Dates look like", forms, said.date_format, guess.date_format))
    kinds = [(NONE, "as the indicator is kept"), *((kind, kind.replace("_", " ")) for kind in KINDS)]
    chosen.append(_choice("kind", "Kind of period", kinds, said.kind, guess.kind))
    return _set("Period", chosen)


_EXAMPLES = {
    "%d/%m/%Y": "31/08/2025", "%Y-%m-%d": "2025-08-31", "%d-%m-%Y": "31-08-2025", "%d.%m.%Y": "31.08.2025",
    "%d %B %Y": "31 August 2025", "%d %b %Y": "31 Aug 2025", "%d-%b-%Y": "31-Aug-2025", "%d/%m/%y": "31/08/25",
}  # fmt: skip


def _cut(made: Described, name: str, label: str, ids: Options) -> html.Fieldset:
    column = getattr(made.layout, name)
    words, guessed = getattr(made.layout, f"{name}s"), getattr(made.guess, f"{name}s")
    options = [*ids, (NOT_USED, "not used")]
    whole = "All pupils" if name == "group" else "All phases"
    return _set(label, [_column(made, name, "Column", none=f"none: {whole.lower()}")],
                _words(name, words if column else {}, guessed, options))  # fmt: skip


def _figures(made: Described, given: Mapping[str, str], catalogue: Catalogue) -> list[html.Fieldset]:
    series = _column(made, "series", "Rows say what they are about in", none="no column: each figure has its own")
    themes = [(each.id, each.name) for each in catalogue.indicators.values()]
    if made.layout.series is None:
        lines = [
            _figure_row(made, number, choices.guessed_figure(made.guess, number), given, themes)
            for number in range(1, choices.rows(made.guess, given) + 1)
        ]
        return [_set("Figures", [series], html.Div(lines, className="figure-rows"))]
    shared = made.guess.figures[0] if made.guess.figures else Figure("")
    columns = [
        _choice(key, label, _columns(made), _now(made, given, key, guessed), guessed)
        for key, label, guessed in (("v", "Value", shared.value), ("n", "Numerator", shared.numerator),
                                    ("d", "Denominator", shared.denominator))
    ]  # fmt: skip
    guessed = {each.series or "": each.indicator for each in made.guess.figures}
    said = {word: _said(given, f"i:{word}", found) for word, found in guessed.items()}
    return [_set("Figures", [series, *columns], _words("i", said, guessed, [(NONE, "not used"), *themes]))]


def _figure_row(made: Described, number: int, guessed: Figure, given: Mapping[str, str], themes: Options) -> html.Div:
    indicator = _said(given, f"i{number}", guessed.indicator)
    parts = (
        ("v", "Value", guessed.value),
        ("n", "Numerator", guessed.numerator),
        ("d", "Denominator", guessed.denominator),
    )
    options = [(NONE, "not used"), *themes]
    return html.Div(
        [
            _choice(f"i{number}", f"Indicator {number}", options, indicator, guessed.indicator),
            *(
                _choice(f"{key}{number}", label, _columns(made), _now(made, given, f"{key}{number}", found), found)
                for key, label, found in parts
            ),
        ],
        className="figure-row",
    )


def _symbols(made: Described) -> html.Fieldset | None:
    if not made.guess.symbols:
        return None
    words = _words("symbol", made.layout.symbols, made.guess.symbols, list(MEANINGS.items()))
    return _set("Cells without a number", [], words)


def _set(name: str, fields: Iterable[Any], *more: Any) -> html.Fieldset:
    return html.Fieldset([html.Legend(name), *fields, *layout.present(more)])


def _words(field: str, said: Mapping[str, str], guessed: Mapping[str, str], options: Options) -> html.Div | None:
    """A meaning for each word of a column."""
    if not said:
        return None
    listed = [
        _choice(f"{field}:{word}", f"“{word}” is", options, target, guessed.get(word)) for word, target in said.items()
    ]
    return html.Div(listed, className="wordlist")


def _column(made: Described, name: str, label: str, *, none: str = "none") -> html.Label:
    return _choice(name, label, _columns(made, none=none), getattr(made.layout, name), getattr(made.guess, name))


def _columns(made: Described, *, none: str = "none") -> Options:
    return [(NONE, none), *((column.name, column.name) for column in made.columns)]


def _choice(name: str, label: str, options: Options, value: str | None, guessed: str | None) -> html.Label:
    """A drop-down whose guessed option has no value: the address holds only what differs from the guess."""
    default = guessed or NONE
    here = value or NONE
    return layout.choice(
        name, label, [("" if key == default else key, words) for key, words in options], "" if here == default else here
    )


def _now(made: Described, given: Mapping[str, str], field: str, guessed: str | None) -> str | None:
    said = given.get(field)
    return None if said == NONE else said if said in {column.name for column in made.columns} else guessed


def _said(given: Mapping[str, str], field: str, guessed: str) -> str:
    said = given.get(field)
    return "" if said == NONE else said or guessed


def _short(row: Sequence[str]) -> str:
    shown = ", ".join(cell for cell in row if cell.strip())
    return shown if len(shown) < 60 else f"{shown[:57]}…"
