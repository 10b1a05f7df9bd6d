"""The watched folder: what has settled in it is loaded, then sorted into ``accepted`` and ``refused``.

A round is one load of everything that is ready, hence one snapshot. Loading and sorting are two steps and anything may
happen in between: loading the same content twice changes nothing, so the next round finds what was loaded *unchanged*
and sorts it then. A file is moved by one rename within its disk, into a folder of its round that no one else writes to,
so nothing is ever overwritten and no half of a file is ever seen.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

import duckdb

from etl.findings import Finding, advice
from etl.findings_file import ENCODING, Found, write_findings
from etl.receive import SIDECARS
from etl.report import ExtractReport, LoadReport
from etl.settling import Ready, Settling, Sight
from etl.warehouse import NotPublished, WarehouseError
from etl.warehouse.folder import exclusive
from etl.yaml_file import YamlError

WORK = ".watch"
"""The watcher's own folder inside the inbox: its lock, and links to the files of the round in hand."""

FINDINGS, WHY = ".findings.csv", ".why.txt"
"""What is laid beside a file, after its own name."""

Loader = Callable[[list[Path]], LoadReport]


class InboxError(Exception):
    """The folder cannot be watched; the message says why."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of one file; ``moved_to`` is below the inbox, null when the file had to stay."""

    file: str
    outcome: Literal["loaded", "unchanged", "refused"]
    moved_to: str | None
    observations: int
    findings: int
    message: str


@dataclass(slots=True)
class Round:
    """One round: the files dealt with, how many are still coming, and what kept it from its work (``problem``)."""

    at: str
    snapshot: str | None = None
    files: list[Handled] = field(default_factory=list)
    coming: int = 0
    left: dict[str, str] = field(default_factory=dict)
    problem: str | None = None

    @property
    def refused(self) -> int:
        return sum(each.outcome == "refused" for each in self.files)

    def as_json(self) -> dict[str, Any]:
        """One line of the command's output."""
        return {
            "at": self.at,
            "snapshot": self.snapshot,
            "files": [{name: getattr(each, name) for name in Handled.__slots__} for each in self.files],
            "coming": self.coming,
            "left": self.left,
            "problem": self.problem,
        }


@contextmanager
def watched(
    folder: Path, *, load: Loader, still_for: float, clock: Callable[[], float] = time.monotonic
) -> Iterator[Inbox]:
    """The inbox, held so that no second watcher sorts the same files; what a killed one left is cleared away.

    Raises :class:`InboxError` when there is no such folder or another process watches it.
    """
    if not folder.is_dir():
        raise InboxError(f"there is no folder {folder} to watch; make it, or name another")
    work = folder / WORK
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(work))
            for left in work.glob("round-*"):
                shutil.rmtree(left)
        except WarehouseError as error:
            raise InboxError(f"another 'outcomes watch' is at work on {folder}; stop it first") from error
        except OSError as error:
            raise InboxError(f"{folder} cannot be watched: {plainly(error)}") from error
        yield Inbox(folder, load=load, settling=Settling(folder, still_for=still_for, clock=clock))


class Inbox:
    """A folder with the files that were loaded but could not be moved, which later rounds try again to move."""

    def __init__(self, folder: Path, *, load: Loader, settling: Settling) -> None:
        self.folder, self._load, self._settling = folder, load, settling
        self._unmoved: dict[str, tuple[Ready, list[ExtractReport]]] = {}

    def first_look(self) -> None:
        """Note what lies there, so that a round after this one can tell what has stood still in between."""
        self._settling.look()

    def round(self) -> Round:
        """Look, load what is ready, sort it. What cannot be done now is said and left for the next round."""
        look, now = self._settling.look(), datetime.now(UTC)
        done = Round(f"{now:%Y-%m-%dT%H:%M:%SZ}", coming=look.coming, left=look.left)
        again = [ready for ready in look.ready if self._waits(ready)]
        fresh = [ready for ready in look.ready if ready not in again]
        sorted_by_report = [self._unmoved[ready.name] for ready in again]
        try:
            if fresh:
                report = self._loaded(fresh)
                done.snapshot = report.snapshot
                sorted_by_report += [(ready, _about(ready.name, report.extracts, fresh)) for ready in fresh]
        except (WarehouseError, NotPublished, YamlError) as error:
            done.problem = str(error)
        except (OSError, duckdb.Error) as error:
            done.problem = plainly(error)
        self._unmoved = {}
        for ready, reports in sorted_by_report:
            done.files.append(self._sort(ready, reports, stamp=f"{now:%Y%m%dT%H%M%SZ}"))
        return done

    def _waits(self, ready: Ready) -> bool:
        """Whether this very content was loaded in an earlier round and has only to be moved."""
        known = self._unmoved.get(ready.name)
        return known is not None and known[0] == ready

    def _loaded(self, files: list[Ready]) -> LoadReport:
        """Load exactly these files, as if they were alone in the folder with the side notes that speak of them."""
        stage = self.folder / WORK / f"round-{os.getpid()}"
        stage.mkdir()
        try:
            for ready in files:
                _link(ready.path, stage / ready.path.relative_to(self.folder))
            for above in {parent for ready in files for parent in ready.path.parents if _within(parent, self.folder)}:
                for note in (above / name for name in SIDECARS):
                    if note.is_file():
                        _link(note, stage / note.relative_to(self.folder))
            return self._load([stage])
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _sort(self, ready: Ready, reports: list[ExtractReport], *, stamp: str) -> Handled:
        refused = not reports or any(report.outcome == "refused" for report in reports)
        outcome: Literal["loaded", "unchanged", "refused"] = "unchanged"
        if refused:
            outcome = "refused"
        elif any(report.outcome == "loaded" for report in reports):
            outcome = "loaded"
        moved, message = None, "; ".join(why(reports)) if refused else ""
        try:
            if Sight.of(ready.path) == ready.sight:
                moved = self._move(ready, reports, stamp=stamp, to="refused" if refused else "accepted")
            else:
                message = "it changed while it was being loaded: it stays and will be read again"
        except OSError as error:
            self._unmoved[ready.name] = (ready, reports)
            message = f"{outcome}, but not moved: {plainly(error)}"
        return Handled(
            ready.name,
            outcome,
            moved,
            sum(report.observations for report in reports),
            sum(len(report.findings) for report in reports),
            message,
        )

    def _move(self, ready: Ready, reports: list[ExtractReport], *, stamp: str, to: str) -> str:
        """What is to be said of the file is written first: where the file is, all of it is."""
        target = _free(self.folder / to, stamp, ready.path.relative_to(self.folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        try:
            if found := [Found(part.file, part.dataset, finding) for part in reports for finding in part.findings]:
                written.append(_beside(target, FINDINGS))
                with written[-1].open("x", encoding=ENCODING, newline="") as stream:
                    write_findings(stream, found)
            if to == "refused":
                written.append(_beside(target, WHY))
                written[-1].write_text(_letter(ready.name, reports), encoding="utf-8")
            ready.path.rename(target)
        except OSError:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return target.relative_to(self.folder).as_posix()


def why(reports: list[ExtractReport]) -> list[str]:
    """One reason for each part of a file that was refused, the part named where there are several."""
    if not reports:
        return ["there is nothing in it that could be a table of figures"]
    return [
        (f"{part.file}: " if len(reports) > 1 else "") + "; ".join(finding.message for finding in _refusals(part))
        for part in reports
        if part.outcome == "refused"
    ]


def _refusals(part: ExtractReport) -> list[Finding]:
    return [finding for finding in part.findings if finding.severity == "refuse"]


def plainly(error: Exception) -> str:
    """What the system said, in words; a full disk by its name, since nothing else tells an analyst what to do."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room, and the next round goes on"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _about(name: str, extracts: list[ExtractReport], files: list[Ready]) -> list[ExtractReport]:
    """The reports on one file: on itself, on the members of an archive, on the sheets of a workbook."""
    names = {ready.name for ready in files}
    return [each for each in extracts if _file_of(each.file, names) == name]


def _file_of(reported: str, names: set[str]) -> str | None:
    whose = [name for name in names if reported == name or reported.startswith((f"{name}/", f"{name} ["))]
    return max(whose, key=len, default=None)


def _link(path: Path, target: Path) -> None:
    """The same file under another name; where the disk or its owner has no such thing, a pointer or a copy to it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except OSError:
        try:
            target.symlink_to(path.resolve())
        except OSError:
            shutil.copyfile(path, target)


def _within(folder: Path, top: Path) -> bool:
    return folder == top or top in folder.parents


def _free(base: Path, stamp: str, inside: Path) -> Path:
    """Where a file may go without anything that lies there being replaced, its companions included."""
    for number in count(1):
        target = base / (stamp if number == 1 else f"{stamp}-{number}") / inside
        if not any(os.path.lexists(path) for path in (target, _beside(target, FINDINGS), _beside(target, WHY))):
            return target
    raise AssertionError("counting never ends")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _letter(name: str, reports: list[ExtractReport]) -> str:
    """What an analyst reads beside a refused file."""
    kept = [report.file for report in reports if report.outcome != "refused"]
    lines = [f"{name} was refused.", "", *(f"- {reason}" for reason in why(reports)), ""]
    rules = dict.fromkeys(finding.rule for report in reports for finding in _refusals(report))
    if rules:
        lines += ["What to do:", "", *(f"- {advice(rule)}" for rule in rules), ""]
    if kept:
        lines += ["These parts of it are loaded all the same:", "", *(f"- {each}" for each in kept), ""]
    else:
        lines += ["Nothing of it was loaded, and nothing that was loaded before has changed.", ""]
    if any(report.findings for report in reports):
        lines.append(f"{Path(name).name}{FINDINGS} lists everything that was found, with row and column.")
    lines.append("When it is mended, put it into the inbox again.")
    return "\n".join(lines) + "\n"
