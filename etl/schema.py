"""The tables of a snapshot, declared once.

The loader creates them, the dashboard selects from them; nobody writes a column name anywhere else as a string
that this module could have given. Keys, values and who wins a key: ``data/README.md``.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()

KEY = ("indicator_id", "place_id", "period", "period_kind", "phase", "group_id", "coverage")
"""What makes an observation one: the same key twice is two claims about one number."""

STATUSES = ("ok", "suppressed", "not_applicable", "not_available", "low", "unreliable", "estimated")
RELEASES = ("provisional", "revised", "final")
COVERAGES = ("all_schools", "state_funded", "independent", "maintained", "academies")
PHASES = ("total", "primary", "secondary", "special", "early_years", "post_16")
LEVELS = ("country", "region", "la", "district", "joint", "cluster", "trust", "school")
BASES = ("counts", "printed", "derived", "aggregated")
"""How a value came about: from its own counts, as printed, from another indicator, or summed over members."""


def _fact_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("indicator_id", sa.String, nullable=False),
        sa.Column("place_id", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("period_kind", sa.String, nullable=False),
        sa.Column("period_end", sa.Date, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("group_id", sa.String, nullable=False),
        sa.Column("coverage", sa.String, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("numerator", sa.Double),
        sa.Column("denominator", sa.Double),
        sa.Column("lower", sa.Double),
        sa.Column("upper", sa.Double),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("basis", sa.String, nullable=False),
        sa.Column("release", sa.String, nullable=False),
        sa.Column("extract_id", sa.Integer, nullable=False),
        sa.Column("source_row", sa.Integer),
    ]


observation = sa.Table("observation", metadata, *_fact_columns())
"""Winners only, one row a key, sorted on indicator, place, period."""

observation_history = sa.Table(
    "observation_history",
    metadata,
    *_fact_columns(),
    sa.Column("lost_because", sa.String, nullable=False),
)
"""Every claim that lost its key: an earlier release, a lower priority, an older publication."""

place = sa.Table(
    "place",
    metadata,
    sa.Column("place_id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("level", sa.String, nullable=False),
    sa.Column("scheme", sa.String),
    sa.Column("parent_id", sa.String),
    sa.Column("region_id", sa.String),
    sa.Column("phase", sa.String),
    sa.Column("establishment_type", sa.String),
    sa.Column("establishment_status", sa.String),
    sa.Column("laestab", sa.String),
    sa.Column("opened", sa.Date),
    sa.Column("closed", sa.Date),
    sa.Column("low_age", sa.Integer),
    sa.Column("high_age", sa.Integer),
    sa.Column("pupils", sa.Integer),
    sa.Column("capacity", sa.Integer),
    sa.Column("easting", sa.Double),
    sa.Column("northing", sa.Double),
    sa.Column("invented", sa.Boolean, nullable=False),
    sa.Column("extract_id", sa.Integer),
)
"""A country, region, LA, district, joint area, cluster, trust or school; ``parent_id`` is the LA of a school,
cluster or district and the region of an LA."""

place_alias = sa.Table(
    "place_alias",
    metadata,
    sa.Column("alias", sa.String, nullable=False),
    sa.Column("place_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
)
"""Other codes and names of a place; ``kind`` is ``code``, ``former_code``, ``la_number``, ``name``, ``laestab``.
``alias`` is stored case-folded with single spaces."""

place_link = sa.Table(
    "place_link",
    metadata,
    sa.Column("from_place_id", sa.String, nullable=False),
    sa.Column("to_place_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("since", sa.Date),
)
"""``successor``: an authority or school that took over from another one, from a date on."""

membership = sa.Table(
    "membership",
    metadata,
    sa.Column("member_id", sa.String, nullable=False),
    sa.Column("container_id", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("share", sa.Double, nullable=False),
    sa.Column("extract_id", sa.Integer),
)
"""A school in its LA, district, cluster or trust, an LA in a joint area. ``kind`` is the container's level, or the
scheme of a cluster. Open ends are null."""

neighbour = sa.Table(
    "neighbour",
    metadata,
    sa.Column("set_name", sa.String, nullable=False),
    sa.Column("set_date", sa.Date, nullable=False),
    sa.Column("place_id", sa.String, nullable=False),
    sa.Column("neighbour_id", sa.String, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("closeness", sa.String),
)

inspection = sa.Table(
    "inspection",
    metadata,
    sa.Column("place_id", sa.String, nullable=False),
    sa.Column("inspected", sa.Date, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("framework", sa.String, nullable=False),
    sa.Column("area", sa.String, nullable=False),
    sa.Column("grade", sa.String, nullable=False),
    sa.Column("extract_id", sa.Integer, nullable=False),
    sa.Column("source_row", sa.Integer),
)
"""One grade for one area of one inspection. ``framework`` is ``graded`` (overall effectiveness and key judgements,
to November 2025), ``ungraded`` or ``report_card`` (from November 2025): grades of two frameworks never share a row."""

extract = sa.Table(
    "extract",
    metadata,
    sa.Column("extract_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file_name", sa.String, nullable=False),
    sa.Column("sha256", sa.String, nullable=False),
    sa.Column("dataset_id", sa.String),
    sa.Column("outcome", sa.String, nullable=False),
    sa.Column("publisher", sa.String),
    sa.Column("licence", sa.String),
    sa.Column("release", sa.String),
    sa.Column("period_first", sa.String),
    sa.Column("period_last", sa.String),
    sa.Column("rows_read", sa.BigInteger, nullable=False),
    sa.Column("rows_used", sa.BigInteger, nullable=False),
    sa.Column("rows_not_used", sa.BigInteger, nullable=False),
    sa.Column("rows_rejected", sa.BigInteger, nullable=False),
    sa.Column("observations", sa.BigInteger, nullable=False),
    sa.Column("reference_rows", sa.BigInteger, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("loaded_at", sa.DateTime, nullable=False),
    sa.Column("loaded_by", sa.String),
    sa.Column("seconds", sa.Double, nullable=False),
    sa.Column("invented", sa.Boolean, nullable=False),
    sa.Column("fingerprint", sa.String),
)
"""One file as received, loaded or refused (``outcome``). A file whose rows name their sources (the published
figures that ship with the project) is one extract, its row numbers lead to the source column. ``fingerprint`` is the
hash of the content, of how it was read (dataset and sources) and of what was declared: the same one again changes
nothing."""

finding = sa.Table(
    "finding",
    metadata,
    sa.Column("extract_id", sa.Integer, nullable=False),
    sa.Column("rule", sa.String, nullable=False),
    sa.Column("severity", sa.String, nullable=False),
    sa.Column("row", sa.BigInteger),
    sa.Column("column", sa.String),
    sa.Column("value", sa.String),
    sa.Column("message", sa.String, nullable=False),
)

REFERENCE = (place, place_alias, place_link, membership, neighbour, inspection)
"""What is known of places. Each of these tables holds what counts; beside it ``<table>_claim`` holds what every
extract said, so that one extract can be taken out again and what the others said counts instead."""

for _table in REFERENCE:
    _extract = [] if "extract_id" in _table.columns else [sa.Column("extract_id", sa.Integer)]
    sa.Table(f"{_table.name}_claim", metadata, *(sa.Column(c.name, c.type) for c in _table.columns), *_extract)

series_break = sa.Table(
    "series_break",
    metadata,
    sa.Column("indicator_id", sa.String, nullable=False),
    sa.Column("period", sa.String, nullable=False),
    sa.Column("strength", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
)
"""``period`` is the first one of the new series; ``strength`` is ``refuse`` or ``caution``."""

snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("snapshot_id", sa.String, primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("previous_id", sa.String),
    sa.Column("catalogue_sha256", sa.String, nullable=False),
    sa.Column("observations", sa.BigInteger, nullable=False),
    sa.Column("demonstration", sa.Boolean, nullable=False),
)
"""One row: what this file is, and what it was built from."""
