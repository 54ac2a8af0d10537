"""What a survey round found: by question and team, with intervals, as far as it may be told (`survey_telling`); and the
gaps. Reads only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from binhyen.forces import queries, sampling
from binhyen.forces.models import SurveyRound, Team
from binhyen.forces.questionnaires import YES, Block, Item, ItemKind, Questionnaire, Who
from binhyen.forces.sampling import Interval
from binhyen.forces.survey_telling import Counts, Few, Told, told

#: What may be called a strength: eight of ten say yes, or the mean is "rather much".
_STRONG_SHARE, _STRONG_MEAN = 0.8, 4.0
_SAMPLED = (Who.RESIDENTS, Who.MEMBERS, Who.PARTNERS)


@dataclass(frozen=True)
class TeamResult:
    """One team's answers to one question; without an interval where they are not told."""

    team: Team
    interval: Interval | None
    place: int | None


@dataclass(frozen=True)
class Result:
    """One question over the commune. Where nothing may be told `n` is zero; `few` says that few gave one of two answers."""

    item: Item
    n: int
    interval: Interval | None
    few: Few | None
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
        if self.few:
            return self.few.low >= least
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
    few: Few | None = None  # how few said yes is all that is told; `value` is the most it may be

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


class Answers:
    """The answers of a round: question -> those of each team, and those of no single team."""

    def __init__(self, survey: SurveyRound) -> None:
        serving = queries.teams_by_area(survey.unit)
        rows = [
            (item, value, n, (team,) if team else tuple(serving.get(area or 0, ())))
            for item, value, n, team, area in queries.tallies(survey)
        ]
        joint = {team for *_row, teams in rows if len(teams) > 1 for team in teams}
        self.parts: dict[str, dict[int, dict[int, int]]] = defaultdict(dict)
        self.rest: dict[str, dict[int, int]] = defaultdict(dict)
        for item, value, n, teams in rows:
            counts = self.rest[item]
            if len(teams) == 1 and teams[0] not in joint:
                counts = self.parts[item].setdefault(teams[0], {})
            counts[value] = counts.get(value, 0) + n

    def told(self, item: Item) -> Told:
        """Return what may be told of a question."""
        return told(item.kind, self.parts.get(item.id, {}), self.rest.get(item.id, {}))


class Findings:
    """Everything a round found, read with a handful of queries."""

    def __init__(self, survey: SurveyRound) -> None:
        self.survey = survey
        self.questionnaire: Questionnaire = queries.questionnaire_of(survey)
        self.teams = list(queries.teams_surveyed(survey.unit, survey.opens_on))
        self.stated = queries.survey_figures(survey)
        self.answers = Answers(survey)
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
        found = self.answers.told(item)
        return Result(
            item=item,
            n=found.n,
            interval=found.interval,
            few=found.few,
            counts=found.counts,
            before=self._interval_before(item),
            teams=tuple(self._teams(found)) if item.kind is not ItemKind.CHOICE else (),
        )

    def _teams(self, found: Told) -> Iterator[TeamResult]:
        places = sampling.ranks(found.teams) if len(found.teams) > 1 else {}
        for team in self.teams:
            yield TeamResult(team, found.teams.get(team.pk), places.get(team.pk))

    def _interval_before(self, item: Item) -> Interval | None:
        """Return what the last round told of the same question, where it was asked in the same way."""
        known, answers = self.before
        same = known.get(item.id)
        if same is None or answers is None or same.kind is not item.kind:
            return None
        return answers.told(item).interval

    def _lacks(self, block: Block) -> Iterator[Lack]:
        for item in block.asked_of(Who.COMMUNE):
            for team in self.teams if item.gap and item.gap.under else ():
                told = self.stated.get(team.pk, {})
                value, wanted = told.get(item.id), told.get(item.gap.under if item.gap else "")
                if value is not None and wanted is not None and value < wanted:
                    yield Lack(item, team, value, wanted)


def _before(survey: SurveyRound) -> tuple[dict[str, Item], Answers | None]:
    earlier = queries.survey_before(survey)
    if earlier is None:
        return {}, None
    known = {
        item.id: item for block in queries.questionnaire_of(earlier).blocks for item in block.items
    }
    return known, Answers(earlier)


def _is_sampled(item: Item) -> bool:
    return item.kind is not ItemKind.TEXT and any(who in item.asked for who in _SAMPLED)


def _lack(result: Result) -> Lack | None:
    gap, found = result.item.gap, result.interval
    if gap is None or gap.below is None:
        return None
    if result.few:
        most = result.few.bound * 100
        is_lacking = result.few.said == YES and most < gap.below
        return Lack(result.item, None, most, gap.below, result.few) if is_lacking else None
    if found is None:
        return None
    value = found.value * (100 if result.is_share else 1)
    return Lack(result.item, None, value, gap.below) if value < gap.below else None
