"""Inspections: one row a grade of an area, in the framework of the dataset."""

from __future__ import annotations

from etl.dataset_reference import InspectionBlock
from etl.findings import Finding
from etl.reference.subject import Subject
from etl.sql import literal


def load(subject: Subject, findings: list[Finding]) -> str:
    """Every dated grade that the dataset's words know. A table of all inspections is read row by row, not as the
    latest-by-year rows that its indicators are counted from."""
    dataset = subject.dataset
    own = InspectionBlock(
        framework=dataset.framework, inspected="inspected", published="published", areas=dataset.areas
    )
    used = [select for block in (own, *dataset.also) for select in _load_block(subject, block, findings)]
    return " UNION ALL ".join(used) or "SELECT NULL::BIGINT AS source_row WHERE false"


def _load_block(subject: Subject, block: InspectionBlock, findings: list[Finding]) -> list[str]:
    # With latest_by, the rows given are one a school and year; the inspections themselves are the staged rows.
    source = "staged_rows"
    urn, day = f"coalesce({subject.urn(block.urn)}, {subject.urn('urn')})", subject.date(block.inspected)
    grades = subject.dataset.words.get("grade", {})
    used = []
    for area, column in block.areas.items():
        if not subject.cells.has(column):
            continue
        grade = subject.meaning(subject.cells.word(column), grades)
        condition = f"{subject.rows.keep} AND {urn} IS NOT NULL AND {day} IS NOT NULL AND {grade} IS NOT NULL"
        subject.connection.execute(
            f"INSERT INTO fresh_inspection SELECT {urn}, {day}, {subject.date(block.published)}, "
            f"{literal(block.framework)}, {literal(area)}, {grade}, {subject.extract_id}, s.__row "
            f"FROM {source} s WHERE {condition}"
        )
        used.append(f"SELECT s.__row AS source_row FROM {source} s WHERE {condition}")
    undated = subject.count(
        f"SELECT count(*) FROM {source} s WHERE {subject.rows.keep} AND {urn} IS NOT NULL "
        f"AND {subject.text(block.inspected)} IS NOT NULL AND {day} IS NULL"
    )
    if undated:
        form = subject.dataset.formats.get(block.inspected, "%Y-%m-%d")
        findings.append(Finding("date_unknown", "warn", f"{undated:,} inspection dates are not of the form {form}"))
    return used
