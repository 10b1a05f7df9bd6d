"""A small invented authority for the tests of disclosure control: its extracts, and the truth behind them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LA = "E06000034"
INDICATOR = "pupil_mobility_pct"
GROUPS = ("all", "female", "male", "fsm", "not_fsm")
CLUSTERS = ("north", "south", "east")
YEARS = ("202223", "202324", "202425")
HEADER = (
    *("indicator_id", "time_period", "geographic_level", "la_code", "urn", "cluster_id", "group"),
    *("numerator", "denominator", "value"),
)
Key = tuple[str, str, str]
"""place id, year, group."""


@dataclass
class County:
    """Numerator and denominator of every figure, and which schools are in which cluster."""

    figures: dict[Key, tuple[int, int]] = field(default_factory=dict)
    cluster_of: dict[int, str] = field(default_factory=dict)

    def secrets(self) -> set[tuple[str, str, str, str]]:
        """Numbers that nobody may learn: 1 to 4 who did (``n``) or did not (``rest``), fewer than 10 in all (``d``)."""
        return {
            (*key, quantity)
            for key, (n, d) in self.figures.items()
            for quantity, number, limit in (("n", n, 5), ("rest", d - n, 5), ("d", d, 10))
            if 0 < number < limit
        }


def county(*, schools: int = 20, seed: int = 7, years: Iterable[str] = YEARS) -> County:
    """Schools of 15 to 60 pupils in three clusters; clusters and the authority are the sums of their schools."""
    chance = random.Random(seed)  # noqa: S311 - invented pupils
    found = County(cluster_of={900001 + n: CLUSTERS[n % 3] for n in range(schools)})
    for year in years:
        for urn, cluster in found.cluster_of.items():
            cells = {}
            for sex in ("female", "male"):
                for meals in ("fsm", "not_fsm"):
                    pupils = chance.randint(2, 18)
                    cells[sex, meals] = (sum(chance.random() < 0.3 for _ in range(pupils)), pupils)
            for group in GROUPS:
                inside = [cell for words, cell in cells.items() if group in ("all", *words)]
                n, d = sum(cell[0] for cell in inside), sum(cell[1] for cell in inside)
                for place in (f"urn/{urn}", f"cluster/locality/{cluster}", LA):
                    before = found.figures.get((place, year, group), (0, 0))
                    found.figures[place, year, group] = (before[0] + n, before[1] + d)
    return found


def write_clusters(path: Path, cluster_of: Mapping[int, str]) -> Path:
    rows = [
        {
            "scheme": "locality",
            "cluster_id": cluster,
            "cluster_name": cluster.capitalize(),
            "la_code": LA,
            "urn": urn,
            "valid_from": "2015-09-01",
            "valid_to": "2035-08-31",
            "share": 1,
        }
        for urn, cluster in cluster_of.items()
    ]
    return _write(path, rows)


def row(place: str, year: str, group: str, indicator: str = INDICATOR, **cells: object) -> dict[str, object]:
    """One row of the local layout for a place."""
    kind = place.partition("/")[0]
    level = {"urn": "School", "cluster": "Cluster", "trust": "Trust"}.get(kind, "Local authority")
    return {
        "indicator_id": indicator,
        "time_period": year,
        "geographic_level": level,
        "la_code": place if level == "Local authority" else LA,
        "urn": place.removeprefix("urn/") if level == "School" else "",
        "cluster_id": place if level in ("Cluster", "Trust") else "",
        "group": group,
        **cells,
    }


def write_figures(path: Path, figures: Mapping[Key, tuple[float, float]], indicator: str = INDICATOR) -> Path:
    return write_rows(path, (row(*key, indicator, numerator=n, denominator=d) for key, (n, d) in figures.items()))


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    return _write(path, [dict.fromkeys(HEADER, "") | dict(each) for each in rows])


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
