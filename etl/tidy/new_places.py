"""Schools and trusts that a file of figures names and no register knows yet: each gets a minimal place."""

from __future__ import annotations

from etl.datasets import Dataset
from etl.extract import literal
from etl.findings import Finding
from etl.place_names import PlaceError
from etl.tidy.cells import Cells
from etl.tidy.maps import Rows, distinct, write
from etl.tidy.places import BLANK_CODES, SEPARATOR, Gazetteer

RULE = "place_new"


def note_new_places(
    rows: Rows,
    *,
    dataset: Dataset,
    cells: Cells,
    gazetteer: Gazetteer,
    invented: bool,
    extract_id: int,
    previous: bool,
    claims: str,
) -> list[Finding]:
    """Add a place for every claimed school or trust without one, named by the file's own name column if it has one.

    ``claims`` is a select of place_id and source_row of the file's claims. A school's LA is taken from the file's LA columns, with a membership, so that it can be summed to its LA; a
    register that is loaded later replaces the row.
    """
    connection = rows.connection
    named = (
        f"{claims} UNION ALL SELECT place_id, source_row FROM fresh_inspection WHERE extract_id = {extract_id}"
        f" UNION ALL SELECT member_id, NULL FROM fresh_membership WHERE extract_id = {extract_id}"
    )
    known = ["SELECT place_id FROM fresh_place", *(["SELECT place_id FROM prev.place"] if previous else [])]
    connection.execute(
        f"CREATE OR REPLACE TABLE new_place AS SELECT place_id, min(source_row) AS source_row FROM ({named}) WHERE "
        f"(starts_with(place_id, 'urn/') OR starts_with(place_id, 'trust/')) AND place_id NOT IN ({' UNION '.join(known)}) "
        "GROUP BY place_id"
    )
    found = connection.execute("SELECT count(*), min(place_id) FROM new_place").fetchone()
    if not found or not found[0]:
        return []
    las = [column for column in dataset.place.la if cells.has(column)]
    la_key = f"concat_ws({literal(SEPARATOR)}, {', '.join(cells.raw(column) for column in las)})" if las else "''"
    _map_las(rows, la_key, gazetteer)
    name = cells.raw(dataset.place.name) if dataset.place.name else "''"
    connection.execute(f"""
        INSERT INTO fresh_place (place_id, name, level, parent_id, region_id, invented, extract_id)
        SELECT n.place_id,
            coalesce(nullif(trim({name}), ''),
                CASE WHEN starts_with(n.place_id, 'urn/') THEN 'School ' ELSE 'Trust ' END || split_part(n.place_id, '/', 2)),
            CASE WHEN starts_with(n.place_id, 'urn/') THEN 'school' ELSE 'trust' END,
            CASE WHEN starts_with(n.place_id, 'urn/') THEN m.la_id END,
            CASE WHEN starts_with(n.place_id, 'urn/') THEN m.region_id END, {invented}, {extract_id}
        FROM new_place n LEFT JOIN {rows.source} s ON s.__row = n.source_row LEFT JOIN map_la m ON m.k0 = {la_key}
    """)  # fmt: skip
    connection.execute(
        "INSERT INTO fresh_membership (member_id, container_id, kind, share, extract_id) "
        f"SELECT place_id, parent_id, 'la', 1, {extract_id} FROM fresh_place "
        f"WHERE extract_id = {extract_id} AND level = 'school' AND parent_id IS NOT NULL "
        "AND place_id IN (SELECT place_id FROM new_place)"
    )
    number, first = found
    return [
        Finding(RULE, "note", f"{number:,} schools or trusts are in no register yet (the first: {first}); they are named "
                "from this file until a register describes them")
    ]  # fmt: skip


def _map_las(rows: Rows, la_key: str, gazetteer: Gazetteer) -> None:
    directory = gazetteer.directory
    columns: dict[str, list[object]] = {"k0": [], "la_id": [], "region_id": []}
    for (key,), _, _ in distinct(rows, [la_key]):
        given = [cell for cell in key.split(SEPARATOR) if cell.strip().casefold() not in BLANK_CODES]
        try:
            la_id = directory.resolve_first(given, levels=("la",))
        except PlaceError:
            continue
        for name, value in zip(columns, (key, la_id, gazetteer.region_of.get(la_id)), strict=True):
            columns[name].append(value)
    write(rows.connection, "map_la", columns)
