"""Point to commune: our index against shapely's STRtree over the same boundaries, in one run.

python benchmarks/bench_locate.py
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter, perf_counter_ns

import numpy as np
from numpy.typing import NDArray

SRC = Path(__file__).resolve().parent.parent / "src"
ON = date(2026, 3, 2)
POINTS = 1_000_000
PEER_POINTS = 100_000
SINGLE = 20_000

Floats = NDArray[np.float64]
Row = tuple[str, str, str]

_READY = """
import sys, time
sys.path.insert(0, {src!r})
def held(what):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024
import numpy
from binhyen.places import grid, pack
before = held("VmRSS")
start = time.perf_counter()
index = grid.build(pack.coverage("communes_2025"))
print(time.perf_counter() - start, held("VmRSS") - before, held("VmHWM") - before)
"""


def run() -> list[Row]:
    """Return (what, measured, target) rows."""
    _set_up()
    from binhyen.places import locate

    locate.preload()
    anywhere, near = _points()
    rows = _ready()
    for where, (lats, lons) in (("random over Viet Nam", anywhere), ("near borders", near)):
        middle, late = _single(lats, lons)
        rows.append((f"locate, {where}, p50", f"{middle:.1f} µs", "< 60 µs"))
        rows.append((f"locate, {where}, p95", f"{late:.1f} µs", ""))
        ours = _speed(partial(locate.locate_many, lats, lons, ON), POINTS)
        rows.append((f"locate_many, {where}", f"{ours:,.0f} points/s", ">= 250,000 points/s"))
        peer = _peer(lats[:PEER_POINTS], lons[:PEER_POINTS])
        rows.append((f"shapely STRtree, {where}", f"{peer:,.0f} points/s", ""))
        rows.append((f"ratio to STRtree, {where}", f"{ours / peer:.1f} x", "> 1 x"))
    return rows


def _set_up() -> None:
    sys.path.insert(0, str(SRC))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.project.settings")
    os.environ.setdefault("BINHYEN_SECRET_KEY", "only-for-benchmarks-0123456789-abcdefghij-klmnop")
    os.environ.setdefault("BINHYEN_IDENTITY_KEY", "only-for-benchmarks-too-9876543210-zyxwvutsrq")
    import django

    django.setup()


def _ready() -> list[Row]:
    """Measure in a process of its own: nothing else is counted."""
    script = _READY.format(src=str(SRC))
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    seconds, kept, most = map(float, told.stdout.split())
    return [
        ("boundaries ready after", f"{seconds:.2f} s", "< 1.5 s"),
        ("memory held by boundaries", f"{kept:.0f} MB", "< 200 MB"),
        ("memory at the most while loading", f"{most:.0f} MB", "< 200 MB"),
    ]


def _points() -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return random points over the country's communes, and points some 10 m from a border."""
    from binhyen.places import locate, pack
    from binhyen.places.boundaries import SCALE

    draw = np.random.default_rng(20250701)
    lats, lons = draw.uniform(8.2, 23.4, 6 * POINTS), draw.uniform(102.1, 109.5, 6 * POINTS)
    inside = np.flatnonzero(locate.locate_many(lats, lons, ON) != "")[:POINTS]
    coverage = pack.coverage("communes_2025")
    chosen = draw.integers(0, len(coverage.x), POINTS)
    near = (
        coverage.y[chosen] / SCALE + draw.normal(0, 1e-4, POINTS),
        coverage.x[chosen] / SCALE + draw.normal(0, 1e-4, POINTS),
    )
    return (lats[inside], lons[inside]), near


def _single(lats: Floats, lons: Floats) -> tuple[float, float]:
    from binhyen.places import locate

    took = []
    for lat, lon in zip(lats[:SINGLE].tolist(), lons[:SINGLE].tolist(), strict=True):
        start = perf_counter_ns()
        locate.locate(lat, lon, ON)
        took.append((perf_counter_ns() - start) / 1000)
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


def _peer(lats: Floats, lons: Floats) -> float:
    import shapely

    from binhyen.places import drawing, pack

    coverage = pack.coverage("communes_2025")
    shapes = np.array([drawing.shape_of("communes_2025", code) for code in coverage.codes[1:]])
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)
    tree.query(shapely.points(lons[:100], lats[:100]), "within")
    return _speed(lambda: tree.query(shapely.points(lons, lats), "within"), len(lats))


def _speed(work: Callable[[], object], points: int) -> float:
    """Return the points per second of the median of three runs."""
    took = []
    for _ in range(3):
        start = perf_counter()
        work()
        took.append(perf_counter() - start)
    return points / sorted(took)[1]


if __name__ == "__main__":
    for what, measured, target in run():
        print(f"{what:<44} {measured:>22}   {target}")
