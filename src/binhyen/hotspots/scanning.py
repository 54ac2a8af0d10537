"""The scan itself, handed to hotscan, which is loaded with the first scan and nowhere else: nothing that answers pages scans.

Of many places one group is scanned by the space-time permutation: each place's total and each day's are taken as they are. Of
few, one place makes out much of every day's total and hides itself in it; there the other groups stand for how much is
reported where and when (Bernoulli), and what rose in the whole unit is sorted out afterwards. See ADR 26.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from binhyen.hotspots import rules
from binhyen.hotspots.rules import Cell, Found, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    import hotscan

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: So many cells are few.
FEW_CELLS = 30

_SEED = 1
#: So many replicates that reach the observed end the run: it is an ordinary night.
_STOP_AFTER = 20
#: A study with fewer holds no five that would be many.
_LEAST_STUDY = 2 * rules.LEAST_CASES
_MOST_CLUSTERS = 5


def _here(study: "hotscan.Study", options: "hotscan.Options") -> "hotscan.Result":
    import hotscan

    return hotscan.scan(study, options)


Scanner = Callable[["hotscan.Study", "hotscan.Options"], "hotscan.Result"]
_scanner: ContextVar[Scanner] = ContextVar("scanner", default=_here)


@contextmanager
def done_by(scanner: Scanner) -> Iterator[None]:
    """Let something else than this process work out the scans made in the block."""
    before = _scanner.set(scanner)
    try:
        yield
    finally:
        _scanner.reset(before)


@dataclass(frozen=True)
class Counted:
    """All that a scan is told: so many in a cell on a day, of one group of categories."""

    cell: int  # its place in the list of cells
    day: date
    group: str
    n: int


@dataclass(frozen=True)
class Wanted:
    """How a unit wants to be warned: see `models.Watch`."""

    interval_days: int
    window_days: int
    most_share: float
    most_km: float | None


def clusters(
    cells: Sequence[Cell],
    by_group: Mapping[str, Sequence[Counted]],
    group: str,
    *,
    last: date,
    wanted: Wanted,
) -> list[Found]:
    """Return what is worth telling of one group: windows that end with the day `last`, the strongest first.

    by_group   what was counted of every group within the year that ends with `last`; each group is given its share of
               the false alarms, for each is scanned every night
    """
    counted = by_group[group]
    if not is_enough(cells) or sum(each.n for each in counted) < _LEAST_STUDY:
        return []
    others = [each for name, kept in by_group.items() if name != group for each in kept]
    controls = others if len(cells) <= FEW_CELLS else []
    found = _scan(cells, counted, controls, Asked(group, last, len(by_group), wanted))
    told = [each for each in found if rules.is_worth_telling(each, wanted.interval_days)]
    if not controls:
        return told  # each day's total was taken as it is: what rose everywhere is in it
    return [each for each in told if rules.stands_out(*_table(cells, counted, others, each))]


def is_enough(cells: Sequence[Cell]) -> bool:
    """Say whether there is anything to compare: one place alone is more than usual nowhere."""
    return len(cells) > 1


@dataclass(frozen=True)
class Asked:
    """What is scanned: a group, up to which day, one of how many, and how the unit wants to be warned."""

    group: str
    last: date
    groups: int
    wanted: Wanted


def _scan(
    cells: Sequence[Cell], counted: Sequence[Counted], controls: Sequence[Counted], asked: Asked
) -> list[Found]:
    import hotscan

    at = hotscan.places(
        [str(number) for number in range(len(cells))], *_coordinates(cells), globe=True
    )
    study = hotscan.Study(
        names=at.names,
        coordinates=at.coordinates,
        positions=at.positions,
        cases=_counts(counted, at.of_location),
        controls=_counts(controls, at.of_location) if controls else None,
        start=(asked.last - rules.YEAR + timedelta(days=1)).toordinal(),
        end=asked.last.toordinal(),
    )
    wanted = asked.wanted
    options = hotscan.Options(
        model=hotscan.ModelKind.BERNOULLI if controls else hotscan.ModelKind.PERMUTATION,
        analysis=hotscan.Analysis.PROSPECTIVE,
        max_share=wanted.most_share,
        max_radius=wanted.most_km,
        max_window=wanted.window_days,
        replicates=rules.replicates_for(wanted.interval_days, asked.groups),
        stop_after=_STOP_AFTER,
        seed=_SEED,
        most_clusters=_MOST_CLUSTERS,
    )
    return [_found(cells, cluster, asked) for cluster in _scanner.get()(study, options).clusters]


def _coordinates(cells: Sequence[Cell]) -> "tuple[Floats, Floats]":
    import numpy as np

    return np.array([cell.lat for cell in cells]), np.array([cell.lon for cell in cells])


def _counts(counted: Sequence[Counted], of_location: "Integers") -> "hotscan.Counts":
    import numpy as np

    import hotscan

    rows = np.array([[each.cell, each.day.toordinal(), each.n] for each in counted], np.int64)
    strata = np.zeros(len(rows), np.int64)
    return hotscan.Counts(of_location[rows[:, 0]], rows[:, 1], strata, rows[:, 2])


def _found(cells: Sequence[Cell], cluster: "hotscan.Cluster", asked: Asked) -> Found:
    days, p = cluster.steps[1] - cluster.steps[0] + 1, cluster.p_value or 1.0
    replicates = rules.replicates_for(asked.wanted.interval_days, asked.groups)
    return Found(
        group=asked.group,
        places=tuple(place for name in cluster.locations for place in cells[int(name)].places),
        span=Span(asked.last - timedelta(days=days - 1), asked.last),
        observed=cluster.observed,
        expected=cluster.expected,
        llr=cluster.llr,
        recurrence_days=rules.recurrence_days(p, asked.groups),
        is_beyond=p * (replicates + 1) < 1.5,  # ranks are whole: no replicate reached it
    )


def _table(
    cells: Sequence[Cell], counted: Sequence[Counted], others: Sequence[Counted], found: Found
) -> tuple[int, int, int, int]:
    """Return how many there were inside and elsewhere within the window, then inside and elsewhere before it. Of a kind
    that is new in the unit nothing came before: the other kinds stand for how much is reported where.
    """
    inside = {number for number, cell in enumerate(cells) if set(cell.places) & set(found.places)}
    sums = [0, 0, 0, 0]
    for each in counted:
        sums[2 * (each.day < found.span.first) + (each.cell not in inside)] += each.n
    if not sums[2] + sums[3]:
        for each in others:
            sums[2 + (each.cell not in inside)] += each.n
    return sums[0], sums[1], sums[2], sums[3]
