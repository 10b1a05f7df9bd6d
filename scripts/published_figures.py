"""Rebuild the table of published headline figures that ships with the project.

    python scripts/published_figures.py FIGURES.csv LAIT_SERIES.csv

Reads a collection of figures with the origin of each (``indicator_id, time_period, geography, group, value, unit,
source, verified``) and the list that says which series of the Local Authority Interactive Tool is which indicator,
group and phase; writes ``data/demonstration/published_figures.csv`` and the legend of its ``source_key`` column,
``sources.csv``. Values are copied as printed. Left out: figures that somebody else reported (secondary), figures
worked out from others (the program works them out itself), and figures whose scope is not the indicator's.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).resolve().parent.parent / "data" / "demonstration" / "published_figures.csv"
LEGEND = TABLE.with_name("sources.csv")

PLACES = {
    "England": "E92000001",
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and the Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
    "Cambridgeshire": "E10000003",
    "Peterborough": "E06000031",
    "Central Bedfordshire": "E06000056",
    "Thurrock": "E06000034",
    "Cumbria": "E10000006",
    "Cumberland": "E06000063",
    "Westmorland and Furness": "E06000064",
}


class Scope(NamedTuple):
    """What a figure covers where it is not all pupils of all state-funded schools in the indicator's own period."""

    group: str = ""
    phase: str = ""
    coverage: str = ""
    identifier: str = ""


BY_WORDS: dict[str, dict[str, Scope]] = {
    "ks2_rwm_exp_pct": {"All pupils, ALL SCHOOLS (headline incl. independent)": Scope(coverage="all_schools")},
    "ofsted_good_or_outstanding_pct": {
        "All state-funded, latest inspection at 31 Aug": Scope(),
        "Primary": Scope(phase="primary"),
        "Secondary": Scope(phase="secondary"),
    },
    "ofsted_outstanding_pct": {"All state-funded, latest inspection at 31 Aug": Scope()},
    "permanent_exclusion_rate": {"AUTUMN TERM ONLY, all schools": Scope(identifier="Autumn term")},
    "suspension_rate": {"AUTUMN TERM ONLY, all schools": Scope(identifier="Autumn term")},
    "places_unfilled_pct": {
        "All schools": Scope(),
        "Primary": Scope(phase="primary"),
        "Secondary": Scope(phase="secondary"),
    },
    "schools_at_or_over_capacity_pct": {
        "All schools": Scope(),
        "Primary": Scope(phase="primary"),
        "Secondary": Scope(phase="secondary"),
    },
    "pupil_teacher_ratio": {
        "All state-funded (qualified + unqualified)": Scope(),
        "Primary and nursery (qualified + unqualified)": Scope(phase="primary"),
    },
    "teacher_leaver_rate": {
        "All state-funded, qualified teachers, FTE": Scope(),
        "Primary": Scope(phase="primary"),
        "Secondary": Scope(phase="secondary"),
    },
}
"""Figures that are not LAIT's: the indicators taken, and what their words mean. Words that are not here are another
scope (qualified teachers only, graded inspections of one year, a later revision of one national figure)."""

BEGINS = 2015
"""Figures of periods that start before are left out: single points far from any series."""

HEADER = [
    *("indicator_id", "time_period", "time_identifier", "place"),
    *("group", "phase", "coverage", "release", "value", "source_key"),
]
"""A blank cell is the usual: the indicator's own kind of period, all pupils, total, state-funded, final."""

LAIT = "bds_long_0.parquet#"
PROVISIONAL = " [provisional]"

DFE_STATISTICS = "https://explore-education-statistics.service.gov.uk/"
TITLES = {
    "find-statistics/key-stage-2-attainment-national-headlines/2024-25": "Key stage 2 attainment: national headlines",
    "find-statistics/suspensions-and-permanent-exclusions-in-england/2024-25-autumn-term": (
        "Suspensions and permanent exclusions in England, autumn term"
    ),
}
DATA_SET_TITLES = {
    "places_unfilled_pct": "School capacity",
    "schools_at_or_over_capacity_pct": "School capacity",
    "pupil_teacher_ratio": "School workforce in England: pupil to teacher ratios",
    "teacher_leaver_rate": "School workforce in England: teacher leavers",
    "permanent_exclusion_rate": "Suspensions and permanent exclusions in England, autumn term",
    "suspension_rate": "Suspensions and permanent exclusions in England, autumn term",
}


class Sources:
    """The legend: a short key for each origin, in the order in which they are met."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str, str]] = {}

    def key(self, source: str, indicator: str) -> str:
        """The key of an origin; raises ``ValueError`` for one whose publisher is not known here."""
        if LAIT in source:
            address = source.removesuffix(PROVISIONAL)
            title = f"Local Authority Interactive Tool, data of April 2026, series {address.partition('#')[2]}"
            return self._numbered("lait", "Department for Education", title, address)
        if source.startswith(DFE_STATISTICS):
            page = source.removeprefix(DFE_STATISTICS).split(" ")[0]
            return self._numbered(
                "dfe", "Department for Education", TITLES.get(page) or DATA_SET_TITLES[indicator], source
            )
        if "la-school-places-scorecards" in source:
            title = "Local authority school places scorecards, data"
            return self._numbered("scorecards", "Department for Education", title, source)
        if "gov.uk/government/statistics/state-funded-schools-inspections-and-outcomes" in source:
            return self._numbered("ofsted", "Ofsted", "State-funded schools inspections and outcomes", source)
        raise ValueError(f"no publisher is known for {source}")

    def _numbered(self, stem: str, publisher: str, title: str, address: str) -> str:
        for key, row in self.rows.items():
            if row[2] == address:
                return key
        key = f"{stem}:{1 + sum(known.startswith(f'{stem}:') for known in self.rows)}"
        self.rows[key] = (publisher, title, address)
        return key


def scope_of(figure: dict[str, str], series: dict[str, dict[str, str]]) -> tuple[Scope, str] | None:
    """What a figure covers and its release, or nothing when it is left out."""
    if figure["verified"] != "yes" or int(figure["time_period"][:4]) < BEGINS:
        return None
    if LAIT in figure["source"]:
        code = figure["source"].partition("#")[2]
        entry = series[code.removesuffix(PROVISIONAL)]
        if entry["indicator_id"] != figure["indicator_id"]:
            raise ValueError(f"{code} is {entry['indicator_id']} in the list of series, {figure['indicator_id']} here")
        group = "" if entry["group_id"] == "all" else entry["group_id"]
        phase = "" if entry["phase"] == "total" else entry["phase"]
        return Scope(group=group, phase=phase), "provisional" if code.endswith(PROVISIONAL) else ""
    scope = BY_WORDS.get(figure["indicator_id"], {}).get(figure["group"])
    return None if scope is None else (scope, "")


def main(figures: Path, lait_series: Path) -> None:
    with lait_series.open(encoding="utf-8", newline="") as file:
        series = {row["lait_code"]: row for row in csv.DictReader(file)}
    sources, rows = Sources(), []
    with figures.open(encoding="utf-8", newline="") as file:
        for figure in csv.DictReader(file):
            if (found := scope_of(figure, series)) is None:
                continue
            scope, release = found
            rows.append(
                (
                    figure["indicator_id"],
                    figure["time_period"],
                    scope.identifier,
                    PLACES[figure["geography"]],
                    scope.group,
                    scope.phase,
                    scope.coverage,
                    release,
                    figure["value"],
                    sources.key(figure["source"], figure["indicator_id"]),
                )
            )
    keys = [row[:8] for row in rows]
    if len(set(keys)) != len(keys):
        raise ValueError("two figures for one key: " + str(next(key for key in keys if keys.count(key) > 1)))
    _write(TABLE, HEADER, sorted(rows))
    _write(LEGEND, ["source_key", "publisher", "title", "read_at"], [(key, *row) for key, row in sources.rows.items()])
    print(f"{len(rows)} figures, {len(sources.rows)} sources, {TABLE.stat().st_size // 1024} KiB")


def _write(path: Path, header: list[str], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
