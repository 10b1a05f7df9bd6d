"""Making a pack step by step, telling in its folder how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.pack import files, kept
from dashboard.pack.made import pack_of
from dashboard.register import RegisterError
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from etl.warehouse.folder import WarehouseError

STEPS = {"pptx": "Drawing the slides", "pdf": "Setting the paper"}
REFUSALS = (NotFoundError, NoSnapshotError, DamagedSnapshotError, RegisterError, WarehouseError, OSError)
"""What may keep a pack from being made, said in words; anything else is a fault of the program."""


def make(board: Board, plan: str, *, meeting: date, place: str | None, formats: Sequence[str], folder: Path) -> None:
    """Make the files of a pack in its folder; whatever happens, its state says how it ended."""
    state = kept.read(folder.parent.parent, folder.name)
    if state is None:
        raise FileNotFoundError(f"{folder} holds no pack that was asked for")
    try:
        with kept.turn(folder):
            kept.save(folder, state := replace(state, state="making", step="Reading the figures", share=10))
            pack = pack_of(board, plan, meeting=meeting, place=place)
            for number, each in enumerate(formats):
                share = 40 + 60 * number // len(formats)
                kept.save(folder, state := replace(state, step=STEPS[each], share=share))
                written = files.write(pack, each, folder=folder, plan=plan)
                state = replace(state, files=(*state.files, written.path.name))
        kept.save(folder, replace(state, state="done", step="Ready", share=100))
    except REFUSALS as error:
        kept.save(folder, replace(state, state="failed", message=f"{error}.", files=()))
        raise
    except BaseException:
        told = "Something went wrong that should not; whoever runs the board finds it in job.log. Make it again."
        kept.save(folder, replace(state, state="failed", message=told, files=()))
        raise
