"""What the checks say of an extract, finding by finding, as the CSV, the command and the screens print it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.queries import desk as queries
from etl.findings import Finding
from etl.findings_file import ENCODING, Found, write_findings


def of_extract(board: Board, extract_id: int) -> list[Found]:
    """Every finding of one extract of the served snapshot, the gravest first.

    Raises :class:`NotFoundError` when the snapshot knows no such extract.
    """
    store = board.store.pinned()
    known = store.fetch(queries.one_extract(extract_id)).to_pylist()
    if not known:
        raise NotFoundError(f"the snapshot that is served knows no extract {extract_id}; the data desk lists them")
    rows = store.fetch(queries.every_finding(extract_id)).to_pylist()
    return [Found(known[0]["file_name"], known[0]["dataset_id"], Finding(**row)) for row in rows]


def of_report(report: dict[str, Any] | None) -> list[Found]:
    """Every finding of a load's report, file by file; ``report`` is :meth:`etl.report.LoadReport.as_json`."""
    return [
        Found(extract["file"], extract["dataset"], Finding(**said))
        for extract in (report or {}).get("extracts", [])
        for said in extract["findings"]
    ]


def as_csv(found: Iterable[Found]) -> bytes:
    """The file that an analyst downloads, with the mark that spreadsheets need to know UTF-8 by."""
    stream = io.StringIO(newline="")
    write_findings(stream, found)
    return stream.getvalue().encode(ENCODING)
