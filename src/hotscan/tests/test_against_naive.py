"""The fast scan and the plain one agree, on small random studies with everything that goes wrong in real ones."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotscan import Analysis, Counts, ModelKind, Options, Side, Study, Unit, places, scan
from hotscan.chance import Maxima
from hotscan.kernels import asking, dealing
from hotscan.population import Population
from hotscan.scanning import lay
from hotscan.tests import naive

ON_GLOBE = st.tuples(
    st.sampled_from([-90.0, -89.99, -45.0, 0.0, 10.0, 10.01, 10.02, 89.99, 90.0]),
    st.sampled_from([-180.0, -179.99, 0.0, 105.0, 105.01, 179.99, 180.0]),
)
IN_PLANE = st.tuples(st.integers(0, 4).map(float), st.integers(0, 4).map(float))


@dataclass
class Small:
    """A small study and how to scan it."""

    globe: bool
    points: list[tuple[float, float]]
    cases: list[tuple[int, int, int]]  # place, step, count
    controls: list[tuple[int, int, int]]
    people: list[float]
    steps: int
    options: Options


@st.composite
def studies(draw: st.DrawFn) -> Small:
    globe = draw(st.booleans())
    points = draw(st.lists(ON_GLOBE if globe else IN_PLANE, min_size=1, max_size=6))
    steps = draw(st.integers(1, 5))
    cell = st.tuples(st.integers(0, len(points) - 1), st.integers(0, steps - 1), st.integers(1, 4))
    model = draw(st.sampled_from(ModelKind))
    analyses = (
        list(Analysis)
        if model is not ModelKind.PERMUTATION
        else [Analysis.RETROSPECTIVE, Analysis.PROSPECTIVE]
    )
    shortest = draw(st.integers(1, steps))
    options = Options(
        model=model,
        analysis=draw(st.sampled_from(analyses)),
        max_share=draw(st.sampled_from([0.1, 0.3, 0.5])),
        max_radius=draw(st.sampled_from([None, 1.0, 2.5, 700.0])),
        min_window=shortest,
        max_window=draw(st.integers(shortest, steps)),
        unit=Unit.NUMBER,
        side=draw(st.sampled_from(Side)),
        replicates=0,
        threads=1,
    )
    people = draw(
        st.lists(st.integers(1, 50).map(float), min_size=len(points), max_size=len(points))
    )
    return Small(
        globe,
        points,
        draw(st.lists(cell, min_size=1, max_size=8)),
        draw(st.lists(cell, max_size=8)),
        people,
        steps,
        options,
    )


def _counts(cells: list[tuple[int, int, int]], of_location: np.ndarray) -> Counts:
    place, step, count = (
        (np.array(column, np.int64) for column in zip(*cells, strict=True))
        if cells
        else (np.zeros(0, np.int64),) * 3
    )
    return Counts(
        of_location[place] if len(place) else place, step, np.zeros(len(step), np.int64), count
    )


def _study(small: Small) -> Study:
    first, second = (np.array(column) for column in zip(*small.points, strict=True))
    at = places([f"L{i}" for i in range(len(small.points))], first, second, globe=small.globe)
    people = Population(
        at.of_location,
        np.zeros(len(small.points)),
        np.zeros(len(small.points), np.int64),
        np.array(small.people),
    )
    return Study(
        names=at.names, coordinates=at.coordinates, positions=at.positions, cases=_counts(small.cases, at.of_location),
        start=0, end=small.steps - 1, unit_of_times=Unit.NUMBER, controls=_counts(small.controls, at.of_location),
        population=people,
    )  # fmt: skip


class Plain:
    """The same study for the plain scan: tables by place, with coinciding points joined."""

    def __init__(self, small: Small, study: Study) -> None:
        self.small, self.options = small, small.options
        self.points = list(study.coordinates)
        self.cases = self._table(study.cases)
        self.controls = self._table(study.controls) if study.controls is not None else []
        self.people = [0.0] * len(self.points)
        assert study.population is not None
        for place, people in zip(study.population.places, study.population.people, strict=True):
            self.people[place] += people
        self.total = sum(map(sum, self.cases))

    def _table(self, counts: Counts) -> list[list[int]]:
        table = [[0] * self.small.steps for _ in self.points]
        for place, step, count in zip(counts.places, counts.times, counts.counts, strict=True):
            table[place][step] += int(count)
        return table

    @property
    def steps(self) -> int:
        return 1 if self.options.analysis is Analysis.SPATIAL else self.small.steps

    def shown(self, table: list[list[int]]) -> list[list[int]]:
        return [[sum(row)] for row in table] if self.options.analysis is Analysis.SPATIAL else table

    def windows(self) -> list[tuple[int, int]]:
        if self.options.analysis is Analysis.SPATIAL:
            return [(0, 0)]
        pairs = [(a, b) for a in range(self.steps) for b in range(a, self.steps)]
        lengths = range(self.options.min_window, (self.options.max_window or 0) + 1)
        fitting = [(a, b) for a, b in pairs if b - a + 1 in lengths]
        return (
            [w for w in fitting if w[1] == self.steps - 1]
            if self.options.analysis is Analysis.PROSPECTIVE
            else fitting
        )

    def everybody(self) -> list[list[int]]:
        return [
            [a + b for a, b in zip(x, y, strict=True)]
            for x, y in zip(self.cases, self.controls, strict=True)
        ]

    def weights(self) -> list[float]:
        match self.options.model:
            case ModelKind.PERMUTATION:
                return [float(sum(row)) for row in self.cases]
            case ModelKind.BERNOULLI:
                return [float(sum(row)) for row in self.everybody()]
            case ModelKind.POISSON:
                return self.people

    def expected(self, zone: Sequence[int], first: int, last: int) -> float:
        span = range(first, last + 1)
        match self.options.model:
            case ModelKind.PERMUTATION:
                here = sum(sum(self.cases[place]) for place in zone)
                then = sum(row[step] for row in self.cases for step in span)
                return here * then / self.total
            case ModelKind.BERNOULLI:
                table = self.shown(self.everybody())
                people = sum(map(sum, table))
                return (
                    sum(table[place][step] for place in zone for step in span) * self.total / people
                )
            case ModelKind.POISSON:
                share = sum(self.people[place] for place in zone) / sum(self.people)
                return share * len(span) / self.steps * self.total

    def ratio(self) -> naive.Ratio:
        if self.options.model is ModelKind.BERNOULLI:
            return naive.bernoulli_ratio(self.total, sum(map(sum, self.everybody())))
        return naive.poisson_ratio(self.total)

    def grounds(self) -> list[list[int]]:
        if self.options.analysis is Analysis.TEMPORAL:
            return [list(range(len(self.points)))]
        radius = self.options.max_radius or float("inf")
        distance = (
            naive.great_circle
            if self.small.globe
            else lambda one, two: float(np.hypot(one[0] - two[0], one[1] - two[1]))
        )
        return list(
            naive.zones(self.points, self.weights(), self.options.max_share, radius, distance)
        )

    def best(self, cases: list[list[int]]) -> float:
        return naive.best(
            self.shown(cases) if cases is self.cases else cases, self.expected, self.grounds(), self.windows(), self.ratio(),
            str(self.options.side),
        )  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(studies())
def test_the_strongest_window_is_that_of_the_plain_scan(small: Small):
    study = _study(small)
    found = scan(study, small.options)
    strongest = found.clusters[0].llr if found.clusters else 0.0
    plain = Plain(small, study)
    assert strongest == pytest.approx(plain.best(plain.cases), abs=1e-8)


# The only window is the whole study: slot 1, where the table of critical counts has but one column.
LONG_WINDOW_ALONE = Small(
    globe=False, points=[(0.0, 0.0), (0.0, 1.0)], cases=[(0, 0, 2)], controls=[], people=[3.0, 1.0], steps=2,
    options=Options(model=ModelKind.POISSON, analysis=Analysis.RETROSPECTIVE, max_share=0.3, min_window=2, max_window=2, unit=Unit.NUMBER, replicates=0, threads=1),
)  # fmt: skip

# All but one are cases: fewer than ten of the eleven people of a place cannot be.
NEARLY_ALL_ARE_CASES = Small(
    globe=False, points=[(0.0, 0.0), (0.0, 1.0)], cases=[(0, 0, 11), (1, 0, 10)], controls=[(1, 0, 1)], people=[1.0, 1.0], steps=1,
    options=Options(model=ModelKind.BERNOULLI, analysis=Analysis.SPATIAL, unit=Unit.NUMBER, side=Side.LOW, replicates=0, threads=1),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(studies(), st.integers(0, 2**63 - 1))
@example(LONG_WINDOW_ALONE, 0)
@example(NEARLY_ALL_ARE_CASES, 0)
def test_the_maximum_of_each_replicate_is_that_of_the_plain_scan(small: Small, seed: int):
    _agrees_in_each_replicate(small, seed)


def _agrees_in_each_replicate(small: Small, seed: int, replicates: int = 8) -> None:
    study = _study(small)
    agrees_in_each_replicate(study, Plain(small, study), seed, replicates)


def agrees_in_each_replicate(study: Study, plain: Plain, seed: int, replicates: int) -> None:
    """Assert that the maximum of each replicate is the strongest window of the plain scan over the same deal."""
    small = plain.small
    with ThreadPoolExecutor(1) as threads:
        ready = lay(study, small.options, threads)
        ground = ready.ground
        found = Maxima(ground, seed, threads).of(np.arange(replicates))
        rows = np.zeros((len(ground.model.counts), asking.WORDS, ground.model.reach), np.uint64)
        ground.model.dealer()(rows, np.arange(replicates), seed, ground.bits)
    dealing.add_up(rows, ground.bits, np.zeros(len(rows), np.int64))
    for replicate in range(replicates):
        dealt = _dealt(rows, replicate, ground.bits, ready.order, plain)
        assert found[replicate] == pytest.approx(plain.best(dealt), abs=1e-8)


def _with_empty_cells(seed: int) -> Small:
    """Return places of which half have nobody in a step: zones asked together expect nothing, and then something."""
    rng = np.random.default_rng(seed)
    cells = [(int(place), int(step)) for place, step in np.argwhere(rng.random((20, 4)) < 0.5)]
    points = rng.choice(400, 20, replace=False)
    return Small(
        globe=False,
        points=[(float(point // 20), float(point % 20)) for point in points],
        cases=[(*cell, 1) for cell in cells if rng.random() < 0.2],
        controls=[(*cell, int(rng.integers(1, 3))) for cell in cells],
        people=[1.0] * 20,
        steps=4,
        options=Options(model=ModelKind.BERNOULLI, analysis=Analysis.RETROSPECTIVE, max_window=1, unit=Unit.NUMBER, replicates=0, threads=1),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_zone_that_expects_nothing_hides_no_later_zone_asked_with_it(seed: int):
    _agrees_in_each_replicate(_with_empty_cells(seed), seed, replicates=32)


def _dealt(
    rows: np.ndarray, replicate: int, bits: int, order: np.ndarray, plain: Plain
) -> list[list[int]]:
    """Return a replicate's counts by place and step; steps out of every window's reach are left empty."""
    steps = plain.steps
    word, lane = divmod(replicate, 64 // bits)
    full = np.uint64(2**bits - 1)
    sums = ((rows[:, word, :] >> np.uint64(bits * lane)) & full).astype(np.int64)
    alone = np.diff(sums, axis=1, prepend=0)
    table = np.zeros((len(plain.points), steps), np.int64)
    for row, place in enumerate(order):
        for slot in range(min(alone.shape[1], steps)):
            table[place, steps - 1 - slot] = alone[row, slot]
    return [[int(count) for count in line] for line in table]


def test_a_replicate_keeps_the_margins_and_puts_back_what_it_exchanged():
    rng = np.random.default_rng(5)
    labels = np.repeat(np.arange(20), 5).astype(np.int32) * asking.WORDS * 3
    slots = np.sort(rng.integers(0, 3, 100)).astype(np.int32)
    before = labels.copy()
    rows = np.zeros((20, asking.WORDS, 3), np.uint64)
    whole = np.array([100])
    partners = np.zeros(100, np.int32)
    dealing.deal(
        rows.reshape(-1), 3, np.arange(16), 7, labels, slots, np.array([0]), whole, whole, 16, partners
    )  # fmt: skip
    assert np.array_equal(labels, before)
    for lane in range(4):
        counts = (rows >> np.uint64(16 * lane)) & np.uint64(0x7FFF)
        assert (counts.sum(axis=2) == 5).all()
        assert (counts.sum(axis=0) == np.bincount(slots)).all()
