"""What a scan found."""

from collections.abc import Sequence
from dataclasses import dataclass

from hotscan.ellipses import Ellipse
from hotscan.geometry import Floats, Integers
from hotscan.options import Options
from hotscan.study import Counts
from hotscan.timing import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Places and a span of time where more cases fell than chance deals (or fewer).

    locations   nearest to the centre first
    radius      kilometres on the globe, the plane's unit there; of an ellipse the shortest half axis
    form        the shape and angle of the window: a circle, unless ellipses were asked for
    start, end  the first and the last day inside; steps: the same as numbers of the study's steps, last one inside
    relative_risk   the rate inside over the rate outside; None where there is no case outside
    llr         logarithm of the likelihood ratio; statistic: the same less the penalty of an ellipse, which p is of
    p_value     None where no replicate was asked
    recurrence_interval_days   after how many days chance alone shows as much once; of prospective scans
    places      int64[n], its places as numbers of the study's
    by_gini     whether the Gini choice reports it; None where no such choice was asked for
    A cluster of a purely temporal analysis is everywhere: no locations, no center, position None, all places.
    """

    locations: tuple[str, ...]
    center: str
    position: tuple[float, float] | None
    radius: float
    form: Ellipse
    start: str
    end: str
    steps: tuple[int, int]
    observed: int
    expected: float
    relative_risk: float | None
    llr: float
    statistic: float
    p_value: float | None
    gumbel_p: float | None
    recurrence_interval_days: float | None
    places: Integers
    by_gini: bool | None = None


@dataclass(frozen=True, slots=True)
class GiniChoice:
    """The largest share of a zone that the Gini choice made, and the coefficient of every share it was made among."""

    share: float
    coefficients: dict[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The clusters of a study, strongest first, and what they were held against.

    maxima         float64[replicates asked], the largest ratio of each
    stopped_early  enough replicates had reached the observed; complete: False where somebody broke the scan off
    coordinates    of every place, as they were given
    """

    clusters: tuple[Cluster, ...]
    maxima: Floats
    stopped_early: bool
    complete: bool
    cases: int
    coordinates: Sequence[tuple[float, float]]
    on_globe: bool
    counts: Counts
    line: Timeline
    options: Options
    gini: GiniChoice | None = None

    @property
    def places(self) -> int:
        """Return how many places were scanned."""
        return len(self.coordinates)

    def history(self, cluster: Cluster) -> Integers:
        """Return int64[steps], the cases of a cluster's places in each step of the study, the earliest first."""
        return self.counts.history(cluster.places, self.line)
