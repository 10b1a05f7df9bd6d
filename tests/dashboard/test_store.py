"""The store follows the pointer, keeps readers whole while it moves, and lets nobody out of the snapshot."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from dashboard.store import NoSnapshotError, Store
from etl.schema import observation
from tests.conftest import make_snapshot


def _row(value: float) -> dict[str, object]:
    return {"indicator_id": "eyfsp_gld_pct", "place_id": "E06000034", "period": "202425", "value": value}


VALUES = sa.select(observation.c.value).order_by(observation.c.value)


def test_an_empty_warehouse_says_what_to_run(tmp_path: Path) -> None:
    store = Store(tmp_path / "none")

    assert not store.has_snapshot
    with pytest.raises(NoSnapshotError, match="run 'outcomes load PATH'"):
        store.fetch(VALUES)


def test_it_reads_the_snapshot_that_is_current_and_follows_the_pointer(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="one", observation=[_row(1)])
    store = Store(tmp_path)
    first = store.fetch(VALUES).to_pydict()
    make_snapshot(tmp_path, snapshot_id="two", observation=[_row(2)])

    assert (first, store.fetch(VALUES).to_pydict()) == ({"value": [1.0]}, {"value": [2.0]})
    assert store.snapshot_id == "two"


def test_a_past_snapshot_can_be_asked_for_by_its_id(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="one", observation=[_row(1)])
    make_snapshot(tmp_path, snapshot_id="two", observation=[_row(2)])
    past = Store(tmp_path).at("one")

    assert past.fetch(VALUES).to_pydict() == {"value": [1.0]}
    assert past.snapshot_id == "one"


@pytest.mark.parametrize("name", ["three", "../one", "/etc/passwd"])
def test_a_snapshot_that_is_not_kept_is_refused(tmp_path: Path, name: str) -> None:
    make_snapshot(tmp_path / "warehouse", snapshot_id="one")
    make_snapshot(tmp_path, snapshot_id="one")

    with pytest.raises(NoSnapshotError, match="'outcomes status'"):
        Store(tmp_path / "warehouse").at(name)


def test_a_pinned_store_stays_while_the_pointer_moves(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="one", observation=[_row(1)])
    store = Store(tmp_path)
    pinned = store.pinned()
    make_snapshot(tmp_path, snapshot_id="two", observation=[_row(2)])
    store.fetch(VALUES)

    assert pinned.fetch(VALUES).to_pydict() == {"value": [1.0]}


def test_an_answer_is_made_once_a_snapshot(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="one")
    store, made = Store(tmp_path), []

    for _ in range(3):
        store.cached("key", lambda: made.append(1))
    make_snapshot(tmp_path, snapshot_id="two")
    store.cached("key", lambda: made.append(2))

    assert made == [1, 2]


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM glob('/*')", "COPY observation TO '/tmp/out.csv'"],
)
def test_a_reader_cannot_leave_the_snapshot(tmp_path: Path, sql: str) -> None:
    make_snapshot(tmp_path, snapshot_id="one")
    snapshot = Store(tmp_path)._snapshot()

    with snapshot.cursor() as cursor:
        assert cursor is not None
        with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
            cursor.execute(sql)


def test_the_lock_cannot_be_taken_off(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="one")

    with Store(tmp_path)._snapshot().cursor() as cursor:
        assert cursor is not None
        with pytest.raises(duckdb.InvalidInputException, match="locked"):
            cursor.execute("SET enable_external_access = true")


def test_many_threads_read_while_ten_snapshots_are_published(tmp_path: Path) -> None:
    make_snapshot(tmp_path, snapshot_id="s00", observation=[_row(0)])
    store, stop, errors, seen = Store(tmp_path), threading.Event(), [], set()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(store.fetch(VALUES).to_pydict()["value"][0])
            except Exception as error:
                errors.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 11):
        make_snapshot(tmp_path / "build", snapshot_id=f"s{number:02d}", observation=[_row(number)])
        (tmp_path / "build" / f"s{number:02d}.duckdb").replace(tmp_path / f"s{number:02d}.duckdb")
        (tmp_path / "next").write_text(f"s{number:02d}.duckdb\n")
        (tmp_path / "next").replace(tmp_path / "current")
    while 10.0 not in seen and not errors:
        stop.wait(0.01)
    stop.set()
    for thread in threads:
        thread.join()

    assert errors == []
    assert store.snapshot_id == "s10"
