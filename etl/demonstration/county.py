"""Exampleshire: a county that does not exist, with its localities, trusts and schools.

Every code lies outside the ranges in use: E10999001 and number 998 for the authority, URNs from 990001, trusts 99001
and 99002. Every name is taken from printers' words, so that nobody can take a school for a real one.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.demonstration.draws import between, stream

YEARS = ("201617", "201718", "201819", "201920", "202021", "202122", "202223", "202324", "202425")
UNTESTED = ("201920", "202021")
"""Years without tests or published results of schools, as in England."""
TESTED = tuple(year for year in YEARS if year not in UNTESTED)

LA_CODE, LA_NUMBER, LA_NAME = "E10999001", "998", "Exampleshire"
REGION_CODE, REGION_NAME = "E12000004", "East Midlands"
"""An authority's rows name a region; none of the plans' authorities lies in this one."""

LANTERN, HARBOUR = "99001", "99002"
TRUSTS = {
    LANTERN: "Lantern Academies Partnership (demonstration)",
    HARBOUR: "Harbour Learning Trust (demonstration)",
}


@dataclass(frozen=True)
class Cluster:
    """A locality: five wards around a centre. ``ability`` is what sets its pupils apart on average."""

    number: int
    slug: str
    name: str
    constituency: str
    easting: int
    northing: int
    deprivation: float
    ability: float


@dataclass(frozen=True)
class School:
    """An invented school. ``ability`` shifts its pupils' results in standard deviations, ``trend`` each year."""

    urn: int
    number: str
    name: str
    phase: str
    cluster: Cluster
    ward_code: str
    ward_name: str
    trust: str | None
    low_age: int
    high_age: int
    capacity: int
    easting: int
    northing: int
    disadvantaged: float
    ability: float
    trend: float
    opened: str
    closed: str = ""
    successor: int | None = None

    @property
    def laestab(self) -> str:
        return LA_NUMBER + self.number

    def is_open(self, year: str) -> bool:
        """Whether it was open at the end of that school year."""
        ends = f"20{year[4:]}-08-31"
        return self.opened <= ends and (not self.closed or self.closed > ends)

    def roll(self, year: str) -> int:
        """Pupils on roll in January: how full it is drifts from year to year."""
        random = stream("roll", self.number)
        full = between(0.62, random.gauss(0.93, 0.09), 1.06)
        drift = random.gauss(-0.006, 0.008)
        return max(self.low_age, round(self.capacity * between(0.5, full + drift * YEARS.index(year), 1.08)))


CLUSTERS = tuple(
    Cluster(number, slug, name, constituency, 498_000 + east, 331_000 + north, poor, ability)
    for number, (slug, name, constituency, east, north, poor, ability) in enumerate(
        (
            ("upper-margin", "Upper Margin", "North Exampleshire", 2_000, 21_000, 0.14, 0.16),
            ("headline-hills", "Headline Hills", "North Exampleshire", 14_000, 23_000, 0.19, 0.06),
            ("column-vale", "Column Vale", "Mid Exampleshire", 1_000, 11_000, 0.27, -0.08),
            ("footnote-valley", "Footnote Valley", "Mid Exampleshire", 15_000, 12_000, 0.24, -0.02),
            ("gutter-port", "Gutter Port", "South Exampleshire", 3_000, 1_000, 0.38, -0.24),
            ("indent-fen", "Indent Fen", "South Exampleshire", 16_000, 2_000, 0.31, -0.12),
        )
    )
)
