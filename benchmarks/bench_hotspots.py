"""The night of the hot spots on real rows: a commune, a province of a hundred communes, the nation's 3,321 at once.

Everything is invented: communes lie on a grid, their matters fall on them by chance, the first commune is a large one, and
in one of its areas and in one commune of another province much more is reported within the last week. `BENCH_COMMUNES`,
`BENCH_MATTERS`, `BENCH_ROUNDS` and `BENCH_ENGINES` make it smaller while one works on it. What compiled loops cost before
they have run once is not in these figures: `./run bench scan` has it.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import harness

if TYPE_CHECKING:
    from binhyen.places.models import Unit

ENGINES = ("SQLite", "PostgreSQL")
PROVINCES, COMMUNES, SHOWN, AREAS = 34, int(os.environ.get("BENCH_COMMUNES", "3321")), 100, 8
MATTERS = int(os.environ.get("BENCH_MATTERS", "200000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
#: Days over which they are spread: the year, and the longest window before it.
DAYS = 400
#: The first province has a third of all, its first commune a twentieth of that.
SHOWN_SHARE, FIRST_SHARE = 0.33, 0.05
PLANTED = 40
#: A nation at the level of hamlets, a hundred cases a year in each; the pieces that are measured of it.
HAMLETS = 10_000 if os.environ.get("BENCH_SCAN") == "small" else 100_000
PARTS, REPLICATES = 16, 32
CHUNK = 5000


@dataclass(frozen=True)
class Nation:
    """What was built: the first province with its communes, and how many there are of all."""

    province: "Unit"
    communes: Sequence["Unit"]
    matters: int


def run() -> list[harness.Row]:
    """Measure on each database in a process of its own."""
    asked = os.environ.get("BENCH_ENGINES", ",".join(ENGINES)).split(",")
    if unknown := set(asked) - set(ENGINES):
        sys.exit(f"BENCH_ENGINES: {', '.join(unknown)} is none of {', '.join(ENGINES)}")
    rows = [row for engine in asked for row in harness.apart("benchmarks.bench_hotspots", engine)]
    return [*rows, *_hamlets()]


def _hamlets() -> Iterator[harness.Row]:
    """Measure pieces of a nation at the level of hamlets, and reckon what the whole would take: nobody waits for it here."""
    from hotscan import Analysis, ModelKind, Options, pieces

    study, options = _study_of_hamlets(np.random.default_rng(7)), Options(
        model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_share=0.1, max_radius=50, max_window=14, threads=1
    )  # fmt: skip
    work = pieces.Work(study, options)
    part = (0, work.centres // PARTS)
    what = f"{HAMLETS:,} hamlets, {100 * HAMLETS:,} cases, 1/{PARTS} of the centres, one core"
    laid = _processor(lambda: pieces.observed(work, part))
    yield f"{what}: laid out and observed", f"{laid:.1f} s", ""
    pieces.maxima(work, part, (0, REPLICATES))
    seconds = _processor(lambda: pieces.maxima(work, part, (REPLICATES, 2 * REPLICATES)))
    yield f"{what}: {REPLICATES} replicates", f"{seconds:.1f} s", ""
    hours = (laid + seconds * 999 / REPLICATES) * PARTS / 3600
    yield (
        "reckoned from that: all centres, 999 replicates, one group",
        f"{hours:.1f} hours of one core",
        "",
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "peak memory of a process that has one such part", f"{peak:.0f} MB", ""


def _processor(work: Callable[[], object]) -> float:
    """Return the seconds of processor that a piece takes, whatever else runs on the machine."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _study_of_hamlets(draw: np.random.Generator) -> Any:
    import hotscan

    n, start = 100 * HAMLETS, date(2025, 1, 1).toordinal()
    lat, lon = draw.uniform(8.18, 23.39, HAMLETS), draw.uniform(102.14, 109.46, HAMLETS)
    at = hotscan.places([str(place) for place in range(HAMLETS)], lat, lon, globe=True)
    weights = draw.lognormal(0, 0.8, HAMLETS)
    where = draw.choice(HAMLETS, n, p=weights / weights.sum()).astype(np.int64)
    cases = hotscan.Counts(
        where, start + draw.integers(0, 365, n), np.zeros(n, np.int64), np.ones(n, np.int64)
    )
    return hotscan.Study(
        names=at.names, coordinates=at.coordinates, positions=at.positions, cases=cases, start=start, end=start + 364
    )  # fmt: skip


def measured(engine: str) -> list[harness.Row]:
    """Fill an empty house and scan it."""
    begun = time.monotonic()
    built = _build(random.Random(1))
    rows = [
        (f"{engine}, {built.matters:,} matters loaded", f"{time.monotonic() - begun:.0f} s", "")
    ]
    rows += [(f"{engine}, {what}", value, promised) for what, value, promised in _rows(built)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, (f"{engine}, peak memory of the process that scans", f"{peak:.0f} MB", "")]


def _rows(built: Nation) -> Iterator[harness.Row]:
    from binhyen.core import clock
    from binhyen.hotspots import actions, gathering
    from binhyen.hotspots.models import Cells, Watch

    at = clock.now()
    day = clock.local_day(at) - timedelta(days=1)
    scan = partial(actions.scan_day, day=day, at=at)
    first, province = built.communes[0], built.province
    yield _row(
        "the large commune gathered", partial(_gathered, gathering.ground_of(first, day), day)
    )
    yield _row("the large commune, its night with a hot spot", partial(scan, unit=first), "< 1 s")
    yield _row("a usual commune, its night", partial(scan, unit=built.communes[1]), "< 1 s")
    yield _row("the province by its communes", partial(scan, unit=province))
    Watch.objects.create(unit=province, cells=Cells.AREAS)
    yield _row("the province by residential areas", partial(scan, unit=province))
    Watch.objects.all().delete()
    night = partial(_every, scan, [*built.communes, province])
    whole = f"the province and its {len(built.communes)} communes, one after another"
    yield _row(whole, night, "< 60 s", rounds=1)
    yield _row("the nation gathered", partial(_gathered, gathering.ground_of_nation(day), day))
    yield _row(f"the nation, {COMMUNES:,} communes at once", partial(actions.scan_nation, day=day, at=at), rounds=1)  # fmt: skip


def _every(scan: Callable[..., object], units: "Sequence[Unit]") -> None:
    for unit in units:
        scan(unit=unit)


def _gathered(ground: Any, day: date) -> None:
    from binhyen.hotspots import gathering, rules

    since = day - rules.YEAR - timedelta(days=28)
    found = gathering.gathered(ground, since=since, until=day + timedelta(days=1))
    gathering.study_until(ground, found, day)


def _row(what: str, work: Callable[[], object], promised: str = "", rounds: int = ROUNDS) -> harness.Row:  # fmt: skip
    """Return the quickest of a few rounds, for what else runs on the machine only adds, and the processor time of one."""
    work()
    begun = time.process_time()
    seconds = min(harness.timings(work, rounds=rounds, warm_up=0))
    processor = (time.process_time() - begun) / rounds
    told = f"{seconds:.2f} s ({processor:.2f} s of processor)"
    print(what, told, sep=" | ", file=sys.stderr, flush=True)
    return what, told, promised


def _build(draw: random.Random) -> Nation:
    from binhyen.matters.models import Matter
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level, Unit

    provinces = [
        _unit(f"8{p:02}", Level.PROVINCE, None, 10.0 + p / 3, 106.0) for p in range(PROVINCES)
    ]
    Unit.objects.bulk_create(provinces)
    homes = [
        0 if c < min(SHOWN, COMMUNES // 2) else 1 + c % (PROVINCES - 1) for c in range(COMMUNES)
    ]
    communes = [_commune(c, provinces[home], c // PROVINCES) for c, home in enumerate(homes)]
    Unit.objects.bulk_create(communes)
    shown = [unit for unit, home in zip(communes, homes, strict=True) if home == 0]
    areas = [_area(commune, n) for commune in shown for n in range(AREAS)]
    Unit.objects.bulk_create(areas)
    officers = [factories.officer(f"Trực {unit.name}", Role.DUTY_OFFICER, unit) for unit in (*provinces[:2], shown[0])]  # fmt: skip
    assert officers
    of_commune = {unit.pk: areas[n * AREAS : (n + 1) * AREAS] for n, unit in enumerate(shown)}
    rows = _matters(communes, len(shown), of_commune, draw)
    while chunk := list(islice(rows, CHUNK)):
        Matter.objects.bulk_create(chunk)
    _tidy()
    return Nation(provinces[0], shown, MATTERS + 2 * PLANTED)


def _unit(code: str, level: Any, parent: Any, lat: float, lon: float) -> "Unit":
    from binhyen.people.tests.factories import REFORM
    from binhyen.places.models import Unit

    path = f"{parent.path if parent else ''}2025:{code}/"
    return Unit(
        edition="2025", code=code, level=level, kind="xa", name=code, full_name=f"Xã {code}", folded_name=f"xa {code}",
        sort_key=code, parent=parent, path=path, valid_from=REFORM, lat=lat, lon=lon,
    )  # fmt: skip


def _commune(number: int, province: "Unit", step: int) -> "Unit":
    from binhyen.places.models import Level

    lat, lon = province.lat or 0.0, province.lon or 0.0
    return _unit(f"4{number:05}", Level.COMMUNE, province, lat + step % 10 / 30, lon + step // 10 / 12 + number / 1e5)  # fmt: skip


def _area(commune: "Unit", n: int) -> "Unit":
    from binhyen.places.models import Level

    lat, lon = commune.lat or 0.0, commune.lon or 0.0
    return _unit(f"{commune.code}{n}", Level.RESIDENTIAL_AREA, commune, lat + n / 500, lon + n % 3 / 700)  # fmt: skip


def _matters(
    communes: "Sequence[Unit]", shown: int, areas: "dict[int, list[Unit]]", draw: random.Random
) -> Iterator[Any]:
    """Yield matters in every commune by its weight, and more within the last week where a hot spot is planted."""
    from binhyen.core import clock
    from binhyen.matters import happenings

    codes = [each.code for kept in happenings.groups().values() for each in kept]
    today = clock.start_of(clock.local_day(clock.now()))
    sums = list(accumulate(_weights(len(communes), shown, draw)))
    for n, commune in enumerate(draw.choices(communes, cum_weights=sums, k=MATTERS)):
        at = today - timedelta(minutes=draw.randrange(1, DAYS * 24 * 60))
        yield _matter(n, commune, _drawn(areas, commune, draw), draw.choice(codes), at)
    for n in range(2 * PLANTED):
        commune = communes[(n % 2) * (len(communes) - 1)]
        area = areas[commune.pk][2] if commune.pk in areas else None
        at = today - timedelta(minutes=draw.randrange(1, 7 * 24 * 60))
        yield _matter(MATTERS + n, commune, area, "THF", at)


def _weights(communes: int, shown: int, draw: random.Random) -> list[float]:
    weights = [draw.lognormvariate(0, 0.6) for _ in range(communes)]
    own, rest = sum(weights[1:shown]), sum(weights[shown:])
    return [
        FIRST_SHARE * SHOWN_SHARE,
        *(w / own * SHOWN_SHARE * (1 - FIRST_SHARE) for w in weights[1:shown]),
        *(w / rest * (1 - SHOWN_SHARE) for w in weights[shown:]),
    ]


def _drawn(areas: "dict[int, list[Unit]]", commune: "Unit", draw: random.Random) -> "Unit | None":
    return draw.choice(areas[commune.pk]) if commune.pk in areas else None


def _matter(n: int, commune: "Unit", area: "Unit | None", code: str, at: datetime) -> Any:
    from binhyen.matters.models import Matter

    return Matter(
        reference=f"VV-{n:08}", unit=commune, keeper=commune, area=area, category=code, severity="ORDINARY",
        sensitivity="S1", state="CLOSED", shelf="DONE", ending="RESOLVED", outcome="PLEDGED", resolved_at=at, closed_at=at, title=f"Số {n}", channel="WEB", opened_at=at,
        due_at=at + timedelta(days=7), due_clock="CLK-SERVICE",
    )  # fmt: skip


def _tidy() -> None:
    """Let the planner know what is there."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    print(json.dumps(harness.in_a_house(sys.argv[1], partial(measured, sys.argv[1]))))
