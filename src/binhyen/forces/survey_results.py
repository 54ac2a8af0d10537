"""What a survey round found: by question and team, with intervals, never of fewer than five answers; and the gaps. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from binhyen.forces import queries, sampling
from binhyen.forces.models import SurveyRound, Team
from binhyen.forces.questionnaires import NO, SCALE, YES, Block, Item, ItemKind, Questionnaire, Who
from binhyen.forces.sampling import Interval

Counts = Mapping[int, int]
#: What may be called a strength: eight of ten say yes, or the mean is "rather much".
_STRONG_SHARE, _STRONG_MEAN = 0.8, 4.0
_SAMPLED = (Who.RESIDENTS, Who.MEMBERS, Who.PARTNERS)


@dataclass(frozen=True)
class TeamResult:
    """One team's answers to one question; without an interval where fewer than five answered."""

    team: Team
    interval: Interval | None
    place: int | None


@dataclass(frozen=True)
class Result:
    """One question over the commune. `counts` is empty, and there is no interval, where fewer than five answered."""

    item: Item
    n: int
    interval: Interval | None
    counts: Counts
    before: Interval | None
    teams: tuple[TeamResult, ...]

    @property
    def is_share(self) -> bool:
        """Say whether the interval is a share of one, not points of the scale."""
        return self.item.kind is ItemKind.YES_NO

    @property
    def change(self) -> float | None:
        """How far it moved since the last round, in percentage points or points of the scale; None where unknown."""
        if self.interval is None or self.before is None:
            return None
        return (self.interval.value - self.before.value) * (100 if self.is_share else 1)

    @property
    def is_change_clear(self) -> bool:
        """Say whether chance alone would hardly have moved it so far."""
        return bool(self.interval and self.before and not self.interval.overlaps(self.before))

    @property
    def is_strength(self) -> bool:
        """Say whether it is surely good: the whole interval lies above four in five of the scale."""
        least = _STRONG_SHARE if self.is_share else _STRONG_MEAN
        return self.interval is not None and self.interval.low >= least

    @property
    def is_ranked(self) -> bool:
        """Say whether some team stands apart from all others."""
        return any(row.place for row in self.teams)


@dataclass(frozen=True)
class Lack:
    """One gap: of a team's figure against another, or of what was answered against a threshold."""

    item: Item
    team: Team | None
    value: float
    wanted: float

    @property
    def share(self) -> float:
        """What is missing of what is wanted, 0 to 1: the largest gap comes first."""
        return (self.wanted - self.value) / self.wanted if self.wanted else 0.0


@dataclass(frozen=True)
class BlockResult:
    """A part of the questionnaire: answers, the commune's figures (item -> team -> value), gaps with the largest first."""

    block: Block
    results: tuple[Result, ...]
    figures: tuple[tuple[Item, Mapping[int, int]], ...]
    gaps: tuple[Lack, ...]


class Findings:
    """Everything a round found, read with a handful of queries."""

    def __init__(self, survey: SurveyRound) -> None:
        self.survey = survey
        self.questionnaire: Questionnaire = queries.questionnaire_of(survey)
        self.teams = list(queries.teams_surveyed(survey.unit, survey.opens_on))
        self.stated = queries.survey_figures(survey)
        serving = queries.teams_by_area(survey.unit)
        self.over_all: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.of_team: dict[tuple[str, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for item, value, n, team, area in queries.tallies(survey):
            self.over_all[item][value] += n
            for one in [team] if team else serving.get(area or 0, ()):
                self.of_team[item, one][value] += n
        self.before = _before(survey)

    def blocks(self) -> Iterator[BlockResult]:
        """Yield the parts of the questionnaire in their order."""
        for block in self.questionnaire.blocks:
            results = tuple(self._result(item) for item in block.items if _is_sampled(item))
            figures = tuple(
                (item, {team: told[item.id] for team, told in self.stated.items() if item.id in told})
                for item in block.asked_of(Who.COMMUNE)
            )  # fmt: skip
            gaps = [*self._lacks(block), *(lack for one in results if (lack := _lack(one)))]
            yield BlockResult(
                block, results, figures, tuple(sorted(gaps, key=lambda one: -one.share))
            )

    def _result(self, item: Item) -> Result:
        counts = dict(self.over_all.get(item.id, {}))
        n = sum(counts.values())
        is_open = n >= sampling.LEAST_SHOWN
        return Result(
            item=item,
            n=n if is_open else 0,
            interval=_interval(item, counts),
            counts=_open_counts(item, counts) if is_open else {},
            before=self._interval_before(item),
            teams=tuple(self._teams(item)) if item.kind is not ItemKind.CHOICE else (),
        )

    def _teams(self, item: Item) -> Iterator[TeamResult]:
        counts = {team.pk: self.of_team.get((item.id, team.pk), {}) for team in self.teams}
        shown = sampling.shown({team: sum(given.values()) for team, given in counts.items()})
        intervals = {team: found for team in shown if (found := _interval(item, counts[team]))}
        places = sampling.ranks(intervals) if len(intervals) > 1 else {}
        for team in self.teams:
            yield TeamResult(team, intervals.get(team.pk), places.get(team.pk))

    def _interval_before(self, item: Item) -> Interval | None:
        """Return what the last round found for the same question, where it was asked in the same way."""
        known, counts = self.before
        same = known.get(item.id)
        if same is None or same.kind is not item.kind:
            return None
        return _interval(item, counts.get(item.id, {}))

    def _lacks(self, block: Block) -> Iterator[Lack]:
        for item in block.asked_of(Who.COMMUNE):
            for team in self.teams if item.gap and item.gap.under else ():
                told = self.stated.get(team.pk, {})
                value, wanted = told.get(item.id), told.get(item.gap.under if item.gap else "")
                if value is not None and wanted is not None and value < wanted:
                    yield Lack(item, team, value, wanted)


def _before(survey: SurveyRound) -> tuple[dict[str, Item], dict[str, dict[int, int]]]:
    earlier = queries.survey_before(survey)
    if earlier is None:
        return {}, {}
    known = {
        item.id: item for block in queries.questionnaire_of(earlier).blocks for item in block.items
    }
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item, value, n, _team, _area in queries.tallies(earlier):
        counts[item][value] += n
    return known, counts


def _is_sampled(item: Item) -> bool:
    return item.kind is not ItemKind.TEXT and any(who in item.asked for who in _SAMPLED)


def _interval(item: Item, counts: Counts) -> Interval | None:
    n = sum(counts.values())
    if n < sampling.LEAST_SHOWN or item.kind is ItemKind.CHOICE:
        return None
    if item.kind is ItemKind.YES_NO:
        return sampling.share(counts.get(YES, 0), n)
    found = sampling.mean(counts)
    low, high = max(found.low, SCALE.start), min(found.high, SCALE.stop - 1)
    return Interval(found.value, low, high, n)


def _open_counts(item: Item, counts: Counts) -> Counts:
    """Return how often each answer was given, those given by fewer than five left out (and one more, where it would
    follow from the total); of a choice each option counts by itself."""
    if item.kind is ItemKind.CHOICE:
        return {value: n for value, n in counts.items() if n >= sampling.LEAST_SHOWN}
    every = (NO, YES) if item.kind is ItemKind.YES_NO else SCALE
    shown = sampling.shown({value: counts.get(value, 0) for value in every})
    return {value: counts[value] for value in every if value in shown}


def _lack(result: Result) -> Lack | None:
    gap, found = result.item.gap, result.interval
    if gap is None or gap.below is None or found is None:
        return None
    value = found.value * (100 if result.is_share else 1)
    return Lack(result.item, None, value, gap.below) if value < gap.below else None
