"""Every case of the reference implementation, from its parameter file to its clusters."""

from typing import Any

import numpy as np
import pytest

from hotscan import Cluster, parameters, read, scan
from hotscan.tests.reference_cases import Case, cases

REPLICATES = 999


def _plain(date: str) -> str:
    return "/".join(str(int(part)) for part in date.split("-"))


def _same(found: Cluster, expected: dict[str, Any]) -> None:
    assert f"{found.llr:.6f}" == expected.get("LLR", expected.get("TEST_STAT"))
    assert set(found.locations) == set(expected["locations"])
    assert found.observed == int(expected["OBSERVED"])
    digits = len(expected["EXPECTED"].partition(".")[2])
    assert abs(found.expected - float(expected["EXPECTED"])) <= 0.51 * 10**-digits
    for day, written in ((found.start, "START_DATE"), (found.end, "END_DATE")):
        assert f"{_plain(day)}/".startswith(
            f"{expected[written]}/"
        )  # of a temporal analysis the year alone
    if "REL_RISK" in expected:
        assert found.relative_risk == pytest.approx(float(expected["REL_RISK"]), abs=0.0051)


def _chance_agrees(found: Cluster, expected: dict[str, Any], replicates: int) -> None:
    p = float(expected["P_VALUE"])
    error = np.sqrt(max(p * (1 - p), 1e-4) * (1 / REPLICATES + 1 / replicates))
    assert found.p_value == pytest.approx(p, abs=4 * error + 1 / REPLICATES)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_clusters_are_those_of_the_reference(case: Case, tmp_path: Any):
    files, options = parameters(case.written(tmp_path, MonteCarloReps=REPLICATES))
    result = scan(read(files), options)
    assert len(result.clusters) >= len(case.clusters)
    for found, expected in zip(result.clusters, case.clusters, strict=False):
        _same(found, expected)
        _chance_agrees(found, expected, case.parameters["MonteCarloReps"])
    assert result.maxima.mean() == pytest.approx(
        case.null["mean"], abs=5 * case.null["sd"] / np.sqrt(REPLICATES)
    )
