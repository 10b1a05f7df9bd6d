"""How much memory a file of a gigabyte takes to load: regular, to be straightened row by row, and a large workbook.

Run it: ``python -m tests.bench.big_file [--megabytes 1000] [--workbook-rows 300000]``. The text file is the one that
``load_speed`` generates. Its second form is Windows-1252 with a blank line in the middle and CRLF in one half, so that
nothing but reading it row by row will do. Each load runs in a process of its own; the table shows its peak resident
memory, which is to stay under 1,500 MB.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl

from etl.pipeline import load
from tests.bench.load_speed import DATA, generate, measured

ALLOWED = 1_500
BYTES_PER_ROW = 140


def disorder(regular: Path, target: Path) -> None:
    """The same rows with a name in Windows-1252 in each, a blank line half-way and CRLF below it."""
    half = regular.stat().st_size // 2
    with regular.open("rb") as source, target.open("wb") as sink:
        sink.write(source.readline())
        for line in source:
            row = line.replace(b"School ", b"St Mary\x92s ", 1)
            if half is not None and source.tell() > half:
                sink.write(b"\r\n")
                half = None
            sink.write(row if half is not None else row.replace(b"\n", b"\r\n"))


def workbook(regular: Path, target: Path, rows: int) -> None:
    """The first rows as an XLSX of as many columns."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    with regular.open(encoding="utf-8") as source:
        for _, line in zip(range(rows + 1), source, strict=False):
            sheet.append(line.rstrip("\n").split(","))
    book.save(target)


def loaded(path: Path, folder: Path) -> int:
    """Load one file into a warehouse of its own; returns the rows read."""
    report = load([path], warehouse=folder, data=DATA)
    (extract,) = report.extracts
    if extract.outcome != "loaded":
        raise SystemExit(f"{path.name} was refused: {extract.findings[-1].message}")
    return extract.rows_read


def main() -> None:
    """Print a line a file: its size, its rows, seconds, and the peak memory against what is allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--workbook-rows", type=int, default=300_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        regular = work / "regular.csv"
        # Made in processes of their own as well: a forked one begins with the memory that its parent has.
        _apart(lambda: generate(regular, chosen.megabytes * 1_000_000 // BYTES_PER_ROW))
        makers: list[tuple[str, Callable[[Path], None]]] = [
            ("disorderly.csv", partial(disorder, regular)),
            ("workbook.xlsx", lambda target: workbook(regular, target, chosen.workbook_rows)),
        ]
        print(f"{'file':<16}{'MB':>8}{'rows':>12}{'seconds':>10}{'peak MB':>10}  (allowed {ALLOWED:,})")
        _line(regular, work)
        for name, make in makers:
            _apart(partial(make, work / name))
            _line(work / name, work)
            (work / name).unlink()


def _apart(task: Callable[[], None]) -> None:
    def run() -> int:
        task()
        return 0

    measured(run)


def _line(path: Path, work: Path) -> None:
    used = measured(lambda: loaded(path, work / f"warehouse-{path.stem}"))
    size = path.stat().st_size / 1e6
    verdict = "" if used["peak_mb"] < ALLOWED else "  TOO MUCH"
    print(
        f"{path.name:<16}{size:>8,.0f}{used['rows']:>12,.0f}{used['seconds']:>10.1f}{used['peak_mb']:>10,.0f}{verdict}",
        flush=True,
    )


if __name__ == "__main__":
    main()
