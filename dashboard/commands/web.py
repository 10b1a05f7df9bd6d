"""The dashboard itself: ``serve``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from dashboard import serving
from dashboard.board import open_register
from dashboard.commands.common import Warehouse, settings
from dashboard.demonstration import build_demonstration, is_current
from dashboard.register import RegisterError
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.terminal import err, progress
from dashboard.web import identity
from etl.plan_files import load_plans


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8050,
    warehouse: Warehouse = None,
) -> None:
    """Serve the dashboard; with nothing loaded it shows the demonstration, and says so."""
    serving.check_port(host, port)
    chosen = _served(settings(warehouse))
    _follow_plans(chosen)
    shown = f"[{host}]" if ":" in host else host
    said = f"Outcomes Board: http://{shown}:{port}/\n{identity.in_words(chosen)}"
    serving.serve(chosen, host=host, port=port, ready=lambda: print(said, flush=True))


def _follow_plans(chosen: Settings) -> None:
    """Take the plan files into the register, before there are workers: what changed in them counts from today.

    A register that cannot be written to is said and shown as it is; the figures do not depend on it. The first use of
    the register imports what the workers then have by the fork.
    """
    register = open_register(chosen, load_plans(chosen.data / "plans"))
    try:
        if chosen.in_demonstration_folder:
            _ = register.revision
        else:
            register.follow_plans()
        register.database.close()  # a connection does not survive the fork
    except RegisterError as error:
        err.print(escape(f"{error}. Actions are shown from the plan files and cannot be edited."), soft_wrap=True)


def _served(chosen: Settings) -> Settings:
    """The settings to serve with: the demonstration warehouse, built if need be, where nothing has been loaded.

    Whoever may upload begins with an empty board of their own: a first file has to go somewhere.
    """
    if Store(chosen.warehouse).has_snapshot or chosen.identity_header or chosen.local_user:
        return chosen
    shown = chosen.model_copy(update={"warehouse": chosen.demonstration_warehouse})
    if not is_current(shown.warehouse, data=shown.data):
        err.print("Building the demonstration; this takes up to a minute, once for each version of the program.")
        with progress("Building", quiet=False) as step:
            build_demonstration(shown.warehouse, data=shown.data, progress=step)
    err.print(f"Nothing has been loaded into {chosen.warehouse}: showing the demonstration, which is partly invented.")
    return shown
