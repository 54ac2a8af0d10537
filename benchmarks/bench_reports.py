"""The monthly reports of all communes through their room, on SQLite: begun, written, sent and made papers, one commune after another.

`BENCH_COMMUNES` makes the batch smaller. Every commune has a secretary of its own and two years of day counts, five kinds of
matters on every third day. A sent report asks its figures for three windows and eight more for the picture; its PDF is drawn once.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import harness

if TYPE_CHECKING:
    from binhyen.people.models import User
    from binhyen.periodic.models import Report
    from binhyen.places.models import Unit

ALL, BATCH = 3321, 15 * 60
COMMUNES = int(os.environ.get("BENCH_COMMUNES", str(ALL)))
#: The window from 15 February to 14 March is over.
DAY = date(2026, 3, 10)
KINDS = ("THF", "NOI", "TRF", "ENV", "DSP")
WORDS = "Tình hình an ninh, trật tự ổn định; vụ việc được giải quyết ngay tại cơ sở, không để phức tạp. "


def run() -> list[harness.Row]:
    """Measure in a process of its own."""
    return harness.apart("benchmarks.bench_reports", "SQLite")


def measured() -> list[harness.Row]:
    """Fill an empty house and let every commune report."""
    from binhyen.core.clock import VIETNAM
    from binhyen.documents import pdf
    from binhyen.periodic import actions, issuing, numbers, queries, writing
    from binhyen.periodic.models import Report
    from binhyen.periodic.rules import Kind

    at = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
    writers = _communes()

    def begin(unit: "Unit", by: "User") -> None:
        actions.begin(unit=unit, kind=Kind.MONTH, day=DAY, by=by, at=at)

    def send(unit: "Unit", by: "User") -> None:
        report = _of(unit)
        actions.write(report=report, words={"I": WORDS * 5, "III.1": WORDS * 3}, by=by, at=at)
        actions.send(report=report, by=by, at=at)

    def draw(unit: "Unit", by: "User") -> None:
        report = _of(unit)
        counted = numbers.of_report(report, queries.rule_for(unit, Kind.MONTH), at=at)
        signing = issuing.usual(unit, at.date())
        pdf.render(*writing.paper_of(report, counted, on=at.date(), signing=signing))

    def _of(unit: "Unit") -> "Report":
        return Report.objects.select_related("unit", "to_unit").get(unit=unit)

    rows, whole = [], 0.0
    for what, work in (("begun", begin), ("written and sent", send), ("drawn as PDF", draw)):
        taken, busy = _each(writers, work)
        whole += taken
        rows.append((f"monthly reports {what}", f"{COMMUNES / taken:.1f} a second ({harness.milliseconds(busy / COMMUNES)} of processor each)", ""))  # fmt: skip
    said = f"{whole / 60:.1f} min" if COMMUNES >= ALL else f"{whole / COMMUNES * ALL / 60:.1f} min at this rate"  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *rows,
        (f"{COMMUNES:,} of {ALL:,} reports, all three, one process", said, f"< {BATCH // 60} min"),
        ("peak memory of the process", f"{peak:.0f} MB", ""),
    ]


def _each(
    writers: list[tuple["Unit", "User"]], work: Callable[["Unit", "User"], None]
) -> tuple[float, float]:
    """Do `work` for each commune; return the seconds by the clock and of the processor."""
    begun, busy = time.perf_counter(), time.process_time()
    for unit, by in writers:
        work(unit, by)
    return time.perf_counter() - begun, time.process_time() - busy


def _communes() -> list[tuple["Unit", "User"]]:
    """Make a province with its communes, each with a secretary and its day counts."""
    from binhyen.figures.models import DayCount
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    province = factories.unit("Đo", level=Level.PROVINCE, since=date(2020, 1, 1))
    make = partial(factories.unit, parent=province, since=date(2020, 1, 1))
    made = []
    for number in range(COMMUNES):
        unit = make(f"Số {number}")
        made.append((unit, factories.officer(f"Thư ký {number}", Role.SECRETARY, unit)))
        days = (DAY - timedelta(days=3 * step) for step in range(240))
        DayCount.objects.bulk_create(
            [
                DayCount(event="matters.opened", unit=unit, day=day, category=KINDS[(number + day.day) % 5], n=1, late=1)
                for day in days
            ]
        )  # fmt: skip
    return made


if __name__ == "__main__":
    print(json.dumps(harness.in_a_house(sys.argv[1], measured)))
