"""The two ways an answer is written: JSON, and CSV as RFC 4180 has it, which no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from werkzeug.datastructures import MIMEAccept

from dashboard.api.problems import NOT_ACCEPTABLE, Problem
from dashboard.api.resource import Row
from etl.findings_file import inert

JSON, CSV = "json", "csv"
MEDIA_TYPES = {JSON: "application/json", CSV: "text/csv"}
CONTENT_TYPES = {JSON: "application/json", CSV: "text/csv; charset=utf-8; header=present"}
SEVERAL = "; "
"""Between the values of a cell that holds several."""


def chosen(asked: str | None, accept: MIMEAccept) -> str:
    """The format of an answer: the parameter's, else the best of what is accepted, else JSON.

    Raises :class:`Problem` where neither is accepted.
    """
    if asked is not None:
        return asked
    if not accept.provided:
        return JSON
    best = accept.best_match(MEDIA_TYPES.values())
    if best is None:
        raise Problem(NOT_ACCEPTABLE, f"Accept is {accept.to_header()!r}; this address has JSON and CSV.")
    return next(name for name, media_type in MEDIA_TYPES.items() if media_type == best)


def as_json(content: Any) -> bytes:
    """Plain JSON; a number that JSON has no word for raises ``ValueError``."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A head and a line a row, ends of lines CR LF, in UTF-8; a cell without a value is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """The text of a cell: truth is ``true``, several values stand behind each other, a number is never a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return inert(SEVERAL.join(map(str, value)) if isinstance(value, list | tuple) else value)
