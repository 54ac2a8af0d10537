"""`./run bench [--small] [name]`: run the measurements and print one table, with the facts of the machine above it.

`--small` is for those who work on the speed: a fiftieth of the matters, few rounds, and no promise is proven by it.
"""

import importlib
import json
import os
import platform
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import Row

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent
ROWS = "--rows"
SMALL = "--small"
SMALL_SIZE = {
    "BENCH_MATTERS": "20000", "BENCH_COMMUNES": "200", "BENCH_ROUNDS": "8", "BENCH_SECONDS": "4",
    "BENCH_SCAN": "small", "BENCH_COMMENTS": "2000", "BENCH_FLOOD": "200",
}  # fmt: skip


def names() -> list[str]:
    """Return the measurements there are."""
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def machine() -> list[str]:
    """Return what the numbers depend on."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return [
        f"{len(os.sched_getaffinity(0))} cores, {processor()}, {pages * size / 2**30:.0f} GB",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}, PostgreSQL {postgresql_version()}",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[1]:.1f} over the last five minutes",
    ]


def processor() -> str:
    """Return the name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    found = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return found[0] if found else platform.machine()


def postgresql_version() -> str:
    """Return the version that the measurements use: that of DATABASE_URL, else of the test packages."""
    import psycopg

    from benchmarks import harness

    with harness.postgresql() as address, psycopg.connect(address) as connection:
        return str(connection.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]


def measure(name: str) -> list[tuple[str, ...]]:
    """Run one measurement in a process of its own and return its rows; one that fails says so in the table."""
    begun = time.monotonic()
    print(f"{name} … ", end="", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", ROWS, name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(f"{time.monotonic() - begun:.0f} s", flush=True)
    if done.returncode:
        return [(name, "did not run to its end", "FAILED", "")]
    return [(name, *row) for row in json.loads(done.stdout.splitlines()[-1])]


def print_rows(name: str) -> int:
    """Be that process."""
    rows: list[Row] = importlib.import_module(f"benchmarks.bench_{name}").run()
    print(json.dumps(rows))
    return 0


def table(rows: list[tuple[str, ...]]) -> str:
    """Return the rows as a table that reads well as text and as Markdown."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def main(asked: list[str]) -> int:
    """Measure what was asked for, or everything; return the exit code."""
    if asked[:1] == [ROWS]:
        return print_rows(asked[1])
    if SMALL in asked:
        asked = [name for name in asked if name != SMALL]
        os.environ.update(SMALL_SIZE)
    unknown = [name for name in asked if name not in names()]
    if unknown:
        print(f"There is no measurement {', '.join(unknown)}. There are: {', '.join(names())}")
        return 2
    rows: list[tuple[str, ...]] = [("bench", "what", "measured", "promised")]
    for name in asked or names():
        rows.extend(measure(name))
    report = "\n".join(f"- {fact}" for fact in machine()) + "\n\n" + table(rows) + "\n"
    print(f"\n{report}")
    target = ROOT / "var" / "bench.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(report, encoding="utf-8")
    return int(any(row[2] == "FAILED" for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
