"""The three models: what is expected in each window under chance, and how chance deals the cases anew.

permutation   the places keep their totals and the days theirs; which case fell on which day is chance
              (Kulldorff, Heffernan, Hartman, Assunção, Mostashari 2005). With strata, within each stratum
Poisson       a place's cases follow its population (Kulldorff 1997), or expectations given directly
Bernoulli     each individual is a case or a control (Kulldorff and Nagarwalla 1995)
All are conditional on the total number of cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hotscan import room
from hotscan.geometry import Floats, Integers
from hotscan.kernels import asking, dealing, likelihood
from hotscan.problems import ScanProblem
from hotscan.zones import Zones

Rows = NDArray[np.uint64]
Fill = Callable[[Rows, Integers, int, int], bool]  # rows, replicate numbers, seed, bits of a lane
MOST_INDIVIDUALS: Final = 100_000_000
_BERNOULLI: Final = likelihood.BERNOULLI
_POISSON: Final = likelihood.POISSON


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts in cells of place, slot and stratum, as they were read.

    places, slots, strata   int64[n]; counts int64[n], at least 1 each. Slot 0 is the last step.
    """

    places: Integers
    slots: Integers
    strata: Integers
    counts: Integers

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return int(self.counts.sum())

    def table(self, places: int, reach: int) -> Integers:
        """Return int64[places, reach]: each slot with the later ones summed; what lies before `reach` is left out."""
        within = self.slots < reach
        cells = self.places[within] * reach + self.slots[within]
        flat = np.bincount(cells, weights=self.counts[within], minlength=places * reach)
        return np.cumsum(flat.reshape(places, reach), axis=1).astype(np.int64)

    def by_place(self, places: int) -> Integers:
        """Return how many each place has over the whole study."""
        return np.bincount(self.places, weights=self.counts, minlength=places).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Levels:
    """What zones expect. Zones alike in this share a row.

    of_zone   int32[zones], the row of each zone
    mass      float64[rows, reach], expected cases up to each slot, ascending from row to row as far as possible
    """

    of_zone: NDArray[np.int32]
    mass: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """A model laid over the places and slots of one study.

    counts    int64[places, reach], observed, each slot with the later ones summed
    total     cases in all, people: cases and controls (Bernoulli)
    weights   float64[places]: what a cap by share counts
    levels    what the zones expect
    dealer    returns a thread's own way to deal replicates
    most      no window of a replicate can hold more cases than this
    """

    counts: Integers
    total: int
    family: int
    people: float
    weights: Floats
    levels: Callable[[Zones], Levels]
    dealer: Callable[[], Fill]
    most: int

    @property
    def reach(self) -> int:
        """Return how many slots are kept."""
        return int(self.counts.shape[1])

    @property
    def law(self) -> tuple[int, int, float]:
        """Return what `likelihood.ratio` has to know of the whole."""
        return self.total, self.family, self.people


def permutation(tally: Tally, places: int, reach: int) -> Model:
    """Return the space-time permutation model. Strata with cases of one day or place only move nothing, which is right."""
    _check_individuals(tally.total)
    order = _by_stratum_and_slot(tally)
    labels = np.repeat(tally.places[order], tally.counts[order]) * (asking.WORDS * reach)
    slots = np.repeat(tally.slots[order], tally.counts[order])
    strata = np.repeat(tally.strata[order], tally.counts[order])
    sizes = np.bincount(strata)
    starts = np.cumsum(sizes) - sizes
    needs = np.bincount(strata, weights=slots < reach, minlength=len(sizes)).astype(np.int64)
    deck = (
        labels.astype(np.int32),
        np.where(slots < reach, slots, 0).astype(np.int32),
        starts,
        sizes,
        needs,
    )
    by_place = tally.by_place(places)
    counts = tally.table(places, reach)
    return Model(
        counts=counts,
        total=tally.total,
        family=_POISSON,
        people=0.0,
        weights=by_place.astype(np.float64),
        levels=_of_margins(by_place, counts.sum(axis=0), tally.total)
        if len(sizes) == 1
        else _of_cells(_expected_by_stratum(tally, places, reach)),
        dealer=_dealer(deck),
        most=int(needs.sum()),
    )


def poisson(tally: Tally, expected: Floats, reach: int) -> Model:
    """Return the Poisson model.

    expected   float64[places, slots of the whole study], of each slot alone; only the proportions count
    """
    shares = expected / expected.sum()
    places = len(expected)
    mass = np.cumsum(shares, axis=1)[:, :reach] * tally.total
    mass = np.pad(mass, ((0, 0), (0, reach - mass.shape[1])), mode="edge")
    return Model(
        counts=tally.table(places, reach),
        total=tally.total,
        family=_POISSON,
        people=0.0,
        weights=shares.sum(axis=1) * tally.total,
        levels=_of_cells(mass),
        dealer=_scatterer(shares, reach, tally.total),
        most=tally.total,
    )


def bernoulli(cases: Tally, controls: Tally, places: int, reach: int) -> Model:
    """Return the Bernoulli model."""
    people = cases.total + controls.total
    _check_individuals(people)
    everybody = Tally(
        *(np.concatenate(pair) for pair in zip(_parts(cases), _parts(controls), strict=True))
    )
    cells = np.where(
        everybody.slots < reach, everybody.places * (asking.WORDS * reach) + everybody.slots, -1
    )
    labels = np.repeat(cells, everybody.counts).astype(np.int32)
    deck = (
        labels,
        np.zeros(len(labels), np.int32),
        np.zeros(1, np.int64),
        np.array([people]),
        np.array([cases.total]),
    )
    return Model(
        counts=cases.table(places, reach),
        total=cases.total,
        family=_BERNOULLI,
        people=float(people),
        weights=everybody.by_place(places).astype(np.float64),
        levels=_of_cells(
            everybody.table(places, reach).astype(np.float64) * (cases.total / people)
        ),
        dealer=_dealer(deck),
        most=cases.total,
    )


def _by_stratum_and_slot(tally: Tally) -> Integers:
    """Return the order of strata and in each of slots; keys that fit 16 bits are sorted by their digits, ten times as fast."""
    key = tally.strata * (int(tally.slots.max(initial=0)) + 1) + tally.slots
    return np.argsort(key.astype(np.uint16) if key.max(initial=0) < 2**16 else key, kind="stable")


def _check_individuals(number: int) -> None:
    """Raise ScanProblem where the individuals, each dealt by itself, would not find room."""
    if number > MOST_INDIVIDUALS:
        raise ScanProblem(
            f"There are {number:,} individuals, more than the {MOST_INDIVIDUALS:,} that can be dealt one by one; "
            "take a shorter study, or the Poisson model."
        )


def _parts(tally: Tally) -> tuple[Integers, Integers, Integers, Integers]:
    return tally.places, tally.slots, tally.strata, tally.counts


def _dealer(
    deck: tuple[NDArray[np.int32], NDArray[np.int32], Integers, Integers, Integers],
) -> Callable[[], Fill]:
    def own() -> Fill:
        labels, partners = deck[0].copy(), np.zeros(int(deck[-1].max()), np.int32)

        def fill(rows: Rows, numbers: Integers, seed: int, bits: int) -> bool:
            flat, reach = rows.reshape(-1), rows.shape[2]
            return bool(dealing.deal(flat, reach, numbers, seed, labels, *deck[1:], bits, partners))

        return fill

    return own


def _scatterer(shares: Floats, reach: int, draws: int) -> Callable[[], Fill]:
    """Return how cases fall into cells by their shares; what lies before `reach` is one cell that counts nowhere."""
    inside = shares[:, :reach]
    places, width = inside.shape
    rest = max(0.0, 1.0 - float(inside.sum())) if width < shares.shape[1] else 0.0
    all_shares = np.append(inside.ravel(), rest)
    rows = (np.arange(places)[:, None] * (asking.WORDS * reach) + np.arange(width)[None, :]).ravel()
    cells = np.append(rows, -1).astype(np.int32)
    n = len(all_shares)
    keep, (alias, *room) = np.zeros(n, np.uint64), np.zeros((3, n), np.int64)
    dealing.alias_table(all_shares / all_shares.sum() * n, keep, alias, *room)

    def own() -> Fill:
        def fill(rows: Rows, numbers: Integers, seed: int, bits: int) -> bool:
            flat, reach = rows.reshape(-1), rows.shape[2]
            return bool(
                dealing.scatter(flat, reach, numbers, seed, draws, keep, alias, cells, bits)
            )

        return fill

    return own


def _of_margins(by_place: Integers, by_slot: Integers, total: int) -> Callable[[Zones], Levels]:
    """Return levels where a zone expects its own total times a window's share of all cases: zones of one total are alike."""

    def levels(zones: Zones) -> Levels:
        sums = np.cumsum(by_place[zones.members])
        before = np.concatenate([[0], sums])[zones.offsets[:-1]]
        totals = sums - np.repeat(before, np.diff(zones.offsets))
        present = np.zeros(int(totals.max(initial=0)) + 1, np.int32)
        present[totals] = 1
        row = np.cumsum(present, dtype=np.int32) - 1
        mass = np.flatnonzero(present)[:, None] * by_slot[None, :] / total
        return Levels(row[totals], mass)

    return levels


def _of_cells(mass: Floats) -> Callable[[Zones], Levels]:
    """Return levels where a zone expects the sum of its places' expectations; every zone has a row of its own."""

    def levels(zones: Zones) -> Levels:
        room.check(len(zones), "zones", mass.shape[1])
        sums = np.empty((len(zones), mass.shape[1]))
        for first, last in zip(zones.offsets[:-1], zones.offsets[1:], strict=True):
            np.cumsum(mass[zones.members[first:last]], axis=0, out=sums[first:last])
        return Levels(np.arange(len(zones), dtype=np.int32), sums)

    return levels


def _expected_by_stratum(tally: Tally, places: int, reach: int) -> Floats:
    """Return the sum over strata of place total x slot total / stratum total, slots summed backwards from the end."""
    expected = np.zeros((places, reach))
    for stratum in np.unique(tally.strata):
        inside = tally.strata == stratum
        part = Tally(
            tally.places[inside], tally.slots[inside], tally.strata[inside], tally.counts[inside]
        )
        expected += (
            np.outer(part.by_place(places), part.table(places, reach).sum(axis=0)) / part.total
        )
    return expected
