"""Lookups of codes and names: other words for places that are known."""

from __future__ import annotations

from etl.findings import Finding
from etl.place_names import PlaceError, fold
from etl.reference.subject import Subject
from etl.tidy.tables import append

_KINDS = {"code": "code", "former_code": "former_code", "la_number": "la_number", "name": "name"}


def load(subject: Subject, findings: list[Finding]) -> str:
    """An alias for every code, number and name of a row, for the place that the first known of them means.

    A row whose words mean no known place is told: places themselves are not made from lookups.
    """
    fields = [field for field in _KINDS if subject.has(field)]
    listed = ", ".join(f"coalesce({subject.text(field)}, '')" for field in fields)
    written: dict[tuple[str, str], str] = {}
    used, unknown = [], []
    for number, *cells in subject.connection.execute(
        f"SELECT s.__row, {listed} FROM {subject.rows.source} s WHERE {subject.rows.keep} ORDER BY s.__row"
    ).fetchall():
        try:
            place_id = subject.gazetteer.directory.resolve_first(cells, levels=("la", "region", "district", "country"))
        except PlaceError as error:
            if any(cells) and subject.dataset.place.unknown == "reject":
                unknown.append(
                    Finding("place_unknown", "note", str(error), number, None, " / ".join(filter(None, cells)))
                )
            continue
        used.append(number)
        for field, cell in zip(fields, cells, strict=True):
            if cell:
                written[fold(cell), place_id] = _KINDS[field]
    append(
        subject.connection,
        "fresh_place_alias",
        [(alias, place_id, kind, subject.extract_id) for (alias, place_id), kind in written.items()],
    )
    findings.extend(unknown[:25])
    rows = ", ".join(f"({number})" for number in used)
    return f"SELECT * FROM (VALUES {rows}) v(source_row)" if used else "SELECT NULL::BIGINT AS source_row WHERE false"
