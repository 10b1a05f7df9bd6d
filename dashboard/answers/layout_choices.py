"""The fields of the mapping form: what each is guessed to be, and what the address of the form says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from etl import groups
from etl.catalogue import Catalogue
from etl.layouts import layout_guess
from etl.layouts.figure_guess import nearest_indicator
from etl.layouts.layout import LEVEL_COLUMN, NOT_USED, Figure, Layout, PeriodWay
from etl.layouts.sample import MOST_WORDS, Column
from etl.periods import KINDS
from etl.schema import PHASES, STATUSES

NONE = "-"
"""A field that was set to nothing; one that the address leaves out is as guessed."""
MOST_FIGURES = 12
LEVELS = {
    "la": "local authorities",
    "school": "schools",
    "district": "districts",
    "region": "regions",
    "country": "England",
    "trust": "trusts",
    "cluster": "clusters",
    "any": "England, regions or authorities, told by the cell",
    LEVEL_COLUMN: "a column says which",
}
ROW_LEVELS = ("country", "region", "la", "district", "cluster", "trust", "school", NOT_USED)
WAYS: tuple[PeriodWay, ...] = get_args(PeriodWay)
MEANINGS = ("blank", *(status for status in STATUSES if status not in ("ok", "estimated")))
"""What a cell without a number may say."""
GROUPS = (*groups.LABELS, NOT_USED)
PHASE_WORDS = (*PHASES, NOT_USED)


@dataclass(frozen=True, slots=True)
class Choices:
    """The parameters of the form's address, each answered with the guess where it says nothing that is allowed."""

    given: Mapping[str, str]
    columns: dict[str, Column]

    def pick(self, field: str, guessed: str | None, allowed: Collection[str]) -> str | None:
        """One field; ``-`` sets it to nothing."""
        said = self.given.get(field)
        return None if said == NONE else said if said in allowed else guessed

    def column(self, field: str, guessed: str | None) -> str | None:
        """A field that names a column."""
        return self.pick(field, guessed, self.columns)

    def words(self, field: str, guessed: dict[str, str], allowed: Collection[str]) -> dict[str, str]:
        """A meaning for each word."""
        return {word: self.pick(f"{field}:{word}", target, allowed) or target for word, target in guessed.items()}

    def cells(self, column: str | None) -> list[str]:
        return self.columns[column].words if column in self.columns else []


def chosen(
    guess: Layout, columns: tuple[Column, ...], given: Mapping[str, str], *, catalogue: Catalogue
) -> tuple[Layout, Layout]:
    """The guess beside the choices made (words of the columns chosen), and the layout that the form says."""
    form = Choices(given, {column.name: column for column in columns})
    first, second = (*guess.place, None, None)[:2]
    level_column, group, phase = (
        form.column(name, getattr(guess, name)) for name in ("level_column", "group", "phase")
    )
    series = form.column("series", guess.series)
    guess = replace(
        guess,
        levels=layout_guess.levels_of(form.cells(level_column)),
        groups=layout_guess.groups_of(form.cells(group)),
        phases=layout_guess.phases_of(form.cells(phase)),
        figures=_guessed(guess, form.cells(series), catalogue) if series else guess.figures,
    )
    figures = _figures(form, guess, long=series is not None, catalogue=catalogue)
    used = {name for each in figures for name in (each.value, each.numerator, each.denominator) if name}
    guess = replace(guess, symbols=layout_guess.symbols_of(form.columns[name] for name in sorted(used)))
    layout = replace(
        guess,
        level=form.pick("level", guess.level, LEVELS) or guess.level,
        place=tuple(dict.fromkeys(c for c in (form.column("place", first), form.column("place2", second)) if c)),
        level_column=level_column,
        levels=form.words("level", guess.levels, ROW_LEVELS),
        period=form.column("period", guess.period),
        way=cast(PeriodWay, form.pick("way", guess.way, WAYS) or guess.way),
        identifier=form.column("identifier", guess.identifier),
        kind=form.pick("kind", guess.kind, KINDS),
        date_format=form.pick("format", guess.date_format, layout_guess.DATE_FORMATS),
        group=group,
        groups=form.words("group", guess.groups, GROUPS),
        phase=phase,
        phases=form.words("phase", guess.phases, PHASE_WORDS),
        series=series,
        figures=tuple(each for each in figures if each.indicator),
        symbols=form.words("symbol", guess.symbols, MEANINGS),
    )
    return guess, layout


def rows(guess: Layout, given: Mapping[str, str]) -> int:
    """How many lines for figures the form of a wide file has: those guessed, those filled in, and a blank one."""
    filled = [n for n in range(1, MOST_FIGURES + 1) if any(given.get(f"{part}{n}") for part in "ivnd")]
    return min(MOST_FIGURES, max([len(guess.figures), *filled]) + 1)


def guessed_figure(guess: Layout, number: int) -> Figure:
    """The figure guessed for a line of the form, from 1."""
    return guess.figures[number - 1] if number <= len(guess.figures) else Figure("")


def _guessed(guess: Layout, words: list[str], catalogue: Catalogue) -> tuple[Figure, ...]:
    """A long file: each word of the series column is an indicator; all are read from the same columns."""
    shared = guess.figures[0] if guess.figures else Figure("")
    return tuple(
        replace(shared, indicator=nearest_indicator(word, catalogue) or "", series=word) for word in words[:MOST_WORDS]
    )


def _figures(form: Choices, guess: Layout, *, long: bool, catalogue: Catalogue) -> tuple[Figure, ...]:
    if long:
        shared = _parts(form, guess.figures[0] if guess.figures else Figure(""), "")
        return tuple(
            Figure(form.pick(f"i:{each.series}", each.indicator, catalogue.indicators) or "", *shared, each.series)
            for each in guess.figures
        )
    found = []
    for number in range(1, rows(guess, form.given) + 1):
        guessed = guessed_figure(guess, number)
        indicator = form.pick(f"i{number}", guessed.indicator, catalogue.indicators) or ""
        found.append(Figure(indicator, *_parts(form, guessed, str(number))))
    return tuple(found)


def _parts(form: Choices, guessed: Figure, number: str) -> tuple[str | None, str | None, str | None]:
    return (
        form.column(f"v{number}", guessed.value),
        form.column(f"n{number}", guessed.numerator),
        form.column(f"d{number}", guessed.denominator),
    )
