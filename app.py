"""The web application: ``create_app(settings)``, and the ``server`` that gunicorn serves (``gunicorn app:server``)."""

from __future__ import annotations

from dash import Dash

from dashboard.settings import Settings
from dashboard.web.application import build


def create_app(settings: Settings) -> Dash:
    """The application over the warehouse, catalogue and plans that the settings name."""
    return build(settings)


def __getattr__(name: str) -> object:
    """``app:server``, made when it is asked for, so that importing this module opens no warehouse."""
    if name == "server":
        return create_app(Settings()).server
    raise AttributeError(name)
