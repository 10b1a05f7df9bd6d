"""The watched folder: what has settled in it is loaded, then sorted into ``accepted`` and ``refused``.

Where loads are to be decided first, what could be loaded goes to ``held`` and waits as one proposal.

A round is one load of everything that is ready, hence one snapshot. Loading and sorting are two steps and anything may
happen in between: loading the same content twice changes nothing, so the next round finds what was loaded *unchanged*
and sorts it then (:mod:`etl.doors.putting_away`).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.doors.holding import HeldReport
from etl.doors.inbox_words import plainly, why
from etl.doors.putting_away import put_away
from etl.doors.rounds import Handled, Outcome, Round
from etl.doors.settling import Ready, Settling, Sight
from etl.reading.receive import SIDECARS
from etl.report import ExtractReport, LoadReport
from etl.warehouse import NotPublished, WarehouseError
from etl.warehouse.lock import exclusive
from etl.yaml_file import YamlError

WORK = ".watch"
"""The watcher's own folder inside the inbox: its lock, and links to the files of the round in hand."""

FOLDER_OF: dict[Outcome, str] = {"loaded": "accepted", "held": "held", "unchanged": "accepted", "refused": "refused"}

Loader = Callable[[list[Path]], LoadReport]


class InboxError(Exception):
    """The folder cannot be watched; the message says why."""


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
        self._unmoved: dict[str, tuple[Ready, list[ExtractReport], bool]] = {}

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
                done.proposal = report.proposal if isinstance(report, HeldReport) else None
                held = done.proposal is not None
                sorted_by_report += [(ready, _about(ready.name, report.extracts, fresh), held) for ready in fresh]
        except (WarehouseError, NotPublished, YamlError) as error:
            done.problem = str(error)
        except (OSError, duckdb.Error) as error:
            done.problem = plainly(error)
        self._unmoved = {}
        for ready, reports, held in sorted_by_report:
            done.files.append(self._sort(ready, reports, held=held, stamp=f"{now:%Y%m%dT%H%M%SZ}"))
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

    def _sort(self, ready: Ready, reports: list[ExtractReport], *, held: bool, stamp: str) -> Handled:
        refused = not reports or any(report.outcome == "refused" for report in reports)
        outcome: Outcome = "unchanged"
        if refused:
            outcome = "refused"
        elif any(report.outcome == "loaded" for report in reports):
            outcome = "held" if held else "loaded"
        moved, message = None, "; ".join(why(reports)) if refused else ""
        try:
            if Sight.of(ready.path) == ready.sight:
                moved = put_away(ready, reports, inbox=self.folder, stamp=stamp, to=FOLDER_OF[outcome])
            else:
                message = "it changed while it was being loaded: it stays and will be read again"
        except OSError as error:
            self._unmoved[ready.name] = (ready, reports, held)
            message = f"{outcome}, but not moved: {plainly(error)}"
        return Handled(
            ready.name,
            outcome,
            moved,
            sum(report.observations for report in reports),
            sum(len(report.findings) for report in reports),
            message,
        )


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
