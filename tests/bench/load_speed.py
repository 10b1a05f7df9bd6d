"""How fast a large tidy file is loaded, against bare DuckDB doing the same read, unpivot, cast, sort and write.

Run it: ``python -m tests.bench.load_speed [--rows 5000000]``. The file is a school-level absence extract in DfE's
tidy layout: three indicators with their counts, and a fourth (attendance) that is 100 minus the first, so that five
million rows make twenty million observations. Bare DuckDB writes the same table, one INSERT an indicator sorted on
place and period, but knows nothing: codes are copied instead of resolved, words that the program looks up are
constants, no symbol, duplicate or range is checked, nothing is verified. It is timed in two ways, the text staged once
or the file read again for every indicator, and the faster one counts. Each runs in a process of its own under one
memory limit.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import duckdb

from etl.pipeline import load
from etl.sql import literal
from etl.warehouse import status
from etl.warehouse.build import create_tables

DATA = Path(__file__).resolve().parents[2] / "data"
MEMORY = "1200MB"
THREADS = 2
SCHOOLS_PER_ROW = 160  # 20 years of 8 groups
MEASURES = (
    ("absence_overall_rate", "try_cast(sess_overall_percent AS DOUBLE)", "sess_overall", "sess_possible"),
    (
        "absence_persistent_pct",
        "try_cast(enrolments_pa_10_exact_percent AS DOUBLE)",
        "enrolments_pa_10_exact",
        "enrolments",
    ),
    (
        "absence_unauthorised_rate",
        "try_cast(sess_unauthorised_percent AS DOUBLE)",
        "sess_unauthorised",
        "sess_possible",
    ),
    ("attendance_rate", "100 - try_cast(sess_overall_percent AS DOUBLE)", "sess_overall", "sess_possible"),
)


def generate(path: Path, rows: int) -> None:
    """A sound file of about 190 bytes a row: percentages follow from their counts, groups add up to all pupils, one
    cell in fifty is suppressed. The same for the same number of rows."""
    duckdb.sql(f"""
        COPY (
            SELECT 2005 + y || lpad(CAST((6 + y) % 100 AS VARCHAR), 2, '0') AS time_period,
                'Academic year' AS time_identifier, 'School' AS geographic_level,
                'E92000001' AS country_code, 'England' AS country_name, 'E08000035' AS new_la_code, 'Leeds' AS la_name,
                100000 + s AS school_urn, 'School ' || s AS school_name, 'Total' AS education_phase,
                ['Total', 'FSM status', 'FSM status', 'SEN', 'SEN', 'SEN', 'Sex', 'Sex'][g + 1] AS breakdown_topic,
                ['Total', 'FSM eligible', 'FSM all other', 'SEN support', 'EHC plan', 'No identified SEN', 'Female',
                 'Male'][g + 1] AS breakdown,
                enrolments, enrolments * 190 AS sess_possible,
                CASE WHEN h % 50 = 0 THEN 'c' ELSE CAST(enrolments * missed AS VARCHAR) END AS sess_overall,
                CASE WHEN h % 50 = 0 THEN 'c' ELSE CAST(enrolments * (missed - 5) AS VARCHAR) END AS sess_unauthorised,
                CASE WHEN h % 50 = 0 THEN 'c' ELSE CAST(round(missed / 1.9, 2) AS VARCHAR) END AS sess_overall_percent,
                CASE WHEN h % 50 = 0 THEN 'c' ELSE CAST(round((missed - 5) / 1.9, 2) AS VARCHAR) END
                    AS sess_unauthorised_percent,
                enrolments // 5 AS enrolments_pa_10_exact,
                CAST(round(100.0 * (enrolments // 5) / enrolments, 2) AS VARCHAR) AS enrolments_pa_10_exact_percent
            FROM (
                SELECT n // {SCHOOLS_PER_ROW} AS s, (n // 8) % 20 AS y, n % 8 AS g, hash(n) % 1000 AS h,
                    8 + hash(n // 8) % 17 AS missed,
                    (1 + hash(n // 8) % 3) * [600, 120, 480, 75, 20, 505, 300, 300][n % 8 + 1] AS enrolments
                FROM range({rows}) t(n)
            )
        ) TO {literal(str(path))} (HEADER)
    """)  # fmt: skip


def bare(path: Path, work: Path, *, staged: bool) -> int:
    """Read as text, cast, unpivot, sort, write the table of observations; returns the rows written."""
    config = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": str(work / "spill")}
    with duckdb.connect(str(work / f"bare{staged}.duckdb"), config=config) as connection:
        connection.execute("SET enable_progress_bar = false")
        create_tables(connection, f"bare{staged}")
        source = f"read_csv({literal(str(path))}, all_varchar=true, header=true, delim=',')"
        if staged:
            connection.execute(f"CREATE TEMP TABLE staged AS SELECT * FROM {source}")
            source = "staged"
        for indicator, value, numerator, denominator in MEASURES:
            connection.execute(f"""
                INSERT INTO observation
                SELECT '{indicator}', 'urn/' || school_urn AS place, time_period, 'academic_year', DATE '2024-08-31',
                    lower(education_phase), lower(breakdown) AS grp, 'state_funded', {value},
                    try_cast({numerator} AS DOUBLE), try_cast({denominator} AS DOUBLE), NULL, NULL, 'ok', 'counts',
                    'final', 1, 0
                FROM {source} ORDER BY place, time_period, grp
            """)  # fmt: skip
        connection.execute("CHECKPOINT")
        return int(connection.sql("SELECT count(*) FROM observation").fetchall()[0][0])


def ours(path: Path, work: Path) -> int:
    """The whole of ``load``: from the received file to the published snapshot; returns its observations."""
    load([path], warehouse=work / "warehouse", data=DATA, memory_limit=MEMORY, threads=THREADS)
    return status(work / "warehouse").observations


def measured(task: Callable[[], int]) -> dict[str, float]:
    """Seconds by the clock and of the processors, peak memory in MB and the rows of a task, run in a fresh process."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        started = perf_counter()
        rows = task()
        seconds = perf_counter() - started
        usage = resource.getrusage(resource.RUSAGE_SELF)
        sender.send((seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, rows))

    process = context.Process(target=run)
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError("the measured process failed")
    seconds, cpu, peak, rows = receiver.recv()
    return {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1), "peak_mb": round(peak), "rows": rows}


def run(rows: int) -> dict[str, dict[str, float] | float]:
    """Everything measured, with ``ratio``: the faster bare time over ours (1 is as fast as bare DuckDB)."""
    work = Path(tempfile.mkdtemp(prefix="outcomes-bench-"))
    try:
        path = work / "absence.csv"
        generate(path, rows)
        result: dict[str, dict[str, float] | float] = {
            "bare, text staged once": measured(lambda: bare(path, work, staged=True)),
            "bare, file read four times": measured(lambda: bare(path, work, staged=False)),
            "outcomes load": measured(lambda: ours(path, work)),
        }
        times = [value["seconds"] for value in result.values() if isinstance(value, dict)]
        return {**result, "megabytes": round(path.stat().st_size / 1e6), "ratio": round(min(times[:2]) / times[2], 2)}
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main() -> None:
    """Print the table, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = run(arguments.rows)
    if arguments.json:
        print(json.dumps(result))
        return
    print(f"{arguments.rows:,} rows, {result['megabytes']:,} MB, memory limit {MEMORY}, {THREADS} threads")
    print(f"{'':28}{'seconds':>10}{'CPU':>10}{'peak MB':>10}{'rows out':>14}")
    for name, value in result.items():
        if isinstance(value, dict):
            print(
                f"{name:28}{value['seconds']:>10.1f}{value['cpu_seconds']:>10.1f}{value['peak_mb']:>10,.0f}{value['rows']:>14,.0f}"
            )
    print(f"speed against the faster bare run: {result['ratio']:.2f} (aim 0.6), peak aim under 2,000 MB")


if __name__ == "__main__":
    main()
