"""What a table probably is, told by its cells: codes E09…, URNs, years, numbers; the header's words settle the rest.

Guesses begin the mapping form and the starter YAML. They decide nothing: a person looks at them and at the first rows
that they give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from etl import groups
from etl.catalogue import Catalogue
from etl.dataset_parts import SYMBOLS
from etl.dataset_place import EES_LEVELS
from etl.layouts.figure_guess import figures
from etl.layouts.layout import LEVEL_COLUMN, NOT_USED, Layout, PeriodWay, title_of
from etl.layouts.sample import MOST_WORDS, NUMBER, URN, YEAR, Column, columns, header_row, is_number
from etl.place_names import Directory, PlaceError
from etl.reading.tables import Sheet, fold

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y")

_CODE = re.compile(r"^[EWSN]\d{8}$", re.IGNORECASE)
_LEVELS = {"E92": "country", "E12": "region", "E06": "la", "E08": "la", "E09": "la", "E10": "la", "E07": "district"}
_YEARS = re.compile(r"^(?:19|20)\d{2}\s*[/–-]?\s*(?:\d{2}|(?:19|20)\d{2})(?:\s*\(\w+\))?$")
_IDENTIFIER = re.compile(r"^(academic|financial|calendar|reporting|tax) year$|term|^week \d+$|^two terms$")
_PHASES = {"primary": "primary", "secondary": "secondary", "special": "special", "total": "total", "all": "total",
           "all schools": "total", "all phases": "total", "early years": "early_years", "post 16": "post_16",
           "post-16": "post_16", "nursery": "early_years", "infant": "primary", "junior": "primary"}  # fmt: skip


def guess(sheet: Sheet, *, file: str, catalogue: Catalogue, directory: Directory, header: int | None = None) -> Layout:
    """The layout that the content suggests; what it cannot tell is left open."""
    row = header or header_row(sheet)
    found = columns(sheet, row)
    level_column = _first(found, lambda c: c.share(lambda cell: fold(cell) in EES_LEVELS) > 0.8)
    level, place = _place(found, directory)
    period, way, date_format = _period(found)
    identifier = _first(found, lambda c: c.share(lambda cell: _IDENTIFIER.search(fold(cell))) > 0.8)
    taken = {*place, period, identifier, level_column}
    phase = _first([c for c in found if c.name not in taken], is_phase)
    group = _first([c for c in found if c.name not in {*taken, phase}], is_group)
    taken |= {group, phase}
    numbers = [c for c in found if c.name not in taken and is_number(c)]
    series = _first(
        found,
        lambda c: c.name not in taken and c not in numbers and c.share(lambda cell: cell in catalogue.indicators) > 0.5,
    )
    by_name = {c.name: c for c in found}
    return Layout(
        title=title_of(file),
        header_row=row,
        header=sheet.top[row - 1] if sheet.top else [],
        sheet=sheet.name,
        level=LEVEL_COLUMN if level_column else level,
        place=place,
        level_column=level_column,
        levels=levels_of(by_name[level_column].words) if level_column else {},
        period=period,
        way="identified" if identifier and way == "year" else way,
        identifier=identifier,
        date_format=date_format,
        group=group,
        groups=groups_of(by_name[group].words) if group else {},
        phase=phase,
        phases=phases_of(by_name[phase].words) if phase else {},
        series=series,
        figures=figures(numbers, series=by_name.get(series or ""), file=file, catalogue=catalogue),
        symbols=symbols_of(numbers),
    )


def is_group(column: Column) -> bool:
    words = column.words
    return 1 <= len(words) <= MOST_WORDS and sum(_group(word) is not None for word in words) > len(words) / 2


def is_phase(column: Column) -> bool:
    return column.share(lambda cell: fold(cell) in _PHASES) > 0.6


def groups_of(words: Iterable[str]) -> dict[str, str]:
    """Our group for each word; one that means none of ours is not used."""
    return {word: _group(word) or NOT_USED for word in list(words)[:MOST_WORDS]}


def phases_of(words: Iterable[str]) -> dict[str, str]:
    return {word: _PHASES.get(fold(word), NOT_USED) for word in list(words)[:MOST_WORDS]}


def levels_of(words: Iterable[str]) -> dict[str, str]:
    """The level of each word of a level column."""
    known = {word: level.level for word, level in EES_LEVELS.items()}
    return {word: known.get(fold(word), NOT_USED) for word in list(words)[:MOST_WORDS]}


def symbols_of(numbers: Iterable[Column]) -> dict[str, str]:
    """Cells of number columns that are neither a number nor a symbol that is known: they need a meaning."""
    strange = [cell for c in numbers for cell in c.words if not NUMBER.match(cell) and fold(cell) not in SYMBOLS]
    return dict.fromkeys(list(dict.fromkeys(strange))[:12], "not_available")


def _first(found: Iterable[Column], fits: Callable[[Column], bool]) -> str | None:
    return next((column.name for column in found if fits(column)), None)


def _place(found: list[Column], directory: Directory) -> tuple[str, tuple[str, ...]]:
    """The level of the rows, and the columns to find them by, the surest first."""
    schools = [c.name for c in found if c.share(URN.match) > 0.9 and len(c.words) >= min(2, len(c.cells))]
    if schools:
        named = [name for name in schools if "urn" in fold(name)]
        return "school", ((named or schools)[0],)
    codes = [c for c in found if c.share(_CODE.match) > 0.6]
    names = [c for c in found if c not in codes and c.share(lambda cell: _known(cell, directory)) > 0.6]
    if not codes and not names:
        return "la", ()
    seen = {_LEVELS.get(cell[:3].upper(), "any") for cell in codes[0].words if _CODE.match(cell)} if codes else set()
    if not codes:
        seen = {directory.levels[place] for cell in names[0].words if (place := _known(cell, directory))}
    level = seen.pop() if len(seen) == 1 else "district" if seen == {"la", "district"} else "any"
    return level, tuple(column.name for column in (*codes[:1], *names[:1]))


def _known(cell: str, directory: Directory) -> str | None:
    """The country, region or authority of that name."""
    if NUMBER.match(cell):
        return None
    try:
        return directory.resolve(cell, levels=("country", "region", "la"))
    except PlaceError:
        return None


def _period(found: list[Column]) -> tuple[str | None, PeriodWay, str | None]:
    for column in found:
        form = next((form for form in DATE_FORMATS if column.share(lambda c, f=form: _dated(c, f)) > 0.9), None)  # type: ignore[misc]
        if form is not None:
            return column.name, "date", form
    years = [c for c in found if c.share(lambda cell: YEAR.match(cell) or _YEARS.match(cell)) > 0.9]
    years.sort(key=lambda c: not re.search(r"period|year|time|date", fold(c.name)))
    if not years:
        return None, "declared", None
    single = years[0].share(YEAR.match) > 0.9
    return years[0].name, "ends" if single else "year", None


def _dated(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True


def _group(word: str) -> str | None:
    try:
        return groups.parse(word)
    except ValueError:
        return None
