"""School places: capacity and roll of each school in the layout of the capacity survey, a file a year."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import LA_NAME, YEARS, School
from etl.demonstration.files import Extract, Row
from etl.demonstration.schools import open_in

SURVEYED = tuple(year for year in YEARS if year != "201920")
"""The survey of May 2020 was cancelled."""

_HEADER = ("LAEstab", "LAname", "Schoolname", "Phase", "MAYNOR", "Netcapacity (1)", "Main Phase")
_MAIN_PHASES = {"primary": "PRI", "secondary": "SEC"}


def extracts() -> Iterator[Extract]:
    for year in SURVEYED:
        rows = [_row(school, year) for phase in _MAIN_PHASES for school in open_in(year, phase)]
        said = {"period": year, "release": "final"}
        yield Extract("places", f"{2001 + int(year[2:4])}_capacity_by_school.csv", _HEADER, rows, said=said)


def _row(school: School, year: str) -> Row:
    return {
        "LAEstab": school.laestab,
        "LAname": LA_NAME,
        "Schoolname": school.name,
        "Phase": school.phase.capitalize(),
        "MAYNOR": school.roll(year),
        "Netcapacity (1)": school.capacity,
        "Main Phase": _MAIN_PHASES[school.phase],
    }
