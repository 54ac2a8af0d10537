"""Whatever people do in whatever order: every count can be proven from the histories, and every version from its moves."""

import random
from datetime import timedelta

import pytest

from binhyen.figures import actions as figures
from binhyen.matters import actions
from binhyen.matters.models import Matter, Proposal
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.people.policy import NotAllowed
from binhyen.reports.models import Report

CATEGORIES = ["NOI", "FRD", "DSP", "CHD", "GMB", "TRF"]
REFUSALS = (
    MoveNotAllowed, NotAllowed, actions.Outrun, actions.NotCompetent, actions.NotMergeable, actions.NoLevelAbove,
)  # fmt: skip


class Walk:
    """People at work, drawn from a seed."""

    def __init__(self, seed, unit, area, officers, above, at):
        self.draw = random.Random(seed)
        self.unit, self.area, self.officers, self.above, self.at = unit, area, officers, above, at

    def step(self):
        self.at += timedelta(minutes=self.draw.randint(1, 40 * 60))
        self.by = self.draw.choice([*self.officers, *self.above])
        found = list(Matter.objects.select_related("keeper", "area").order_by("pk"))
        if not found or self.draw.random() < 0.15:
            area = self.draw.choice([None, self.area])
            factories.matter(self.unit, self.at, category=self.draw.choice(CATEGORIES), area=area)
            return
        self.matter, self.other = self.draw.choice(found), self.draw.choice(found)
        self.draw.choice([
            self.take, self.confirm, self.settle, self.settle, self.propose, self.answer, self.withdraw, self.refer,
            self.set_aside, self.merge, self.close, self.reopen, self.note, self.triage, self.hear, self.reply,
        ])()  # fmt: skip

    def told(self, **more):
        return {"matter": self.matter, "by": self.by, "at": self.at} | more

    def take(self):
        actions.take_in_hand(**self.told())

    def confirm(self):
        actions.confirm(**self.told())

    def settle(self):
        actions.settle(**self.told(outcome=self.draw.choice(list(Outcome)), words="Xong."))

    def propose(self):
        actions.propose(**self.told(kind=self.draw.choice(list(Kind)), words="Xin."))

    def answer(self):
        waiting = Proposal.objects.filter(answer="").select_related("matter__keeper").first()
        if waiting:
            accepted = self.draw.random() < 0.6
            actions.answer(
                proposal=waiting, accepted=accepted, words="Trả lời.", by=self.by, at=self.at
            )

    def withdraw(self):
        actions.withdraw(**self.told(words="Thôi."))

    def refer(self):
        actions.refer(**self.told(to_whom="Công an tỉnh", outside_ref="", words=""))

    def set_aside(self):
        actions.set_aside(**self.told(words="Không có."))

    def merge(self):
        actions.merge(**self.told(into=self.other))

    def close(self):
        actions.close(**self.told())

    def reopen(self):
        actions.reopen(**self.told(words="Lại."))

    def note(self):
        actions.note(**self.told(words="Ghi."))

    def triage(self):
        category = self.draw.choice(CATEGORIES)
        sorting = actions.Sorting("Tên", category, Severity.HIGH, self.area)
        actions.triage(**self.told(sorting=sorting))

    def hear(self):
        report = Report.objects.filter(of_matter__matter=self.matter).first()
        if report:
            actions.hear(report=report, words="Sao rồi?", at=self.at)

    def reply(self):
        report = Report.objects.filter(of_matter__matter=self.matter).first()
        if report:
            actions.reply(**self.told(report=report, words="Đang làm."))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_counts_and_histories_agree_after_a_random_walk(seed, commune, area, hanh, chief, tam, at):
    walk = Walk(seed, commune, area, [hanh, hanh, chief], [tam], at)
    done = 0
    for _ in range(120):
        try:
            walk.step()
            done += 1
        except REFUSALS:
            continue
    assert done > 30
    assert figures.differences() == []
    assert figures.uncounted_events() == []
    for matter in Matter.objects.all():
        assert matter.version == matter.moves.count(), matter
        last = matter.moves.order_by("pk").last()
        assert last.to_state == matter.state
