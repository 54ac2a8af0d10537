"""How a study is to be scanned, and whether the study has what that needs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from operator import index
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from hotscan.models import Tally
from hotscan.problems import ScanProblem
from hotscan.timing import Timeline, Unit

if TYPE_CHECKING:
    from hotscan.study import Study

N = TypeVar("N", int, float)
MOST_REPLICATES: Final = 10_000_000
_DAYS_OF_A_WEEK: Final = 7
_LONGEST_SHAPE: Final = 1000


class ModelKind(StrEnum):
    """What chance leaves as it is: see models.py."""

    PERMUTATION = "permutation"
    POISSON = "poisson"
    BERNOULLI = "bernoulli"


class Analysis(StrEnum):
    """Which windows of time are looked at."""

    SPATIAL = "spatial"  # the whole study at once
    TEMPORAL = "temporal"  # any window, of all places together
    RETROSPECTIVE = "retrospective"  # any window
    PROSPECTIVE = "prospective"  # those that reach the study's end


class Side(StrEnum):
    """Whether more than expected is looked for, or less."""

    HIGH = "high"
    LOW = "low"
    BOTH = "both"


class Secondary(StrEnum):
    """Which clusters are left out beside a stronger one that was kept, where both hold the same time."""

    NO_OVERLAP = "no-overlap"  # those that share a place with it
    NO_CENTERS_IN_OTHER = (
        "no-centers-in-other"  # those whose centre lies in it, or that hold its centre
    )
    NO_CENTERS_IN_STRONGER = "no-centers-in-stronger"  # those whose centre lies in it
    NO_CENTERS_IN_WEAKER = "no-centers-in-weaker"  # those that hold its centre
    NO_PAIRS = "no-pairs-of-centers"  # those of which both are true
    ANY = "any"  # none: the best window of every centre


class Penalty(StrEnum):
    """How far an ellipse must beat a circle: its ratio counts (4 s / (s + 1)^2)^a, s its shape, a = 0, 1/2 or 1."""

    NONE = "none"
    MEDIUM = "medium"
    STRONG = "strong"


_KINDS: Final[dict[str, type[StrEnum]]] = {
    "model": ModelKind,
    "analysis": Analysis,
    "side": Side,
    "unit": Unit,
    "secondary": Secondary,
    "penalty": Penalty,
}
_WHOLE: Final = (
    *("min_window", "max_window", "step", "earlier_since", "replicates", "stop_after", "seed"),
    *("threads", "most_clusters", "iterations"),
)
_REAL: Final = ("max_share", "max_radius", "max_window_share", "gini_p", "iteration_p")
_MAY_LACK: Final = ("max_window", "earlier_since", "stop_after", "threads", "max_radius")


def _of_kind(name: str, value: str, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        raise ScanProblem(
            f"{value!r} is no {name} of a scan; choose one of {', '.join(kind)}."
        ) from None


def _number(name: str, value: object, of: Callable[[Any], N], kind: str) -> N:
    try:
        return of(value)
    except TypeError:
        raise ScanProblem(f"{name} must be {kind}, not {value!r}; correct it.") from None


def _real(value: Any) -> float:
    if isinstance(value, str):
        raise TypeError
    return float(value)


GINI_SHARES: Final = tuple(n / 100 for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50))
ELLIPSES: Final = ((1.5, 4), (2.0, 6), (3.0, 9), (4.0, 12), (5.0, 15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to look for and how hard.

    max_share     0 < share <= 0.5: no zone expects more than this share of all cases
    max_radius    kilometres on the globe, the plane's unit there
    ellipses      (longest axis over shortest, number of angles) of each ellipse tried besides the circle; ELLIPSES are
                  the reference's. Spatial analyses in the plane; max_radius is of the shortest half axis then
    penalty       how far an ellipse must beat a circle
    min_window, max_window   lengths in steps; max_window_share, of the study, where no length is given
    unit, step    what a step of time is made of, and how many of it
    by_weekday    permutation: cases change days only within their weekday, so that a place busy on Saturdays is no cluster
    earlier_since prospective: replicates are asked over every window that ended since this time, which adjusts for the
                  scans already made
    secondary     which clusters are left out beside a stronger one; None reports only those the Gini choice makes
    gini          choose the largest share of a zone among `gini_shares` by the Gini coefficient of the clusters whose p is
                  below `gini_p` (Han and others 2016); spatial analyses
    iterations    how many times the strongest cluster is taken out and the rest scanned again, while its p is at most
                  `iteration_p`; 0 for one scan. Spatial and temporal analyses
    stop_after    stop once this many replicates reached the observed ratio (Besag and Clifford 1991)
    """

    model: ModelKind
    analysis: Analysis
    max_share: float = 0.5
    max_radius: float | None = None
    ellipses: tuple[tuple[float, int], ...] = ()
    penalty: Penalty = Penalty.NONE
    min_window: int = 1
    max_window: int | None = None
    max_window_share: float = 0.5
    unit: Unit = Unit.DAY
    step: int = 1
    side: Side = Side.HIGH
    by_weekday: bool = False
    earlier_since: int | None = None
    replicates: int = 999
    stop_after: int | None = None
    seed: int = 1
    threads: int | None = None
    most_clusters: int = 50
    secondary: Secondary | None = Secondary.NO_OVERLAP
    gini: bool = False
    gini_p: float = 0.05
    gini_shares: tuple[float, ...] = GINI_SHARES
    iterations: int = 0
    iteration_p: float = 0.05

    def __post_init__(self) -> None:
        """Take plain words for what they name ("poisson"), and whole numbers of any kind. Raises ScanProblem."""
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _of_kind(name, value, kind))
        for name in _WHOLE:
            value = getattr(self, name)
            if value is not None or name not in _MAY_LACK:
                object.__setattr__(self, name, _number(name, value, index, "a whole number"))
        for name in _REAL:
            value = getattr(self, name)
            if value is not None or name not in _MAY_LACK:
                object.__setattr__(self, name, _number(name, value, _real, "a number"))

    def check(self, study: "Study") -> None:
        """Raise ScanProblem where an option makes no sense, alone or for this study."""
        for wrong, words in self._objections(study):
            if wrong:
                raise ScanProblem(words)

    def _objections(self, study: "Study") -> list[tuple[bool, str]]:
        return [
            *self._of_numbers(),
            *self._of_windows(study),
            *self._of_report(),
            *self._of_iterations(),
            *self._of_model(study),
            *self._of_known(study),
        ]

    def _of_numbers(self) -> list[tuple[bool, str]]:
        return [
            (
                not 0 < self.max_share <= 0.5,
                "The largest share of a zone must lie above 0 and at most at 0.5.",
            ),
            (
                self.max_radius is not None and not self.max_radius > 0,
                "The largest radius must be more than 0.",
            ),
            (self.min_window < 1, "The shortest window must be at least one step."),
            (
                self.max_window is not None and self.max_window < self.min_window,
                "The longest window is shorter than the shortest; exchange them.",
            ),
            (
                not 0 < self.max_window_share <= 0.9,
                "The longest window may take more than 0 and at most 0.9 of the study.",
            ),
            (
                not 0 <= self.replicates <= MOST_REPLICATES,
                f"The number of replicates must lie between 0 and {MOST_REPLICATES:,}.",
            ),
            (
                self.stop_after is not None and self.stop_after < 1,
                "An early stop needs at least one replicate to stop at.",
            ),
            (not 0 <= self.seed < 2**63, "The seed must be a whole number from 0 to 2^63 - 1."),
            (self.threads is not None and self.threads < 1, "At least one thread is needed."),
            (self.most_clusters < 1, "At least one cluster must be asked for."),
        ]

    def _of_windows(self, study: "Study") -> list[tuple[bool, str]]:
        return [
            (
                self.unit is Unit.NUMBER
                and self.analysis is not Analysis.SPATIAL
                and study.unit_of_times is not Unit.NUMBER,
                "Steps of plain numbers need times that are plain numbers; take steps of days.",
            ),
            (
                not all(
                    1 < shape < _LONGEST_SHAPE and angles >= 1 for shape, angles in self.ellipses
                ),
                f"An ellipse needs a shape above 1 and below {_LONGEST_SHAPE:,} (longest axis over shortest) and at least one angle.",
            ),
            (
                bool(self.ellipses) and self.analysis is not Analysis.SPATIAL,
                "Ellipses are looked at in purely spatial analyses only; choose circles or a spatial analysis.",
            ),
            (
                bool(self.ellipses) and study.positions.on_globe,
                "Ellipses need plane coordinates; project latitudes and longitudes to x and y first, or choose circles.",
            ),
            (
                self.penalty is not Penalty.NONE and not self.ellipses,
                "A penalty for ellipses means nothing without ellipses; ask for ellipses or take it out.",
            ),
        ]

    def _of_report(self) -> list[tuple[bool, str]]:
        return [
            (
                self.secondary is None and not self.gini,
                "Nothing would be reported: choose a rule for secondary clusters, or the Gini choice.",
            ),
            (
                self.gini and self.analysis is not Analysis.SPATIAL,
                "The Gini choice is made in purely spatial analyses only; take it out or choose a spatial analysis.",
            ),
            (
                self.gini and self.replicates < 1,
                "The Gini choice needs replicates to know which clusters are beyond chance; ask for some.",
            ),
            (
                not (
                    0 < self.gini_p <= 1
                    and self.gini_shares
                    and all(0 < s <= 0.5 for s in self.gini_shares)
                ),
                "The Gini choice needs shares above 0 and at most 0.5, and a p above 0 and at most 1.",
            ),
        ]

    def _of_iterations(self) -> list[tuple[bool, str]]:
        return [
            (
                self.iterations < 0 or not 0 <= self.iteration_p <= 1,
                "An iterative scan needs a number of turns, and a p between 0 and 1 to stop at.",
            ),
            (
                self.iterations > 0 and self.analysis not in (Analysis.SPATIAL, Analysis.TEMPORAL),
                (
                    "Clusters are taken out one by one in purely spatial and purely temporal analyses only; "
                    "scan once, or choose such an analysis."
                ),
            ),
            (
                self.iterations > 0 and self.gini,
                "An iterative scan shows one cluster a turn, so there is nothing for the Gini choice; take one of both out.",
            ),
        ]

    def _of_known(self, study: "Study") -> list[tuple[bool, str]]:
        if study.known is None or self.model is ModelKind.POISSON:
            return []
        return [
            (
                bool((study.known.risks != 0).any()),
                (
                    "A known relative risk changes what is expected, which only the Poisson model can do; "
                    "take the places out with a risk of 0, or choose the Poisson model."
                ),
            ),
            (
                self.model is ModelKind.PERMUTATION
                and not study.known.is_rectangle(len(study.names), study.timeline(self)),
                (
                    "The permutation model exchanges times among all places, so a place must be taken out for the whole study, "
                    "or a time for all places."
                ),
            ),
        ]

    def _of_model(self, study: "Study") -> list[tuple[bool, str]]:
        permuted = self.model is ModelKind.PERMUTATION
        return [
            (
                permuted and self.analysis is Analysis.SPATIAL,
                "The permutation model deals days anew, so it needs time: choose a retrospective or prospective analysis.",
            ),
            (
                permuted and self.analysis is Analysis.TEMPORAL,
                "The permutation model never changes how many cases a day has: choose another model for time alone.",
            ),
            (
                self.model is ModelKind.BERNOULLI and study.controls is None,
                "The Bernoulli model needs controls; give a control file.",
            ),
            (
                self.model is ModelKind.BERNOULLI and study.strata > 1,
                (
                    "The Bernoulli model knows no covariates; take what stands behind the time (or, without times, behind "
                    "the number of cases) out."
                ),
            ),
            (
                self.model is ModelKind.POISSON
                and study.population is None
                and study.expected is None,
                "The Poisson model needs a population or expectations; give a population file.",
            ),
            (
                self.by_weekday
                and not (
                    permuted
                    and study.unit_of_times is Unit.DAY
                    and (self.unit, self.step) == (Unit.DAY, 1)
                ),
                "Weekdays can be kept only by the permutation model, with days as times and steps of one day.",
            ),
            (
                self.earlier_since is not None and self.analysis is not Analysis.PROSPECTIVE,
                "Earlier scans can be adjusted for only in a prospective analysis.",
            ),
            (
                self.earlier_since is not None
                and not study.start <= self.earlier_since <= study.end,
                "The earlier scans begin outside the study's dates; correct the date since which they were made.",
            ),
            (
                self.earlier_since is not None and self.max_window is None,
                (
                    "Earlier scans had a shorter study, so that a share of it is no length they had in common; "
                    "give the longest window as a length to adjust for them."
                ),
            ),
        ]

    def window_steps(self, line: Timeline) -> tuple[int, int]:
        """Return the lengths of the shortest and longest window in steps; raises ScanProblem where they do not fit."""
        longest = (
            self.max_window
            if self.max_window is not None
            else int(line.units * self.max_window_share + 1e-9) // self.step
        )
        if longest > line.steps:
            raise ScanProblem(
                f"The longest window, {longest} steps, is longer than the study of {line.steps}; "
                "shorten the window or lengthen the study."
            )
        if longest < self.min_window:
            raise ScanProblem(
                f"The study of {line.steps} steps leaves no room for a window of {self.min_window}; take shorter steps, a "
                "longer study, or a longest window."
            )
        return self.min_window, longest

    def stratified(self, cases: Tally, line: Timeline) -> Tally:
        """Return the cases with their weekday as a further stratum where that was asked for."""
        if not self.by_weekday:
            return cases
        weekdays = (line.edges[line.steps - 1 - cases.slots]) % _DAYS_OF_A_WEEK
        _, strata = np.unique(cases.strata * _DAYS_OF_A_WEEK + weekdays, return_inverse=True)
        return Tally(cases.places, cases.slots, strata.astype(np.int64), cases.counts)
