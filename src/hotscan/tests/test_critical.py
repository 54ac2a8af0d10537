"""The critical counts: none that is passed over may exceed the floor, and few that do not exceed it are looked at."""

import math

import numpy as np
import pytest

from hotscan.kernels import likelihood


@pytest.mark.parametrize(
    "law",
    [
        (3_000_000, likelihood.POISSON, 0.0),
        (900, likelihood.POISSON, 0.0),
        (3_000_000, likelihood.BERNOULLI, 4_000_000.0),
        (900, likelihood.BERNOULLI, 90_000.0),
    ],
)
@pytest.mark.parametrize("floor", [0.0, 0.5, 8.0, 40.0])
def test_what_is_passed_over_does_not_exceed_the_floor_and_the_next_but_few_does(law, floor):
    total, family, people = law
    mass = np.geomspace(0.001, total / 2, 400)[:, None]
    counts, edges = np.zeros(200_000, np.int64), np.zeros(200_000)
    used = likelihood.edges(law, floor, float(mass.max()), total, counts, edges)
    found = np.zeros((400, 1), np.int32)
    window = np.zeros(1, np.int64), np.full(1, -1, np.int64)
    likelihood.critical_counts(mass, *window, counts, edges, used, 2**31 - 1, found, 0, 400)
    for expected, count in zip(mass[:, 0].tolist(), found[:, 0].tolist(), strict=True):
        most = expected * people / total if family == likelihood.BERNOULLI else total
        if 1 < count <= most and count > expected:
            assert likelihood.ratio(count, expected, law) <= floor + 1e-9
        beyond = count + 1 + max(1, int(math.sqrt(count) / 16))
        if beyond <= most:
            assert beyond > expected
            assert likelihood.ratio(beyond, expected, law) > floor - 1e-9
