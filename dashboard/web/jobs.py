"""Jobs: commands that the web starts and that finish without it. A load waits while another one is at work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from dashboard.settings import ROOT, Settings
from etl.deciding.proposals import Proposal, save

LOG = "job.log"


def start(
    settings: Settings,
    proposal: Proposal,
    *,
    who: str,
    period: str | None = None,
    release: str | None = None,
    accept_rejects: Sequence[str] = (),
) -> None:
    """Read the files of a proposal in a process of its own, which goes on when the server stops.

    Until it is its turn the proposal counts as being received, whatever came of it when it was read before.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    save(replace(proposal, state="receiving", created=now, report=None, differences=None, message=None))
    arguments = ["load", str(proposal.uploads), "--hold", "--into", proposal.id, f"--by={who}", "--door", "web"]
    arguments += [f"--period={period}"] if period else []
    arguments += [f"--release={release}"] if release else []
    arguments += [f"--accept-rejects={each}" for each in accept_rejects]
    run(settings, arguments, log=proposal.folder / LOG)


def run(settings: Settings, arguments: Sequence[str], *, log: Path) -> None:
    """One command of ``outcomes`` over the same warehouse in a process of its own; what it prints goes to ``log``."""
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(settings.warehouse), *arguments]
    # What the server was told by its own environment or options, its job is told as well.
    environment = {**os.environ, "OUTCOMES_DATA": str(settings.data), "PYTHONPATH": str(ROOT)}
    with log.open("ab") as written:
        process = subprocess.Popen(  # noqa: S603 - our own program; every option is one argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
    Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie behind
