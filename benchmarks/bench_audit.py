"""How much the trail costs an act, and how fast it is proven."""

import time

from benchmarks import harness

ENTRIES = 20_000


def run() -> list[harness.Row]:
    """Write, seal and verify a trail on SQLite on the disk."""
    with harness.home() as folder:
        env = harness.environment(folder)
        harness.binhyen(["migrate", "--verbosity", "0"], env)
        harness.enter(env)
        return measure()


def measure() -> list[harness.Row]:
    """Return the rows, with Django set up."""
    from django.db import transaction

    from binhyen.audit import actions as audit
    from binhyen.core import clock

    at = clock.now()

    def write() -> None:
        audit.record(event="matters.closed", subject="VV-7KM4-XQ9R", actor="U-1", at=at)

    with transaction.atomic():
        taken = harness.timings(write, rounds=ENTRIES, warm_up=100)
    begun = time.perf_counter()
    sealed = audit.seal(at=at)
    sealing = time.perf_counter() - begun
    begun = time.perf_counter()
    assert audit.first_break() is None
    proving = time.perf_counter() - begun
    return [
        ("one entry inside an act, p50", harness.microseconds(harness.percentile(taken, 0.5)), ""),
        ("entries sealed per second", f"{sealed / sealing:,.0f}", ""),
        ("entries verified per second", f"{sealed / proving:,.0f}", ""),
    ]
