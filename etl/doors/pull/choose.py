"""Which version of a data set to take, if any, and what is to be said of those that it has."""

from __future__ import annotations

from dataclasses import dataclass

from etl.doors.pull.following import Followed
from etl.doors.pull.models import DataSet, Version, number
from etl.doors.pull.patience import PullError


@dataclass(frozen=True, slots=True)
class Choice:
    """``version`` is the one to have; ``new`` whether it is not loaded yet; ``change`` what kind of step it is."""

    version: Version
    new: bool
    change: str
    notes: list[str]


def choose(data_set: DataSet, versions: list[Version], *, followed: Followed, loaded: str | None) -> Choice:
    """The newest version that may be used, held against the one that is ``loaded``.

    A step back is never taken: where the loaded version was withdrawn and only older ones are left, that is said and
    the analyst decides. Raises :class:`PullError` when no version may be used.
    """
    notes = _notes(data_set, versions, loaded=loaded)
    fitting = [version for version in versions if followed.takes(version)]
    usable = [version for version in fitting if version.usable]
    if not usable:
        raise PullError(_nothing(data_set, versions, fitting, followed=followed))
    newest = max(usable, key=lambda each: each.number)
    if loaded is None:
        return Choice(newest, True, "first", notes)
    if newest.number <= number(loaded):
        return Choice(newest, False, "none", notes)
    change = _change(number(loaded), newest.number)
    if change == "major":
        notes.append("a major version: columns or categories have gone or changed, so look at the findings")
    return Choice(newest, True, change, notes)


def _change(before: tuple[int, ...], after: tuple[int, ...]) -> str:
    if before[0] != after[0]:
        return "major"
    return "minor" if before[1] != after[1] else "patch"


def _notes(data_set: DataSet, versions: list[Version], *, loaded: str | None) -> list[str]:
    notes = []
    if data_set.status == "Deprecated":
        notes.append(f"the data set is being discontinued{_successor(data_set)}")
    gone = next((each for each in versions if each.version == loaded and each.status == "Withdrawn"), None)
    if gone is not None:
        notes.append(
            f"version {gone.version}, which is loaded, has been withdrawn{_when(gone)}: its figures should not be used"
            + (f" ({gone.notes})" if gone.notes else "")
        )
    return notes


def _nothing(data_set: DataSet, versions: list[Version], fitting: list[Version], *, followed: Followed) -> str:
    if data_set.status == "Withdrawn" or (versions and not any(each.usable for each in versions)):
        last = max(versions, key=lambda each: each.number, default=None)
        return f"{data_set.title!r} has been withdrawn{_when(last) if last else ''}{_successor(data_set)}"
    if followed.version is not None and versions:
        why = "has been withdrawn" if fitting else "is not among them"
        listed = ", ".join(each.version for each in versions)
        return f"{data_set.title!r} has versions {listed}; {followed.version}, which was asked for, {why}"
    return f"{data_set.title!r} has no published version yet"


def _when(version: Version) -> str:
    return f" on {version.withdrawn.day} {version.withdrawn:%B %Y}" if version.withdrawn else ""


def _successor(data_set: DataSet) -> str:
    after = data_set.superseding_data_set_id
    return f"; data set {after} takes its place" if after else ""
