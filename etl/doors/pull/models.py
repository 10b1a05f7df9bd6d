"""The documented answers of the API, as far as they are used. What else an answer holds is ignored: it may grow."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Result = TypeVar("Result", bound="Answer")


class Answer(BaseModel):
    """Fields are named as in the reference, which writes ``latestVersion`` for ``latest_version``."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Publication(Answer):
    """``PublicationSummaryViewModel``."""

    id: UUID
    title: str
    slug: str


class LatestVersion(Answer):
    """``DataSetLatestVersionViewModel``."""

    version: str


class DataSet(Answer):
    """``DataSetViewModel``; ``status`` is Published, Deprecated or Withdrawn. A withdrawn one has no latest version."""

    id: UUID
    title: str
    status: str
    superseding_data_set_id: UUID | None = None
    latest_version: LatestVersion | None = None


class Release(Answer):
    """``DataSetVersionReleaseViewModel``: the statistical release that a version came with."""

    title: str
    slug: str


class Version(Answer):
    """``DataSetVersionViewModel``; ``type`` is Major where columns may have gone, else Minor (or Patch)."""

    version: str = Field(pattern=r"^\d{1,6}\.\d{1,6}(\.\d{1,6})?$")
    type: str
    status: str
    published: datetime | None = None
    withdrawn: datetime | None = None
    notes: str = ""
    release: Release

    @property
    def number(self) -> tuple[int, ...]:
        """What versions are ordered by; ``2.1`` is ``2.1.0``."""
        return number(self.version)

    @property
    def usable(self) -> bool:
        """Whether its figures may be used: a withdrawn version must not be."""
        return self.status in ("Published", "Deprecated")


class Paging(Answer):
    """``PagingViewModel``."""

    page: int
    page_size: int
    total_results: int
    total_pages: int


class Page(Answer, Generic[Result]):
    """One page of a list."""

    paging: Paging
    results: list[Result]


def number(version: str) -> tuple[int, ...]:
    """A version as numbers, so that 1.10 comes after 1.9.

    >>> number("1.10") > number("1.9"), number("2.1") == number("2.1.0")
    (True, True)
    """
    parts = [int(part) for part in version.split(".")]
    return (*parts, *[0] * (3 - len(parts)))
