"""``load``: files in, one new snapshot out.

Every file is received, recognised, checked and made tidy by itself; what goes wrong with one is written into its
report and the others go on. Reference files (registers first) are read before facts. At the end everything that was
good becomes one snapshot, or nothing does. That snapshot is served at once, or kept as a proposal until somebody
decides, or (a dry run) only compared with the served one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from etl.catalogue import load_catalogue
from etl.datasets import load_datasets
from etl.deciding import decisions, proposals
from etl.deciding.decisions import Door
from etl.deciding.differences import Difference, difference
from etl.deciding.proposals import Proposal
from etl.places import load_places
from etl.reading_order import Progress, read_all
from etl.report import LoadReport
from etl.session import MEMORY_LIMIT, Session
from etl.warehouse import NotPublished, keeping
from etl.warehouse import folder as warehouse_folder
from etl.warehouse.folder import WarehouseError
from etl.warehouse.workshop import workshop
from etl.yaml_file import YamlError


def load(
    paths: list[Path] | list[str],
    *,
    warehouse: Path,
    data: Path,
    period: str | None = None,
    release: str | None = None,
    dataset: str | None = None,
    dry_run: bool = False,
    hold: Proposal | None = None,
    accept_rejects: Sequence[str] = (),
    who: str | None = None,
    door: Door = "cli",
    patience: float = 0,
    demonstration: bool = False,
    progress: Progress | None = None,
    memory_limit: str = MEMORY_LIMIT,
    threads: int = 2,
    today: date | None = None,
    created: datetime | None = None,
) -> LoadReport:
    """Load files, folders and archives into the warehouse and publish one snapshot; see :class:`LoadReport`.

    ``data`` is the project's data folder (catalogue, places). ``period``, ``release`` and ``dataset`` say what the
    files do not. With ``dry_run`` nothing is published and the report says what would change; with ``hold`` that is
    kept in the proposal, to be accepted or discarded. ``accept_rejects`` names files that load although many of their
    rows are rejected. ``who`` and ``door`` go into the log of decisions. ``patience``: seconds to wait for another
    load. ``demonstration`` marks a warehouse of invented data: one kind is never loaded into a warehouse of the other.
    ``created`` is the time (UTC) that the snapshot is named by where it is not now: the demonstration's past.

    Raises :class:`WarehouseError` when another load is running or the warehouse is of the other kind,
    :class:`etl.yaml_file.YamlError` when the catalogue cannot be used, and
    :class:`etl.warehouse.NotPublished` when verification fails. A bad extract raises nothing: it is in the report.
    """
    catalogue = load_catalogue(data / "catalogue")
    datasets = load_datasets(data / "catalogue" / "datasets", indicators=catalogue.indicators)
    places = load_places(data / "places", invented=data / "demonstration" / "places" if demonstration else None)
    with workshop(warehouse, patience=patience) as place:
        _same_kind(warehouse, demonstration)
        with Session.open(
            place.work,
            warehouse=warehouse.resolve(),
            catalogue=catalogue,
            datasets=datasets,
            places=places,
            memory_limit=memory_limit,
            threads=threads,
            today=today or date.today(),
            accept_rejects=frozenset(accept_rejects),
        ) as session:
            reports = read_all(
                session,
                [Path(path) for path in paths],
                work=place.work,
                period=period,
                release=release,
                dataset=dataset,
                progress=progress,
            )
            built = session.build(demonstration=demonstration, created=created)
            base = session.base
        report = LoadReport(base.stem if base else None, reports, trouble=place.trouble)
        if dry_run or hold is not None:
            report.difference = difference(base, built) if built else Difference((), (), {})
        if hold is not None:
            proposals.settle(hold, report, base=base, built=built)
        elif not dry_run:
            if built is not None:
                report.snapshot = _serve(warehouse, built, report, who=who, door=door)
            _log_refusals(warehouse, report, who=who, door=door)
    return report


def _serve(warehouse: Path, built: Path, report: LoadReport, *, who: str | None, door: Door) -> str:
    final = warehouse_folder.adopt(warehouse, built)
    keeping.thin(warehouse)
    files = tuple(each.file for each in report.extracts if each.outcome == "loaded")
    try:
        decisions.record(
            warehouse, action="load", who=who, door=door, before=report.snapshot, after=final.stem, files=files
        )
    except OSError as error:  # it is served: to say that it failed would be wrong
        report.trouble = f"the load is served, but the log of decisions could not be written: {error.strerror or error}"
    return final.stem


def _log_refusals(warehouse: Path, report: LoadReport, *, who: str | None, door: Door) -> None:
    """Who gave which file that could not be used, and why it could not; told once, not at every try."""
    known = {(each.files, each.note) for each in decisions.decisions(warehouse) if each.action == "refuse"}
    for each in report.extracts:
        reasons = "; ".join(found.message for found in each.findings if found.severity == "refuse")
        if each.outcome == "refused" and ((each.file,), reasons) not in known:
            with suppress(OSError):  # the report has it all the same
                decisions.record(
                    warehouse, action="refuse", who=who, door=door, before=report.snapshot, after=report.snapshot,
                    files=(each.file,), note=reasons,
                )  # fmt: skip


def propose(made: Proposal, paths: list[Path] | list[str], **how: Any) -> Proposal:
    """Read files into a proposal and leave it waiting; ``how`` is what :func:`load` takes.

    While it reads, the proposal says which file is in hand. Raises what :func:`load` raises, once the proposal says
    that it failed and why.
    """
    told = how.pop("progress", None)

    def progress(file: str, done: int, of: int) -> None:
        proposals.save(replace(started, progress={"file": file, "done": done, "of": of}))
        if told is not None:
            told(file, done, of)

    with proposals.reading(made):
        started = proposals.save(replace(made, state="reading", message=None, report=None, differences=None))
        try:
            load(paths, hold=started, progress=progress, **how)
        except BaseException as error:
            expected = isinstance(error, WarehouseError | NotPublished | YamlError)
            why = str(error) if expected else f"the reading broke off: {type(error).__name__}: {error}"
            proposals.save(replace(started, state="failed", message=why))
            raise
    return proposals.proposal(made.folder.parents[1], made.id)


def _same_kind(warehouse: Path, demonstration: bool) -> None:
    served = warehouse_folder.current(warehouse)
    if served is None or warehouse_folder.demonstration(served) == demonstration:
        return
    kind = "real data" if demonstration else "demonstration data"
    raise WarehouseError(f"{warehouse} holds {kind}; the two are never mixed: choose another warehouse")
