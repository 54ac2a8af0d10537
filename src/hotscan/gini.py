"""How large clusters should be reported: the cap that parts the map best into much and little.

A large cap joins neighbours into one cluster, a small one breaks a cluster into pieces. Of the clusters found under each
cap, those beyond chance are laid along a Lorenz curve of observed over expected cases; the cap whose curve bends most,
with the largest Gini coefficient, is chosen (Han, Zhu, Kulldorff, Hostovich, Stinchcomb, Tatalovich, Lewis, Feuer 2016).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hotscan.clusters import Candidate


@dataclass(frozen=True, slots=True)
class Choice:
    """The share of all cases a zone may expect that was chosen, the coefficient of every share asked, and its clusters."""

    share: float
    coefficients: dict[float, float]
    clusters: tuple[Candidate, ...]


def coefficient(observed: Sequence[float], expected: Sequence[float], total: float) -> float:
    """Return 1 - 2 x the area under the Lorenz curve of clusters and the rest of the map, from the lowest ratio up.

    observed, expected   of each cluster; they share no place. 0 where there is no cluster.
    """
    if not len(observed):
        return 0.0
    cases = np.append(observed, total - sum(observed)) / total
    usual = np.append(expected, total - sum(expected)) / total
    order = np.argsort(cases / np.maximum(usual, 1e-300), kind="stable")
    height = np.concatenate([[0.0], np.cumsum(cases[order])])
    return float(1 - (usual[order] * (height[1:] + height[:-1])).sum())


def choose(found: Mapping[float, Sequence[Candidate]], total: int) -> Choice | None:
    """Return the choice among the clusters beyond chance under each share; None where there are none at all.

    Of shares with the same coefficient the smallest is chosen.
    """
    coefficients = {
        share: coefficient([c.observed for c in kept], [c.expected for c in kept], total)
        for share, kept in sorted(found.items())
    }
    share = max(coefficients, key=lambda share: round(coefficients[share], 12))
    return Choice(share, coefficients, tuple(found[share])) if found[share] else None
