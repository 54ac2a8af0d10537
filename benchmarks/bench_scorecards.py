"""Figures and live scorecards on a country of 34 provinces and 3,321 communes with five years of day counts, on PostgreSQL.

The figures of the nation are those of its 34 provinces for each of the five years. `BENCH_COMMUNES`, `BENCH_MATTERS` and
`BENCH_ROUNDS` make it smaller while one works on it; `BENCH_KEPT` names a folder in which it stands until one removes it,
loaded once and asked many times. The processor time is that of this process, the one that asks; another one loads.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import country, harness

if TYPE_CHECKING:
    from benchmarks.country import Country

#: What is promised, in milliseconds; the nation and the recount in seconds.
COMMUNE, PROVINCE, NATION, RECOUNT = 80, 400, 2, 3
MEGABYTES = 500
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))
COMMUNES = int(os.environ.get("BENCH_COMMUNES", str(country.COMMUNES)))
MATTERS = int(os.environ.get("BENCH_MATTERS", "100000"))
CATALOGUES = {"9 criteria": "tt124.commune", "34 criteria": "model9745.commune"}


def run() -> list[harness.Row]:
    """Measure in a process of its own."""
    return harness.apart("benchmarks.bench_scorecards", "PostgreSQL")


def measured() -> list[harness.Row]:
    """Fill an empty house and ask it everything."""
    from binhyen.core import clock

    on = clock.local_day(clock.now())
    begun = time.monotonic()
    built = country.standing() or _build()
    loaded = time.monotonic() - begun
    what = f"{built.rows:,} day counts of {built.matters:,} matters, loaded or found"
    print(what, f"{loaded:.0f} s", sep=" | ", file=sys.stderr, flush=True)
    rows = [(what, f"{loaded:.0f} s", "")]
    for part in (_nation, _communes, _provinces, _pages, _recount):
        rows += part(built, on)
    rows.append(("peak memory of the process that asks", f"{_peak():.0f} MB", f"< {MEGABYTES} MB"))
    return rows


def _build() -> "Country":
    """Build the country in a process of its own, so that this one has the memory of one that asks."""
    words = [sys.executable, "-m", "benchmarks.country", str(COMMUNES), str(MATTERS)]
    subprocess.run(words, stdout=sys.stderr, check=True)
    built = country.standing()
    assert built is not None
    return built


def _nation(built: "Country", on: date) -> list[harness.Row]:
    """Ask every counted figure of each province for one year and for each of five."""
    from binhyen.figures import queries, registry
    from binhyen.figures.measures import Basis
    from binhyen.figures.rules import Period

    names = [one.name for one in registry.all_figures() if one.basis is Basis.COUNTED]
    years = [Period(*country.days_of(built.first_year + n, on)) for n in range(country.YEARS)]

    def ask(periods: list[Period]) -> int:
        scopes = queries.scopes_of(built.provinces)
        answers = [registry.ask_many(names, scopes, period) for period in periods]
        return sum(value.numerator for found in answers for row in found.values() for value in row)

    def one_by_one() -> None:
        for province in built.provinces[:2]:
            scope = queries.scope_of(province)
            for name in names:
                registry.ask(name, scope, years[-1])

    this_year = Period(date(on.year, 1, 1), date(on.year + 1, 1, 1))
    middle = Period(
        date(on.year - 1, 1, 1), date(on.year - 1, 7, 16)
    )  # ends in a month: days are looked up
    rows = [
        _row(f"nation, {len(names)} figures of {len(built.provinces)} provinces, one year", partial(ask, years[-1:]), f"< {NATION} s", rounds=5),
        _row("nation, the same for each of five years", partial(ask, years), f"< {NATION} s", rounds=5),
        _row("nation, the same for a year not over yet", partial(ask, [this_year]), f"< {NATION} s", rounds=5),
        _row("nation, the same from January to the middle of a July", partial(ask, [middle]), "", rounds=3),
        _row("two of these provinces, one year, each figure on its own", one_by_one, "", rounds=3),
    ]  # fmt: skip
    peaks = f"{_peak():.0f} MB, {_peak_of_the_database():.0f} MB in the database"
    return [
        *rows,
        ("nation, memory of the process that asked, at its peak", peaks, f"< {MEGABYTES} MB"),
    ]


def _communes(built: "Country", on: date) -> list[harness.Row]:
    rows = []
    for what, stored, year in _catalogues(on):
        ask = partial(_live, built.communes[:1], stored, year, on)
        rows.append(_row(f"commune, live scorecard, {what}", ask, f"< {COMMUNE} ms"))
    return rows


def _provinces(built: "Country", on: date) -> list[harness.Row]:
    count = len(built.communes)
    rounds = max(3, ROUNDS // 2)
    rows = []

    def one_by_one() -> None:
        for unit in built.communes:
            _live([unit], stored, year, on)

    for what, stored, year in _catalogues(on):
        ask = partial(_live, built.communes, stored, year, on)
        rows.append(
            _row(f"province, live scorecards of {count} communes, {what}", ask, f"< {PROVINCE} ms", rounds=rounds)
        )  # fmt: skip
    rows.append(_row("the same, one commune after another", one_by_one, "", rounds=3))
    return rows


def _catalogues(on: date) -> list[tuple[str, Any, int]]:
    from binhyen.standards import queries

    newest = queries.newest()
    rows = [(what, newest[name]) for what, name in CATALOGUES.items()]
    return [(what, stored, stored.read().year_on(on)) for what, stored in rows]


def _live(units: Any, stored: Any, year: int, on: date) -> None:
    from binhyen.standards import scorecard

    scorecard.live_of_all(units, stored, stored.read().period(year), on=on)


def _pages(built: "Country", on: date) -> list[harness.Row]:
    """Ask for the pages as people ask."""
    secretary, superior = _client(built.secretary), _client(built.superior)
    first = built.communes[0].pk
    pages = {
        "commune, page of the scorecard": (secretary, "/ban-lam-viec/tieu-chuan/bang-diem/", f"< {COMMUNE} ms"),
        "province, page of a commune's scorecard": (superior, f"/ban-lam-viec/tieu-chuan/bang-diem/{first}/", f"< {COMMUNE} ms"),
        "province, page of the dossiers side by side": (superior, "/ban-lam-viec/tieu-chuan/doi-chieu/", f"< {PROVINCE} ms"),
        "commune, page of all figures": (secretary, "/ban-lam-viec/so-lieu/", ""),
        "province, page of all figures": (superior, "/ban-lam-viec/so-lieu/", ""),
    }  # fmt: skip
    rounds = max(3, ROUNDS // 4)
    return [
        _row(what, partial(_get, client, address), promised, rounds=rounds)
        for what, (client, address, promised) in pages.items()
    ]


def _client(officer: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    return client


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _recount(built: "Country", on: date) -> list[harness.Row]:
    """Count a year of the largest commune anew from its events and compare; and one figure of it from both."""
    from binhyen.figures import actions, queries, registry
    from binhyen.figures.rules import Period
    from binhyen.matters.models import Move

    period = Period(date(on.year, 1, 1), date(on.year + 1, 1, 1))
    scope = queries.scope_of(built.communes[0])
    moves = Move.objects.filter(
        matter__unit__among=scope.unit_ids, day__gte=period.since, day__lt=period.until
    )
    n = moves.count()
    return [
        _row(f"a commune's year of {n:,} acts, counted anew and compared", partial(actions.differences, scope, period), f"< {RECOUNT} s", rounds=5),
        _row("matters opened in it, counted among the acts", moves.filter(act="OPEN").count, "", rounds=5),
        _row("the same from the day counts", partial(registry.ask, "matters.opened", scope, period), "", rounds=5),
    ]  # fmt: skip


def _row(
    what: str, work: Callable[[], object], promised: str, *, rounds: int = ROUNDS
) -> harness.Row:
    """Return median, 95 of 100 and the processor time of one, after one that does not count."""
    work()
    worked = time.process_time()
    taken = harness.timings(work, rounds=rounds, warm_up=0)
    worked = (time.process_time() - worked) / rounds
    middle, most = (harness.milliseconds(harness.percentile(taken, share)) for share in (0.5, 0.95))
    row = (f"{what}, p95", f"{most} (p50 {middle}, {worked * 1000:.0f} ms of processor)", promised)
    print(*row, sep=" | ", file=sys.stderr, flush=True)
    return row


def _peak_of_the_database() -> float:
    """Return the most memory that the database's process of this connection held, shared pages included (Linux)."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1024


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(harness.in_a_house(sys.argv[1], measured)))
