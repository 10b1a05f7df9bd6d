"""What a file's name says, held against what is in it: a name never decides anything, but one that lies is told of.

People rename files, and the wrong file under a right name is loaded by everybody who trusts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import duckdb

from etl.datasets import Dataset
from etl.findings import Finding

RULE = "name_contradicts"

_TWO_YEARS = re.compile(r"(?<!\d)(20\d{2})[-_/ ]?(?:20)?(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_RELEASES = {
    "provisional": "provisional", "prov": "provisional", "revised": "revised", "rev": "revised", "final": "final",
}  # fmt: skip
_SUBJECTS = frozenset(
    {
        "ks1", "ks2", "ks4", "ks5", "phonic", "eyfsp", "absence", "attendance", "exclusion", "suspension", "neet",
        "ofsted", "census", "workforce", "vacancie", "turnover", "retention", "capacity", "ehc", "lait", "neighbour",
        "timelines",
    }
)  # fmt: skip
"""Words of dataset ids that can mean one subject only, without a last s; place, plan or trust stand in many a name."""


def find(
    connection: duckdb.DuckDBPyConnection, name: str, *, dataset: Dataset, datasets: Iterable[Dataset]
) -> list[Finding]:
    """A warning for each thing that the name says and the content does not: subject, years, release, level.

    Looks at the small tables ``map_period`` and ``map_place`` of the extract in hand.
    """
    stem = re.sub(r" \[.*\]$", "", PurePosixPath(name).name)
    stem = stem.rsplit(".", maxsplit=1)[0]
    words = _words(stem)
    periods = connection.execute("SELECT DISTINCT CAST(period AS VARCHAR), CAST(release AS VARCHAR) FROM map_period")
    held = periods.fetchall()
    found = [
        _subject(words, dataset, list(datasets)),
        _years(stem, {period for period, _ in held}),
        _release(words, {release for _, release in held}),
        _level(words, stem, connection),
    ]
    return [Finding(RULE, "warn", message, value=PurePosixPath(name).name) for message in found if message]


def _words(text: str) -> set[str]:
    """Lower-case words; a letter beside a digit does not part them (ks4, 2023)."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    folded = re.findall(r"[a-z]+\d?|\d+", split.casefold())
    return {word.removesuffix("s") if len(word) > 4 else word for word in folded}


def _topics(dataset: Dataset) -> set[str]:
    return _words(dataset.id.replace("_", " ")) & _SUBJECTS


def _subject(words: set[str], dataset: Dataset, datasets: list[Dataset]) -> str | None:
    if words & (_words(dataset.id.replace("_", " ")) | _words(dataset.title)):
        return None
    others = {word: other for other in datasets for word in _topics(other) & words}
    if not others:
        return None
    word, other = sorted(others.items())[0]
    return (
        f"the name says {word} ({other.title}), but the columns are those of {dataset.title}; they are read as that. "
        "Make sure that it is the file you mean"
    )


def _years(stem: str, periods: set[str]) -> str | None:
    """Two years in the name must be among the school years; one alone may be any year from the first to that after
    the last, in which figures are published."""
    starts = sorted(int(period[:4]) for period in periods)
    if not starts:
        return None
    ends = [int(period[:4]) + (len(period) >= 6 and period[4:6].isdigit()) for period in periods]
    pairs = {int(first) for first, second in _TWO_YEARS.findall(stem) if int(second) == (int(first) + 1) % 100}
    if pairs:
        wrong = not any(starts[0] <= year <= starts[-1] for year in pairs)
        said = " and ".join(f"{year}/{(year + 1) % 100:02d}" for year in sorted(pairs))
    else:
        years = {int(year) for year in _YEAR.findall(stem)}
        wrong = bool(years) and not any(starts[0] <= year <= max(ends) + 1 for year in years)
        said = " and ".join(map(str, sorted(years)))
    if not wrong:
        return None
    between = sorted(periods)
    shown = between[0] if len(between) == 1 else f"{between[0]} to {between[-1]}"
    return f"the name says {said}, but the figures are for {shown}; they are kept under that"


def _release(words: set[str], releases: set[str]) -> str | None:
    said = {release for word, release in _RELEASES.items() if word in words}
    if len(said) != 1 or not releases or said & releases:
        return None
    return (
        f"the name says {next(iter(said))}, but the figures are read as {' and '.join(sorted(releases))}; if the name "
        "is right, say so with --release or in an extract.yaml"
    )


def _level(words: set[str], stem: str, connection: duckdb.DuckDBPyConnection) -> str | None:
    """Only an LA file without any LA: other levels are named in too many ways."""
    if "la" not in words and not re.search(r"local.?authorit", stem, re.IGNORECASE):
        return None
    levels = connection.execute(
        "SELECT count(*) FILTER (regexp_matches(CAST(place_id AS VARCHAR), '^(E0[6-9]|E10|W|urn/)')), count(*) "
        "FROM map_place WHERE place_id IS NOT NULL"
    ).fetchall()
    authorities, places = levels[0]
    if authorities or not places:
        return None
    return "the name says local authorities, but no row is of one; ask for the file that has them"
