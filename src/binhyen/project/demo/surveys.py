"""The survey rounds of the story: 2024 and 2025 in Mỹ Lạc. All answers are drawn, none is anybody's."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from binhyen.core import clock
from binhyen.forces import actions as forces
from binhyen.forces import queries, questionnaires
from binhyen.forces.models import Answering, SurveyRound
from binhyen.forces.questionnaires import ItemKind, Who
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.project.demo import cast
from binhyen.project.demo.courses import Story

_SEED = 138


@dataclass(frozen=True)
class Round:
    """One round: where, from when, how many residents answer, and how content people are (the likeliest point of the scale)."""

    where: cast.Key
    opens_on: date
    residents: int
    mood: int
    #: Of ten members so many use their slip.
    members_of_ten: int
    figures: Sequence[Mapping[str, int]]

    @property
    def closes_on(self) -> date:
        """The last day for answers."""
        return self.opens_on + timedelta(days=25)


#: What the commune states about the three teams, in the order in which they were set up.
_FIRST = (
    {"women": 0, "secondary": 4, "fire_certificate": 1, "first_aid": 0, "training_days": 3, "uniforms": 4, "torches": 2,
     "radios": 0, "tasks_given": 48, "tasks_done": 44, "disputes_defused": 3},
    {"women": 1, "secondary": 5, "fire_certificate": 2, "first_aid": 1, "training_days": 3, "uniforms": 5, "torches": 3,
     "radios": 1, "tasks_given": 51, "tasks_done": 50, "disputes_defused": 4},
    {"women": 1, "secondary": 4, "fire_certificate": 0, "first_aid": 1, "training_days": 2, "uniforms": 3, "torches": 2,
     "radios": 0, "tasks_given": 39, "tasks_done": 33, "disputes_defused": 1},
)  # fmt: skip
_SECOND = (
    {"women": 1, "secondary": 5, "fire_certificate": 5, "first_aid": 4, "training_days": 6, "uniforms": 5, "torches": 5,
     "radios": 1, "tasks_given": 55, "tasks_done": 54, "disputes_defused": 6},
    {"women": 1, "secondary": 5, "fire_certificate": 5, "first_aid": 3, "training_days": 6, "uniforms": 5, "torches": 5,
     "radios": 1, "tasks_given": 57, "tasks_done": 57, "disputes_defused": 5},
    {"women": 1, "secondary": 5, "fire_certificate": 4, "first_aid": 3, "training_days": 5, "uniforms": 5, "torches": 4,
     "radios": 1, "tasks_given": 46, "tasks_done": 43, "disputes_defused": 3},
)  # fmt: skip
ROUNDS = (
    Round(cast.MY_LAC, date(2024, 6, 3), 60, 3, 9, _FIRST),
    Round(cast.MY_LAC, date(2025, 5, 26), 66, 4, 10, _SECOND),
)
_PROPOSALS = (
    "Cấp thêm đèn pin và áo mưa cho tổ đi tuần đêm.",
    "Mở lớp sơ cấp cứu vào cuối tuần.",
    "Chi hỗ trợ hằng tháng trước ngày 10.",
    "Có lịch trực rõ ràng từ đầu tháng.",
)


def plan(told: Story, players: dict[str, User]) -> None:
    """Plan every act of the rounds on its day."""
    for one in ROUNDS:
        scene = Scene(one, players, random.Random(f"{_SEED}-{one.opens_on}"))  # noqa: S311 (a story)
        for days, act in (
            (0, scene.open),
            (3, scene.answer_by_codes),
            (10, partial(scene.answer_openly, share=0.5)),
            (18, partial(scene.answer_on_paper, share=0.5)),
            (22, scene.state_figures),
        ):
            day = one.opens_on + timedelta(days=days)
            told.plan(datetime.combine(day, time(15, 30), tzinfo=clock.VIETNAM), act)


@dataclass
class Scene:
    """One round while it is told."""

    round: Round
    players: dict[str, User]
    chance: random.Random
    survey: SurveyRound | None = None

    def open(self, at: datetime) -> None:
        """The committee opens the round."""
        self.survey = forces.open_round(
            unit=cast.unit(self.round.where),
            year=self.round.opens_on.year,
            questionnaire=questionnaires.latest(),
            opens_on=self.round.opens_on,
            closes_on=self.round.closes_on,
            target=self.round.residents * 6 // 5,
            by=self.players["thu"],
            at=at,
        )

    def answer_by_codes(self, at: datetime) -> None:
        """Partners answer, and most members."""
        for slip in forces.draw_codes(survey=self._survey, by=self.players["thu"], at=at):
            is_member = slip.group.who == Answering.MEMBERS
            if not is_member or self.chance.randrange(10) < self.round.members_of_ten:
                who = Who.MEMBERS if is_member else Who.PARTNERS
                forces.answer_by_code(code=slip.code, answers=self._answers(who), at=at)

    def answer_openly(self, at: datetime, *, share: float) -> None:
        """Residents answer from the posters."""
        for area in self._areas():
            for _person in range(self._residents_of(share)):
                sheet = forces.empty_sheet(area=area, at=at)
                if sheet is not None:
                    answers = self._answers(Who.RESIDENTS)
                    forces.answer_openly(key=sheet.key, answers=answers, at=at)

    def answer_on_paper(self, at: datetime, *, share: float) -> None:
        """An officer types in what lay in the boxes."""
        for area in self._areas():
            sheets = [self._answers(Who.RESIDENTS) for _person in range(self._residents_of(share))]
            forces.type_in(
                survey=self._survey, area=area, sheets=sheets, by=self.players["hanh"], at=at
            )

    def state_figures(self, at: datetime) -> None:
        """The commune states what it knows of each team."""
        teams = queries.teams_surveyed(self._survey.unit, self._survey.opens_on)
        for team, figures in zip(teams, self.round.figures, strict=False):
            known = {"established": team.established_strength, "serving": team.strength}
            forces.state_figures(
                survey=self._survey, team=team, figures={**known, **figures},
                by=self.players["thu"], at=at,
            )  # fmt: skip

    @property
    def _survey(self) -> SurveyRound:
        if self.survey is None:
            message = "the round is opened before anybody answers"
            raise LookupError(message)
        return self.survey

    def _areas(self) -> list[Unit]:
        groups = queries.groups(self._survey, Answering.RESIDENTS)
        return [group.area for group in groups if group.area]

    def _residents_of(self, share: float) -> int:
        return round(self.round.residents * share / max(1, len(self._areas())))

    def _answers(self, who: Who) -> dict[str, object]:
        asked = queries.questionnaire_of(self._survey).asked_of(who)
        return {name: self._answer(item.kind) for name, item in asked.items()}

    def _answer(self, kind: ItemKind) -> object:
        if kind is ItemKind.SCALE:
            return min(5, max(1, self.round.mood + self.chance.choice((-1, 0, 0, 0, 1, 1))))
        if kind is ItemKind.YES_NO:
            return int(self.chance.random() < 0.2 * self.round.mood + 0.1)
        if kind is ItemKind.CHOICE:
            return sorted(self.chance.sample(range(1, 7), 2))
        return self.chance.choice(_PROPOSALS) if self.chance.random() < 0.3 else ""
