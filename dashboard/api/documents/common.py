"""What every answer is made of: pages, the place that is named, one figure of a series, a problem."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item", bound=BaseModel)

Status = Literal["ok", "suppressed", "not_applicable", "not_available", "low", "unreliable", "estimated"]
Release = Literal["provisional", "revised", "final"]
Coverage = Literal["all_schools", "state_funded", "independent", "maintained", "academies"]
Phase = Literal["total", "primary", "secondary", "special", "early_years", "post_16"]
Level = Literal["country", "region", "la", "district", "joint", "cluster", "trust", "school"]
Kind = Literal[
    "academic_year", "financial_year", "calendar_year", "reporting_year", "term", "two_terms", "week", "snapshot"
]
Word = Literal[
    "met", "on_trajectory", "within_margin", "off", "not_met", "improved", "no_clear_change", "worse", "done", "due",
    "overdue", "mixed", "not_judged",
]  # fmt: skip


class Answered(BaseModel):
    """The base of every document: it holds what is modelled and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Turn(Answered):
    """Where a page stands among the others."""

    limit: int
    next: str | None = Field(description="The address of the next page; null on the last. Also in the Link header.")


class ReadFrom(Answered):
    """The snapshot that an answer was read from."""

    id: str
    built: str = Field(description="When it was built, in UTC.")
    as_it_was: bool = Field(description="Whether it was asked for by its id, and is answered as on its day.")


class Page(Answered, Generic[Item]):
    """One page of a list."""

    data: list[Item]
    page: Turn
    snapshot: ReadFrom


class Named(Answered):
    """A place by its id, with its name."""

    id: str
    name: str | None


class Point(Answered):
    """One figure of a series. Where there is no value, the status says why."""

    period: str = Field(examples=["202425"])
    period_kind: Kind
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None = Field(description="Of the published 95 % interval.")
    upper: float | None
    status: Status
    release: Release
    coverage: Coverage
    source: str | None = Field(description="The file and its row.")


class Mistake(Answered):
    """One thing that is wrong with a request."""

    parameter: str
    given: str
    expected: str


class ProblemDetails(Answered):
    """Why there is no answer, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    advice: str
    errors: list[Mistake]
    candidates: list[str] = Field(description="What an ambiguous name may mean, an authority first.")
