"""Whatever is wrong with a file, a user reads sentences, and what is served stays as it was, to the byte."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from dashboard import cli
from etl import warehouse
from tests.etl.local_files import held, load_into, write

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES = sorted(
    path for path in FIXTURES.rglob("*") if path.suffix in (".csv", ".xlsx", ".ods", ".parquet", ".tsv", ".zip")
)
WAYS = ("cut", "noise", "swapped", "zeros", "utf_16", "twice")


def spoilt(content: bytes, way: str, chance: random.Random) -> bytes:
    """The content as bad luck leaves it; the luck is the same in every run."""
    if way == "cut":
        return content[: chance.randrange(1, max(len(content), 2))]
    if way == "noise":
        at = chance.randrange(len(content))
        return content[:at] + chance.randbytes(40) + content[at + 40 :]
    if way == "swapped":  # cells in one another's columns
        lines = content.splitlines(keepends=True)
        chance.shuffle(lines)
        return b"".join(lines)
    if way == "zeros":
        at = chance.randrange(len(content))
        return content[:at] + bytes(60) + content[at:]
    if way == "utf_16":
        return content.decode("cp1252", errors="replace").encode("utf-16-le", errors="replace")
    return content + content


@pytest.fixture
def into(tmp_path: Path) -> Path:
    load_into(tmp_path / "w", write(tmp_path / "good.csv", [{"value": 41.5}]))
    return tmp_path / "w"


def test_a_folder_of_spoilt_files_is_answered_in_sentences(
    into: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = warehouse.current(into)
    assert before is not None
    served = hashlib.sha256(before.read_bytes()).hexdigest()
    chance = random.Random(1)  # noqa: S311 - not a secret
    folder, files = tmp_path / "spoilt", FILES[::3]
    for number, path in enumerate(files):
        way = WAYS[number % len(WAYS)]
        target = folder / f"{number:03d}{path.suffix}"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(spoilt(path.read_bytes(), way, chance))
    code = cli.run(["load", str(folder), "--dry-run", "--json", "--warehouse", str(into)])
    told = capfd.readouterr()
    assert code in (0, 1)
    assert "Traceback" not in told.err + told.out
    assert "something went wrong" not in told.err + told.out
    assert told.out.count('"outcome":') >= len(files), "every file has its line"
    assert warehouse.current(into) == before
    assert hashlib.sha256(before.read_bytes()).hexdigest() == served
    assert not list(into.glob("work-*"))


def test_files_that_are_all_refused_make_no_snapshot(into: Path, tmp_path: Path) -> None:
    before = warehouse.current(into)
    (tmp_path / "bad.csv").write_text("colour,shape\nred,round\n")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    report = load_into(into, tmp_path / "bad.csv", tmp_path / "bad.pdf")
    assert [each.outcome for each in report.extracts] == ["refused", "refused"]
    assert warehouse.current(into) == before
    assert held(into, "SELECT count(*) FROM extract") == [(1,)]
