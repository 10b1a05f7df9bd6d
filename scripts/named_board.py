"""A small board of somebody with a name, for the pictures of what only they see: forms, and files in review."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.settings import ROOT
from etl.deciding import proposals
from etl.pipeline import load, propose
from tests.browser.screens import Screen
from tests.etl.local_files import write

WHO = "Asha Patel"
KS2 = {"indicator_id": "ks2_rwm_exp_pct"}
ENGLAND = {"geographic_level": "National", "la_code": ""}
HELD = [{**KS2, "value": 61}, {**KS2, **ENGLAND, "value": 61}]
"""Published: key stage 2, Thurrock and England in 2023/24."""
NEXT = [
    *({**KS2, "time_period": "202425", "value": 69}, {**KS2, **ENGLAND, "time_period": "202425", "value": 62}),
    *({**KS2, "time_period": f"20{year}{year + 1}", "group": "Girls", "value": 50} for year in range(10, 23)),
    *({**KS2, "time_period": f"20{year}{year + 1}", "group": "Boys", "value": 50} for year in range(10, 23)),
    {**KS2, "time_period": "202425", "la_code": "E06999999", "value": 1},
]
"""Published for 2024/25, made up for girls, and a row of a place that there is not."""
UNKNOWN = (
    "Our export\n\nCouncil,School year,Pupil group,Moved in year,Pupils on roll\n"
    "Thurrock,2023/24,Girls,20,400\nThurrock,2023/24,All pupils,50,1000\n"
)
"""A layout that no dataset describes."""


@dataclass(frozen=True)
class NamedBoard:
    """A warehouse, the settings that give its reader a name, and the screens that show something else to them."""

    warehouse: Path
    environment: Mapping[str, str]
    screens: Sequence[Screen]


def named_board(folder: Path) -> NamedBoard:
    """A board in an empty folder: one file loaded, one that waits for a decision, and one of an unknown layout."""
    warehouse, data = folder / "warehouse", folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("warehouse*", "inbox", "generated"))
    load([write(folder / "held.csv", HELD)], warehouse=warehouse, data=data)
    unknown = folder / "export.csv"
    unknown.write_text(UNKNOWN, encoding="utf-8")
    waiting, not_read = (_proposed(warehouse, path, data=data) for path in (write(folder / "next.csv", NEXT), unknown))
    return NamedBoard(
        warehouse,
        {"OUTCOMES_DATA": str(data), "OUTCOMES_LOCAL_USER": WHO},
        (
            Screen("/data", "Data desk"),
            Screen(f"/data/proposal/{waiting}", "Files in review"),
            Screen(f"/data/proposal/{not_read}/map?file={unknown.name}", "Describe a layout"),
            Screen("/plan/thurrock", "Thurrock education priorities, 2017/18"),
            Screen("/plan/thurrock/action/2.1-a", "An action"),
            Screen("/plan/thurrock/meetings", "Board meetings"),
        ),
    )


def _proposed(warehouse: Path, path: Path, *, data: Path) -> str:
    """The id of the proposal that a file was read into."""
    made = proposals.create(warehouse, who=WHO, door="web")
    kept = Path(shutil.copy(path, made.uploads / path.name))
    return propose(made, [kept], warehouse=warehouse, data=data).id
