"""Random acts over two rating years: what an officer of a commune may do to the force, the movement and the recognitions.

Each deed is of one kind, of one commune, on one day; `pick` and `number` say the rest. A deed that the house refuses
counts as nothing done.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from django.db import transaction
from hypothesis import strategies as st

from binhyen.core.cells import BadTable
from binhyen.figures import closing
from binhyen.forces import actions as forces
from binhyen.forces import questionnaires
from binhyen.forces.models import Ending, Level, Outcome, TeamRole, Topic
from binhyen.movement import actions as movement
from binhyen.movement.models import (
    CommitteeKind,
    Duty,
    InitiativeKind,
    InitiativePoint,
    Seat,
    Theme,
    ViolationKind,
    YearClass,
)
from binhyen.movement.terms import TermDays
from binhyen.people import policy
from binhyen.people.models import Body
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit
from binhyen.standards import actions as standards
from binhyen.standards.tests import factories
from binhyen.standards.tests.more_deeds import MORE
from binhyen.standards.tests.scenes import FIRST, Deed, Nobody, Scene
from binhyen.standards.tests.trees import House, moment

#: What counts as nothing done.
REFUSALS: tuple[type[Exception], ...] = (
    Nobody,
    policy.NotAllowed,
    BadTable,
    *(
        each
        for room in (forces, movement, standards, closing)
        for each in vars(room).values()
        if isinstance(each, type) and issubclass(each, Exception)
    ),
)


def done(house: House, deed: Deed, *, on: date | None = None) -> bool:
    """Do a deed, on its own day or as one that tells of the day `on`; say whether the house took it."""
    at = moment(FIRST, deed.day)
    commune = house.commune_on(deed.commune, at.date())
    scene = Scene(commune, on or at.date(), at, house.officers[commune.pk], deed)
    try:
        with transaction.atomic():
            DEEDS[deed.kind](scene)
    except REFUSALS:
        return False
    return True


def rate(house: House, commune: Unit, year: int, levels: list[Level]) -> None:
    """Close the rating year of a commune by one decision over all its teams that are old enough."""
    at = datetime.combine(date(year, 11, 20), moment(FIRST, 0).timetz())
    scene = Scene(commune, at.date(), at, house.officers[commune.pk], Deed("", 0, 0, 0, 0))
    old = [team for team in scene.teams() if team.established_on < date(year, 2, 1)]
    forces.rate_teams(
        unit=commune, year=year, levels=dict(zip(old, levels * len(old), strict=False)),
        decision_number=f"45/{year}", decided_on=at.date(), **scene.acting,
    )  # fmt: skip


def _team(scene: Scene) -> None:
    forces.set_up_team(
        unit=scene.commune, areas=scene.below()[:1], name=f"Tổ {uuid4()}", established_on=scene.on,
        decision_number="7/QĐ-UBND", established_strength=3 + scene.deed.pick, serving=scene.deed.number,
        **scene.acting,
    )  # fmt: skip


def _report(scene: Scene) -> None:
    team = scene.one(scene.teams())
    forces.report_strength(team=team, serving=scene.deed.number, **scene.acting)


def _decision(scene: Scene) -> forces.ByDecision:
    return forces.ByDecision("12/QĐ-UBND", scene.on)


def _appoint(scene: Scene) -> None:
    person = forces.Person(f"Người {uuid4()}", 1950 + 4 * scene.deed.number, age_exception="4/QĐ")
    forces.appoint(
        team=scene.one(scene.teams()), person=person, since=scene.on, decision=_decision(scene),
        role=TeamRole.LEADER if scene.deed.number % 2 else TeamRole.MEMBER, **scene.acting,
    )  # fmt: skip


def _leave(scene: Scene) -> None:
    forces.end_service(
        service=scene.one(scene.services()), until=scene.on, ending=Ending.OWN_WISH,
        decision=_decision(scene), **scene.acting,
    )  # fmt: skip


def _role(scene: Scene) -> None:
    forces.give_role(
        service=scene.one(scene.services()), role=TeamRole.LEADER, since=scene.on,
        decision=_decision(scene), **scene.acting,
    )  # fmt: skip


def _move(scene: Scene) -> None:
    forces.move_member(
        service=scene.one(scene.services()), team=scene.one(scene.teams()), role=TeamRole.MEMBER,
        since=scene.on, decision=_decision(scene), **scene.acting,
    )  # fmt: skip


def _train(scene: Scene) -> None:
    training = forces.hold_training(
        unit=scene.commune, teams=scene.teams(), held_on=scene.on, topic=Topic.FIRE,
        title=f"Bài {uuid4()}", hours=1 + scene.deed.number, **scene.acting,
    )  # fmt: skip
    called = list(training.called.order_by("pk").values_list("member_id", flat=True))
    forces.note_attendance(training=training, came=called[: scene.deed.pick], **scene.acting)


def _equip(scene: Scene) -> None:
    held = {"radio": scene.deed.pick, "torch": scene.deed.number}
    team = scene.one(scene.teams())
    forces.count_equipment(team=team, held=held, counted_on=scene.on, **scene.acting)


def _duty(scene: Scene) -> None:
    kind = ("1.CALLED", "2.TALK", "3.DRILL", "4.RESIDE", "5.TEACH", "6.EVENT")[scene.deed.pick % 6]
    outcome = list(Outcome)[scene.deed.number % len(Outcome)]
    forces.log_duty(
        key=uuid4(), team=scene.one(scene.teams()), kind=kind, on=scene.on, times=1 + scene.deed.number,
        done=forces.Done(outcome), **scene.acting,
    )  # fmt: skip


def _month(scene: Scene) -> None:
    due, kept = 4 + scene.deed.number, scene.deed.pick
    counts = forces.Counts(due, kept, due, kept, due, kept)
    team = scene.one(scene.teams())
    forces.note_month(team=team, month=scene.on.replace(day=1), counts=counts, **scene.acting)


def _patrol(scene: Scene) -> None:
    begun = datetime.combine(scene.on, scene.at.timetz()) - timedelta(hours=2)
    forces.log_patrol(
        key=uuid4(), area=scene.one(scene.below()), started_at=begun, ended_at=begun + timedelta(hours=1),
        companions=1, remarks="", **scene.acting,
    )  # fmt: skip


def _survey(scene: Scene) -> None:
    forces.open_round(
        unit=scene.commune, year=scene.on.year, questionnaire=questionnaires.latest(),
        opens_on=scene.on, closes_on=scene.on, target=60, **scene.acting,
    )  # fmt: skip


def _initiative(scene: Scene) -> None:
    movement.start_initiative(
        unit=scene.commune, kind=InitiativeKind.SCHOOL_GATE if scene.deed.number % 2 else InitiativeKind.CAMERA,
        name=f"Mô hình {uuid4()}", founded_on=scene.on, points=1 + scene.deed.number, **scene.acting,
    )  # fmt: skip


def _class(scene: Scene) -> None:
    movement.class_initiative(
        initiative=scene.one(scene.initiatives()), year=scene.on.year, decided_on=scene.on,
        class_of_year=list(YearClass)[max(0, scene.deed.number - 2)], paper_number="12/QĐ-BCĐ",
        **scene.acting,
    )  # fmt: skip


def _point(scene: Scene) -> None:
    movement.open_point(
        initiative=scene.one(scene.initiatives()), opened_on=scene.on,
        territory=scene.one(scene.below(Tier.RESIDENTIAL_AREA, Tier.SCHOOL)), **scene.acting,
    )  # fmt: skip


def _no_point(scene: Scene) -> None:
    points = InitiativePoint.objects.filter(closed_on=None, initiative__in=scene.initiatives())
    point = scene.one(list(points.order_by("pk")))
    movement.close_point(point=point, closed_on=scene.on, **scene.acting)


def _pupils(scene: Scene) -> None:
    gate, school = scene.one(scene.initiatives()), scene.one(scene.below(Tier.SCHOOL))
    if not gate.points_there.filter(territory=school).exists():
        movement.open_point(initiative=gate, territory=school, opened_on=scene.on, **scene.acting)
    days = TermDays(scene.on.year, 1, scene.on - timedelta(days=30), scene.on)
    movement.count_term(
        initiative=gate, school=school, days=days, paper_number="40/BC-THPT",
        counts={next(iter(ViolationKind)): scene.deed.number}, **scene.acting,
    )  # fmt: skip


def _committee(scene: Scene) -> None:
    movement.found_committee(
        unit=scene.commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=scene.on,
        decision_number=str(uuid4())[:30], decided_on=scene.on, **scene.acting,
    )  # fmt: skip


def _seat(scene: Scene) -> None:
    movement.seat(
        committee=scene.one(list(scene.commune.committees.order_by("pk"))), full_name=f"Người {uuid4()}",
        office="Cán bộ", duty=Duty.MEMBER, since=scene.on, **scene.acting,
    )  # fmt: skip


def _no_seat(scene: Scene) -> None:
    seats = Seat.objects.filter(until=None, committee__unit=scene.commune)
    seat = scene.one(list(seats.order_by("pk")))
    if scene.deed.number % 2:
        movement.leave_seat(seat=seat, until=scene.on, **scene.acting)
    else:
        movement.replace_seat(
            seat=seat, holder=movement.Holder("Mai Thị Năm", "Văn phòng"), since=scene.on,
            decision=movement.Decision(str(uuid4())[:30], scene.on), **scene.acting,
        )  # fmt: skip


def _plan(scene: Scene) -> None:
    plan = movement.draw_up_plan(
        committee=scene.one(list(scene.commune.committees.order_by("pk"))), title="Kế hoạch",
        starts_on=scene.on, ends_on=scene.on + timedelta(days=90), decision_number=str(uuid4())[:30],
        decided_on=scene.on, **scene.acting,
    )  # fmt: skip
    movement.add_task(
        plan=plan, title="Lắp camera", lead=Body.POLICE, due_on=scene.on, **scene.acting
    )


def _register(scene: Scene) -> None:
    units = scene.below(Tier.RESIDENTIAL_AREA, Tier.SCHOOL)
    whole, part = 10 + scene.deed.number, scene.deed.pick
    entries = [movement.Entry(unit, whole, part, scene.on) for unit in units[: 1 + part]]
    movement.register(commune=scene.commune, year=scene.on.year, entries=entries, **scene.acting)


def _commit(scene: Scene) -> None:
    signed: dict[str, int | None] = {
        Theme.FIREWORKS: scene.deed.number,
        Theme.TRAFFIC: scene.deed.pick,
    }
    entry = movement.Entry(scene.one(scene.below()), signed=signed)
    movement.note_commitments(
        commune=scene.commune, year=scene.on.year, entries=[entry], **scene.acting
    )


def _recognise(scene: Scene, level: Tier, file: str) -> None:
    catalogue = factories.stored(file)
    standards.record_recognition(
        unit=scene.one(scene.below(level)), catalogue=catalogue,
        period=catalogue.read().period(scene.on.year), decision_number="88/QĐ-UBND",
        decided_on=scene.on, **scene.acting,
    )  # fmt: skip


DEEDS: dict[str, Callable[[Scene], None]] = {
    **MORE,
    "team": _team,
    "report": _report,
    "appoint": _appoint,
    "leave": _leave,
    "role": _role,
    "move": _move,
    "train": _train,
    "equip": _equip,
    "duty": _duty,
    "month": _month,
    "patrol": _patrol,
    "survey": _survey,
    "initiative": _initiative,
    "class": _class,
    "point": _point,
    "no point": _no_point,
    "pupils": _pupils,
    "committee": _committee,
    "seat": _seat,
    "no seat": _no_seat,
    "plan": _plan,
    "register": _register,
    "commit": _commit,
    "area": partial(_recognise, level=Tier.RESIDENTIAL_AREA, file=factories.AREA),
    "school": partial(_recognise, level=Tier.SCHOOL, file="tt124-education.yaml"),
}


def deeds(
    communes: int, *, days: tuple[int, int], kinds: Iterable[str] = DEEDS
) -> st.SearchStrategy[Deed]:
    """Draw one deed of so many communes on a day between these."""
    return st.builds(
        Deed,
        kind=st.sampled_from(sorted(kinds)),
        commune=st.integers(0, communes - 1),
        day=st.integers(*days),
        pick=st.integers(0, 3),
        number=st.integers(0, 5),
    )
