"""Where things are, from the environment (``OUTCOMES_…``) or the defaults of a checkout."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """``warehouse`` holds the snapshots, ``data`` the catalogue, plans and places."""

    model_config = SettingsConfigDict(env_prefix="OUTCOMES_", frozen=True)

    data: Path = ROOT / "data"
    warehouse: Path = ROOT / "data" / "warehouse"
    demonstration_warehouse: Path = ROOT / "data" / "warehouse-demonstration"
    real_data: Path = ROOT.parent / "shared" / "data"
    memory_limit: str = "2GB"
    threads: int = 2
