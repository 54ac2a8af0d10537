"""What a scan costs: a nation's year, the reference's own cases, a plain scan in Python, and what doubling anything does.

The nation is invented: drawn with a seed to the size and shape of the study that the promises were made for (3,321
places, 365 days, 200,000 cases, nine places four times as ill in the last week). `BENCH_SCAN=small` (what `--small`
sets) takes a tenth of it. "Whole" is a process from start to the JSON on the disk, compiled loops at hand; "warm" the
same call in a process that has scanned before.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks import harness
from benchmarks.scaling import plot
from hotscan import Analysis, ModelKind, Options, Study, parameters, read, scan, study_of
from hotscan.tests import naive
from hotscan.tests.reference_cases import case

SMALL: Final = os.environ.get("BENCH_SCAN") == "small"
ROUNDS: Final = 3
_START: Final = date(2025, 1, 1)
#: Cases of the reference with a promise, by the name they have there: milliseconds warm.
REFERENCE: Final = {"st_poisson_km": 120, "prospective_3km_7d": 30, "ps_poisson_cart_10": 50}


@dataclass(frozen=True)
class Size:
    """How large an invented study is."""

    places: int = 400 if SMALL else 3321
    days: int = 120 if SMALL else 365
    cases: int = 12_000 if SMALL else 200_000
    replicates: int = 999
    planted: bool = True

    @property
    def last(self) -> date:
        """Return the last day of the study."""
        return date.fromordinal(_START.toordinal() + self.days - 1)

    def tables(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return cases and coordinates. The same size is the same study."""
        draw = np.random.default_rng(7)
        latitude, longitude = draw.uniform(8.18, 23.39, self.places), draw.uniform(102.14, 109.46, self.places)  # fmt: skip
        weights, day = draw.lognormal(0, 0.8, self.places), np.arange(self.days)
        week = np.array([1.05, 0.97, 0.95, 0.98, 1.03, 1.10, 0.92])[day % 7]
        mean = np.outer(weights, week * (1 + 0.25 * np.sin(2 * np.pi * (day - 60) / 365)))
        mean *= self.cases / mean.sum()
        if self.planted:
            apart = (latitude - latitude[0]) ** 2 + (longitude - longitude[0]) ** 2
            mean[np.argsort(apart)[:9], -7:] *= 4
        counts = draw.poisson(mean)
        place, when = np.nonzero(counts)
        days = np.datetime64(_START) + when
        return (
            {"location": place, "cases": counts[place, when], "time": days},
            {"location": np.arange(self.places), "latitude": latitude, "longitude": longitude},
        )

    def study(self) -> Study:
        """Return the study in memory."""
        cases, coordinates = self.tables()
        return study_of(cases=cases, coordinates=coordinates, start=_START, end=self.last)

    def options(self, **others: Any) -> Options:
        """Return what is asked: the last fourteen days, a tenth of the cases."""
        return Options(
            model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_share=0.1, max_window=14,
            replicates=self.replicates, threads=2, **others,
        )  # fmt: skip


def run() -> list[harness.Row]:
    """Measure everything."""
    size = Size()
    with tempfile.TemporaryDirectory(prefix="hotscan-bench-") as folder:
        rows = [*_nation(size, Path(folder)), *_reference(Path(folder)), *_plain()]
    return [*rows, *_doubled(size)]


def _nation(size: Size, folder: Path) -> list[harness.Row]:
    name = f"{size.places:,} places, {size.days} days, {size.cases:,} cases"
    study, ordinary = size.study(), replace(size, planted=False).study()
    _write(size, folder)
    rows = [
        (f"{name}: first scan of an installation, nothing compiled", _whole(size, folder, cold=True), "< 25 s"),
    ]  # fmt: skip
    for cap, options, whole, warm in (
        ("10 %", size.options(), "< 2.0 s, < 3.3 CPU s, < 250 MB", "< 800 ms"),
        ("10 % and 50 km", size.options(max_radius=50.0), "< 1.0 s, < 250 MB", "< 200 ms"),
    ):
        radius = ["--max-radius-km", "50"] if options.max_radius else []
        rows.append((f"{name}, {cap}: whole", _whole(size, folder, *radius), whole))
        rows.append((f"{name}, {cap}: warm", _warm(study, options), warm))
        rows.append((f"{name}, {cap}: same to the last bit on 1 and 2 threads", _alike(study, options), "yes"))  # fmt: skip
    stopped = size.options(stop_after=50)
    return [*rows, (f"{name}, an ordinary day, early stop: warm", _warm(ordinary, stopped), "< 500 ms")]  # fmt: skip


def _write(size: Size, folder: Path) -> None:
    cases, coordinates = size.tables()
    days = np.datetime_as_string(cases["time"]).tolist()
    triples = zip(cases["location"].tolist(), cases["cases"].tolist(), days, strict=True)
    (folder / "a.cas").write_text("".join(f"{place} {n} {day}\n" for place, n, day in triples))
    points = zip(*(column.tolist() for column in coordinates.values()), strict=True)
    (folder / "a.geo").write_text("".join(f"{i} {lat:.6f} {lon:.6f}\n" for i, lat, lon in points))


def _whole(size: Size, folder: Path, *others: str, cold: bool = False) -> str:
    """Run the command; return its time, processor time and peak of memory."""
    command = [
        sys.executable, "-m", "hotscan", "scan", "--cases", "a.cas", "--coordinates", "a.geo", "--model", "permutation",
        "--analysis", "prospective", "--start", f"{_START}", "--end", f"{size.last}", "--max-share", "0.1",
        "--max-window", "14d", "--replicates", f"{size.replicates}", "--threads", "2", "--json", "o.json", "--quiet",
    ]  # fmt: skip
    environment = dict(os.environ)
    if cold:
        environment["NUMBA_CACHE_DIR"] = str(folder / "compiled")
    found = []
    for _ in range(1 if cold else ROUNDS):
        begun = time.perf_counter()
        process = os.posix_spawn(
            "/usr/bin/env", ["env", "-C", str(folder), *command, *others], environment
        )
        _, status, usage = os.wait4(process, 0)
        assert status == 0
        found.append((time.perf_counter() - begun, usage))
    seconds, usage = min(found, key=lambda one: one[0])
    return f"{seconds:.2f} s, {usage.ru_utime + usage.ru_stime:.2f} CPU s, {usage.ru_maxrss / 1024:.0f} MB"  # fmt: skip


def _warm(study: Study, options: Options) -> str:
    """Return the time of the quickest of a few scans: what else runs on the machine only adds."""
    scan(study, options)  # whatever is compiled or loaded for the first time is
    used = time.process_time()
    taken = harness.timings(lambda: scan(study, options), rounds=ROUNDS, warm_up=0)
    worked = (time.process_time() - used) / ROUNDS
    return f"{harness.milliseconds(min(taken))} ({worked * 1000:.0f} ms of processor)"


def _alike(study: Study, options: Options) -> str:
    one, two = (scan(study, replace(options, threads=threads)) for threads in (1, 2))
    same = one.maxima.tobytes() == two.maxima.tobytes() and one.clusters[0].llr == two.clusters[0].llr  # fmt: skip
    return "yes" if same else "NO"


def _reference(folder: Path) -> Iterator[harness.Row]:
    for name, promised in REFERENCE.items():
        where = folder / name
        where.mkdir()
        files, options = parameters(case(name).written(where, MonteCarloReps=999))
        value = _warm(read(files), replace(options, threads=2))
        yield f"{case(name).folder.name} {name}, 999 replicates: warm", value, f"< {promised} ms"


def _plain() -> Iterator[harness.Row]:
    """Ask the plain scan in Python for one maximum of a small study, and hotscan for a thousand."""
    size = Size(places=40, days=20, cases=600, planted=False)
    study, options = size.study(), size.options()
    seconds = min(harness.timings(lambda: _naive(study, size), rounds=1, warm_up=0))
    ours = min(harness.timings(lambda: scan(study, options), rounds=ROUNDS, warm_up=1)) / 1000
    yield (
        "one maximum of 40 places, 20 days, 600 cases: plain Python, hotscan",
        f"{seconds * 1000:.0f} ms, {ours * 1e6:.0f} µs: {seconds / ours:,.0f} times",
        "",
    )


def _naive(study: Study, size: Size) -> float:
    counts = np.zeros((size.places, size.days), np.int64)
    np.add.at(
        counts,
        (study.cases.places, study.cases.times - _START.toordinal()),
        study.cases.counts,
    )
    total, by_place, by_day = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)

    def expected(zone: Any, first: int, last: int) -> float:
        return float(by_place[list(zone)].sum() * by_day[first : last + 1].sum() / total)

    zones = list(naive.zones(study.coordinates, by_place.tolist(), 0.1, 1e9, naive.great_circle))
    windows = [(size.days - length, size.days - 1) for length in range(1, 15)]
    return naive.best(counts.tolist(), expected, zones, windows, naive.poisson_ratio(int(total)))


def _doubled(size: Size) -> Iterator[harness.Row]:
    """Double one thing after another, from a quarter of the study on; draw what was measured."""
    least = replace(size, places=size.places // 4, days=size.days // 4, cases=size.cases // 4, replicates=size.replicates // 4)  # fmt: skip
    lines: dict[str, list[float]] = {}
    for what in ("cases", "places", "days", "replicates"):
        for times in (1, 2, 4):
            now = replace(least, **{what: getattr(least, what) * times})
            seconds = _quickest(now)
            lines.setdefault(what, []).append(seconds)
        shown = ", ".join(harness.milliseconds(each) for each in lines[what])
        yield f"{what} once, twice, four times from a quarter of the study: warm", shown, ""
    target = Path("var/hotscan-scaling.svg")
    target.parent.mkdir(exist_ok=True)
    target.write_text(plot(lines), encoding="utf-8")


def _quickest(size: Size) -> float:
    study, options = size.study(), size.options()
    work: Callable[[], object] = lambda: scan(study, options)  # noqa: E731
    return min(harness.timings(work, rounds=ROUNDS, warm_up=1))
