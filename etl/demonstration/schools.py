"""The schools of Exampleshire: 120 that are open, and two that became academies under a new URN."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import count

from etl.demonstration.county import CLUSTERS, HARBOUR, LANTERN, Cluster, School
from etl.demonstration.draws import between, stream

_STEMS = (
    *("Ampersand", "Asterisk", "Bracket", "Caret", "Cedilla", "Colophon", "Comma", "Dagger", "Ellipsis", "Emdash"),
    *("Folio", "Glyph", "Guillemet", "Hyphen", "Italic", "Kerning", "Ligature", "Macron", "Obelus", "Octothorpe"),
    *("Parchment", "Pilcrow", "Quarto", "Recto", "Semicolon", "Serif", "Tilde", "Umlaut", "Vellum", "Verso"),
)
"""A ward each, five to a cluster in order."""

_ENDINGS = ("Bank", "Bridge", "Common", "Cross", "Field", "Gate", "Green", "Heath", "Hill", "Lane", "Meadow", "Park")
_FIRST_URN = 990_001
_FOUNDED = "1996-09-01"


@dataclass(frozen=True)
class _Kind:
    phase: str
    title: str
    ages: tuple[int, int]
    capacities: tuple[int, ...]
    first_number: int
    in_cluster: tuple[int, ...]
    trusts: dict[str, int]


_KINDS = (
    _Kind(
        "primary",
        "Primary School",
        (4, 11),
        (42, 70, 105, 140, 210, 210, 210, 315, 420, 420, 630),
        2001,
        (15, 15, 16, 15, 16, 15),
        {LANTERN: 11, HARBOUR: 6},
    ),
    _Kind("secondary", "School", (11, 16), (600, 750, 900, 1050, 1200), 4001, (3,) * 6, {LANTERN: 2, HARBOUR: 6}),
    _Kind("special", "Special School", (4, 19), (80, 110, 140), 7001, (1, 1, 1, 0, 1, 1), {LANTERN: 1}),
    _Kind("nursery", "Nursery School", (3, 5), (60, 90), 1001, (0, 1, 0, 1, 1, 0), {}),
    _Kind("alternative", "Pupil Referral Unit", (5, 16), (40, 60), 1101, (0, 0, 1, 0, 1, 0), {}),
)

_CONVERSIONS = 2
_CONVERTED = "2020-04-01"


@cache
def schools() -> tuple[School, ...]:
    """Every school that is or was, in URN order."""
    urns = count(_FIRST_URN)
    taken: set[str] = set()
    built = [school for kind in _KINDS for school in _of_kind(kind, urns, taken)]
    converts = [school for school in built if school.trust == HARBOUR and school.phase == "secondary"][:_CONVERSIONS]
    for school in converts:
        old = replace(school, urn=next(urns), trust=None, closed=_CONVERTED, successor=school.urn)
        built[built.index(school)] = replace(school, opened=_CONVERTED)
        built.append(old)
    return tuple(sorted(built, key=lambda school: school.urn))


@cache
def open_in(year: str, *phases: str) -> tuple[School, ...]:
    """The schools open at the end of a school year, of these phases or of all."""
    return tuple(s for s in schools() if s.is_open(year) and (not phases or s.phase in phases))


def _of_kind(kind: _Kind, urns: count[int], taken: set[str]) -> list[School]:
    sites = [
        (cluster, seat) for cluster, number in zip(CLUSTERS, kind.in_cluster, strict=True) for seat in range(number)
    ]
    trust_of: dict[int, str] = {}
    free = list(range(len(sites)))
    stream("trusts", kind.phase).shuffle(free)
    for trust, number in kind.trusts.items():
        trust_of |= {free.pop(): trust for _ in range(number)}
    return [
        _school(
            kind, cluster, seat, urn=next(urns), number=kind.first_number + site, trust=trust_of.get(site), taken=taken
        )
        for site, (cluster, seat) in enumerate(sites)
    ]


def _school(
    kind: _Kind, cluster: Cluster, seat: int, *, urn: int, number: int, trust: str | None, taken: set[str]
) -> School:
    random = stream("school", number)
    ward = 5 * cluster.number + seat % 5
    name = next(
        words
        for ending in random.sample(_ENDINGS, len(_ENDINGS))
        if (words := f"{_STEMS[ward]} {ending} {kind.title}") not in taken
    )
    taken.add(name)
    in_lantern = trust == LANTERN
    return School(
        urn=urn,
        number=str(number),
        name=name,
        phase=kind.phase,
        cluster=cluster,
        ward_code=f"E05999{ward + 1:03d}",
        ward_name=_STEMS[ward],
        trust=trust,
        low_age=kind.ages[0],
        high_age=kind.ages[1],
        capacity=random.choice(kind.capacities),
        easting=cluster.easting + round(random.gauss(0, 2_600)),
        northing=cluster.northing + round(random.gauss(0, 2_400)),
        disadvantaged=between(0.04, random.gauss(cluster.deprivation + (0.06 if in_lantern else 0), 0.08), 0.65),
        ability=cluster.ability + random.gauss(-0.16 if in_lantern else 0, 0.22),
        trend=random.gauss(0.045 if in_lantern else 0, 0.022),
        opened=_FOUNDED,
    )
