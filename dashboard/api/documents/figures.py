"""Indicators, the figures held of them, and one series."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dashboard.api.documents.common import Answered, Coverage, Kind, Named, Phase, Point, Release, Status
from etl.catalogue import Polarity, Unit


class Indicator(Answered):
    """What is measured, and how much of it is held."""

    indicator: str = Field(examples=["ks2_rwm_exp_pct"])
    name: str
    short: str
    theme: str
    definition: str
    unit: Unit
    decimals: int
    polarity: Polarity = Field(description="Which way is better.")
    period_kind: Kind
    local: bool = Field(description="Whether schools or the partnership collect it themselves.")
    publisher: str
    observations: int
    places: int
    first_end: str | None = Field(description="The last day of the first period that is held.")
    last_end: str | None


class Publication(Answered):
    """Where the figures are published, and under what licence."""

    publisher: str
    title: str
    url: str | None
    licence: str


class Broken(Answered):
    """A change of method: from this period on it is another series."""

    period: str
    strength: Literal["refuse", "caution"]
    reason: str


class Lacking(Answered):
    """Periods that were never published."""

    periods: list[str]
    before: str | None
    after: str | None
    reason: str


class IndicatorDetail(Indicator):
    """The whole entry of the catalogue, as the methods page prints it."""

    numerator: str
    denominator: str
    stage: str = Field(description="Age or key stage, in words.")
    polarity_note: str | None
    aggregation: str
    interval: str
    groups: list[str] = Field(description="Dimensions or pupil groups that it is published for.")
    lowest_level: str
    frequency: str
    release: str = Field(description="When new figures come out.")
    publication: Publication
    breaks: list[Broken]
    missing: list[Lacking]
    disclosure: str | None
    notes: str | None
    supports: str | None = Field(description="The indicator that this one stands beside.")


class Observation(Answered):
    """One figure as it was loaded. A withheld figure has its status and no value."""

    indicator: str
    place: Named
    period: str
    period_kind: Kind
    period_label: str = Field(description="The period in the words on screen.", examples=["2024/25"])
    phase: Phase
    group: str
    coverage: Coverage
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    status: Status
    release: Release
    basis: Literal["counts", "printed", "derived", "aggregated"] = Field(description="How the value came about.")
    source: str | None = Field(description="The file and its row.")
    publisher: str | None
    licence: str | None
    invented: bool = Field(description="Whether it is a figure of the invented demonstration county.")


class Trend(Answered):
    """Which way the latest years go, tested as Fingertips tests it."""

    verdict: str
    reason: str
    periods: list[str]
    chi_square: float | None
    p_value: float | None


class Average(Answered):
    """Three years together, or the reason why not."""

    value: float | None
    reason: str
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    periods: list[str] | None = None


class Series(Answered):
    """One indicator for one place, oldest first: the document of `outcomes show --json`."""

    indicator: str
    place: Named
    unit: Unit
    decimals: int
    members: Literal["now", "then"] = Field(description="Whose schools a sum is over.")
    series: list[Point]
    trend: Trend
    average: Average
