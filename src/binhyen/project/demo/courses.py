"""How officers deal with invented matters: each next act is planned when the one before is done."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from binhyen.core import clock
from binhyen.matters import actions as matters
from binhyen.matters.models import Matter, Proposal
from binhyen.matters.rules import Kind
from binhyen.matters.running import CRIME
from binhyen.matters.words import Outcome
from binhyen.people.models import User
from binhyen.places.locate import unit_at
from binhyen.places.models import Unit
from binhyen.project.demo import words
from binhyen.project.demo.rhythm import Occurrence
from binhyen.reports import actions as reports
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Channel, Disclosure, Report

Act = Callable[[datetime], object]

_OUTCOMES = {
    "DSP": Outcome.RECONCILED,
    "DSP-LAND": Outcome.RECONCILED,
    "LST": Outcome.RETURNED,
    "MIS": Outcome.RETURNED,
    "GMB": Outcome.FINED,
    "TRF-VIO": Outcome.FINED,
    "FWK": Outcome.FINED,
    "NOI": Outcome.PLEDGED,
    "ANI": Outcome.PLEDGED,
    "DMV": Outcome.HELPED,
    "SCH-VIOLENCE": Outcome.HELPED,
}
_CHANNELS = (Channel.WEB, Channel.PHONE, Channel.DESK, Channel.TEAM)


@dataclass
class Story:
    """The acts still to come, in order of time; told until `moment`."""

    moment: datetime
    chance: random.Random
    officers: dict[str, User] = field(default_factory=dict)  # by the unit's path
    chiefs: dict[str, User] = field(default_factory=dict)
    areas: dict[str, list[Unit]] = field(default_factory=dict)
    _queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)

    def plan(self, at: datetime, act: Act) -> None:
        """Let `act` happen at `at`, if the story gets that far."""
        if at < self.moment:
            heapq.heappush(self._queue, (at, next(self._order), act))

    def tell(self) -> int:
        """Let everything happen in its order; return how many acts there were."""
        told = 0
        while self._queue:
            at, _, act = heapq.heappop(self._queue)
            act(at)
            told += 1
        return told

    def after(self, at: datetime, hours: float) -> datetime:
        """Return a moment about `hours` later."""
        return at + timedelta(hours=hours * self.chance.uniform(0.5, 1.6), minutes=3)


def report(story: Story, one: Occurrence, at: datetime) -> None:
    """Let a resident report `one`, and plan what the officers make of it."""
    unit = unit_at(one.lat, one.lon, clock.local_day(at))
    if unit is None or unit.path not in story.officers:
        return
    receipt = matters.receive(
        draft=reports.Draft(
            category=one.category,
            words=one.words,
            unit=unit,
            disclosure=Disclosure(one.disclosure),
            happened_at=at - timedelta(minutes=story.chance.randrange(5, 300)),
            lat=one.lat,
            lon=one.lon,
            area=_nearest(story.areas[unit.path], one),
        ),
        person=_person(one, story.chance),
        photos=(),
        key=UUID(int=story.chance.getrandbits(128), version=4),
        channel=story.chance.choices(_CHANNELS, weights=(6, 3, 1, 2))[0],
        at=at,
    )
    wait = 0.4 if taxonomy().categories[one.category].is_urgent else 2.5
    story.plan(story.after(at, wait), lambda then: _take(story, receipt.matter.pk, then))


def heard(story: Story, unit: Unit, category: str, said: str, hamlet: int, at: datetime) -> int:
    """Let somebody unknown report something in the hamlet of that place in the list; return the matter's pk."""
    area = story.areas[unit.path][hamlet]
    receipt = matters.receive(
        draft=reports.Draft(
            category=category, words=said, unit=unit, disclosure=Disclosure.ANONYMOUS,
            happened_at=at - timedelta(hours=2), lat=area.lat, lon=area.lon, area=area,
        ),
        person=None, photos=(), key=UUID(int=story.chance.getrandbits(128), version=4),
        channel=Channel.WEB, at=at,
    )  # fmt: skip
    return receipt.matter.pk


def _take(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    if matter.state != "RECEIVED":
        return
    matters.take_in_hand(matter=matter, by=by, at=at)
    if story.chance.random() < 0.45 or _is_crime(matter):  # of a crime report the law wants word
        _reply(story, matter, by, at + timedelta(minutes=4))
    wait = 2 if _is_crime(matter) else 5
    story.plan(story.after(at, wait), lambda then: _look(story, pk, then))


def _look(story: Story, pk: int, at: datetime) -> None:
    """On the spot: nothing in it, too big for the commune, or to be settled here."""
    matter, by = held(story, pk)
    if matter.state != "VERIFYING":
        return
    must_pass_on = taxonomy().categories[matter.category].competence["commune"] == "pass_on"
    dice = story.chance.random()
    if dice < (0.5 if must_pass_on else 0.4 * _is_crime(matter)):
        matters.refer(
            matter=matter,
            to_whom="Cơ quan Cảnh sát điều tra",
            outside_ref="",
            words="Bàn giao tin báo theo thẩm quyền.",
            by=by,
            at=at,
        )
        story.plan(story.after(at, 40), lambda then: _close(story, pk, then))
    elif must_pass_on or dice < 0.06:
        kind = Kind.TAKE_OVER if must_pass_on and dice < 0.8 else _other_kind(story)
        _propose(story, matter, by, kind, at)
    elif dice < 0.13:
        matters.set_aside(matter=matter, words="Đã kiểm tra, không có sự việc.", by=by, at=at)
        _tell_result(story, matter, by, at)
        story.plan(story.after(at, 20), lambda then: _close(story, pk, then))
    else:
        matters.confirm(matter=matter, by=by, at=at)
        wait = story.chance.choices((8, 40, 110, 300), weights=(3, 5, 3, 1))[0]
        story.plan(story.after(at, wait), lambda then: _settle(story, pk, then))


def _is_crime(matter: Matter) -> bool:
    return taxonomy().categories[matter.category].group == "crime"


def ask_above(story: Story, at: datetime) -> None:
    """Propose something upward that nobody has answered by the time the story stops."""
    matter = Matter.objects.filter(state="IN_PROGRESS", keeper__level="COMMUNE").latest("opened_at")
    matter, by = held(story, matter.pk)
    matters.propose(matter=matter, kind=Kind.SUPPORT, words=words.ASKED["SUPPORT"], by=by, at=at)


def write_again(story: Story, at: datetime) -> None:
    """Let a reporter ask about a matter that was closed."""
    told = Report.objects.filter(of_matter__matter__state="CLOSED")
    report = told.filter(of_matter__matter__keeper__path__in=story.chiefs).latest("received_at")
    matters.hear(report=report, words=words.ASKS_AGAIN, at=at)


def _other_kind(story: Story) -> Kind:
    return story.chance.choice((Kind.DIRECT, Kind.SUPPORT))


def _propose(story: Story, matter: Matter, by: User, kind: Kind, at: datetime) -> None:
    proposal = matters.propose(
        matter=matter, kind=kind, words=words.ASKED[kind.value], by=by, at=at
    )
    story.plan(story.after(at, 22), lambda then: _answer(story, proposal.pk, then))


def _answer(story: Story, pk: int, at: datetime) -> None:
    proposal = Proposal.objects.select_related("matter", "to_unit", "from_unit").get(pk=pk)
    by = story.officers.get(proposal.to_unit.path)
    if by is None or proposal.answer:
        return
    accepted = story.chance.random() < 0.85
    answer = words.ANSWERED[proposal.kind] if accepted else words.SENT_BACK
    matters.answer(proposal=proposal, accepted=accepted, words=answer, by=by, at=at)
    story.plan(story.after(at, 30), lambda then: _settle(story, proposal.matter_id, then))


def _settle(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    if matter.state != "IN_PROGRESS":
        return
    try:
        matters.settle(
            matter=matter,
            outcome=_OUTCOMES.get(matter.category, Outcome.PUT_RIGHT),
            words=story.chance.choice(words.SETTLED),
            by=by,
            at=at,
        )
    except matters.OpenParts:
        return
    except (
        matters.NotCompetent
    ):  # sent back by the level above: it goes to the competent body after all
        matters.refer(
            matter=matter,
            to_whom="Cơ quan Cảnh sát điều tra",
            outside_ref="",
            words="Bàn giao theo ý kiến của cấp trên.",
            by=by,
            at=at,
        )
    _tell_result(story, matter, by, at)
    story.plan(story.after(at, 30), lambda then: _close(story, pk, then))


def _tell_result(story: Story, matter: Matter, by: User, at: datetime) -> None:
    """Let the reporter know how it ended, where the law gives the police three days for that."""
    if CRIME & {clock.id for clock in taxonomy().categories[matter.category].clocks}:
        _reply(story, matter, by, at + timedelta(minutes=9))


def _close(story: Story, pk: int, at: datetime) -> None:
    matter, by = held(story, pk)
    if matter.state not in {"RESOLVED", "REFERRED", "UNFOUNDED"}:
        return
    if matter.state == "RESOLVED" and story.chance.random() < 0.04:
        matters.reopen(matter=matter, words="Người báo cho biết việc lặp lại.", by=by, at=at)
        story.plan(story.after(at, 40), lambda then: _settle(story, pk, then))
        return
    matters.close(matter=matter, by=by, at=at)


def _reply(story: Story, matter: Matter, by: User, at: datetime) -> None:
    first = Report.objects.filter(of_matter__matter=matter).order_by("pk").first()
    if first is not None:
        matters.reply(
            matter=matter, report=first, words=story.chance.choice(words.REPLIES), by=by, at=at
        )


def held(story: Story, pk: int) -> tuple[Matter, User]:
    """Return the matter as it stands and who acts on it: the keeper's officer, its chief where it is need-to-know."""
    matter = Matter.objects.select_related("keeper", "unit", "area").get(pk=pk)
    acting = story.chiefs if matter.is_restricted else story.officers
    return matter, acting.get(matter.keeper.path) or story.officers[matter.keeper.path]


def _nearest(areas: list[Unit], one: Occurrence) -> Unit | None:
    return min(
        areas,
        key=lambda a: ((a.lat or 0) - one.lat) ** 2 + ((a.lon or 0) - one.lon) ** 2,
        default=None,
    )


def _person(one: Occurrence, chance: random.Random) -> reports.Person | None:
    if one.disclosure == Disclosure.ANONYMOUS:
        return None
    number = chance.randrange(100, 999)
    return reports.Person(
        full_name=f"Người báo tin hư cấu {number}", phone="", email="", consent="demo"
    )
