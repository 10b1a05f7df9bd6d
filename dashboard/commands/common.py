"""What every command shares: its two options, its settings, its board, and how it says no."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.markup import escape

from dashboard.answers import json_form
from dashboard.answers.preview import preview
from dashboard.board import Board, open_board
from dashboard.settings import Settings
from dashboard.store import NoSnapshotError
from dashboard.terminal import err
from etl.deciding import proposals
from etl.deciding.proposals import Proposal

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Warehouse = Annotated[
    Path | None,
    typer.Option("--warehouse", help="The folder of snapshots (environment: OUTCOMES_WAREHOUSE).", file_okay=False),
]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides, where it is not this user.")]


class Members(StrEnum):
    """Whose schools a sum is over: those of today in every period, or those of each period."""

    now = "now"
    then = "then"


WhoseSchools = Annotated[
    Members, typer.Option("--members", help="Add up over the schools of today, or over those of each period (then).")
]


class Given:
    """What stood before the command's name; what stands after it goes first."""

    as_json = False
    warehouse: Path | None = None


def wants_json(as_json: bool) -> bool:
    return as_json or Given.as_json


def settings(warehouse: Path | None) -> Settings:
    """The settings with the warehouse that the command line names, if it names one."""
    chosen = warehouse or Given.warehouse
    found = Settings()
    return found.model_copy(update={"warehouse": chosen}) if chosen else found


def loading_settings(warehouse: Path | None) -> Settings:
    """The settings of a command that loads, which never writes where the demonstration lives."""
    chosen = settings(warehouse)
    if chosen.in_demonstration_folder:
        refuse("nothing is ever loaded into the demonstration warehouse; choose another --warehouse")
    return chosen


def board(warehouse: Path | None, *, empty_is_fine: bool = False) -> Board:
    """The board over the chosen warehouse; raises :class:`NoSnapshotError` where nothing has been loaded."""
    opened = open_board(settings(warehouse))
    if not empty_is_fine and not opened.store.has_snapshot:
        raise NoSnapshotError(
            f"nothing has been loaded into {opened.store.warehouse} yet; run 'outcomes load PATH', or 'outcomes demo' "
            f"and then --warehouse {opened.settings.demonstration_warehouse}"
        )
    return opened


def would_change(chosen: Settings, read: Proposal, *, keep: bool) -> dict[str, Any]:
    """What accepting a proposal would change, as the commands print it: observations, overlaps and lines of plans.

    Unless it is to be kept (its id is then told) the proposal is gone again afterwards.
    """
    try:
        plans = preview(open_board(chosen), read) if read.candidate else ()
    finally:
        if not keep:
            proposals.forget(read)
    document = {"differences": read.differences, "plans": json_form.plan_changes(plans)}
    return {**document, "proposal": read.id} if keep else document


def refuse(message: str) -> NoReturn:
    """Say why not on standard error and end with exit code 1."""
    err.print(escape(message), soft_wrap=True)
    raise typer.Exit(1)
