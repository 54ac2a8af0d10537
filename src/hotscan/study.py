"""What was counted, where and when: the input of a scan, whatever file or frame it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotscan.geometry import Floats, Integers, Positions, in_plane, joined, on_globe, one_name
from hotscan.known import Known
from hotscan.options import Options
from hotscan.population import Population
from hotscan.problems import ScanProblem
from hotscan.timing import Timeline, Unit, timeline


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by place, time and stratum. All int64[n]; times are ordinals of days, or plain numbers."""

    places: Integers
    times: Integers
    strata: Integers
    counts: Integers

    def within(self, line: Timeline) -> tuple[Integers, Integers, Integers, Integers]:
        """Return times, places, strata and counts of what lies inside the study and is not zero."""
        inside = (self.times >= line.edges[0]) & (self.times < line.edges[-1]) & (self.counts > 0)
        return self.times[inside], self.places[inside], self.strata[inside], self.counts[inside]

    def history(self, places: Integers, line: Timeline) -> Integers:
        """Return int64[steps], how many there were at some places in each step, the earliest first."""
        times, at, _, counts = self.within(line)
        mine = np.isin(at, places)
        steps = line.steps - 1 - line.slots_of(times[mine])
        return np.bincount(steps, weights=counts[mine], minlength=line.steps).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Expectations:
    """Expected cases given directly: int64[n] places and times, float64[n] values, not negative."""

    places: Integers
    times: Integers
    values: Floats


@dataclass(frozen=True, slots=True)
class Grid:
    """Centres of zones, as points and as they were given."""

    coordinates: Sequence[tuple[float, float]]
    positions: Positions


@dataclass(frozen=True, slots=True)
class Study:
    """A study: places with what was counted there, between two times (both inside).

    grid         centres of zones where they are not the places themselves
    known        relative risks that are known already; 0 takes a place out for a while
    names        per place, the locations at its coordinates
    coordinates  per place, as they were given: latitude and longitude, or x and y
    """

    names: Sequence[Sequence[str]]
    coordinates: Sequence[tuple[float, float]]
    positions: Positions
    cases: Counts
    start: int
    end: int
    unit_of_times: Unit = Unit.DAY
    controls: Counts | None = None
    population: Population | None = None
    expected: Expectations | None = None
    strata: int = 1
    grid: Grid | None = None
    known: Known | None = None

    def seen(self, counts: Counts, line: Timeline) -> tuple[Integers, Integers, Integers, Integers]:
        """Return times, places, strata and counts of what lies inside the study and was not taken out."""
        inside = counts.within(line)
        if self.known is None:
            return inside
        times, places, strata, numbers = inside
        left = ~self.known.out(places, times, times)
        return times[left], places[left], strata[left], numbers[left]

    def timeline(self, options: Options) -> Timeline:
        """Return the study cut into the steps the options ask for; one step for a purely spatial analysis."""
        if options.analysis == "spatial":
            return Timeline(np.array([self.start, self.end + 1], np.int64), self.unit_of_times)
        unit = Unit.NUMBER if self.unit_of_times is Unit.NUMBER else options.unit
        return timeline(self.start, self.end, unit, options.step)


@dataclass(frozen=True, slots=True)
class Places:
    """Locations joined where they share coordinates. of_location: int64[locations], the place of each."""

    names: list[list[str]]
    coordinates: list[tuple[float, float]]
    positions: Positions
    of_location: Integers


def places(names: Sequence[str], first: Floats, second: Floats, *, globe: bool) -> Places:
    """Return the places of locations.

    first, second   float64[n]: latitude and longitude in degrees (globe), or x and y
    Raises ScanProblem for a coordinate that is no number or lies outside the globe.
    """
    for name, one, two in zip(names, first.tolist(), second.tolist(), strict=True):
        if not (np.isfinite(one) and np.isfinite(two)):
            raise ScanProblem(
                f"Location {name} has a coordinate that is not a number; give both or take it out."
            )
        if globe and not (-90 <= one <= 90 and -360 <= two <= 360):
            raise ScanProblem(
                f"Location {name} lies at latitude {one:g}, longitude {two:g}, which is not on the globe; "
                "latitude goes from -90 to 90 and stands first."
            )
    at = on_globe(first, second) if globe else in_plane(first, second)
    of_location = joined(one_name(first, second) if globe else np.column_stack([first, second]))
    count = int(of_location.max(initial=-1)) + 1
    joined_names: list[list[str]] = [[] for _ in range(count)]
    chosen = np.full(count, -1, np.int64)
    for location, place in enumerate(of_location.tolist()):
        joined_names[place].append(names[location])
        if chosen[place] < 0:
            chosen[place] = location
    coordinates = list(zip(first[chosen].tolist(), second[chosen].tolist(), strict=True))
    return Places(joined_names, coordinates, at.taken(chosen), of_location)
