"""Who may decide what is loaded: a name from a trusted proxy, or the one user at this machine, and nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from dashboard.settings import Settings
from dashboard.web.identity import clean, visitor
from tests.conftest import make_snapshot

HERE = {"base_url": "http://127.0.0.1:8050", "environ_base": {"REMOTE_ADDR": "127.0.0.1"}}


def asked(headers: dict[str, str] | None = None, **how: Any) -> Request:
    return Request(EnvironBuilder("/data", headers=headers or {}, **(HERE | how)).get_environ())


def settings(tmp_path: Path, **how: Any) -> Settings:
    return Settings(warehouse=tmp_path, **how)


def test_with_nothing_configured_nobody_has_a_name_and_the_reader_is_told_how_to_get_one(tmp_path: Path) -> None:
    found = visitor(settings(tmp_path), asked({"X-Forwarded-User": "Mallory", "Remote-User": "Mallory"}))
    assert found.name is None
    assert "OUTCOMES_LOCAL_USER" in str(found.why)
    assert "OUTCOMES_IDENTITY_HEADER" in str(found.why)


def test_the_configured_header_says_the_name(tmp_path: Path) -> None:
    chosen = settings(tmp_path, identity_header="X-Forwarded-User")
    assert visitor(chosen, asked({"X-Forwarded-User": "Asha Patel"})).name == "Asha Patel"
    assert visitor(chosen, asked({"X-Forwarded-User": "Zoë".encode().decode("latin-1")})).name == "Zoë"


@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-User": "  "}, {"X-User": "Mallory"}])
def test_without_that_header_there_is_no_name_even_with_another_one(tmp_path: Path, headers: dict[str, str]) -> None:
    found = visitor(settings(tmp_path, identity_header="X-Forwarded-User"), asked(headers))
    assert found.name is None
    assert "X-Forwarded-User" in str(found.why)


def test_a_header_that_is_configured_goes_before_the_local_user(tmp_path: Path) -> None:
    chosen = settings(tmp_path, identity_header="X-User", local_user="Sam")
    assert visitor(chosen, asked()).name is None


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"base_url": "http://localhost:8050"},
        {"base_url": "http://[::1]:8050", "environ_base": {"REMOTE_ADDR": "::1"}},
    ],
    ids=str,
)
def test_the_local_user_is_whoever_sits_at_this_machine(tmp_path: Path, how: dict[str, Any]) -> None:
    assert visitor(settings(tmp_path, local_user="Sam"), asked(**how)).name == "Sam"


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
        {"headers": {"X-Real-IP": "192.0.2.7"}},
        {"base_url": "http://rebound.example:8050"},
    ],
    ids=["from elsewhere", "passed on", "passed on, standard header", "passed on, nginx", "under a foreign host name"],
)
def test_the_local_user_is_nobody_who_comes_from_elsewhere(tmp_path: Path, how: dict[str, Any]) -> None:
    found = visitor(settings(tmp_path, local_user="Sam"), asked(**how))
    assert found.name is None
    assert "OUTCOMES_IDENTITY_HEADER" in str(found.why)


def test_nobody_loads_into_the_demonstration(tmp_path: Path) -> None:
    chosen = Settings(warehouse=tmp_path, demonstration_warehouse=tmp_path, local_user="Sam")
    assert visitor(chosen, asked()).name is None
    assert "demonstration" in str(visitor(chosen, asked()).why)


def test_a_demonstration_in_another_folder_is_still_one(tmp_path: Path) -> None:
    name = "20260506T090000000Z-0123456789ab"
    make_snapshot(tmp_path, snapshot_id=name, snapshot=[{"snapshot_id": name, "demonstration": True}])
    (tmp_path / "current").write_text(f"{name}.duckdb", encoding="utf-8")
    assert "demonstration" in str(visitor(settings(tmp_path, local_user="Sam"), asked()).why)


def test_a_name_is_one_short_line_whatever_was_sent() -> None:
    assert clean("Asha\r\nX-Evil: 1\t\u202e Patel ") == "Asha X-Evil: 1 Patel"
    assert len(clean("a" * 500)) == 80
