"""The register of schools: places, and the LA, district, trust and clusters that they belong to."""

from __future__ import annotations

from etl.findings import Finding
from etl.reference.subject import Subject, slug
from etl.tidy.tables import distinct, write


def load(subject: Subject, findings: list[Finding]) -> str:
    """One place a URN (its first row), with memberships from its opening to its closing date."""
    connection, rows = subject.connection, subject.rows
    la = subject.map_places("register_la", "la", ("la",))
    urn = subject.urn("urn")
    number = f"lpad({subject.text('establishment_number')}, 4, '0')"
    by_type = subject.word("establishment_type", "phase_by_type")
    connection.execute(f"""
        CREATE OR REPLACE TABLE registered AS
        SELECT {urn} AS place_id, s.__row AS source_row, register_la.place_id AS la_id,
            {subject.date("opened")} AS opened, {subject.date("closed")} AS closed
        FROM {rows.source} s LEFT JOIN register_la ON {la}
        WHERE {rows.keep} AND {urn} IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY {urn} ORDER BY s.__row) = 1
    """)  # fmt: skip
    connection.execute(f"""
        INSERT INTO fresh_place BY NAME
        SELECT r.place_id, coalesce({subject.text("name")}, 'School ' || split_part(r.place_id, '/', 2)) AS name,
            'school' AS level, r.la_id AS parent_id, register_la.region_id AS region_id,
            coalesce({by_type}, {subject.word("phase")}) AS phase,
            {subject.text("establishment_type")} AS establishment_type,
            {subject.text("establishment_status")} AS establishment_status,
            CASE WHEN length({subject.text("la")}) = 3 THEN {subject.text("la")} || {number} END AS laestab,
            r.opened, r.closed,
            {subject.number("low_age", "INTEGER")} AS low_age, {subject.number("high_age", "INTEGER")} AS high_age,
            {subject.number("pupils", "INTEGER")} AS pupils, {subject.number("capacity", "INTEGER")} AS capacity,
            {subject.number("easting", "DOUBLE")} AS easting, {subject.number("northing", "DOUBLE")} AS northing,
            {subject.invented} AS invented, {subject.extract_id} AS extract_id
        FROM {rows.source} s JOIN registered r ON r.source_row = s.__row LEFT JOIN register_la ON {la}
    """)  # fmt: skip
    _member(subject, "la", "r.la_id", "r.la_id IS NOT NULL")
    if subject.has("district"):
        district = subject.map_places("register_district", "district", ("district",))
        _member(subject, "district", "register_district.place_id", "true", join=f"JOIN register_district ON {district}")
    if subject.has("trust"):
        _trusts(subject)
    for scheme, (code, name) in subject.dataset.clusters.items():
        if subject.cells.has(code) and subject.cells.has(name):
            _clusters(subject, scheme, code, name)
    homeless = subject.count("SELECT count(*) FROM registered WHERE la_id IS NULL")
    if homeless:
        findings.append(Finding("place_unknown", "warn", f"{homeless:,} schools have no LA that is known"))
    return "SELECT source_row FROM registered"


def _member(subject: Subject, kind: str, container: str, condition: str, *, join: str = "") -> None:
    subject.connection.execute(f"""
        INSERT INTO fresh_membership BY NAME
        SELECT r.place_id AS member_id, {container} AS container_id, '{kind}' AS kind, r.opened AS valid_from,
            r.closed AS valid_to, 1 AS share, {subject.extract_id} AS extract_id
        FROM {subject.rows.source} s JOIN registered r ON r.source_row = s.__row {join} WHERE {condition}
    """)  # fmt: skip


def _trusts(subject: Subject) -> None:
    """Single- and multi-academy trusts by their register number; sponsors and foundations are not trusts."""
    uid = subject.number("trust", "BIGINT")
    belongs = f"{uid} IS NOT NULL"
    if "trust_kind" in subject.dataset.words:
        belongs += f" AND {subject.word('trust_kind')} = 'trust'"
    subject.connection.execute(f"""
        INSERT INTO fresh_place BY NAME
        SELECT 'trust/' || {uid} AS place_id, coalesce(any_value({subject.text("trust_name")} ORDER BY s.__row),
                'Trust ' || any_value({uid})) AS name,
            'trust' AS level, {subject.invented} AS invented, {subject.extract_id} AS extract_id
        FROM {subject.rows.source} s JOIN registered r ON r.source_row = s.__row WHERE {belongs} GROUP BY ALL
    """)  # fmt: skip
    _member(subject, "trust", f"'trust/' || {uid}", belongs)


def _clusters(subject: Subject, scheme: str, code: str, name: str) -> None:
    """The areas that the register itself draws, by name; two areas of one name are told apart by their codes."""
    connection, cells = subject.connection, subject.cells
    found = distinct(subject.rows, [f"trim({cells.raw(code)})", f"trim({cells.raw(name)})"])
    named = {key: slug(key[1]) for key, *_ in found if _is_area(*key)}
    taken = list(named.values())
    ids = {
        key: f"cluster/{scheme}/{short}" + (f"-{slug(key[0])}" if taken.count(short) > 1 else "")
        for key, short in named.items()
    }
    write(
        connection,
        "register_cluster",
        {"k0": [k[0] for k in ids], "k1": [k[1] for k in ids], "place_id": list(ids.values())},
    )
    join = f"JOIN register_cluster c ON c.k0 = trim({cells.raw(code)}) AND c.k1 = trim({cells.raw(name)})"
    connection.execute(f"""
        INSERT INTO fresh_place BY NAME
        SELECT c.place_id, any_value(c.k1) AS name, 'cluster' AS level, '{scheme}' AS scheme,
            CASE WHEN count(DISTINCT r.la_id) = 1 THEN any_value(r.la_id) END AS parent_id,
            {subject.invented} AS invented, {subject.extract_id} AS extract_id
        FROM {subject.rows.source} s JOIN registered r ON r.source_row = s.__row {join} GROUP BY c.place_id
    """)  # fmt: skip
    connection.execute(
        f"INSERT INTO fresh_place_alias SELECT DISTINCT lower(k0), place_id, 'code', {subject.extract_id} "
        "FROM register_cluster"
    )
    _member(subject, scheme, "c.place_id", "true", join=join)


def _is_area(code: str, name: str) -> bool:
    """Pseudo codes (E99999999) and words such as "Not applicable" draw no area."""
    return bool(code and name) and "99999" not in code and name.casefold() not in ("not applicable", "unknown")
