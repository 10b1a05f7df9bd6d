"""The reference places: what exists, what followed what, and that every word in the real files finds its place."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from etl import schema
from etl.place_names import AmbiguousPlaceError, Directory, UnknownPlaceError, fold
from etl.places import Places, arrow_schema, directory_of, load_places, resolve

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("OUTCOMES_REAL_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(ROOT / "data" / "places")


def rows(places: Places, **wanted: object) -> list[dict]:
    return [row for row in places.place.to_pylist() if all(row[key] == value for key, value in wanted.items())]


def test_england_has_nine_regions_and_153_upper_tier_authorities_today(places):
    assert len(rows(places, level="region", parent_id="E92000001")) == 9
    assert len(rows(places, level="la", closed=None)) == 153


def test_today_there_are_21_counties_and_132_single_tier_authorities(places):
    codes = [row["place_id"][:3] for row in rows(places, level="la", closed=None)]
    counted = {prefix: codes.count(prefix) for prefix in sorted(set(codes))}
    assert counted == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}


def test_a_single_tier_authority_is_no_district_as_well(places):
    assert {row["place_id"][:3] for row in rows(places, level="district")} == {"E07"}
    assert len(rows(places, level="district", closed=None)) == 164


def test_every_table_has_the_shape_of_the_snapshot(places):
    for name in ("place", "place_alias", "place_link", "membership", "neighbour"):
        assert getattr(places, name).schema == arrow_schema(getattr(schema, name))
    assert not any(places.place.column("invented").to_pylist())
    assert set(places.place.column("extract_id").to_pylist()) == {None}


def test_every_parent_region_successor_member_and_neighbour_is_a_place(places):
    known = set(places.place.column("place_id").to_pylist())
    for table, column in (
        (places.place, "parent_id"),
        (places.place, "region_id"),
        (places.place_alias, "place_id"),
        (places.place_link, "from_place_id"),
        (places.place_link, "to_place_id"),
        (places.membership, "member_id"),
        (places.membership, "container_id"),
        (places.neighbour, "place_id"),
        (places.neighbour, "neighbour_id"),
    ):
        assert set(table.column(column).to_pylist()) - {None} <= known, column


def test_cumbria_was_followed_by_two_authorities_and_the_area_that_they_make_together(places):
    links = [link for link in places.place_link.to_pylist() if link["from_place_id"] == "E10000006"]
    assert {link["to_place_id"] for link in links} == {"E06000063", "E06000064", "joint/cumbria"}
    assert {link["since"] for link in links} == {date(2023, 4, 1)}
    assert resolve("909", places) == resolve("Cumbria", places) == "E10000006"
    assert rows(places, place_id="E10000006")[0]["closed"] == date(2023, 3, 31)
    assert rows(places, place_id="E06000063")[0]["opened"] == date(2023, 4, 1)
    members = [m for m in places.membership.to_pylist() if m["container_id"] == "joint/cumbria"]
    assert [(m["member_id"], m["valid_from"]) for m in members] == [
        ("E06000063", date(2023, 4, 1)),
        ("E06000064", date(2023, 4, 1)),
    ]


def test_bournemouth_poole_and_part_of_dorset_became_one_authority_in_2019(places):
    links = {(k["from_place_id"], k["to_place_id"]) for k in places.place_link.to_pylist()}
    assert {("E06000028", "E06000058"), ("E06000029", "E06000058"), ("E10000009", "E06000058")} <= links
    assert resolve("Dorset", places) == resolve("838", places) == "E06000059"
    assert resolve("Dorset (Pre LG)", places) == resolve("835", places) == "E10000009"


@pytest.mark.parametrize(
    ("former", "current", "number"),
    [
        ("E10000002", "E06000060", "825"),
        ("E10000023", "E06000065", "815"),
        ("E10000027", "E06000066", "933"),
        ("E06000048", "E06000057", "929"),
        ("E08000020", "E08000037", "390"),
        ("E08000016", "E08000038", "370"),
        ("E08000019", "E08000039", "373"),
        ("E07000100", "E07000240", "St Albans"),
    ],
)
def test_a_former_code_is_the_authority_that_still_goes_on(places, former, current, number):
    assert resolve(former, places) == resolve(number, places) == current


@pytest.mark.parametrize(
    ("words", "place_id"),
    [
        ("england", "E92000001"),
        ("970", "E92000001"),
        ("Yorkshire and the Humber", "E12000003"),
        ("Yorkshire & The Humber", "E12000003"),
        ("YORKSHIRE  AND THE HUMBER", "E12000003"),
        ("London (Inner)", "E13000001"),
        ("989", "E12000008"),
        ("Bedford Borough", "E06000055"),
        ("St Helens", "E08000013"),
        ("St. Helens", "E08000013"),
        ("Kingston Upon Hull, City of", "E06000010"),
        ("Bristol City of", "E06000023"),
        ("Stoke on Trent", "E06000021"),
        ("Durham", "E06000047"),
        ("e06000034", "E06000034"),
        ("883.0", "E06000034"),
        ("Thurrock Council", "E06000034"),
        ("Cambridgeshire and Peterborough", "joint/cambridgeshire-peterborough"),
        ("Cumberland / Westmorland and Furness", "joint/cumbria"),
    ],
)
def test_a_place_is_found_by_code_number_or_any_usual_spelling(places, words, place_id):
    assert resolve(words, places) == place_id


def test_an_unknown_place_names_the_nearest_one(places):
    with pytest.raises(
        UnknownPlaceError, match=r"no place is called 'Thurock'; did you mean Thurrock \(LA, E06000034\)"
    ):
        resolve("Thurock", places)


def test_an_ambiguous_name_lists_the_candidates_with_the_authority_first():
    directory = Directory.of(
        [("urn/1", "Leeds", "school"), ("cluster/ward/leeds", "Leeds", "cluster"), ("E08000035", "Leeds", "la")], []
    )
    with pytest.raises(AmbiguousPlaceError) as caught:
        directory.resolve("leeds")
    assert caught.value.candidates == ("E08000035", "cluster/ward/leeds", "urn/1")
    assert "may mean Leeds (LA, E08000035), Leeds (cluster, cluster/ward/leeds) or" in str(caught.value)
    assert directory.resolve("leeds", levels=("la",)) == "E08000035"
    with pytest.raises(UnknownPlaceError, match="no LA is called 'Nowhere at all'"):
        directory.resolve("Nowhere at all", levels=("la",))
    assert directory.resolve("1") == "urn/1"


def test_a_row_is_placed_by_its_code_before_a_name_that_two_authorities_had(places):
    assert places.directory.resolve_first(("E10000009", "835", "Dorset")) == "E10000009"
    assert places.directory.resolve_first((".", "820", "Bedfordshire (Pre LGR 2009)")) == "E10000001"
    with pytest.raises(UnknownPlaceError, match="Atlantis"):
        places.directory.resolve_first((None, "", "Atlantis"))


def test_both_neighbour_sets_give_ten_neighbours_in_order(places):
    found: dict[tuple[date, str], list[dict]] = {}
    for row in places.neighbour.to_pylist():
        found.setdefault((row["set_date"], row["place_id"]), []).append(row)
    assert {len(neighbours) for neighbours in found.values()} == {10}
    current = {row["place_id"] for row in rows(places, level="la", closed=None)}
    assert {place for when, place in found if when == date(2025, 5, 1)} >= current
    assert current - {place for when, place in found if when == date(2021, 4, 1)} == {"E06000063", "E06000064"}
    cambridgeshire = found[date(2025, 5, 1), "E10000003"]
    assert [row["rank"] for row in cambridgeshire] == list(range(1, 11))
    assert (cambridgeshire[0]["neighbour_id"], cambridgeshire[0]["closeness"]) == ("E10000025", "Extremely close")
    assert {row["closeness"] for row in places.neighbour.to_pylist()} == {
        "Extremely close",
        "Very close",
        "Close",
        "Somewhat close",
        "Not close",
    }


def test_a_row_that_refers_to_nothing_is_named_with_file_and_line(tmp_path):
    for path in (ROOT / "data" / "places").glob("*.csv"):
        (tmp_path / path.name).write_text(path.read_text())
    with (tmp_path / "successors.csv").open("a") as stream:
        stream.write("E06000028,E06999999,2030-04-01\n")
    lines = (tmp_path / "successors.csv").read_text().count("\n")
    with pytest.raises(ValueError, match=rf"successors.csv:{lines}: to_place_id: no place 'E06999999' is declared"):
        load_places(tmp_path)


def test_a_name_is_found_among_25_000_schools(places):
    schools = [(f"urn/{100000 + i}", f"School {i} of Saint Somebody", "school") for i in range(25_000)]
    reference = zip(*(places.place.column(c).to_pylist() for c in ("place_id", "name", "level")), strict=True)
    aliases = zip(*(places.place_alias.column(c).to_pylist() for c in ("alias", "place_id")), strict=True)
    directory = Directory.of([*reference, *schools], aliases)
    for i in range(25_000):
        assert directory.resolve(str(100000 + i)) == f"urn/{100000 + i}"
    assert directory.resolve("school 24999 of saint somebody") == "urn/124999"
    with pytest.raises(UnknownPlaceError, match="Thurrock"):
        directory.resolve("Thurock")


def test_a_snapshot_resolves_as_the_files_do(places):
    assert directory_of(places.place, places.place_alias).resolve("Yorkshire & Humber") == "E12000003"


COLUMNS = (
    ("new_la_code", "old_la_code", "la_name"),
    ("region_code", "region_name"),
    ("lad_code", "lad_name"),
    ("country_code", "country_name"),
    ("ltla23cd", "ltla23nm"),
    ("utla23cd", "utla23nm"),
    ("gsslacode (name)", "la (code)", "la (name)"),
    ("districtadministrative (code)", "districtadministrative (name)"),
    ("lea",),
    ("la",),
    ("la1", "laname"),
    ("la number", "la and regions"),
    ("la number", "la name"),
    ("la number",),
)
"""Place columns of the published layouts; a file is read by every set that it has wholly, a column once."""


def tables() -> Iterator[tuple[str, list[str], Iterator[list[str]]]]:
    """Name, folded header and rows of every real file."""
    for path in sorted(REAL.glob("*/*")):
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            yield path.name, [c.casefold() for c in table.column_names], zip(*map(texts, table.columns), strict=True)
        elif path.suffix in (".csv", ".xlsx") and path.read_bytes()[:2] == b"PK":
            sheet = iter(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
            yield path.name, [str(cell).casefold() for cell in next(sheet)], ([*map(text, row)] for row in sheet)
        elif path.suffix == ".csv" and "dictionary" not in path.name:
            content = path.read_bytes()
            try:
                words = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                words = content.decode("cp1252")
            reader = csv.reader(words.splitlines())
            yield path.name, [cell.casefold() for cell in next(reader)], reader


def text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell if cell is not None else "")


def texts(column: object) -> list[str]:
    return [text(cell) for cell in column.to_pylist()]


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real extracts are not here")
def test_every_code_number_and_name_in_the_real_files_finds_its_place(places):
    unknown, seen = set(), 0
    for name, header, body in tables():
        wanted, taken = [], set[str]()
        for columns in COLUMNS:
            if set(columns) <= set(header) and not taken & set(columns):
                wanted.append([header.index(column) for column in columns])
                taken |= set(columns)
        distinct = {
            (which, tuple(row[i].strip() for i in which))
            for row in body
            for which in map(tuple, wanted)
            if len(row) > max(which, default=0)
        }
        for _, words in distinct:
            given = [word for word in words if word and fold(word) not in places.not_places]
            if given and not re.match(r"W\d{8}", given[0]):
                seen += 1
                for word in given:
                    try:
                        places.directory.resolve(re.sub(r"\.0$", "", word))
                    except UnknownPlaceError as error:
                        unknown.add(f"{name}: {error}")
    assert sorted(unknown) == []
    assert seen > 2_000
