"""Found a crew, name it anew, say who is of it, end it: the chief's acts."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.matters import standing
from binhyen.matters.models import Crew, CrewMember, Matter, Part, Shelf
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit


class NotAHome(Exception):
    """A crew is at home in its commune or in one of its residential areas."""


class NameTaken(Exception):
    """Another crew of the unit bears this name."""


class CrewIsBusy(Exception):
    """The crew still has open matters or parts; `left` says how many."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} left")
        self.left = left


class NotOfTheCrew(Exception):
    """Who is to join holds no post there, or is of the crew already."""


class HasEnded(Exception):
    """The crew, or the membership, ended before."""


@transaction.atomic
def found_crew(*, unit: Unit, home: Unit, name: str, by: User, at: datetime) -> Crew:
    """Make a crew from today on. Raises NotAllowed, NotAHome, NameTaken."""
    on = clock.local_day(at)
    policy.require(by, "matters.manage_crews", unit, on=on)
    name = text.seen(name)
    is_area = home.level == Level.RESIDENTIAL_AREA and home.parent_id == unit.pk
    if not (home.pk == unit.pk or is_area) or not home.exists_on(on):
        raise NotAHome(home)
    try:
        with transaction.atomic():
            crew = Crew.objects.create(unit=unit, home=home, name=name, since=on)
    except IntegrityError as reason:
        raise NameTaken(name) from reason
    _record("crew_founded", crew, by, at, home=home.path)
    return crew


@transaction.atomic
def rename_crew(*, crew: Crew, name: str, by: User, at: datetime) -> None:
    """Give `crew` another name. Raises NotAllowed, HasEnded, NameTaken."""
    policy.require(by, "matters.manage_crews", crew, on=clock.local_day(at))
    name = text.seen(name)
    try:
        with transaction.atomic():
            renamed = Crew.objects.filter(pk=crew.pk, until=None).update(name=name)
    except IntegrityError as reason:
        raise NameTaken(name) from reason
    if not renamed:
        raise HasEnded(crew)
    crew.name = name
    _record("crew_renamed", crew, by, at)


@transaction.atomic
def end_crew(*, crew: Crew, by: User, at: datetime) -> None:
    """End `crew` and every membership today; what it did stays. Raises NotAllowed, HasEnded, CrewIsBusy."""
    on = clock.local_day(at)
    policy.require(by, "matters.manage_crews", crew, on=on)
    if left := _left_to_do(crew):
        raise CrewIsBusy(left)
    if not Crew.objects.filter(pk=crew.pk, until=None).update(until=max(on, crew.since)):
        raise HasEnded(crew)
    staying = CrewMember.objects.filter(crew=crew).filter(Q(until=None) | Q(until__gt=on))
    for member in staying:
        _leave(member, on)
    _record("crew_ended", crew, by, at)


def _left_to_do(crew: Crew) -> int:
    matters = Matter.objects.filter(crew=crew, shelf=Shelf.OPEN.value).count()
    return matters + Part.objects.filter(crew=crew, done_at=None, dropped_at=None).count()


@transaction.atomic
def add_member(*, crew: Crew, user: User, since: date, by: User, at: datetime) -> None:
    """Make `user` one of `crew` from `since` on. Raises NotAllowed, HasEnded, NotOfTheCrew."""
    policy.require(by, "matters.manage_crews", crew, on=clock.local_day(at))
    if crew.until is not None or since < crew.since:
        raise HasEnded(crew)
    if not standing.may_join(crew.home, crew.unit, since).filter(pk=user.pk).exists():
        raise NotOfTheCrew(user)
    try:
        with transaction.atomic():
            CrewMember.objects.create(crew=crew, user=user, since=since, entered_at=at)
    except IntegrityError as reason:
        raise NotOfTheCrew(user) from reason
    _record("crew_joined", crew, by, at, who=user.ref, since=since.isoformat())


@transaction.atomic
def end_member(*, member: CrewMember, until: date, by: User, at: datetime) -> None:
    """Let somebody be of the crew no longer: `until` is the first day without. Raises NotAllowed, HasEnded."""
    policy.require(by, "matters.manage_crews", member.crew, on=clock.local_day(at))
    if member.until is not None:
        raise HasEnded(member)
    _leave(member, until)
    _record("crew_left", member.crew, by, at, who=member.user.ref, until=member.until)


def _leave(member: CrewMember, until: date) -> None:
    member.until = max(until, member.since)
    CrewMember.objects.filter(pk=member.pk).update(until=member.until)


def _record(event: str, crew: Crew, by: User, at: datetime, **detail: object) -> None:
    told = {name: str(value) for name, value in detail.items()}
    audit.record(
        event=f"matters.{event}",
        subject=crew.unit.path,
        actor=by.ref,
        at=at,
        detail={"crew": crew.pk, "name": crew.name, **told},
    )
