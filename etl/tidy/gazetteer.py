"""All that words can mean at this moment of a load: the project's places, the schools and clusters loaded so far."""

from __future__ import annotations

import duckdb

from etl.layouts.detect import fold
from etl.places import Places
from etl.tidy.places import Gazetteer


def gazetteer(connection: duckdb.DuckDBPyConnection, places: Places, *, previous: bool) -> Gazetteer:
    """Read afresh for every file, since a register that was read just before may have added schools."""
    laestabs, clusters = dict[str, str](), dict[str, str]()
    databases = [*(["prev."] if previous else []), "fresh_"]
    for database in databases:  # of two schools with one number the later URN: an academy after the school that it was
        alias = f"SELECT alias, place_id FROM {database}place_alias WHERE kind = 'laestab' ORDER BY place_id"
        laestabs.update(connection.execute(alias).fetchall())
    for database in databases:
        source = f"{database}place"
        schools = connection.execute(
            f"SELECT laestab, place_id FROM {source} WHERE laestab IS NOT NULL ORDER BY closed NULLS LAST, place_id"
        ).fetchall()
        laestabs.update(schools)
        for place_id, name in connection.execute(
            f"SELECT place_id, name FROM {source} WHERE level = 'cluster' ORDER BY place_id DESC"
        ).fetchall():
            clusters[fold(name)] = place_id
            clusters[fold(place_id)] = place_id
            clusters[fold(place_id.removeprefix("cluster/"))] = place_id
    regions = zip(places.place["place_id"].to_pylist(), places.place["region_id"].to_pylist(), strict=True)
    return Gazetteer(places.directory, places.not_places, laestabs, clusters, dict(regions))
