"""The watched inbox: ``watch``."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.markup import escape

from dashboard.commands.common import AsJson, Warehouse, loading_settings, refuse, wants_json
from dashboard.terminal import err, out
from etl import pipeline
from etl.doors import holding
from etl.doors.inbox import Inbox, InboxError, watched
from etl.doors.rounds import Round


def watch(
    folder: Annotated[
        Path | None, typer.Argument(help="The inbox (environment: OUTCOMES_INBOX; default data/inbox).")
    ] = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="Load what lies there, then end.")] = False,
    every: Annotated[
        float, typer.Option(min=0.1, help="Seconds between rounds, and for which a file must have stood still.")
    ] = 10,
    hold: Annotated[bool, typer.Option("--hold", help="Leave each round as a proposal, to be accepted.")] = False,
    as_json: AsJson = False,
    warehouse: Warehouse = None,
) -> None:
    """Load files as they arrive in a folder, and sort them into accepted/ and refused/ there."""
    chosen = loading_settings(warehouse)
    load = partial(
        holding.hold if hold else pipeline.load,
        warehouse=chosen.warehouse,
        data=chosen.data,
        threads=chosen.threads,
        door="inbox",
    )
    try:
        with watched(folder or chosen.inbox, load=load, still_for=every) as inbox, stopping() as stop:
            as_json = wants_json(as_json)
            if not as_json:
                err.print(escape(f"Watching {inbox.folder}, every {every:g} seconds; Ctrl-C ends."), soft_wrap=True)
            code = _once(inbox, stop, every, as_json) if once else _until(inbox, stop, every, as_json)
    except InboxError as error:
        refuse(str(error))
    raise typer.Exit(code)


def _once(inbox: Inbox, stop: threading.Event, every: float, as_json: bool) -> int:
    """Two looks, an interval apart, so that it is known what stands still; returns the exit code."""
    inbox.first_look()
    stop.wait(every)
    done = inbox.round()
    _say(done, as_json=as_json)
    if not done.files and not done.problem and not as_json:
        out.print(f"Nothing to load; {done.coming} still being copied." if done.coming else "Nothing to load.")
    return 1 if done.refused or done.problem else 0


def _until(inbox: Inbox, stop: threading.Event, every: float, as_json: bool) -> int:
    """Rounds until told to stop; what was said of a round is not said again while nothing changes."""
    said: tuple[str | None, dict[str, str]] = (None, {})
    while not stop.is_set():
        done = inbox.round()
        if done.files or (done.problem, done.left) != said:
            _say(done, as_json=as_json)
        said = (done.problem, done.left)
        stop.wait(every)
    return 0


def _say(done: Round, *, as_json: bool) -> None:
    """A line a file, or one line of JSON for the round; flushed, since a log is read while it is written."""
    if as_json:
        print(json.dumps(done.as_json(), default=str), flush=True)
        return
    for each in done.files:
        where = f" -> {each.moved_to}" if each.moved_to else ""
        tally = (
            f" (observations: {each.observations:,}; findings: {each.findings:,})"
            if each.outcome in ("loaded", "held")
            else ""
        )
        reason = f": {each.message}" if each.message else ""
        out.print(escape(f"{each.outcome:<9} {each.file}{where}{tally}{reason}"), soft_wrap=True, highlight=False)
    for name, reason in done.left.items():
        err.print(escape(f"left      {name}: {reason}"), soft_wrap=True, highlight=False)
    if done.proposal:
        out.print(f"Decide with: outcomes accept {done.proposal}, or discard it.", soft_wrap=True, highlight=False)
    if done.problem:
        err.print(escape(f"waiting: {done.problem}"), soft_wrap=True, highlight=False)


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C or a request to end sets, so that the round in hand is finished; a second ends at once."""
    stop = threading.Event()
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        restore()

    for number in before:
        signal.signal(number, asked)
    try:
        yield stop
    finally:
        restore()
