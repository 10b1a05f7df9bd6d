"""What is declared of a file: beside it (:mod:`etl.side_notes`), on the command line, or by its name.

It fills in what the content does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from etl import period_words
from etl.datasets import Dataset
from etl.findings import Finding, Refused
from etl.periods import Period


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said of a file beside it or on the command line: it fills in what the content does not say."""

    period: str | None = None
    period_kind: str | None = None
    release: str | None = None
    published: date | None = None
    publisher: str | None = None
    licence: str | None = None
    invented: bool = False
    dataset: str | None = None
    by: str = "declared"


def declared_period(declared: Declared, dataset: Dataset) -> Period:
    """The period said for a file that does not say it; raises ``ValueError`` when nobody did."""
    if declared.period is None:
        raise ValueError("the file does not say its period")
    return period_words.declared(declared.period, declared.period_kind or dataset.period.kind)


def with_period(declared: Declared, findings: list[Finding], *, name: str, dataset: Dataset) -> Declared:
    """Fill in the period of a file whose content does not say it: declared, else from its name (a finding says so).

    Raises :class:`Refused` with the advice how to say it.
    """
    if dataset.period.by != "declared":
        return declared
    found = period_from_name(name, dataset) if declared.period is None else None
    if found is not None:
        message = f"the file does not say its period; its name says {found}"
        findings.append(Finding("period_from_name", "warn", message, value=found))
        declared = replace(declared, period=found)
    try:
        declared_period(declared, dataset)
    except ValueError as error:
        advice = "give it with --period, or in an extract.yaml beside the file"
        raise Refused(Finding("period_missing", "refuse", f"{error}: {advice}")) from error
    return declared


def period_from_name(name: str, dataset: Dataset) -> str | None:
    """The period that a file's name tells by the dataset's pattern, as a code or in words that ``--period`` takes.

    A day (``20150407``, ``31_Jan_2026``) is read as its month.
    """
    if dataset.period.file_name is None:
        return None
    found = re.search(dataset.period.file_name, name.rsplit("/", maxsplit=1)[-1], re.IGNORECASE)
    if found is None:
        return None
    text = found[1] if found.groups() else found[0]
    if dataset.period.kind == "snapshot":
        for form in ("%Y%m%d", "%d_%b_%Y", "%d_%B_%Y", "%Y-%m-%d", "%B_%Y", "%b_%Y"):
            try:
                return f"{datetime.strptime(text, form):%Y-%m}"
            except ValueError:
                continue
    return text.replace("_", "/")
