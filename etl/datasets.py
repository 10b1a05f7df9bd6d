"""A dataset: how one family of extracts is read, once for every indicator that is in it.

One YAML file a family in ``data/catalogue/datasets``. It says how a file of the family is recognised, and where the
place (:mod:`etl.dataset_place`), period, group, phase, coverage and release (:mod:`etl.dataset_parts`) of a row stand.
WHICH number of the row is which indicator is said by the ``sources`` of the indicators (:class:`etl.catalogue.Source`);
only a local layout, of which the shared catalogue should know nothing, says it itself (``indicators``).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from etl.catalogue import Reads
from etl.dataset_parts import BLANKS, SYMBOLS, Computed, Disclosure, Mapped, PeriodOf, Reading, Recognise, Words
from etl.dataset_place import PlaceOf
from etl.dataset_reference import Drawn, InspectionBlock, LatestBy, Neighbours
from etl.yaml_file import Frozen, YamlError, compose, line_of, nearest, read_model


class Supplied(Reads):
    """One series that the dataset itself says it holds: an indicator of the catalogue, and its columns or rows."""

    indicator: str


Kind = Literal["facts", "register", "membership", "neighbours", "inspections", "links", "lookup"]


class Dataset(Frozen):
    """One family of extracts with one layout."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    publisher: str
    licence: str = "Open Government Licence v3.0"
    url: str | None = None
    notes: str | None = None
    kind: Kind = Field(
        default="facts",
        description="facts: observations only; every other kind loads reference rows from `fields` (and observations "
        "too when an indicator names it as a source)",
    )
    official: bool = Field(default=True, description="published: its suppression is its own; false: collected locally")
    disclosure: Disclosure = Field(
        default=Disclosure(), description="protection of small numbers: on for local datasets, off for official ones"
    )
    priority: int = Field(
        ge=0,
        le=100,
        description="who wins a key at the same release: files with counts about 80, printed percentages about 50, "
        "second-hand collections (LAIT) about 30",
    )
    recognise: Recognise
    read: Reading = Reading()
    aliases: dict[str, tuple[str, ...]] = Field(default={}, description="our column name: its older or other names")
    strip: str = Field(default="%£,\u00a0", description="characters taken out of a number before it is read")
    brackets: Literal["negative"] | None = Field(
        default=None, description="negative: a figure in brackets is below zero, (3.4) is -3.4; else it is no number"
    )
    symbols: dict[str, str] = Field(
        default={}, description="added to the common symbols, or `blank` to ignore the cell"
    )
    keep: dict[str, Words] = Field(
        default={}, description="rows count only when every named column has one of the words"
    )
    leave_out: dict[str, Words] = Field(default={}, description="rows with one of the words in the column are not used")
    series: str | None = Field(default=None, description="long layout: the column that names the series of a row")
    indicator: str | None = Field(
        default=None, description="long layout whose rows name the indicator themselves (our template): that column"
    )
    value: str | None = Field(default=None, description="long layout: the column of the value")
    numerator: str | None = None
    denominator: str | None = None
    lower: str | None = None
    upper: str | None = None
    place: PlaceOf = PlaceOf()
    period: PeriodOf = PeriodOf()
    group: Mapped = Mapped(constant="all")
    phase: Mapped = Mapped(constant="total")
    coverage: Mapped = Mapped(constant="state_funded")
    release: Mapped = Field(
        default=Mapped(constant="final"),
        description="the columns first; then the period's spelling; then --release or extract.yaml; then the constant",
    )
    computed: tuple[Computed, ...] = ()
    latest_by: LatestBy | None = None
    fields: dict[str, str] = Field(default={}, description="reference kinds: our field: its column")
    formats: dict[str, str] = Field(default={}, description="reference kinds: our date field: its strptime format")
    clusters: dict[str, tuple[str, ...]] = Field(
        default={},
        description="register: scheme: (code column, name column) of the clusters that the register itself draws: "
        "{ward: [AdministrativeWard (code), AdministrativeWard (name)]}",
    )
    drawn: dict[str, Drawn] = Field(
        default={},
        description="facts of one school a row: scheme: the clusters that the rows name beside the figures, which are "
        "loaded as memberships",
    )
    words: dict[str, dict[str, Words]] = Field(
        default={},
        description="reference kinds: our field: our id: the words of the file ({phase: {primary: Primary}})",
    )
    framework: Literal["graded", "ungraded", "report_card"] = "graded"
    areas: dict[str, str] = Field(
        default={}, description="inspections with one column an area: our area: its grade column"
    )
    also: tuple[InspectionBlock, ...] = Field(
        default=(), description="inspections of another framework in the same row, each under its own framework"
    )
    neighbours: Neighbours | None = None
    indicators: tuple[Supplied, ...] = Field(
        default=(),
        description="what a local layout holds, said here and not in the `sources` of the indicators: one file then "
        "makes a new layout known",
    )

    @model_validator(mode="after")
    def _consistent(self) -> Dataset:
        if self.series and not self.value:
            raise ValueError("a long layout (series) needs the column of its value")
        if self.indicator and not (self.value or (self.numerator and self.denominator)):
            raise ValueError("a layout whose rows name their indicator needs value, or numerator with denominator")
        if self.kind == "neighbours" and self.neighbours is None:
            raise ValueError("kind neighbours needs neighbours: with its set and columns")
        if self.kind in ("register", "membership", "inspections", "links") and not self.fields:
            raise ValueError(f"kind {self.kind} needs fields")
        if self.drawn and (self.kind, self.place.by, self.place.level, self.period.by) != (
            "facts", "one", "school", "declared",
        ):  # fmt: skip
            raise ValueError("drawn is for facts of one school a row, all of one declared period")
        return self

    @property
    def long(self) -> bool:
        """Rows name their series or indicator; otherwise every column is a series of its own."""
        return bool(self.series or self.indicator)

    @property
    def protected(self) -> bool:
        """Whether its small numbers are withheld or rounded before a snapshot is written."""
        return not self.official if self.disclosure.control is None else self.disclosure.control

    @cached_property
    def status_of(self) -> dict[str, str]:
        """Symbol (lower case) to status; ``blank`` for cells that make no observation."""
        return {
            **dict.fromkeys(BLANKS, "blank"),
            **SYMBOLS,
            **{symbol.casefold(): status for symbol, status in self.symbols.items()},
        }


def load_datasets(folder: Path, *, indicators: Collection[str] | None = None) -> dict[str, Dataset]:
    """Every dataset of ``folder`` (``data/catalogue/datasets``) by id.

    Raises :class:`YamlError` with all problems of all files: a model that does not hold, an id unlike its file name,
    and an indicator that is none of ``indicators`` where those are given.
    """
    datasets, problems = dict[str, Dataset](), list[str]()
    for path in sorted(folder.glob("*.yaml")):
        try:
            dataset = read_model(path, Dataset)
        except YamlError as error:
            problems.extend(error.problems)
            continue
        if dataset.id != path.stem:
            problems.append(f"{path}:1: id: {dataset.id!r} differs from the name of the file, {path.stem!r}")
        problems += _unknown(path, dataset, indicators)
        datasets[dataset.id] = dataset
    if problems:
        raise YamlError(problems)
    return datasets


def _unknown(path: Path, dataset: Dataset, indicators: Collection[str] | None) -> list[str]:
    if indicators is None:
        return []
    root = compose(path) if dataset.indicators else None
    return [
        f"{path}:{line_of(root, ('indicators', number, 'indicator'))}: indicators.{number}.indicator: "
        f"{supplied.indicator!r} is not in the catalogue{nearest(supplied.indicator, list(indicators))}"
        for number, supplied in enumerate(dataset.indicators)
        if supplied.indicator not in indicators
    ]
