"""The catalogue: what every indicator is, and where each of its numbers is read.

One YAML file a theme in ``data/catalogue/indicators``. An entry feeds the loader (``sources``), the engine
(``polarity``, ``breaks``, ``decimals``, ``interval``), the screens and the methods page.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from etl.glossary import FILE as GLOSSARY
from etl.glossary import Glossary
from etl.yaml_file import Frozen, YamlError, read_model

Unit = Literal[
    "percent", "pp", "rate per 100 pupils", "rate per 100 teachers", "score", "ratio", "count", "FTE count", "GBP"
]
Polarity = Literal["higher", "lower", "closer_to_zero", "neutral"]
PeriodKind = Literal[
    "academic_year", "financial_year", "calendar_year", "reporting_year", "term", "two_terms", "week", "snapshot"
]


class Reads(Frozen):
    """Which columns or rows of a dataset are one series of an indicator.

    In a wide dataset ``value``, ``numerator`` and ``denominator`` name columns (its own or its computed ones); in a
    long one ``series`` names the rows. ``where`` narrows the rows: column to the value or values that count.
    """

    series: str | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    lower: str | None = None
    upper: str | None = None
    where: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    group: str | None = Field(default=None, description="a group id, when the dataset has no group column")
    phase: str | None = None
    coverage: str | None = None
    period_kind: PeriodKind | None = None
    estimated: bool = Field(default=False, description="counts rebuilt from rounded figures: sums are estimates")

    @model_validator(mode="after")
    def _reads_something(self) -> Self:
        if not (self.series or self.value or (self.numerator and self.denominator)):
            raise ValueError("a source needs series, value, or numerator with denominator")
        return self


class Source(Reads):
    """Where one series of the indicator is read: a dataset, and which of its columns or rows."""

    dataset: str


class Complement(Frozen):
    """100 minus another percentage, for the same key."""

    of: str


class Difference(Frozen):
    """One group's figure minus another's, of the same indicator, place, period and phase."""

    of: str
    minuend: str
    subtrahend: str


class Derive(Frozen):
    """An indicator worked out from the winners of another one when a snapshot is published."""

    complement: Complement | None = None
    difference: Difference | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Derive:
        if (self.complement is None) == (self.difference is None):
            raise ValueError("derive needs either complement or difference")
        return self


class Break(Frozen):
    """From ``period`` on the series is another one. ``refuse``: nothing is compared across; ``caution``: compared,
    with the reason told."""

    period: str
    strength: Literal["refuse", "caution"]
    reason: str


class Missing(Frozen):
    """Periods that were never published, and why: they are gaps in the line, not late releases."""

    periods: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    reason: str


class Publication(Frozen):
    publisher: str
    title: str
    dataset: str | None = None
    url: str | None = None
    licence: str = "Open Government Licence v3.0"


class Indicator(Frozen):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    short: str = Field(description="the name in a table cell or beside a line")
    definition: str
    numerator: str
    denominator: str
    unit: Unit
    polarity: Polarity
    polarity_note: str | None = None
    decimals: int = Field(ge=0, le=3)
    stage: str = Field(description="age or key stage, for the reader; not the phase key")
    time_identifier: PeriodKind
    aggregation: Literal["ratio", "weighted_mean", "school_count", "difference", "sum"]
    interval: Literal["wilson", "poisson", "published", "none"] = Field(
        description="the 95 % interval that its counts allow; none where they are sessions, money or rounded means"
    )
    material: float | None = Field(
        default=None,
        description="a change smaller than this, in its unit, is no clear change where no interval can be had",
    )
    bands: Literal["progress_8"] | None = Field(
        default=None, description="the publisher's words for a score with its interval (well above average …)"
    )
    breakdowns: tuple[str, ...] = Field(default=(), description="dimensions or groups that it is published for")
    lowest_level: Literal["country", "region", "la", "trust", "school", "icb"]
    publication: Publication
    frequency: Literal["annual", "termly", "monthly", "weekly", "discontinued", "local", "irregular"]
    release: str = Field(description="when new figures come out, in words")
    release_months: tuple[int, ...] = ()
    released_within: bool = Field(
        default=False, description="its figures come out before their period ends: a census in autumn or January"
    )
    missing: tuple[Missing, ...] = ()
    breaks: tuple[Break, ...] = ()
    disclosure: str | None = None
    notes: str | None = None
    local: bool = Field(default=False, description="collected by schools or the partnership, not published nationally")
    of: str | None = Field(default=None, description="the indicator that this one supports")
    derive: Derive | None = None
    sources: tuple[Source, ...] = ()

    @property
    def scale(self) -> float:
        """What a numerator over a denominator is multiplied by to give the value."""
        return 100.0 if self.unit in ("percent", "pp", "rate per 100 pupils", "rate per 100 teachers") else 1.0


class Theme(Frozen):
    """One file of the catalogue."""

    theme: str
    title: str
    indicators: tuple[Indicator, ...]


class Catalogue:
    """Every indicator by id, in file order; raises :class:`YamlError` with all problems of all files."""

    def __init__(self, themes: tuple[Theme, ...], *, glossary: Glossary | None = None) -> None:
        self.themes = themes
        self.glossary = glossary or Glossary(terms=())
        self.indicators = {indicator.id: indicator for theme in themes for indicator in theme.indicators}

    def __getitem__(self, indicator_id: str) -> Indicator:
        return self.indicators[indicator_id]

    def __contains__(self, indicator_id: str) -> bool:
        return indicator_id in self.indicators

    @cached_property
    def theme_of(self) -> dict[str, Theme]:
        return {indicator.id: theme for theme in self.themes for indicator in theme.indicators}


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue below ``folder`` (``data/catalogue``): every file read and checked, ids unique across files.

    The glossary beside the themes may be missing: a board explains no word then.
    """
    themes, problems, seen = [], [], dict[str, Path]()
    for path in sorted((folder / "indicators").glob("*.yaml")):
        try:
            theme = read_model(path, Theme)
        except YamlError as error:
            problems.extend(error.problems)
            continue
        themes.append(theme)
        for indicator in theme.indicators:
            if indicator.id in seen:
                problems.append(f"{path}: indicator {indicator.id} stands in {seen[indicator.id].name} already")
            seen[indicator.id] = path
    glossary = None
    if (words := folder / GLOSSARY).is_file():
        try:
            glossary = read_model(words, Glossary)
        except YamlError as error:
            problems.extend(error.problems)
    if problems:
        raise YamlError(problems)
    return Catalogue(tuple(themes), glossary=glossary)
