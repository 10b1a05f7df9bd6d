"""``pull``: what is new at the service is fetched, laid out as an analyst would lay it out, loaded, remembered.

A version is remembered only when its file has been loaded, so whatever ends this in between costs nothing: the next
pull finds the file where it lies and goes on. Files stay in ``<warehouse>/pulled/<data set>/<version>`` until a later
version has been loaded, so that they can be read again when a dataset's description changes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import yaml

from etl.deciding import proposals
from etl.doors.holding import HeldReport
from etl.doors.pull.api import Api
from etl.doors.pull.choose import choose
from etl.doors.pull.following import Followed
from etl.doors.pull.models import DataSet, Version
from etl.doors.pull.patience import PullError
from etl.doors.pull.remembered import Remembered, remember, remembered
from etl.report import ExtractReport, LoadReport
from etl.warehouse import WarehouseError
from etl.warehouse.lock import exclusive

FOLDER = "pulled"
"""Of the warehouse: the files that were fetched, and the lock of the one pull that may be at work."""

PUBLISHER = "Department for Education"
LICENCE = "Open Government Licence v3.0"
RELEASES = ("provisional", "revised", "final")
TITLE = 60
"""Letters of a data set's title that a file's name holds."""

Loader = Callable[[list[Path]], LoadReport]


@dataclass(slots=True)
class Source:
    """What became of one data set; ``change`` is first, major, minor, patch or none."""

    id: UUID
    title: str
    outcome: Literal["loaded", "held", "unchanged", "refused", "failed"] = "failed"
    version: str | None = None
    change: str | None = None
    message: str = ""
    file: Path | None = None
    sha256: str = ""
    release: str = ""
    report: ExtractReport | None = None

    def as_json(self) -> dict[str, Any]:
        """One of the sources of the command's document."""
        return {
            "data_set": str(self.id),
            "title": self.title,
            "outcome": self.outcome,
            "version": self.version,
            "change": self.change,
            "release": self.release or None,
            "message": self.message,
            "extract": self.report.as_json() if self.report else None,
        }


@dataclass(slots=True)
class PullReport:
    """Every data set that was asked for, in that order; ``snapshot`` is the one served afterwards, null where nothing
    was loaded, and ``proposal`` what the new files wait as, where they are to be decided."""

    snapshot: str | None = None
    proposal: str | None = None
    sources: list[Source] = field(default_factory=list)

    @property
    def troubled(self) -> int:
        """How many were refused or could not be had: the command's exit code is 1 if any."""
        return sum(source.outcome in ("refused", "failed") for source in self.sources)

    def as_json(self) -> dict[str, Any]:
        """One JSON document."""
        return {"snapshot": self.snapshot, "sources": [source.as_json() for source in self.sources]}


def pull(api: Api, wanted: list[Followed], *, warehouse: Path, load: Loader, dry_run: bool = False) -> PullReport:
    """Fetch what is new of the wanted data sets and load it as one snapshot; what fails of one leaves the others.

    With ``dry_run``, ``load`` publishes nothing and nothing is remembered; files that were fetched stay for the pull
    that follows. Raises :class:`PullError` when ``pulled.json`` is damaged and
    :class:`etl.warehouse.WarehouseError` when another load or pull is at work.
    """
    report = PullReport()
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(warehouse / FOLDER))
        except WarehouseError as error:
            raise WarehouseError(f"another 'outcomes pull' is at work on {warehouse}; try again later") from error
        known = remembered(warehouse)
        report.sources = [_fetched(api, each, warehouse=warehouse, known=known) for each in wanted]
        fresh = [source for source in report.sources if source.file is not None]
        if fresh:
            _load(report, fresh, load=load, dry_run=dry_run)
            if not dry_run:
                _remember(report, known, warehouse=warehouse)
    return report


def _fetched(api: Api, followed: Followed, *, warehouse: Path, known: dict[UUID, Remembered]) -> Source:
    """Ask, choose, download; ``file`` is set when there is something to load."""
    loaded = known.get(followed.id)
    source = Source(followed.id, loaded.title if loaded else followed.title)
    try:
        data_set = api.data_set(followed.id)
        source.title = data_set.title
        choice = choose(
            data_set,
            api.versions(followed.id),
            followed=followed,
            loaded=loaded.version if loaded else None,
        )
        source.version, source.change = choice.version.version, choice.change
        source.release, source.message = choice.version.release.title, "; ".join(choice.notes)
        if not choice.new:
            source.outcome = "unchanged"
            source.message = "; ".join(filter(None, [_undecided(loaded, warehouse=warehouse), source.message]))
            return source
        folder = warehouse / FOLDER / str(followed.id) / choice.version.version
        file = folder / _file_name(data_set, choice.version)
        source.sha256 = api.csv(followed.id, choice.version.version, target=file)
        address = api.csv_address(followed.id, choice.version.version)
        (folder / "extract.yaml").write_text(side_note(data_set, choice.version, address=address), encoding="utf-8")
        source.file = file
    except PullError as error:
        source.message = str(error)
    return source


def _known_content(source: Source) -> bool:
    """Whether a new version brought a file that is loaded: a pull that was stopped may not have noted it."""
    return source.outcome == "unchanged" and source.file is not None


def _undecided(loaded: Remembered | None, *, warehouse: Path) -> str:
    """What became of a version that was left to be decided; nothing where it was accepted, or long ago."""
    if loaded is None or loaded.proposal is None:
        return ""
    state = {each.id: each.state for each in proposals.proposals(warehouse)}.get(loaded.proposal)
    if state == "waiting":
        return f"it waits to be decided: outcomes accept {loaded.proposal}, or discard it"
    return f"version {loaded.version} was discarded and is not fetched again" if state == "discarded" else ""


def side_note(data_set: DataSet, version: Version, *, address: str) -> str:
    """The ``extract.yaml`` of a version: whose figures these are, when they came out, and where they are from.

    How final they are is said only where the release says it in its title; otherwise the file, or what is known of
    its layout, has to.
    """
    words = set(re.findall(r"[a-z]+", version.release.title.casefold()))
    said = [release for release in RELEASES if release in words]
    note = {
        "publisher": PUBLISHER,
        "licence": LICENCE,
        "published": version.published.date() if version.published else None,
        "release": said[0] if len(said) == 1 else None,
        "basis": f"{data_set.title}, {version.release.title}, version {version.version}, from {address}",
    }
    kept = {key: value for key, value in note.items() if value is not None}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=1000)


def _file_name(data_set: DataSet, version: Version) -> str:
    """A name that people recognise; the end of the id tells apart two data sets of the same title."""
    title = re.sub(r"[^a-z0-9]+", "-", data_set.title.casefold())[:TITLE].strip("-")
    return f"{title or 'data-set'}-{data_set.id.hex[-6:]}_{version.version}.csv"


def _load(report: PullReport, fresh: list[Source], *, load: Loader, dry_run: bool) -> None:
    loaded = load([source.file.parent for source in fresh if source.file is not None])
    report.snapshot = loaded.snapshot
    report.proposal = loaded.proposal if isinstance(loaded, HeldReport) else None
    by_file = {extract.file: extract for extract in loaded.extracts}
    for source in fresh:
        found = by_file.get(source.file.name if source.file else "")
        source.report = found
        source.outcome = found.outcome if found else "refused"
        if source.outcome == "loaded" and report.proposal and not dry_run:
            source.outcome = "held"
        reasons = [finding.message for finding in found.findings if finding.severity == "refuse"] if found else []
        source.message = "; ".join(filter(None, [*reasons, source.message]))


def _remember(report: PullReport, known: dict[UUID, Remembered], *, warehouse: Path) -> None:
    """Note what is loaded, then clear away the files of earlier versions: never the other way round."""
    done = [source for source in report.sources if source.outcome in ("loaded", "held") or _known_content(source)]
    now = datetime.now(UTC).replace(microsecond=0)
    entries = {
        source.id: Remembered(
            version=source.version or "",
            title=source.title,
            release=source.release,
            sha256=source.sha256,
            at=now,
            proposal=report.proposal if source.outcome == "held" else None,
        )
        for source in done
    }
    if entries:
        remember(warehouse, known | entries)
    for source in done:
        if source.file is not None:
            for other in source.file.parents[1].iterdir():
                if other != source.file.parent:
                    shutil.rmtree(other, ignore_errors=True)
