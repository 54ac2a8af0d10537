"""What is worked out in pieces and joined is what one process finds, to the last bit."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from hotscan import Analysis, ModelKind, Options, Penalty, Study, pieces, places, scan
from hotscan.study import Counts, Grid


def _study(seed: int = 1, *, globe: bool = True) -> Study:
    draw = np.random.default_rng(seed)
    at = places([str(n) for n in range(60)], draw.uniform(8, 23, 60), draw.uniform(102, 109, 60), globe=globe)  # fmt: skip

    def counts(n: int) -> Counts:
        return Counts(draw.integers(0, 60, n), draw.integers(1000, 1040, n), np.zeros(n, np.int64), draw.integers(1, 4, n))  # fmt: skip

    return Study(
        names=at.names, coordinates=at.coordinates, positions=at.positions, cases=counts(400), controls=counts(900),
        start=1000, end=1039,
    )  # fmt: skip


def _on_a_grid(study: Study) -> Study:
    chosen = np.arange(0, 60, 3)
    return replace(study, grid=Grid([study.coordinates[n] for n in chosen.tolist()], study.positions.taken(chosen)))  # fmt: skip


KINDS = {
    "permutation": (_study(), Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_window=7)),
    "Bernoulli, any window": (_study(), Options(model=ModelKind.BERNOULLI, analysis=Analysis.RETROSPECTIVE, max_window=5)),
    "a grid": (_on_a_grid(_study()), Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_window=7)),
    "an early stop": (_study(), Options(model=ModelKind.PERMUTATION, analysis=Analysis.PROSPECTIVE, max_window=7, stop_after=5)),
    "ellipses": (
        _study(globe=False),
        Options(model=ModelKind.BERNOULLI, analysis=Analysis.SPATIAL, ellipses=((2.0, 3),), penalty=Penalty.MEDIUM, gini=True),
    ),
    "time alone, again and again": (_study(), Options(model=ModelKind.BERNOULLI, analysis=Analysis.TEMPORAL, max_window=7, iterations=2)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_joined_are_the_scan_to_the_last_bit(kind):
    study, options = KINDS[kind]
    options = replace(options, replicates=299)
    whole = scan(study, options)
    joined = pieces.scan(study, options, pieces.here, pieces.Cut(centres=4, replicates=3))
    assert joined.maxima.tobytes() == whole.maxima.tobytes()
    assert joined.stopped_early == whole.stopped_early
    assert [_told(one) for one in joined.clusters] == [_told(one) for one in whole.clusters]
    assert joined.gini == whole.gini


def _told(cluster):
    return (
        cluster.locations, cluster.center, cluster.radius, cluster.form, cluster.steps, cluster.observed, cluster.expected,
        cluster.llr, cluster.p_value, cluster.gumbel_p, cluster.by_gini,
    )  # fmt: skip


def test_a_piece_of_replicates_is_asked_alone_and_after_a_journey():
    study, options = KINDS["permutation"]
    whole = scan(study, replace(options, replicates=100))
    work = pickle.loads(pickle.dumps(pieces.Work(study, options)))  # noqa: S301  (our own)
    found = pieces.maxima(work, (0, work.centres), (40, 100))
    assert found.tobytes() == whole.maxima[40:100].tobytes()


def test_spans_are_even_and_leave_nothing_out():
    assert list(pieces.spans(10, 20, 3)) == [(10, 13), (13, 16), (16, 20)]
    assert list(pieces.spans(0, 2, 5)) == [(0, 1), (1, 2)]
