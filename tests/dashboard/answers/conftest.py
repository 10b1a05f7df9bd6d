"""A board over a small snapshot with the real catalogue and the real plans."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dashboard.board import Board
from dashboard.register import Register, register_url
from dashboard.settings import ROOT, Settings
from dashboard.store import Store
from etl.catalogue import Catalogue, load_catalogue
from etl.plan_files import load_plans
from etl.plans import Plan

ENGLAND = {"place_id": "E92000001", "name": "England", "level": "country"}


@cache
def catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "catalogue")


@cache
def plans() -> dict[str, Plan]:
    return load_plans(ROOT / "data" / "plans")


@pytest.fixture
def board(snapshot: Callable[..., Path]) -> Callable[..., Board]:
    """``board(observation=[…], place=[…])``: England is a place always."""

    def make(**tables: Any) -> Board:
        tables["place"] = [ENGLAND, *tables.get("place", [])]
        warehouse = snapshot(**tables)
        return Board(
            Settings(warehouse=warehouse),
            catalogue(),
            plans(),
            Store(warehouse),
            Register(register_url(None, warehouse=warehouse), plans=plans()),
        )

    return make
