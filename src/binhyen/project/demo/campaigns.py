"""Two campaigns of the story: Tết 2025 without firecrackers in Mỹ Lạc, which has ended, and drowning in Mỹ Thạnh, which runs from
the merger on. What they state, whom they reached and how their quiz was answered is invented."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from binhyen.core import clock
from binhyen.newsroom import actions as newsroom
from binhyen.newsroom.actions import Draft, Totals
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import ActivityKind, Campaign, Channel
from binhyen.newsroom.queries import Stand
from binhyen.people.models import Body, User
from binhyen.places.models import Level, Unit
from binhyen.project.demo import cast, planning
from binhyen.project.demo.courses import Story

TET, WATER = "fireworks", "drowning"
TET_BEGINS, TET_ENDS = date(2025, 1, 6), date(2025, 2, 5)
WATER_BEGINS = date(2025, 7, 1)
#: Where and when, in the order of the hamlets: people who came, reached, pledges, đồng. None is the whole commune.
_Told = tuple[ActivityKind, date, int | None, Totals]
OF_TET: tuple[_Told, ...] = (
    (ActivityKind.MEETING, date(2025, 1, 8), 0, Totals(64, 64, 52, 350_000)),
    (ActivityKind.MEETING, date(2025, 1, 9), 1, Totals(51, 51, 44, 350_000)),
    (ActivityKind.SCHOOL, date(2025, 1, 13), 2, Totals(310, 310, 0, 500_000)),
    (ActivityKind.LEAFLETS, date(2025, 1, 15), 3, Totals(0, 165, 0, 420_000)),
    (ActivityKind.MEETING, date(2025, 1, 16), 3, Totals(72, 72, 66, 350_000)),
    (ActivityKind.BROADCAST, date(2025, 1, 20), None, Totals(0, 1150, 0, 0)),
)
OF_WATER: tuple[_Told, ...] = (
    (ActivityKind.BROADCAST, date(2025, 7, 2), None, Totals(0, 2600, 0, 0)),
    (ActivityKind.MEETING, date(2025, 7, 3), 0, Totals(48, 48, 41, 300_000)),
)
#: What the Front held itself, and notes itself.
OF_THE_FRONT: _Told = (ActivityKind.HOUSES, date(2025, 7, 3), 1, Totals(0, 85))
#: How often the quiz of Tết was answered rightly and wrongly, question by question.
ANSWERED = ((88, 9), (74, 23), (91, 6), (69, 28), (80, 17))


def plan(told: Story, players: dict[str, User]) -> None:
    """Plan both campaigns act by act."""
    acts = [
        (
            TET_BEGINS,
            partial(_begin, where=cast.MY_LAC, last_day=TET_ENDS, topic=TET, players=players),
        ),
        *((one[1], partial(_note, one=one, topic=TET, players=players)) for one in OF_TET),
        (date(2025, 1, 24), partial(_answer, topic=TET, players=players)),
        (TET_ENDS, partial(_end, topic=TET, players=players)),
        (
            WATER_BEGINS,
            partial(
                _begin,
                where=cast.MY_THANH,
                last_day=WATER_BEGINS + timedelta(60),
                topic=WATER,
                players=players,
            ),
        ),
        *((one[1], partial(_note, one=one, topic=WATER, players=players)) for one in OF_WATER),
        (OF_THE_FRONT[1], partial(_note_by_the_front, players=players)),
    ]
    for day, act in acts:
        told.plan(datetime.combine(day, time(10, 40), tzinfo=clock.VIETNAM), act)


def _begin(
    at: datetime, *, topic: str, players: Mapping[str, User], where: cast.Key, last_day: date
) -> None:
    kit, by = kits()[topic], players["thu"]
    draft = Draft(
        title=kit.title.vi, audience=kit.audience.vi, since=clock.local_day(at), last_day=last_day,
        channels=list(Channel), partners=[Body(body) for body in kit.partners], areas=[],
        **{name: text.vi for name, text in kit.texts.items()},
    )  # fmt: skip
    campaign = newsroom.plan_campaign(
        unit=cast.unit(where), topic=topic, draft=draft, by=by, at=at - timedelta(minutes=30)
    )
    newsroom.begin_campaign(campaign=campaign, by=by, at=at)


def _campaign(topic: str) -> Campaign:
    return Campaign.objects.select_related("unit").get(topic=topic)


def _note(at: datetime, *, topic: str, players: Mapping[str, User], one: _Told) -> None:
    campaign = _campaign(topic)
    kind, day, hamlet, totals = one
    newsroom.note_activity(
        campaign=campaign, kind=kind, held_on=day, area=_place(campaign.unit, hamlet, day), totals=totals,
        by=players["thu"], at=at,
    )  # fmt: skip


def _note_by_the_front(at: datetime, *, players: Mapping[str, User]) -> None:
    campaign = _campaign(WATER)
    kind, day, hamlet, totals = OF_THE_FRONT
    newsroom.note_own_activity(
        campaign=campaign, stand=Stand(Body.FRONT, None), kind=kind, held_on=day, area=_place(campaign.unit, hamlet, day),
        totals=totals, by=players[planning.FRONT], at=at,
    )  # fmt: skip


def _place(unit: Unit, hamlet: int | None, day: date) -> Unit:
    areas = Unit.objects.on(day).filter(parent=unit, level=Level.RESIDENTIAL_AREA)
    return unit if hamlet is None else list(areas.order_by("sort_key", "pk"))[hamlet]


def _answer(at: datetime, *, topic: str, players: Mapping[str, User]) -> None:
    """People answer the quiz; nobody is known who did."""
    del players
    campaign = _campaign(topic)
    for place, (right, wrong) in enumerate(ANSWERED):
        question = campaign.kit.quiz[place]
        other = (question.answer + 1) % len(question.options)
        for option, times in ((question.answer, right), (other, wrong)):
            for _ in range(times):
                newsroom.answer_quiz(campaign=campaign, answers={place: option}, at=at)


def _end(at: datetime, *, topic: str, players: Mapping[str, User]) -> None:
    newsroom.end_campaign(campaign=_campaign(topic), by=players["thu"], at=at)
