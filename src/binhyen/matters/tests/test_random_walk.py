"""All acts of the workbench in whatever order, by whoever: what stands in two places agrees after every one of them."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.figures import actions as figures
from binhyen.figures import registry
from binhyen.figures.models import ClosedYear, Closing
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.matters import actions, finding, running
from binhyen.matters.actions import ticking
from binhyen.matters.models import (
    Crew,
    FieldKind,
    Matter,
    MatterReport,
    MatterText,
    Mediation,
    Part,
)
from binhyen.matters.rules import RESTRICTED, Severity
from binhyen.matters.running import NEVER, Cause
from binhyen.matters.tests import factories
from binhyen.matters.tests.test_walk import REFUSALS, Walk
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import Act, State
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.actions import Draft
from binhyen.reports.models import Channel, Disclosure, Report

#: The year in which the walks begin.
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
REFUSED = (
    *REFUSALS, actions.NotOffered, actions.NotOurArea, actions.OnlyReport, actions.NoReceivers, actions.NotPassedOn,
    actions.NotAssignable, actions.OnlyToAnOfficer, actions.OpenParts, actions.NotMediable, actions.NotAMediator,
    actions.NotStarted, actions.BadTime, actions.NotRunning, actions.BeyondLaw, actions.AskedTooLate,
    actions.MayNotPause, actions.NothingToDo, actions.RemindedBefore, actions.CrewIsBusy,
)  # fmt: skip


class WholeWalk(Walk):
    """Officers, the team, mediators, reporters and the worker, drawn from a seed."""

    def __init__(self, seed, *, areas, team, mediators, sister, **more):
        super().__init__(seed, **more)
        self.areas, self.team, self.mediators, self.sister = areas, team, mediators, sister
        self.did = set()

    def step(self):
        self.at += timedelta(minutes=self.draw.randint(1, 30 * 60))
        self.by = self.draw.choice([*self.officers * 3, *self.above])
        found = list(Matter.objects.select_related("keeper", "area", "unit").order_by("pk"))
        if not found or self.draw.random() < 0.1:
            self.receive()
            return
        self.matter, self.other = self.draw.choice(found), self.draw.choice(found)
        holders = [
            one for one in [*self.officers, *self.above] if one.posts.get().unit == self.matter.keeper
        ]  # fmt: skip
        if holders and self.draw.random() < 0.8:
            self.by = self.draw.choice(holders)
        act = self.draw.choice([
            self.take, self.take, self.confirm, self.settle, self.propose, self.answer, self.withdraw, self.refer,
            self.set_aside, self.merge, self.close, self.reopen, self.note, self.triage, self.hear, self.reply,
            self.receive, self.join, self.split, self.split, self.detach, self.detach, self.tell_apart, self.transfer,
            self.give_back, self.assign, self.assign, self.add_part, self.end_part, self.drop_part, self.ask_mediation,
            self.mediate, self.mediate, self.signs, self.pause, self.resume, self.extend, self.minutes, self.rate,
            self.rate, self.bulk, self.from_field, self.mark_heard, self.remind, self.worker,
        ])  # fmt: skip
        act()
        self.did.add(act.__name__)

    def receive(self):
        category = self.draw.choice(["NOI", "FRD", "DSP", "CHD", "GMB", "TRF", "THF", "DSP-LAND"])
        area = self.draw.choice([None, *self.areas])
        words = f"Chuyện {self.draw.choice(['ồn', 'gạt tiền', 'ranh đất'])} (bịa để thử)."
        factories.matter(self.unit, self.at, category=category, area=area, words=words)

    def join(self):
        draft = Draft("NOI", "Tôi cũng vậy.", self.unit, Disclosure.ANONYMOUS, area=self.areas[0])
        actions.join_known(
            draft=draft, person=None, photos=[], key=uuid4(), channel=Channel.WEB, matter=self.matter, at=self.at,
        )  # fmt: skip

    def report(self):
        found = list(Report.objects.filter(of_matter__matter=self.matter).order_by("pk"))
        return self.draw.choice(found) if found else Report.objects.order_by("pk").first()

    def triage(self):
        code = self.draw.choice(["NOI", "FRD", "DSP", "CHD", "GMB", "TRF"])
        area = self.draw.choice([None, *self.areas])
        sorting = actions.Sorting(f"Tên {code}", code, self.draw.choice(list(Severity)), area)
        actions.triage(**self.told(sorting=sorting))

    def split(self):
        code = self.draw.choice(["NOI", "TRF", "CHD", "DSP"])
        sorting = actions.Sorting(
            "Chuyện thứ hai", code, Severity.HIGH, self.draw.choice(self.areas)
        )
        actions.split(**self.told(report=self.report(), sorting=sorting))

    def detach(self):
        actions.detach(**self.told(report=self.report()))

    def tell_apart(self):
        if self.matter != self.other:
            actions.tell_apart(**self.told(other=self.other))

    def transfer(self):
        to = self.draw.choice([self.sister, self.unit])
        actions.transfer(**self.told(to=to, words="Của xã bạn."))

    def give_back(self):
        actions.give_back(**self.told(words="Không phải của xã."))

    def target(self):
        crews = list(Crew.objects.order_by("pk"))
        person = self.draw.choice([*self.officers, *self.team])
        return self.draw.choice([actions.Target(crew=self.draw.choice(crews)), actions.Target(person=person)])  # fmt: skip

    def assign(self):
        actions.assign(**self.told(to=self.target()))

    def add_part(self):
        actions.add_part(**self.told(task=actions.Task("Đo tiếng ồn.", self.target())))

    def end_part(self):
        part = Part.objects.undone().select_related("matter__keeper").order_by("?").first()
        if part:
            by = self.draw.choice([*self.officers, *self.team])
            actions.end_part(part=part, words="Xong.", by=by, at=self.at)

    def drop_part(self):
        part = Part.objects.undone().select_related("matter__keeper").order_by("pk").first()
        if part:
            actions.drop_part(part=part, words="Thôi.", by=self.by, at=self.at)

    def ask_mediation(self):
        actions.ask_mediation(**self.told(mediators=self.mediators, words="Nhờ các bác."))

    def mediate(self):
        found = Mediation.objects.filter(ended_at=None).select_related("matter__keeper").first()
        if not found:
            return
        by = self.draw.choice([self.by, *self.mediators])
        if self.draw.random() < 0.5:
            actions.hold_session(
                mediation=found, held_at=self.at, place="Nhà văn hóa", is_open=False, households=2, by=by, at=self.at
            )  # fmt: skip
        else:
            actions.end_mediation(
                mediation=found, outcome=self.draw.choice(list(MediationOutcome)), is_written=False, paper_number="",
                by=by, at=self.at,
            )  # fmt: skip

    def signs(self):
        actions.record_signs(
            **self.told(households=self.draw.randint(0, 20), is_violence_threatened=self.draw.random() < 0.3)
        )  # fmt: skip

    def clock(self):
        return self.draw.choice(list(self.matter.deadlines.order_by("pk")))

    def pause(self):
        cause = self.draw.choice(list(Cause))
        actions.pause(deadline=self.clock(), cause=cause, words="Chờ.", by=self.by, at=self.at)

    def resume(self):
        actions.resume(deadline=self.clock(), by=self.by, at=self.at)

    def extend(self):
        deadline = self.clock()
        ground = self.draw.choice([g for g in running.GROUNDS if g.clock == deadline.clock] or [running.GROUNDS[0]])  # fmt: skip
        actions.extend(
            deadline=deadline, ground=ground.code, decided_by="VKS 1/QĐ", words="", by=self.by, at=self.at
        )  # fmt: skip

    def minutes(self):
        actions.draw_up_minutes(**self.told(number="1/BB"))

    def rate(self):
        is_settled = self.draw.random() < 0.4
        actions.rate(report=self.report(), is_settled=is_settled, stars=3, words="Vẫn vậy.", at=self.at)  # fmt: skip

    def mark_heard(self):
        actions.mark_heard(**self.told())

    def remind(self):
        actions.remind(**self.told(words="Xin nhắc."))

    def bulk(self):
        act = self.draw.choice([Act.TAKE_IN_HAND, Act.TRIAGE, Act.NOTE, Act.MARK_HEARD, Act.CLOSE])
        order = actions.Order(act, "Ghi.", {"severity": Severity.LOW.value} if act is Act.TRIAGE else {})  # fmt: skip
        seen = [(one.pk, one.version) for one in (self.matter, self.other)]
        actions.order(
            order=order, unit=self.unit, seen=seen, wait=timedelta(minutes=1), by=self.by, at=self.at
        )  # fmt: skip
        if self.draw.random() < 0.5:
            actions.note(**self.told(words="Xen vào giữa."))
        self.at += timedelta(minutes=2)
        actions.carry_out_orders(at=self.at)

    def from_field(self):
        kind = self.draw.choice([FieldKind.NOTE, FieldKind.DONE])
        sent = actions.FromPhone(
            uuid4(), kind, self.matter.reference, self.at, self.draw.randint(0, self.matter.version), "Đã xem."
        )  # fmt: skip
        by = self.draw.choice([*self.team, *self.officers])
        first = actions.take_from_field(sent=sent, by=by, at=self.at)
        assert actions.take_from_field(sent=sent, by=by, at=self.at) == first

    def worker(self):
        actions.warn_due(at=self.at)
        actions.flag_prolonged(at=self.at)


@pytest.fixture
def walk_of(commune, other_commune, area, hanh, chief, lan, tam, province_chief, team_member, at):
    second = people.unit("Cầu Nhỏ", level=area.level, edition="local", parent=commune)
    mediators = [people.officer("Trần Thị Ba", Role.MEDIATOR, area)]
    factories.crew(commune, at, chief, hanh, name="Tổ xã")
    factories.crew(commune, at, chief, team_member, name="Tổ ấp", home=area)
    to_crew = actions.Target(crew=Crew.objects.get(name="Tổ ấp"))
    actions.set_rule(unit=commune, to=to_crew, category="NOI", area=area, by=chief, at=at)

    def make(seed):
        return WholeWalk(
            seed, unit=commune, area=area, officers=[hanh, chief, lan], above=[tam, province_chief], at=at,
            areas=[area, second], team=[team_member], mediators=mediators, sister=other_commune,
        )  # fmt: skip

    return make


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 2])  # 250 acts each; more seeds when the acts change
def test_everything_agrees_after_every_act(seed, walk_of):
    walk = walk_of(seed)
    seen = {}
    for number in range(250):
        try:
            walk.step()
        except REFUSED:
            continue
        for matter in _changed(seen):
            faults = [fault for check in CHECKS for fault in check(matter)]
            assert not faults, (number, matter, matter.state, faults, _last(matter))
    assert len(walk.did) > 18, walk.did
    assert figures.differences() == []
    assert figures.uncounted_events() == []
    audit.seal(at=walk.at)
    assert audit.first_break() is None


def _steps(walk, number):
    """Take so many steps, one at a time; what the house refuses is not done."""
    for _ in range(number):
        with suppress(*REFUSED), transaction.atomic():
            walk.step()
        yield


def _of_the_year(units):
    names = [one.name for one in registry.all_figures() if one.group in {"matters", "reports"}]
    values = {
        (unit.name, name): registry.ask(name, scope_of(unit), YEAR)
        for unit in units
        for name in names
    }
    return {told: (value.numerator, value.denominator) for told, value in values.items()}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 3])
def test_no_act_changes_what_is_told_of_a_closed_year(seed, walk_of, province):
    walk = walk_of(seed)
    places = [walk.unit, walk.sister, province]
    list(_steps(walk, 130))
    walk.at = clock.start_of(YEAR.until) + timedelta(days=2)
    list(_steps(walk, 40))
    for unit in places[:2]:
        ClosedYear.objects.create(
            unit=unit, year=YEAR.since.year, closed_at=walk.at, closed_by="house", how=Closing.DUE
        )
    closed = _of_the_year(places)
    walk.did.clear()
    for number, _step in enumerate(_steps(walk, 160)):
        if number % 20 == 19:
            now = _of_the_year(places)
            assert {one: told for one, told in now.items() if told != closed[one]} == {}, number
    assert len(walk.did) > 18, walk.did


def _changed(seen):
    """Return the matters with a new version and those that share a report with them."""
    now = dict(Matter.objects.values_list("pk", "version"))
    new = [pk for pk, version in now.items() if seen.get(pk) != version]
    seen.update(now)
    shared = MatterReport.objects.filter(matter__in=new).values("report")
    near = Matter.objects.filter(Q(attached__report__in=shared) | Q(pk__in=new))
    return near.select_related("keeper", "crew").distinct()


def _last(matter):
    return list(matter.moves.order_by("-pk").values_list("act", "detail")[:4])


def every_act_is_on_the_trail(matter):
    moves = matter.moves.order_by("pk")
    if matter.version != moves.count():
        yield "version"
    if moves.last().to_state != matter.state:
        yield "state"
    names = [f"matters.{act.lower()}" for act in moves.values_list("act", flat=True)]
    kept = Entry.objects.filter(subject=matter.reference, event__in=set(names)).order_by("pk")
    if list(kept.values_list("event", flat=True)) != names:
        yield "trail"


def its_deadline_is_the_earliest_clock(matter):
    rows = list(matter.deadlines.all())
    live = [row for row in rows if row.is_live]
    if any(row.keeper_id != matter.keeper_id for row in rows):
        yield "a clock of another keeper"
    if not matter.is_open:
        after_the_end = {row.clock for row in live if row.purpose != "ACKNOWLEDGE"}
        if after_the_end - {"CLK-CRIME-RESULT"}:
            yield f"runs after the end: {after_the_end}"
        return
    governing = [row for row in live if running.governs(ticking._limit(row))]
    due = [(row.due_at if row.paused_at is None else NEVER, row.clock) for row in governing]
    if due and min(due) != (matter.due_at, matter.due_clock):
        yield f"due {matter.due_at} {matter.due_clock}, clocks {due}"


def _is_mediated(matter):
    return matter.mediations.filter(ended_at=None).exists()


def only_what_is_open_is_worked_on(matter):
    if _is_mediated(matter) and (
        not matter.is_open or matter.category not in {"DSP", "DSP-LAND", "NOI"}
    ):
        yield "mediated"
    if Part.objects.filter(matter=matter).undone().exists() and not matter.is_open:
        yield "an open part"
    asked = matter.proposals.filter(answer="").count()
    if asked != (1 if matter.state == State.PROPOSED else 0):
        yield f"{asked} open proposals"
    if matter.crew and (matter.is_restricted or matter.crew.unit_id != matter.keeper_id):
        yield "its crew"


def news_has_a_clock(matter):
    if matter.has_news != (matter.news_due_at is not None):
        yield f"news {matter.has_news}, due {matter.news_due_at}"
    if matter.has_news and matter.state == State.MERGED:
        yield "news of a merged matter"
    rows = matter.deadlines.live().filter(clock=running.MESSAGE)
    if list(rows.values_list("due_at", flat=True)) != [matter.news_due_at] * matter.has_news:
        yield f"news due {matter.news_due_at}, clocks {list(rows)}"


def it_is_found_by_what_may_be_read(matter):
    row = MatterText.objects.filter(matter=matter).first()
    if matter.is_restricted:
        if row or matter.search_key:
            yield "a restricted matter is found by its words"
        return
    walled = MatterReport.objects.filter(report=OuterRef("report"), matter__sensitivity=RESTRICTED)
    told = matter.attached.filter(~Exists(walled)).values_list(
        "report__words", "report__place_words"
    )
    said = {word for one in told for part in one for word in finding.tokens([part]).split()}
    if row is None or row.keeper_id != matter.keeper_id:
        yield "not found by its keeper"
    elif set(row.tokens.split()) != said | set(finding.tokens([matter.title]).split()):
        yield "found by other words"


CHECKS = [
    every_act_is_on_the_trail,
    its_deadline_is_the_earliest_clock,
    only_what_is_open_is_worked_on,
    news_has_a_clock,
    it_is_found_by_what_may_be_read,
]  # fmt: skip
