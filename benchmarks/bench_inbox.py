"""The officers' list and the page of a matter, in a unit that keeps 100,000 matters, 30,000 of them open."""

import json
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

MATTERS = 100_000
OPEN_SHARE = 0.3
AREAS = 40
BATCH = 5_000
ROUNDS = 60
LIST_TARGET = "< 60 ms"
PAGE_TARGET = "< 40 ms"

#: What is asked for: rare and common, alone and together, and what fits nothing, where a list must look everywhere.
FILTERS = {
    "all open": {},
    "overdue": {"muc": "qua-han"},
    "due today": {"muc": "hom-nay"},
    "new": {"muc": "moi"},
    "in hand": {"muc": "dang-xu-ly"},
    "done": {"muc": "da-xong"},
    "done, rare group": {"muc": "da-xong", "nhom": "handover"},
    "done, area and group": {"muc": "da-xong", "ap": "3", "nhom": "traffic"},
    "done, common word": {"muc": "da-xong", "tim": "tieng on"},
    "done, rare word": {"muc": "da-xong", "tim": "so 77777"},
    "done, word that fits nothing": {"muc": "da-xong", "tim": "khong co chu nay"},
    "done, state": {"muc": "da-xong", "trang_thai": "UNFOUNDED"},
    "done, one old month": {"muc": "da-xong", "tu": "2025-07-01", "den": "2025-07-31"},
    "done, everything at once": {
        "muc": "da-xong", "tim": "so 9", "nhom": "order", "ap": "7", "trang_thai": "CLOSED", "tu": "2025-09-01",
    },
    "open, word that fits nothing": {"tim": "khong co chu nay"},
    "open, area, group and word": {"ap": "5", "nhom": "environment", "tim": "so 12"},
    "a reference": {"tim": "VV-0000-9999"},
}  # fmt: skip


def run() -> list[harness.Row]:
    """Measure on SQLite and on PostgreSQL, each in a process of its own."""
    return [row for engine in ("SQLite", "PostgreSQL") for row in _in_a_process(engine)]


def _in_a_process(engine: str) -> list[harness.Row]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_inbox", engine],
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
    harness.binhyen(["collectstatic", "--noinput", "--verbosity", "0"], env)
    harness.enter(env)
    from django.db import connection

    try:
        return _rows(engine)
    finally:
        connection.close()


def _rows(engine: str) -> list[harness.Row]:
    from django.test import Client

    references = _fill()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_officer())
    rows = [
        (
            f"{engine}, list: {name}, p95",
            _p95(client, "/ban-lam-viec/vu-viec/", asked),
            LIST_TARGET,
        )
        for name, asked in FILTERS.items()
    ]
    deep = _deep_page(client)
    rows.append((f"{engine}, list: 200th page of done, p95", _p95(client, deep, {}), LIST_TARGET))
    home = _p95(client, "/ban-lam-viec/", {})
    rows.append((f"{engine}, first page, p95", home, LIST_TARGET))
    drawn = iter(random.Random(2).sample(references, ROUNDS + 10))
    taken = harness.timings(
        lambda: _get(client, f"/ban-lam-viec/vu-viec/{next(drawn)}/", {}), rounds=ROUNDS
    )
    page = harness.milliseconds(harness.percentile(taken, 0.95))
    rows.append((f"{engine}, page of a matter, p95", page, PAGE_TARGET))
    return rows


def _p95(client: Any, address: str, asked: dict[str, str]) -> str:
    taken = harness.timings(lambda: _get(client, address, asked), rounds=ROUNDS, warm_up=3)
    return harness.milliseconds(harness.percentile(taken, 0.95))


def _get(client: Any, address: str, asked: dict[str, str]) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def _deep_page(client: Any) -> str:
    """Return the address of the 200th page, by the cursor of the row before it."""
    from binhyen.matters import inbox
    from binhyen.matters.models import Matter

    done = Matter.objects.filter(shelf="DONE").order_by("-opened_at", "-pk")
    last = done[200 * inbox.PAGE]
    return f"/ban-lam-viec/vu-viec/?muc=da-xong&sau={inbox._cursor(last.opened_at, last.pk)}"


def _officer() -> Any:
    from binhyen.people.models import User

    return User.objects.get()


def _fill() -> list[str]:
    """Make the unit, its areas, its officer and its matters; return some references of open ones."""
    from django.db import connection, transaction

    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    with transaction.atomic():
        province = factories.unit("Tây Ninh", level=Level.PROVINCE, code="80")
        commune = factories.unit("Mỹ Thạnh", code="28051", parent=province, lat=10.63, lon=106.37)
        level = Level.RESIDENTIAL_AREA
        areas = [
            factories.unit(f"Ấp {n}", level=level, edition="local", parent=commune)
            for n in range(AREAS)
        ]
        officer = factories.officer("Nguyễn Văn Đo", Role.DUTY_OFFICER, commune)
    draw = random.Random(1)
    references: list[str] = []
    for start in range(0, MATTERS, BATCH):
        with transaction.atomic():
            matters = [
                _matter(n, commune, areas, officer, draw) for n in range(start, start + BATCH)
            ]
            _save(matters, officer)
        references += [matter.reference for matter in matters if matter.is_open]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return references


def _matter(n: int, commune: Any, areas: list[Any], officer: Any, draw: random.Random) -> "Matter":
    from binhyen.core import clock
    from binhyen.matters import clocks
    from binhyen.matters.models import Matter, search_key_of
    from binhyen.reports.catalogues import taxonomy

    offered = [category for group in taxonomy().offered().values() for category in group]
    weights = [8 if category.group in {"environment", "dispute"} else 1 for category in offered]
    category = clocks.category(draw.choices(offered, weights)[0].code)
    opened = clock.now() - timedelta(minutes=draw.randint(60, 500 * 24 * 60))
    is_open = draw.random() < OPEN_SHARE
    area = draw.choice(areas)
    ending = "" if is_open else draw.choice(["RESOLVED", "REFERRED", "UNFOUNDED"])
    state = draw.choice(["RECEIVED", "VERIFYING", "IN_PROGRESS"]) if is_open else "CLOSED"
    if ending == "UNFOUNDED" and draw.random() < 0.05:
        state = "UNFOUNDED"
    title = f"{category.vi}, {area.full_name}, số {n}"
    ended = None if is_open else opened + timedelta(hours=30)
    return Matter(
        reference=f"VV-{n // 10000:04d}-{n % 10000:04d}",
        unit=commune, keeper=commune, area=area, category=category.code, severity="ORDINARY",
        sensitivity=category.sensitivity, state=state, shelf="OPEN" if is_open else "DONE", title=title,
        search_key=search_key_of(title, category.sensitivity), lat=10.63, lon=106.37, channel="WEB",
        opened_at=opened, due_at=opened + timedelta(days=draw.choice([1, 7, 200, 700])), due_clock="CLK-SERVICE",
        handler=None if state == "RECEIVED" else officer, ending=ending, version=2,
        outcome="PLEDGED" if ending == "RESOLVED" else "", resolved_at=ended,
        closed_at=ended if state == "CLOSED" else None, referred_to="Công an tỉnh" if ending == "REFERRED" else "",
    )  # fmt: skip


def _save(matters: "list[Matter]", officer: Any) -> None:
    from binhyen.core import clock
    from binhyen.matters.models import Matter, MatterReport, Move
    from binhyen.reports.models import Report

    Matter.objects.bulk_create(matters, batch_size=500)
    reports = [_report(matter) for matter in matters]
    Report.objects.bulk_create(reports, batch_size=500)
    pairs = zip(matters, reports, strict=True)
    MatterReport.objects.bulk_create(
        (
            MatterReport(matter=matter, report=report, attached_at=matter.opened_at)
            for matter, report in pairs
        ),
        batch_size=500,
    )
    Move.objects.bulk_create(
        (
            Move(
                matter=matter, act=act, from_state="", to_state=matter.state, at=matter.opened_at,
                day=clock.local_day(matter.opened_at), category=matter.category, by=officer,
            )
            for matter in matters
            for act in ("OPEN", "TAKE_IN_HAND")
        ),
        batch_size=500,
    )  # fmt: skip


def _report(matter: "Matter") -> Any:
    from binhyen.reports.models import Report

    return Report(
        reference=matter.reference.replace("VV", "BY"), key=UUID(int=matter.pk), channel="WEB",
        category=matter.category, words="Chuyện bịa để đo tốc độ. " * 10, unit=matter.unit, area=matter.area,
        disclosure="ANONYMOUS", received_at=matter.opened_at, code_hash="-", language="vi",
        lat=matter.lat, lon=matter.lon,
    )  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
