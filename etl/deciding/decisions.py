"""Who decided what, and when: the log of everything that changed what readers see.

One JSON object a line in ``decisions.jsonl`` in the warehouse, appended and never rewritten. It stands outside the
snapshots, since a rollback changes which snapshot is served and must not change what happened.
"""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

FILE = "decisions.jsonl"

Action = Literal["load", "refuse", "accept", "discard", "rollback", "withdraw", "purge", "set_aside"]
Door = Literal["cli", "web", "inbox", "pull"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing done. ``at`` is ISO 8601 in UTC; ``before`` and ``after`` are the snapshots served; ``files`` names
    what it was about, and ``note`` says in words what the names do not."""

    at: str
    who: str
    door: str
    action: str
    before: str | None = None
    after: str | None = None
    files: tuple[str, ...] = field(default=())
    note: str = ""


def record(
    warehouse: Path,
    *,
    action: Action,
    who: str | None = None,
    door: Door = "cli",
    before: str | None = None,
    after: str | None = None,
    files: tuple[str, ...] = (),
    note: str = "",
) -> Decision:
    """Append one decision, on disk before this returns; ``who`` is the user of this process where nobody is named."""
    made = Decision(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=who or user() or "unknown",
        door=door,
        action=action,
        before=before,
        after=after,
        files=files,
        note=note,
    )
    with (warehouse / FILE).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return made


def decisions(warehouse: Path) -> list[Decision]:
    """Every decision, the latest first. A line that a power cut left half-written is passed over."""
    try:
        lines = (warehouse / FILE).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    found = []
    for line in lines:
        try:
            said = json.loads(line)
            found.append(Decision(**{**said, "files": tuple(said.get("files", ()))}))
        except (ValueError, TypeError):
            continue
    return found[::-1]


def user() -> str | None:
    """The name of the user whose process this is; none in a container that runs under a bare number."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
