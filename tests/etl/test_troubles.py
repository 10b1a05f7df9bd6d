"""What the machine can do to a warehouse, done to one: kills, a full disk, rights, damage, a clock set back.

After each the warehouse serves a whole snapshot, the message is a sentence, and the next load works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
import sqlalchemy as sa

from dashboard.board import open_board
from dashboard.pages import PAGES
from dashboard.settings import Settings
from dashboard.web.routes import Routes
from etl import schema, warehouse
from etl.deciding import decisions
from etl.warehouse import WarehouseError
from tests.etl.local_files import DATA, held, load_into, write

FIGURES = "SELECT period, value FROM observation ORDER BY period"
YEARS = [(f"20{year:02d}{year + 1:02d}", 40 + year) for year in range(10, 25)]
COUNT = sa.select(sa.func.count()).select_from(schema.observation)

KILLS = 100
GROUPS = ("Total", "fsm", "eal", "cla", "female", "male")
KILLED = """
import os, random, signal, sys, time
from pathlib import Path
import duckdb
from etl import warehouse
from etl.pipeline import load

into, data, kills = Path(sys.argv[1]), Path(sys.argv[3]), int(sys.argv[4])
files = sorted(Path(sys.argv[2]).glob("*.csv"))

def in_child(work):
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        except BaseException as error:
            print(type(error).__name__, error, file=sys.stderr)
            os._exit(99)
    return child

def served():
    "How many figures the snapshot holds that is served: one a file loaded so far."
    with duckdb.connect(str(warehouse.current(into)), read_only=True) as connection:
        return connection.execute("SELECT count(*) FROM observation").fetchone()[0]

chance, done = random.Random(7), 1
for kill in range(kills):
    child = in_child(lambda: (load([files[done]], warehouse=into, data=data), 0)[1])
    time.sleep(chance.uniform(0, 0.4))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    left = os.waitstatus_to_exitcode(os.waitpid(in_child(served), 0)[1])
    if left not in (done, done + 1):
        sys.exit(f"kill {kill}: {left} figures are served where {done} were loaded")
    done = left
    if done == len(files) - 1:
        break
print("kills", kill + 1, "loaded", done)
"""


@pytest.fixture
def into(tmp_path: Path, of_two_loads: Path) -> Path:
    """A warehouse with two snapshots: 41.5 for 2023/24, then 44.5 for 2024/25 beside it."""
    return Path(shutil.copytree(of_two_loads, tmp_path / "w"))


@pytest.fixture
def third(tmp_path: Path) -> Path:
    return write(tmp_path / "third.csv", [{"time_period": "202223", "value": 40}])


def spoil(path: Path, *, at: float) -> None:
    """Overwrite a part of a file with noise, as a failing disk would."""
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(int(size * at))
        stream.write(os.urandom(min(300_000, size - int(size * at))))


def test_a_hundred_random_kills_leave_a_whole_snapshot_served(tmp_path: Path) -> None:
    into, files = tmp_path / "w", tmp_path / "files"
    for number in range(KILLS + 2):
        year, group = 2000 + number % 20, GROUPS[number // 20]
        row = {"time_period": f"{year}{year % 100 + 1:02d}", "group": group, "value": 40 + number / 10}
        write(files / f"{number:03d}.csv", [row])
    load_into(into, files / "000.csv")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, str(into), str(files), str(DATA), str(KILLS)],
        capture_output=True, text=True, check=False, cwd=DATA.parent, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = done.stdout.split()
    assert told[:2] == ["kills", str(KILLS)]
    loaded = int(told[3])
    load_into(into, files / f"{loaded:03d}.csv")
    assert held(into, "SELECT count(*) FROM observation") == [(loaded + 1,)]
    assert not list(into.glob("work-*"))


@pytest.mark.parametrize("at", [0.0, 0.02, 0.4])
def test_a_damaged_snapshot_is_set_aside_and_the_one_before_is_served(into: Path, third: Path, at: float) -> None:
    damaged = warehouse.current(into)
    assert damaged is not None
    spoil(damaged, at=at)
    try:
        report = load_into(into, third)
        said = report.trouble or ""
    except WarehouseError as error:  # found only while reading: the load is given up, and works when given again
        said = str(error)
        load_into(into, third)
    assert damaged.name in said
    assert "load these again: second.csv" in said
    assert "Traceback" not in said
    assert held(into, FIGURES) == [("202223", 40.0), ("202324", 41.5)]
    assert damaged.with_name(damaged.name + ".damaged").is_file()
    assert "set_aside" in {each.action for each in decisions.decisions(into)}


@pytest.mark.parametrize("pointer", [b"", b"gone.duckdb\n", b"../../etc/passwd\n", b"\xff\xfe\x00"])
def test_a_broken_pointer_is_mended_by_the_next_load(into: Path, third: Path, pointer: bytes) -> None:
    (into / "current").write_bytes(pointer)
    report = load_into(into, third)
    assert "pointer" in (report.trouble or "")
    assert held(into, FIGURES) == [("202223", 40.0), ("202324", 41.5), ("202425", 44.5)]


def test_a_lost_pointer_is_mended_by_the_next_load(into: Path, third: Path) -> None:
    (into / "current").unlink()
    assert "no pointer" in (load_into(into, third).trouble or "")
    assert held(into, "SELECT count(*) FROM observation") == [(3,)]


@pytest.mark.parametrize("at", [0.0, 0.02, 0.4])
def test_readers_of_a_damaged_snapshot_see_the_one_before_and_are_told(into: Path, at: float) -> None:
    damaged = warehouse.current(into)
    assert damaged is not None
    spoil(damaged, at=at)
    board = open_board(Settings(warehouse=into, data=DATA))
    view = Routes(board, PAGES).view("/data", "")
    if at == 0.0:
        assert "cannot be read" in str(view.children[0])
        assert board.store.fetch(COUNT).column(0)[0].as_py() == 1
    assert view.title == "Data"


def test_with_every_snapshot_damaged_the_screen_says_so_and_the_next_load_works(into: Path, third: Path) -> None:
    for each in warehouse.snapshots(into):
        spoil(into / f"{each.snapshot}.duckdb", at=0.0)
    view = Routes(open_board(Settings(warehouse=into, data=DATA)), PAGES).view("/data", "")
    assert "Load your files again" in str(view.children)
    report = load_into(into, third)
    assert "no earlier snapshot is left" in (report.trouble or "")
    assert held(into, FIGURES) == [("202223", 40.0)]


def test_a_clock_set_back_does_not_hide_the_latest_load(into: Path, third: Path) -> None:
    latest = warehouse.current(into)
    assert latest is not None
    future = latest.with_name("20991231T235959999Z" + latest.name[19:])
    latest.rename(future)
    (into / "current").write_text(future.name)
    load_into(into, third)
    order = [each.snapshot for each in warehouse.snapshots(into)]
    assert order[0] == str(warehouse.status(into).snapshot), "the latest is the first of the list"
    assert order[0] > future.stem
    assert warehouse.snapshots(into)[0].created_at > datetime(2099, 12, 31, tzinfo=UTC)
    assert held(into, "SELECT count(*) FROM observation") == [(3,)]


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from etl.pipeline import load
from etl.warehouse import WarehouseError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
try:
    load([sys.argv[1]], warehouse=Path(sys.argv[2]), data=Path(sys.argv[3]))
except WarehouseError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 4_096, 200_000, 1_500_000])
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(into: Path, third: Path, room: int) -> None:
    before = warehouse.current(into)
    assert before is not None
    content = before.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(third), str(into), str(DATA), str(room)],
        capture_output=True, text=True, check=False, cwd=DATA.parent,
    )  # fmt: skip
    assert "no room left" in done.stdout, done.stdout + done.stderr[-1500:]
    assert "nothing was changed" in done.stdout
    assert warehouse.current(into) == before
    assert before.read_bytes() == content
    load_into(into, third)
    assert held(into, "SELECT count(*) FROM observation") == [(3,)]


ON_A_DISK = """
mount -t tmpfs -o "$6" tmpfs "$1" && cp -r "$2"/. "$1" && mount -o "remount,$7" "$1" && "$3" -c '
import sys
from pathlib import Path
from etl.pipeline import load
from etl.warehouse import WarehouseError, current
before = current(Path(sys.argv[1]))
try:
    load([sys.argv[2]], warehouse=Path(sys.argv[1]), data=Path(sys.argv[3]))
except WarehouseError as error:
    print(error)
assert current(Path(sys.argv[1])) == before
' "$1" "$4" "$5"
"""


@pytest.mark.parametrize(
    ("size", "mode", "said"),
    [
        ("size=9m", "rw", ("no room left", "nothing was changed")),
        ("size=99m", "ro", ("cannot be written to", "another --warehouse")),
    ],
)
def test_a_full_or_fixed_disk_is_named_and_changes_nothing(
    into: Path, third: Path, tmp_path: Path, size: str, mode: str, said: tuple[str, ...]
) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount a disk of their own; limits on files and folders are tested beside")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", ON_A_DISK, "sh",
         str(disk), str(into), sys.executable, str(third), str(DATA), size, mode],
        capture_output=True, text=True, check=False, cwd=DATA.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-1500:]
    assert all(words in done.stdout for words in said), done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere; the fixed disk is tested above")
def test_a_folder_of_somebody_else_is_named(into: Path, third: Path) -> None:
    into.chmod(0o555)
    try:
        with pytest.raises(WarehouseError, match="cannot be written to"):
            load_into(into, third)
    finally:
        into.chmod(0o755)
    load_into(into, third)


def test_a_snapshot_of_zeros_is_no_snapshot(into: Path, third: Path) -> None:
    served = warehouse.current(into)
    assert served is not None
    served.write_bytes(bytes(len(served.read_bytes())))
    load_into(into, third)
    with duckdb.connect(str(warehouse.current(into)), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM observation").fetchall() == [(2,)]
