"""A small invented authority, whose sums can be done by hand, next to England and twenty-one other authorities."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.board import Board
from dashboard.register import Register, register_url
from dashboard.settings import ROOT, Settings
from dashboard.store import Store
from etl.catalogue import load_catalogue
from tests.conftest import make_snapshot

ON = date(2026, 5, 1)
ENGLAND, REGION, LA = "E92000001", "E12000006", "E06009999"
NORTH, SOUTH, TRUST = "cluster/ward/north", "cluster/ward/south", "trust/77"
KS2, A8, GOOD, ABSENCE, UNFILLED = (
    "ks2_rwm_exp_pct",
    "ks4_attainment8_avg",
    "ofsted_good_or_outstanding_pct",
    "absence_overall_rate",
    "places_unfilled_pct",
)

SCHOOLS = [
    # urn, name, phase, pupils, cluster, trust
    (1, "Ash Primary School", "primary", 70, NORTH, TRUST),
    (2, "Beech Primary School", "primary", 600, NORTH, None),
    (3, "Cedar Primary School", "primary", 400, NORTH, None),
    (4, "Damson Primary School", "primary", 410, SOUTH, TRUST),
    (5, "Elder Infant School", "primary", 40, SOUTH, None),
    (6, "Fern Primary School", "primary", 450, SOUTH, None),
    (7, "Gorse High School", "secondary", 900, NORTH, None),
    (8, "Hazel Academy", "secondary", 1500, SOUTH, None),
]


WHERE = {1: (0, 0), 2: (3, 0), 3: (0, 4), 4: (10, 0), 6: (10, 4), 7: (3, 4), 8: (12, 2)}
"""Kilometres east and north of a corner; the register gives no coordinates of Elder Infant School."""


def _places() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"place_id": ENGLAND, "name": "England", "level": "country"},
        {"place_id": REGION, "name": "East of England", "level": "region", "parent_id": ENGLAND},
        {"place_id": LA, "name": "Exampleshire", "level": "la", "parent_id": REGION, "region_id": REGION},
        {"place_id": "E10000999", "name": "Old Exampleshire", "level": "la", "closed": date(2020, 3, 31)},
        {"place_id": NORTH, "name": "North", "level": "cluster", "scheme": "ward", "parent_id": LA},
        {"place_id": SOUTH, "name": "South", "level": "cluster", "scheme": "ward", "parent_id": LA},
        {"place_id": TRUST, "name": "Bright Trust", "level": "trust"},
        {
            "place_id": "urn/9",
            "name": "Holly Primary School",
            "level": "school",
            "parent_id": LA,
            "phase": "primary",
            "pupils": 200,
            "closed": date(2024, 8, 31),
            "establishment_status": "Closed",
        },
    ]
    rows += [
        {
            "place_id": f"urn/{urn}",
            "name": name,
            "level": "school",
            "parent_id": LA,
            "region_id": REGION,
            "phase": phase,
            "pupils": pupils,
            "establishment_type": "Community school",
            "establishment_status": "Open",
            "easting": 500_000.0 + 1000 * WHERE[urn][0] if urn in WHERE else None,
            "northing": 300_000.0 + 1000 * WHERE[urn][1] if urn in WHERE else None,
            "low_age": 4 if phase == "primary" else 11,
            "high_age": 11 if phase == "primary" else 16,
        }
        for urn, name, phase, pupils, _, _ in SCHOOLS
    ]
    rows += [
        {"place_id": f"E0600{number:04}", "name": f"Authority {number:02}", "level": "la", "region_id": REGION}
        for number in range(21)
    ]
    return rows


def _memberships() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"member_id": "urn/9", "container_id": NORTH, "kind": "ward", "valid_to": date(2024, 8, 31)},
        {"member_id": "urn/9", "container_id": LA, "kind": "la", "valid_to": date(2024, 8, 31)},
    ]
    for urn, _, _, _, cluster, trust in SCHOOLS:
        rows.append({"member_id": f"urn/{urn}", "container_id": LA, "kind": "la"})
        rows.append({"member_id": f"urn/{urn}", "container_id": cluster, "kind": "ward"})
        if trust:
            rows.append({"member_id": f"urn/{urn}", "container_id": trust, "kind": "trust"})
    return rows


def _counts(indicator: str, place: str, x: float, n: float, **more: Any) -> dict[str, Any]:
    row = {"indicator_id": indicator, "place_id": place, "period": "202425", "value": 100 * x / n}
    return row | {"numerator": x, "denominator": n, "basis": "counts"} | more


def _observations() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        _counts(KS2, "urn/1", 8, 10),
        _counts(KS2, "urn/2", 45, 90),
        _counts(KS2, "urn/3", 30, 60),
        _counts(KS2, "urn/4", 50, 60),
        {"indicator_id": KS2, "place_id": "urn/5", "period": "202425", "status": "not_applicable"},
        {"indicator_id": KS2, "place_id": "urn/6", "period": "202425", "status": "suppressed"},
        _counts(KS2, "urn/9", 1, 50),
        {"indicator_id": KS2, "place_id": LA, "period": "202324", "value": 60.0},
        {"indicator_id": KS2, "place_id": LA, "period": "202425", "value": 57.0},
        {"indicator_id": KS2, "place_id": ENGLAND, "period": "202324", "value": 61.0},
        {"indicator_id": KS2, "place_id": ENGLAND, "period": "202425", "value": 63.0},
        {"indicator_id": KS2, "place_id": REGION, "period": "202425", "value": 60.0},
        {"indicator_id": A8, "place_id": "urn/7", "period": "202425", "value": 50.0, "denominator": 100.0},
        {"indicator_id": A8, "place_id": "urn/8", "period": "202425", "value": 40.0, "denominator": 300.0},
        {"indicator_id": A8, "place_id": ENGLAND, "period": "202425", "value": 46.0},
        {"indicator_id": UNFILLED, "place_id": ENGLAND, "period": "202425", "value": 11.0},
        _counts(UNFILLED, "urn/2", 30, 630),
        _counts(UNFILLED, "urn/3", 0, 380),
    ]
    rows += [
        {"indicator_id": ABSENCE, "place_id": f"urn/{urn}", "period": "202324", "value": value}
        for urn, value in ((1, 5.1), (2, 7.4), (4, 4.9))
    ]
    rows += [
        {"indicator_id": ABSENCE, "place_id": ENGLAND, "period": "202324", "phase": phase, "value": value}
        for phase, value in (("total", 7.1), ("primary", 5.5), ("secondary", 8.9))
    ]
    rows += [
        _counts(GOOD, f"urn/{urn}", good, 1, period="2023-07", period_kind="snapshot")
        for urn, good in ((1, 1), (2, 1), (3, 0), (7, 0))
    ]
    rows += [
        {"indicator_id": KS2, "place_id": f"E0600{number:04}", "period": "202425", "value": 50.0 + number}
        for number in range(21)
    ]
    return rows


def exampleshire(folder: Path) -> Board:
    """Publish the authority into a folder and open it."""
    warehouse = make_snapshot(
        folder,
        place=_places(),
        membership=_memberships(),
        observation=_observations(),
        place_alias=[
            {"alias": row["name"].casefold(), "place_id": row["place_id"], "kind": "name"} for row in _places()
        ]
        + [
            {"alias": "old name of damson", "place_id": "urn/4", "kind": "name"},
            {"alias": "999", "place_id": LA, "kind": "la_number"},
        ],
        place_link=[
            {"from_place_id": "E10000999", "to_place_id": LA, "kind": "successor", "since": date(2020, 4, 1)},
            {"from_place_id": "urn/9", "to_place_id": "urn/3", "kind": "successor", "since": date(2024, 9, 1)},
        ],
        neighbour=[
            {"place_id": LA, "neighbour_id": f"E0600{number:04}", "rank": number + 1, "closeness": "Close"}
            for number in range(10)
        ]
        + [
            {"set_name": "2021", "set_date": date(2021, 4, 1), "place_id": LA, "neighbour_id": "E06000020", "rank": 1},
        ],
        inspection=[
            {"place_id": "urn/3", "inspected": date(2019, 5, 2), "grade": "Requires improvement"},
            {"place_id": "urn/3", "inspected": date(2019, 5, 2), "area": "leadership_and_management", "grade": "Good"},
            {
                "place_id": "urn/3",
                "inspected": date(2026, 1, 20),
                "framework": "report_card",
                "area": "achievement",
                "grade": "Expected standard",
            },
        ],
        finding=[
            {
                "rule": "unknown_place",
                "severity": "reject",
                "row": 163,
                "column": "la_name",
                "value": "Total",
                "message": "This row is not a place. It is left out.",
            },
            {
                "rule": "suppressed",
                "severity": "note",
                "row": 11,
                "column": "KS2",
                "value": "c",
                "message": "Suppressed by the publisher; kept as suppressed.",
            },
            {
                "rule": "suppressed",
                "severity": "note",
                "row": 12,
                "column": "KS2",
                "value": "c",
                "message": "Suppressed by the publisher; kept as suppressed.",
            },
        ],
    )
    return Board(
        settings=Settings(warehouse=warehouse),
        catalogue=load_catalogue(ROOT / "data" / "catalogue"),
        plans={},
        store=Store(warehouse),
        register=Register(register_url(None, warehouse=warehouse), plans={}),
    )
