"""How many cases a population leads one to expect, place by place and step by step.

Between two given dates a population changes evenly, before the first and after the last it stays. Each stratum (age
group and sex, say) has the rate of the whole study: its cases over its person-time; a place expects the sum over the
strata of its own person-time times that rate (indirect standardisation).
"""

from dataclasses import dataclass

import numpy as np

from hotscan.geometry import Floats, Integers
from hotscan.timing import Timeline, Unit


@dataclass(frozen=True, slots=True)
class Population:
    """Counts of people, as they were given.

    places, strata   int64[n]; times float64[n], the moment each count holds at; people float64[n], not negative
    """

    places: Integers
    times: Floats
    strata: Integers
    people: Floats


def expected(
    population: Population, cases_by_stratum: Integers, places: int, line: Timeline
) -> Floats:
    """Return float64[places, slots], expected cases in each slot alone; their sum is the number of cases."""
    total, weights = np.zeros((places, line.steps)), _Weights(line)
    for stratum, cases in enumerate(cases_by_stratum):
        lived = _person_time(population, stratum, places, weights)
        everybody = lived.sum()
        if cases and everybody > 0:
            total += lived * (cases / everybody)
    return total


def unlived(
    population: Population, at: tuple[Integers, Integers], places: int, since: int, until: int
) -> Integers:
    """Return which of some places and strata (int64[n] each) nobody lived in between two times, both inside."""
    line, (where, strata) = Timeline(np.array([since, until + 1], np.int64), Unit.NUMBER), at
    lived, weights = np.zeros(len(where)), _Weights(line)
    for stratum in np.unique(strata):
        mine = strata == stratum
        lived[mine] = _person_time(population, int(stratum), places, weights)[where[mine], 0]
    return np.flatnonzero(lived <= 0)


class _Weights:
    """How much of each date's count goes into the person-time of each slot. Most strata and places know the same dates."""

    def __init__(self, line: Timeline) -> None:
        self.line = line
        self._known: dict[bytes, Floats] = {}

    def of(self, times: Floats) -> Floats:
        """Return float64[dates, slots]."""
        key = times.tobytes()
        if key not in self._known:
            self._known[key] = np.column_stack(
                [_integral(times, float(a), float(b)) for a, b in _slots(self.line)]
            )
        return self._known[key]


def _person_time(population: Population, stratum: int, places: int, weights: _Weights) -> Floats:
    """Return float64[places, slots]: people times time, of one stratum."""
    mine = population.strata == stratum
    times, column = np.unique(population.times[mine], return_inverse=True)
    lived = np.zeros((places, weights.line.steps))
    if not len(times):
        return lived
    known = np.full((places, len(times)), np.nan)
    where = (population.places[mine], column)
    known[where] = 0.0
    np.add.at(known, where, population.people[mine])
    complete = ~np.isnan(known).any(axis=1)
    lived[complete] = known[complete] @ weights.of(times)
    for place in np.flatnonzero(~complete & ~np.isnan(known).all(axis=1)):
        given = ~np.isnan(known[place])
        lived[place] = known[place, given] @ weights.of(times[given])
    return lived


def _slots(line: Timeline) -> list[tuple[int, int]]:
    return list(zip(line.edges[:-1].tolist(), line.edges[1:].tolist(), strict=True))[::-1]


def _integral(times: Floats, since: float, until: float) -> Floats:
    """Return the weights w with w @ counts = the integral from `since` to `until` of the counts joined by straight lines."""
    knots = np.unique(np.concatenate([[since, until], times[(times > since) & (times < until)]]))
    bases = np.array([np.interp(knots, times, unit) for unit in np.eye(len(times))])
    weights: Floats = (np.diff(knots) * (bases[:, 1:] + bases[:, :-1]) / 2).sum(axis=1)
    return weights
