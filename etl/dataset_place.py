"""How a dataset's YAML says where the place of a row stands: its level, and the columns to find it by."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from etl.schema import LEVELS
from etl.yaml_file import Frozen, nearest


class PlaceLevel(Frozen):
    """How the place of one kind of row is found: the level, and the columns tried in order until one is known."""

    level: str
    columns: tuple[str, ...] = Field(
        default=(), description="codes, three-digit numbers or names; a country needs none"
    )
    coverage: str | None = Field(default=None, description="what this kind of row covers, where the row kind says it")
    phase: str | None = None
    unless_la: bool = Field(default=False, description="a district that is an LA of its own is not used")

    @model_validator(mode="after")
    def _known(self) -> PlaceLevel:
        if self.level not in LEVELS:
            raise ValueError(
                f"level {self.level!r} is not one of {', '.join(LEVELS)}{nearest(self.level, list(LEVELS))}"
            )
        if self.level != "country" and not self.columns:
            raise ValueError(f"a {self.level} needs columns to find it by")
        return self


EES_LEVELS: dict[str, PlaceLevel] = {
    "national": PlaceLevel(level="country"),
    "country": PlaceLevel(level="country"),
    "regional": PlaceLevel(level="region", columns=("region_code", "region_name")),
    "region": PlaceLevel(level="region", columns=("region_code", "region_name")),
    "local authority": PlaceLevel(level="la", columns=("new_la_code", "old_la_code", "la_code", "la_name")),
    "local authority district": PlaceLevel(level="district", columns=("lad_code", "lad_name")),
    "school": PlaceLevel(level="school", columns=("school_urn", "urn", "school_laestab", "laestab")),
    "mat": PlaceLevel(level="trust", columns=("trust_id",)),
    "trust": PlaceLevel(level="trust", columns=("trust_id", "cluster_id")),
    "cluster": PlaceLevel(level="cluster", columns=("cluster_id",)),
}
"""The words of ``geographic_level`` in DfE's tidy files and in our own template, with the columns they fill."""


class PlaceOf(Frozen):
    """The place of a row. Three ways:

    * ``by: levels`` – DfE's tidy layout: ``column`` (``geographic_level``) says the level, its own columns the place.
      ``levels`` adds to or replaces the usual levels (:data:`EES_LEVELS`); a level that is not listed is not used.
    * ``by: rows`` – only the ``levels`` given here: a row-type column such as RECTYPE, ``{"1": {level: school,
      columns: [URN]}, "5": {level: country, coverage: all_schools}}``.
    * ``by: one`` – every row is of ``level``, found by ``columns`` (URN; LA code, number or name). ``level: any`` takes
      a country, region or LA by whatever code, number or name the column holds.
    """

    by: Literal["levels", "rows", "one"] = "levels"
    column: str = "geographic_level"
    levels: dict[str, PlaceLevel] = Field(default={})
    level: str | None = None
    columns: tuple[str, ...] = ()
    ids: dict[str, str] = Field(
        default={}, description="cell: place id or not_used, tried before the codes and names (970: E92000001)"
    )
    name: str | None = Field(
        default="school_name", description="column with a school's name, for schools not in a register"
    )
    la: tuple[str, ...] = Field(
        default=("new_la_code", "old_la_code", "la_code", "la_name", "LA", "LEA", "LA Number"),
        description="columns with a school's LA (code, number, name), for schools not in a register",
    )
    establishment: tuple[str, ...] = Field(
        default=("school_laestab", "laestab", "ESTAB", "Establishment Number"),
        description="columns with a school's LA and establishment number, or the four digits beside a three-digit LA "
        "number, for schools not in a register: other files may know them by it",
    )
    unknown: Literal["reject", "not_used"] = Field(
        default="reject", description="what becomes of a row whose country, region or LA nobody knows"
    )

    @model_validator(mode="after")
    def _complete(self) -> PlaceOf:
        if self.by == "one" and not (self.level and self.columns):
            raise ValueError("by: one needs level and columns")
        if self.by == "one" and self.level not in (*LEVELS, "any"):
            raise ValueError(f"level {self.level!r} is not one of any, {', '.join(LEVELS)}")
        if self.by == "rows" and not self.levels:
            raise ValueError("by: rows needs levels")
        return self
