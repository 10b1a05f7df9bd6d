"""Statistical neighbours: a dated set, ten neighbours an LA, nearest first."""

from __future__ import annotations

from etl.findings import Finding
from etl.place_names import PlaceError
from etl.reference.subject import Subject
from etl.tidy.tables import append

_NOTHING = ("", "-")


def load(subject: Subject, findings: list[Finding]) -> str:
    """One row a neighbour; a cell that names no LA is told and left out."""
    rule = subject.dataset.neighbours
    assert rule is not None  # noqa: S101 - the model demands it of this kind
    cells, directory = subject.cells, subject.gazetteer.directory
    wanted = [*subject.dataset.place.columns[:1], *rule.columns, *rule.closeness]
    listed = ", ".join(f"trim({cells.raw(column)})" for column in wanted)
    written, unknown, used = [], [], []
    for number, place, *rest in subject.connection.execute(
        f"SELECT s.__row, {listed} FROM {subject.rows.source} s WHERE {subject.rows.keep} ORDER BY s.__row"
    ).fetchall():
        words, closeness = rest[: len(rule.columns)], rest[len(rule.columns) :]
        try:
            place_id = directory.resolve_first([place], levels=("la",))
        except PlaceError as error:
            if place not in _NOTHING:
                unknown.append((number, place, str(error)))
            continue
        used.append(number)
        for rank, word in enumerate(words, start=1):
            if word in _NOTHING:
                continue
            try:
                neighbour_id = directory.resolve_first([word], levels=("la",))
            except PlaceError as error:
                unknown.append((number, word, str(error)))
                continue
            near = closeness[rank - 1] if rank <= len(closeness) and closeness[rank - 1] else None
            written.append((rule.set_name, rule.set_date, place_id, neighbour_id, rank, near, subject.extract_id))
    append(subject.connection, "fresh_neighbour", written)
    findings.extend(
        Finding("place_unknown", "warn", message, number, None, word) for number, word, message in unknown[:25]
    )
    rows = ", ".join(f"({number})" for number in used)
    return f"SELECT * FROM (VALUES {rows}) v(source_row)" if used else "SELECT NULL::BIGINT AS source_row WHERE false"
