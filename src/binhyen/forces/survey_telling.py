"""Which results of one question of a survey may be told beside one another, so that no small count comes back. Pure.

Parts are the answers of each team; `rest` are those of no single team. Everything told is a sum of parts and rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from binhyen.figures import fewness, moments
from binhyen.forces import sampling
from binhyen.forces.questionnaires import NO, SCALE, YES, ItemKind
from binhyen.forces.sampling import Interval

Counts = Mapping[int, int]
#: From so many answers on at most one side is of few; of fewer, that both are would tell what they are.
LEAST_OF_FEW = 2 * sampling.LEAST_SHOWN


@dataclass(frozen=True)
class Few:
    """All that is told where fewer than five said yes, or no: which of them, nobody included, and of how many."""

    said: int  # YES or NO
    n: int

    @property
    def bound(self) -> float:
        """The share of yes, as far from its end as it may be."""
        most = (sampling.LEAST_SHOWN - 1) / self.n
        return most if self.said == YES else 1 - most

    @property
    def low(self) -> float:
        """The least that the lower end of the interval may be."""
        return (
            sampling.share(self.n - sampling.LEAST_SHOWN + 1, self.n).low
            if self.said == NO
            else 0.0
        )


@dataclass(frozen=True)
class Told:
    """What may be told of one question; nothing of it where too few answered, or single answers would come back."""

    n: int = 0
    interval: Interval | None = None
    few: Few | None = None
    counts: Counts = field(default_factory=dict)
    teams: Mapping[int, Interval] = field(default_factory=dict)


def told(kind: ItemKind, parts: Mapping[int, Counts], rest: Counts) -> Told:
    """Return what may be told of a question of this kind."""
    whole = _sum(rest, *parts.values())
    if kind is ItemKind.CHOICE:
        return Told(counts={value: n for value, n in whole.items() if n >= sampling.LEAST_SHOWN})
    if kind is ItemKind.YES_NO:
        return _told_of_sides(parts, whole)
    return _told_of_points(parts, whole)


def _told_of_sides(parts: Mapping[int, Counts], whole: Counts) -> Told:
    yes, no = whole.get(YES, 0), whole.get(NO, 0)
    n = yes + no
    if not _are_many(whole):
        few = Few(YES if yes < no else NO, n) if n >= LEAST_OF_FEW else None
        return Told(n=few.n if few else 0, few=few)
    teams = _beside(parts, whole, _are_many)
    return Told(
        n, sampling.share(yes, n), None, {NO: no, YES: yes},
        {team: sampling.share(parts[team].get(YES, 0), _n(parts[team])) for team in teams},
    )  # fmt: skip


def _told_of_points(parts: Mapping[int, Counts], whole: Counts) -> Told:
    """Teams where they may be told; else the whole alone, and its spread where no point was given by few."""
    n = _n(whole)
    teams = _beside(parts, whole, lambda counts: moments.are_open_exactly(_points(counts)))
    is_alone = all(_n(parts[team]) in {0, n} for team in parts)
    if teams and not is_alone:
        return Told(n, _mean(whole), None, {}, {team: _mean(parts[team]) for team in teams})
    if n < sampling.LEAST_SHOWN or not moments.are_open_as_printed(
        _points(whole), sampling.student(n - 1)
    ):
        return Told()
    is_whole = all(not 0 < times < sampling.LEAST_SHOWN for times in _points(whole))
    spread = {point: whole.get(point, 0) for point in SCALE} if is_whole else {}
    alone = {team: _mean(whole) for team in parts if _n(parts[team]) == n}
    return Told(n, _mean(whole), None, spread, alone)


def _beside(
    parts: Mapping[int, Counts], whole: Counts, may_be_told: Callable[[Counts], bool]
) -> set[int]:
    """Return the teams that may be told beside the whole: of themselves, and with what is left of the whole."""
    teams = {team for team, counts in parts.items() if _n(counts) and may_be_told(counts)}
    while teams:
        left = _less(whole, _sum(*(parts[team] for team in teams)))
        if not _n(left) or may_be_told(left):
            break
        teams.discard(min(teams, key=lambda team: (_n(parts[team]), team)))
    return teams


def _are_many(counts: Counts) -> bool:
    return fewness.are_many((counts.get(YES, 0), counts.get(NO, 0)))


def _points(counts: Counts) -> list[int]:
    return [counts.get(point, 0) for point in SCALE]


def _mean(counts: Counts) -> Interval:
    """Return the mean as it may be printed: not more exactly anywhere, not even in a picture."""
    found = sampling.mean(counts)
    low, high = max(found.low, SCALE.start), min(found.high, SCALE.stop - 1)
    return Interval(round(found.value, 1), round(low, 1), round(high, 1), found.n)


def _n(counts: Counts) -> int:
    return sum(counts.values())


def _sum(*many: Counts) -> dict[int, int]:
    total: dict[int, int] = {}
    for counts in many:
        for value, n in counts.items():
            total[value] = total.get(value, 0) + n
    return total


def _less(whole: Counts, part: Counts) -> dict[int, int]:
    return {value: n - part.get(value, 0) for value, n in whole.items()}
