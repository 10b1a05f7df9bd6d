"""Where a file goes that a round is done with: a folder of its round, with what is to be said of it beside it.

A file is moved by one rename within its disk, into a folder that no one else writes to, so nothing is ever overwritten
and no half of a file is ever seen.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from etl.doors.inbox_words import FINDINGS, WHY, letter
from etl.doors.settling import Ready
from etl.findings_file import ENCODING, Found, write_findings
from etl.reading.receive import SORTED
from etl.report import ExtractReport


def put_away(ready: Ready, reports: list[ExtractReport], *, inbox: Path, stamp: str, to: str) -> str:
    """Move a file into the folder ``to`` of its round and return where it is now, below the inbox; raises ``OSError``.

    What is to be said of the file is written first: where the file is, all of it is.
    """
    target = _free(inbox / to, stamp, ready.path.relative_to(inbox))
    target.parent.mkdir(parents=True, exist_ok=True)
    (inbox / to / SORTED).touch()
    written: list[Path] = []
    try:
        if found := [Found(part.file, part.dataset, finding) for part in reports for finding in part.findings]:
            written.append(_beside(target, FINDINGS))
            with written[-1].open("x", encoding=ENCODING, newline="") as stream:
                write_findings(stream, found)
        if to == "refused":
            written.append(_beside(target, WHY))
            written[-1].write_text(letter(ready.name, reports), encoding="utf-8")
        ready.path.rename(target)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return target.relative_to(inbox).as_posix()


def _free(base: Path, stamp: str, inside: Path) -> Path:
    """Where a file may go without anything that lies there being replaced, its companions included."""
    for number in count(1):
        target = base / (stamp if number == 1 else f"{stamp}-{number}") / inside
        if not any(os.path.lexists(path) for path in (target, _beside(target, FINDINGS), _beside(target, WHY))):
            return target
    raise AssertionError("counting never ends")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
