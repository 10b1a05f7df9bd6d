"""How a generated extract is put on disk: a CSV in the layout of its publication; beside it, what it leaves unsaid."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from etl.demonstration.county import LA_CODE, LA_NAME, LA_NUMBER, REGION_CODE, REGION_NAME, School

Cell = str | int | float
Row = Mapping[str, Cell]

NATION = {"country_code": "E92000001", "country_name": "England"}
COUNTY = {
    **NATION,
    "region_code": REGION_CODE,
    "region_name": REGION_NAME,
    "old_la_code": LA_NUMBER,
    "new_la_code": LA_CODE,
    "la_name": LA_NAME,
}
TIME_COLUMNS = ("time_period", "time_identifier", "geographic_level")
PLACE_COLUMNS = ("country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
SCHOOL_COLUMNS = ("school_laestab", "school_urn", "school_name")


@dataclass(frozen=True)
class Extract:
    """One file: ``folder/name``, its header and rows, and ``said``, what its content does not say and ``extract.yaml``
    says beside it (period, release). A column that a row lacks is blank; what it has beyond the header is not printed.
    """

    folder: str
    name: str
    header: tuple[str, ...]
    rows: Sequence[Row]
    said: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    title: str | None = None


def tidy(level: str, period: str, identifier: str = "Academic year", school: School | None = None) -> dict[str, Cell]:
    """The time and place columns of a row in DfE's tidy layout: the county's, or one school's."""
    row: dict[str, Cell] = {"time_period": period, "time_identifier": identifier, "geographic_level": level, **COUNTY}
    if school is not None:
        row |= {"school_laestab": school.laestab, "school_urn": school.urn, "school_name": school.name}
    return row


def percent(part: float, whole: float, digits: int = 0) -> Cell:
    """A printed percentage, ``z`` of nobody."""
    if not whole:
        return "z"
    share = round(100 * part / whole, digits)
    return int(share) if digits == 0 else share


def write(extracts: Iterable[Extract], folder: Path) -> list[Path]:
    """Every extract below ``folder``, with an ``extract.yaml`` in each folder that marks all of it as invented."""
    said: dict[str, dict[str, dict[str, str | bool]]] = {}
    paths = []
    for extract in extracts:
        target = folder / extract.folder / extract.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding=extract.encoding, newline="") as file:
            if extract.title is not None:
                file.write(extract.title + "\n")
            writer = csv.DictWriter(file, extract.header, restval="", extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(extract.rows)
        notes = said.setdefault(extract.folder, {"*": {"invented": True}})
        if extract.said:
            notes[extract.name] = {**extract.said}
        paths.append(target)
    for name, entries in said.items():
        (folder / name / "extract.yaml").write_text(yaml.safe_dump(entries, sort_keys=True), encoding="utf-8")
    return paths
