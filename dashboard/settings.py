"""Where things are, from the environment (``OUTCOMES_…``) or the defaults of a checkout."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """``warehouse`` holds the snapshots, ``data`` the catalogue, plans and places, ``inbox`` is what ``watch``
    loads from, ``ees_api`` the service that ``pull`` asks, ``register_url`` (``OUTCOMES_REGISTER``) the database of
    what people write down: a URL, or a file, which lies in the warehouse where nothing is said, ``boundaries`` the
    folder of GeoJSON files whose areas the maps draw.

    In the browser, files are taken only from somebody who has a name: ``identity_header`` is the header in which a
    trusted proxy says it, ``local_user`` the one person of this machine. With neither, uploads are off.
    """

    model_config = SettingsConfigDict(env_prefix="OUTCOMES_", frozen=True)

    data: Path = ROOT / "data"
    warehouse: Path = ROOT / "data" / "warehouse"
    # Not plain "register": pydantic's own classes have a method of that name.
    register_url: str | None = Field(default=None, validation_alias=AliasChoices("register_url", "OUTCOMES_REGISTER"))
    inbox: Path = ROOT / "data" / "inbox"
    boundaries: Path = ROOT / "data" / "places" / "boundaries"
    ees_api: str = "https://api.education.gov.uk/statistics/v1"
    demonstration_warehouse: Path = ROOT / "data" / "warehouse-demonstration"
    real_data: Path = ROOT.parent / "shared" / "data"
    memory_limit: str = "2GB"
    threads: int = 2
    identity_header: str | None = None
    local_user: str | None = None
    organisation: str | None = Field(default=None, description="who runs the board, for the accessibility statement")
    accessibility_contact: str | None = Field(default=None, description="e-mail address or words: whom to tell")
    upload_limit: int = Field(default=200 * 1000**2, gt=0, description="bytes of one upload, all its files together")

    @property
    def in_demonstration_folder(self) -> bool:
        """Whether the warehouse is the folder in which the demonstration lives, whatever is in it."""
        return self.warehouse.resolve() == self.demonstration_warehouse.resolve()
