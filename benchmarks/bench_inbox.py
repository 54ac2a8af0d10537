"""The officers' list at full size: 1,000,000 matters and 2,000,000 events on PostgreSQL, 200,000 matters on SQLite.

The list of a commune is that of the largest one, the list of a province that of what it took over itself.
`BENCH_MATTERS`, `BENCH_ROUNDS` and `BENCH_ENGINES` make it smaller while one works on it.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from itertools import cycle
from typing import TYPE_CHECKING, Any

from benchmarks import harness, town

if TYPE_CHECKING:
    from benchmarks.town import Town

MATTERS = {"PostgreSQL": 1_000_000, "SQLite": 200_000}
#: What is promised on PostgreSQL, in milliseconds; on SQLite twice as much is allowed.
COMMUNE, PROVINCE, SEARCH, PAGE, MAP, ALIKE = 80, 250, 200, 50, 200, 80
EXPORT_SECONDS, EXPORT_MEGABYTES = 20, 300
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
LIST = "/ban-lam-viec/vu-viec/"

#: What is asked for: rare and common, alone and together, and what fits nothing, where a list must look everywhere.
FILTERS: dict[str, dict[str, str]] = {
    "all open": {},
    "overdue": {"muc": "qua-han"},
    "due today": {"muc": "hom-nay"},
    "new": {"muc": "moi"},
    "waiting for me": {"muc": "cua-toi"},
    "new messages": {"muc": "tin-nhan"},
    "in hand": {"muc": "dang-xu-ly"},
    "waiting for the reporter": {"muc": "cho-nguoi-bao"},
    "done": {"muc": "da-xong"},
    "done, rare group": {"muc": "da-xong", "nhom": "handover"},
    "done, state": {"muc": "da-xong", "trang_thai": "UNFOUNDED"},
    "done, one old month": {"muc": "da-xong", "tu": "2025-07-01", "den": "2025-07-31"},
    "due this week": {"han": "tuan-nay"},
    "nobody's, by telephone": {"nguoi": "chua-ai", "nguon": "PHONE"},
    "restricted": {"kin": "S3"},
    "part of the map": {"muc": "da-xong", "khung": "106.29,10.59,106.31,10.61"},
    "fits nothing": {"muc": "da-xong", "loai": "THF", "nguon": "DESK", "trang_thai": "UNFOUNDED", "tu": "2026-11-24"},
    "a reference": {"tim": "VV-0000-9999"},
}  # fmt: skip
#: Words for the search: in most texts, in some, in one, in none; whole and begun; two common ones; with and without marks.
WORDS = {
    "common word": "tieng on", "with marks": "tiếng ồn nơi ở", "prefix": "tie", "rare": "so 77777",
    "fits nothing": "khong co chu nay", "syllables": "thung qua",
}  # fmt: skip


def run() -> list[harness.Row]:
    """Measure on each database in a process of its own."""
    asked = os.environ.get("BENCH_ENGINES", ",".join(MATTERS)).split(",")
    if unknown := set(asked) - set(MATTERS):
        sys.exit(f"BENCH_ENGINES: {', '.join(unknown)} is none of {', '.join(MATTERS)}")
    return [row for engine in asked for row in harness.apart("benchmarks.bench_inbox", engine)]


def measured(engine: str) -> list[harness.Row]:
    """Fill an empty house and ask it everything."""
    matters = int(os.environ.get("BENCH_MATTERS", MATTERS[engine]))
    begun = time.monotonic()
    built = town.build(matters)
    loaded = f"{time.monotonic() - begun:.0f} s"
    return [(f"{engine}, {matters:,} matters loaded", loaded, ""), *_rows(engine, built)]


def _rows(engine: str, built: "Town") -> list[harness.Row]:
    slower = 2 if engine == "SQLite" else 1
    rows: list[harness.Row] = []
    for where, officer, unit, most in (
        ("commune", built.officer, built.commune, COMMUNE),
        ("province", built.province_officer, built.province, PROVINCE),
    ):
        client = _client(officer)
        rows += _lists(f"{engine}, {where}", client, unit, most * slower)
        rows += _searches(f"{engine}, {where}", client, SEARCH * slower)
        rows += _maps(f"{engine}, {where}", client, MAP * slower)
    rows.append(_pages(engine, _client(built.officer), built.references, PAGE * slower))
    rows += _alike(engine, built, ALIKE * slower)
    rows += [
        _export(engine, _client(built.province_officer), form, slower) for form in ("csv", "xlsx")
    ]
    return rows


def _client(officer: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    return client


def _lists(name: str, client: Any, unit: Any, most: int) -> list[harness.Row]:
    rows = [_p95(f"{name}, {what}", client, LIST, asked, most) for what, asked in FILTERS.items()]
    rows.append(_p95(f"{name}, 100th page of done", client, _deep_page(unit), {}, most))
    rows.append(_p95(f"{name}, counts alone", client, f"{LIST}so-dem/", {}, most))
    rows.append(_p95(f"{name}, first page of the desk", client, "/ban-lam-viec/", {}, most))
    return rows


def _searches(name: str, client: Any, most: int) -> list[harness.Row]:
    return [
        _p95(f"{name}, search, {what}, {shelf}", client, LIST, {"tim": words, "muc": section}, most)
        for what, words in WORDS.items()
        for shelf, section in (("open", "dang-mo"), ("done", "da-xong"))
    ]


def _maps(name: str, client: Any, most: int) -> list[harness.Row]:
    return [
        _p95(f"{name}, map, {what}", client, f"{LIST}ban-do/", asked, most)
        for what, asked in {
            "open, from afar": {"phong": "9"},
            "done, from afar": {"phong": "9", "muc": "da-xong"},
            "done, near": {"phong": "15", "muc": "da-xong", "khung": "106.2,10.5,106.4,10.7"},
        }.items()
    ]


def _pages(engine: str, client: Any, references: Any, most: int) -> harness.Row:
    drawn = iter(random.Random(2).sample(list(references), min(len(references), ROUNDS + 10)))
    rounds = min(len(references) - 10, ROUNDS)
    for _ in range(10):
        _get(client, f"{LIST}{next(drawn)}/", {})
    value = _timed(lambda: _get(client, f"{LIST}{next(drawn)}/", {}), rounds)
    return f"{engine}, page of a matter, p95", value, f"< {most} ms"


def _alike(engine: str, built: "Town", most: int) -> list[harness.Row]:
    """Ask what may be the same: on a matter's page, while an officer types with and without a point, as a resident."""
    from binhyen.core import clock
    from binhyen.matters import duplicates
    from binhyen.matters.models import Matter

    at, unit, officer = clock.now(), built.commune, built.officer
    lately = Matter.objects.filter(reference__in=built.references).select_related("keeper", "area")
    turn = cycle(lately)

    def typed(*, has_point: bool) -> None:
        one = next(turn)
        place = {"lat": one.lat, "lon": one.lon} if has_point else {"lat": None, "lon": None}
        duplicates.like(
            unit=unit, words=one.title, category="", area=None, at=at, user=officer, **place
        )

    def shown() -> None:
        one = next(turn)
        duplicates.near_point(
            unit=unit, category=None, lat=one.lat, lon=one.lon, area=one.area, at=at
        )

    asked: dict[str, Callable[[], object]] = {
        "offered on a matter's page": lambda: duplicates.of(
            next(turn), officer, clock.local_day(at)
        ),
        "while typing, with a point": lambda: typed(has_point=True),
        "while typing, words alone": lambda: typed(has_point=False),
        "shown to a resident": shown,
    }
    return [
        (
            f"{engine}, the same trouble, {name}, p95",
            harness.milliseconds(harness.percentile(harness.timings(work, rounds=ROUNDS), 0.95)),
            f"< {most} ms",
        )
        for name, work in asked.items()
    ]


def _export(engine: str, client: Any, form: str, slower: int) -> harness.Row:
    """Take everything of the province that is done; the memory is the peak of this process above where it stood."""
    begun, before = time.monotonic(), _peak()
    answer = client.get(f"{LIST}xuat/", {"muc": "da-xong", "dang": form})
    size = sum(len(part) for part in answer)
    taken, more = time.monotonic() - begun, _peak() - before
    from binhyen.audit.models import Entry

    entry = Entry.objects.filter(event="matters.exported").latest("pk")
    n = entry.detail["matters"]
    return (
        f"{engine}, export {n:,} rows as {form} ({size / 1e6:.1f} MB)",
        f"{taken:.1f} s, peak {_peak():.0f} MB, +{more:.0f} MB",
        f"< {EXPORT_SECONDS * slower} s, < {EXPORT_MEGABYTES} MB for 100,000",
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _p95(name: str, client: Any, address: str, asked: dict[str, str], most: int) -> harness.Row:
    for _ in range(3):
        _get(client, address, asked)
    value = _timed(lambda: _get(client, address, asked), ROUNDS)
    row = (f"{name}, p95", value, f"< {most} ms")
    print(*row, sep=" | ", file=sys.stderr, flush=True)
    return row


def _timed(work: Callable[[], object], rounds: int) -> str:
    """Return the 95th percentile; the processor time says what it costs when nobody else wants the machine."""
    worked = time.process_time()
    taken = harness.timings(work, rounds=rounds, warm_up=0)
    worked = (time.process_time() - worked) / rounds
    value = harness.milliseconds(harness.percentile(taken, 0.95))
    return f"{value} ({worked * 1000:.0f} ms of processor)"


def _get(client: Any, address: str, asked: dict[str, str]) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


def _deep_page(unit: Any) -> str:
    """Return the address of the 100th page, by the cursor of the row before it."""
    from binhyen.matters import inbox
    from binhyen.matters.models import Matter

    done = Matter.objects.filter(keeper=unit, shelf="DONE").order_by("-opened_at", "-pk")
    last = done[min(100 * inbox.PAGE, done.count() - 2)]
    cursor = inbox.Place(0, last.opened_at, last.pk).cursor()
    return f"{LIST}?muc=da-xong&sau={cursor}"


if __name__ == "__main__":
    print(json.dumps(harness.in_a_house(sys.argv[1], lambda: measured(sys.argv[1]))))
