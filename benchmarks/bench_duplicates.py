"""What may be the same, offered to an officer and shown to a resident, in a province that keeps many matters.

BENCH_MATTERS says how many (default 50,000; promised for 1,000,000 on PostgreSQL and 200,000 on SQLite). One commune in
twenty is a town with half of them all, so that the busiest desk is measured.
"""

import json
import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import harness

if TYPE_CHECKING:
    from binhyen.matters.models import Matter

MATTERS = int(os.environ.get("BENCH_MATTERS", "50000"))
COMMUNES = 20
AREAS = 20
DAYS = 500
OPEN_SHARE = 0.3
BATCH = 5_000
ROUNDS = 100
TARGETS = {"SQLite": "< 160 ms", "PostgreSQL": "< 80 ms"}
SAID = (
    "loa kéo hát karaoke tới khuya ồn ào", "rác đổ bên kênh bốc mùi hôi", "chó thả rông cắn gà nhà bên",
    "cây ngã chắn đường đi học", "ổ gà lớn trước cổng chợ", "dây điện đứt rơi xuống ruộng", "thanh niên tụ tập đua xe",
    "nắp cống mất trước trường", "đốt rơm khói mù mịt cả xóm", "ghe đậu lấn dòng chảy",
)  # fmt: skip


def run() -> list[harness.Row]:
    """Measure on SQLite and on PostgreSQL, each in a process of its own."""
    return [row for engine in TARGETS for row in _in_a_process(engine)]


def _in_a_process(engine: str) -> list[harness.Row]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_duplicates", engine],
        cwd=Path(__file__).resolve().parent.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [(row[0], row[1], row[2]) for row in json.loads(done.stdout.splitlines()[-1])]


def _measure(engine: str) -> list[harness.Row]:
    with harness.home() as folder:
        if engine == "SQLite":
            return _in_house(harness.environment(folder), engine)
        with harness.postgresql() as address:
            return _in_house(harness.environment(folder, {"DATABASE_URL": address}), engine)


def _in_house(env: dict[str, str], engine: str) -> list[harness.Row]:
    harness.binhyen(["migrate", "--verbosity", "0"], env)
    harness.enter(env)
    from django.db import connection

    try:
        return _rows(engine)
    finally:
        connection.close()


def _rows(engine: str) -> list[harness.Row]:
    from binhyen.core import clock
    from binhyen.matters import duplicates
    from binhyen.matters.models import Matter

    town, officer = _fill()
    at = clock.now()
    since = at - timedelta(days=duplicates.WINDOW.days)
    lately = Matter.objects.filter(keeper=town, shelf="OPEN", opened_at__gte=since)
    drawn = list(lately.select_related("keeper", "area").order_by("?")[: ROUNDS + 10])
    several = random.Random(3).choices(drawn, k=3 * ROUNDS + 100)
    turn = iter(several)

    def offered() -> None:
        officer.__dict__.pop("_posts_by_day", None)
        duplicates.of(next(turn), officer, clock.local_day(at))

    def typed() -> None:
        one = next(turn)
        duplicates.like(
            unit=town, words=random.choice(SAID), category="", area=None, lat=one.lat, lon=one.lon,
            at=at, user=officer,
        )  # fmt: skip

    def nothing_but_words() -> None:
        duplicates.like(
            unit=town, words=random.choice(SAID), category="", area=None, lat=None, lon=None,
            at=at, user=officer,
        )  # fmt: skip

    def shown() -> None:
        one = next(turn)
        duplicates.near_point(
            unit=town, category=None, lat=one.lat, lon=one.lon, area=one.area, at=at
        )

    asked = {
        "offered on a matter's page": offered,
        "while typing, with a point": typed,
        "while typing, words alone": nothing_but_words,
        "shown to a resident": shown,
    }
    rows = []
    for name, work in asked.items():
        taken = harness.timings(work, rounds=ROUNDS)
        for percent in (50, 95):
            value = harness.milliseconds(harness.percentile(taken, percent / 100))
            rows.append(
                (f"{engine}, {MATTERS:,} matters: {name}, p{percent}", value, TARGETS[engine])
            )
    return rows


def _fill() -> tuple[Any, Any]:
    """Make the communes and their matters; return the town and its officer."""
    from django.db import connection, transaction

    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    draw = random.Random(1)
    with transaction.atomic():
        province = factories.unit("Tây Ninh", level=Level.PROVINCE, code="80")
        communes = [
            factories.unit(f"Số {n}", parent=province, lat=10.6 + n / 20, lon=106.3)
            for n in range(COMMUNES)
        ]
        level = Level.RESIDENTIAL_AREA
        areas = {
            commune.pk: [
                factories.unit(f"{n}", level=level, edition="local", parent=commune)
                for n in range(AREAS)
            ]
            for commune in communes
        }
        officer = factories.officer("Nguyễn Văn Đo", Role.DUTY_OFFICER, communes[0])
    weights = [COMMUNES - 1, *[1] * (COMMUNES - 1)]
    for start in range(0, MATTERS, BATCH):
        with transaction.atomic():
            _save([
                _matter(n, where, draw.choice(areas[where.pk]), draw)
                for n, where in enumerate(draw.choices(communes, weights, k=BATCH), start)
            ], draw)  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return communes[0], officer


def _matter(n: int, commune: Any, area: Any, draw: random.Random) -> "Matter":
    from binhyen.core import clock
    from binhyen.matters.models import Matter
    from binhyen.reports.catalogues import taxonomy

    offered = [category for inside in taxonomy().offered().values() for category in inside]
    category = draw.choice(offered)
    opened = clock.now() - timedelta(minutes=draw.randint(60, DAYS * 24 * 60))
    is_open = draw.random() < OPEN_SHARE
    ended = None if is_open else opened + timedelta(hours=30)
    has_point = draw.random() < 0.7
    return Matter(
        reference=f"VV{n:010d}", unit=commune, keeper=commune, area=area, category=category.code,
        severity="ORDINARY", sensitivity=category.sensitivity, state="RECEIVED" if is_open else "CLOSED",
        shelf="OPEN" if is_open else "DONE", title=f"{category.vi}, số {n}", channel="WEB", opened_at=opened,
        lat=commune.lat + draw.uniform(-0.03, 0.03) if has_point else None,
        lon=commune.lon + draw.uniform(-0.03, 0.03) if has_point else None,
        due_at=opened + timedelta(days=7), due_clock="CLK-SERVICE", ending="" if is_open else "UNFOUNDED",
        resolved_at=ended, closed_at=ended,
    )  # fmt: skip


def _save(matters: "list[Matter]", draw: random.Random) -> None:
    from binhyen.matters.models import Matter, MatterReport
    from binhyen.reports.models import Report

    Matter.objects.bulk_create(matters, batch_size=500)
    reports = [
        Report(
            reference=matter.reference.replace("VV", "BY"), key=UUID(int=matter.pk), channel="WEB",
            category=matter.category, words=", ".join(draw.sample(SAID, 4)) + " (bịa để đo)", unit=matter.unit,
            area=matter.area, disclosure="ANONYMOUS", received_at=matter.opened_at, code_hash="-", language="vi",
            lat=matter.lat, lon=matter.lon,
        )
        for matter in matters
    ]  # fmt: skip
    Report.objects.bulk_create(reports, batch_size=500)
    MatterReport.objects.bulk_create(
        (
            MatterReport(matter=matter, report=report, attached_at=matter.opened_at)
            for matter, report in zip(matters, reports, strict=True)
        ),
        batch_size=500,
    )


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
