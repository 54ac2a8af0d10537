"""How long the house takes to open, and what it weighs while nobody is there."""

import time

from benchmarks import harness

SETTLE = 5.0


def run() -> list[harness.Row]:
    """Set up a fresh house, serve it, and weigh it."""
    with harness.home() as folder:
        env = harness.environment(folder)
        begun = time.perf_counter()
        harness.binhyen(["setup"], env)
        first = time.perf_counter() - begun
        begun = time.perf_counter()
        harness.binhyen(["setup"], env)
        again = time.perf_counter() - begun
        with harness.served(env) as house:
            time.sleep(SETTLE)
            weight = harness.resident_megabytes(house.pid)
        return [
            ("setup of an empty house, packages installed", f"{first:.1f} s", "< 120 s"),
            ("setup when nothing changed", f"{again:.1f} s", ""),
            (
                "from start to the first answered page",
                f"{house.seconds_to_first_page:.1f} s",
                "< 6 s",
            ),
            ("memory of all processes, idle", f"{weight:.0f} MB", "< 400 MB"),
        ]
