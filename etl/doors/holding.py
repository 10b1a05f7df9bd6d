"""Files that came in by themselves and are to be decided: read into a proposal, with a report like any load's."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import pipeline
from etl.deciding import decisions, proposals
from etl.deciding.decisions import Door
from etl.deciding.proposals import Proposal
from etl.findings import Finding
from etl.report import ExtractReport, LoadReport


@dataclass(slots=True)
class HeldReport(LoadReport):
    """A report whose files wait as a proposal; null where there was nothing in them to decide."""

    proposal: str | None = None


def hold(folders: list[Path], *, warehouse: Path, door: Door, **how: Any) -> HeldReport:
    """Copy folders into a proposal and read them there; ``how`` is what :func:`etl.pipeline.load` takes.

    The same files a second time, as after a crash before they could be put away, are the proposal that waits already.
    Where nothing could be loaded there is nothing to decide, and where reading failed nothing to show: no proposal is
    left of either. Raises what :func:`etl.pipeline.load` raises.
    """
    waiting = next((each for each in proposals.proposals(warehouse) if _same(each, folders, door=door)), None)
    if waiting is not None:
        return _report(waiting)
    made = proposals.create(warehouse, who=decisions.user() or "unknown", door=door)
    try:
        copies = _places(made, folders)
        for folder, copy in zip(folders, copies, strict=True):
            shutil.copytree(folder, copy, dirs_exist_ok=True)
        read = pipeline.propose(made, list(copies), warehouse=warehouse, **how)
    except BaseException:
        proposals.forget(made)
        raise
    report = _report(read)
    if not any(each.outcome == "loaded" for each in report.extracts):
        proposals.forget(made)
        report.proposal = None
    return report


def _places(made: Proposal, folders: list[Path]) -> list[Path]:
    """Where each folder lies in the proposal: apart, since each has side notes of its own."""
    return [made.uploads] if len(folders) == 1 else [made.uploads / str(number) for number in range(len(folders))]


def _same(made: Proposal, folders: list[Path], *, door: Door) -> bool:
    """Whether a proposal waits that holds just these files."""
    if made.state != "waiting" or made.door != door:
        return False
    pairs = [(_files(folder), _files(copy)) for folder, copy in zip(folders, _places(made, folders), strict=True)]
    return all(
        set(given) == set(there) and all(filecmp.cmp(file, there[name], shallow=False) for name, file in given.items())
        for given, there in pairs
    )


def _files(folder: Path) -> dict[str, Path]:
    """Every file by its path below a folder."""
    return {each.relative_to(folder).as_posix(): each for each in folder.rglob("*") if each.is_file()}


def _report(read: Proposal) -> HeldReport:
    said = read.report or {"snapshot": None, "extracts": []}
    extracts = [
        ExtractReport(**{**each, "findings": [Finding(**finding) for finding in each["findings"]]})
        for each in said["extracts"]
    ]
    return HeldReport(said["snapshot"], extracts, proposal=read.id)
