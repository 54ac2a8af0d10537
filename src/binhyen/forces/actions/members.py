"""Appoint members of the force, give them a role, move them, end their service: each by a decision, nothing deleted."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures.closing import refuse_closed
from binhyen.figures.queries import scope_of
from binhyen.forces import roster, service_rules
from binhyen.forces.actions.strengths import told_from
from binhyen.forces.models import (
    LEAVING,
    Education,
    Ending,
    Member,
    Service,
    Team,
    TeamRole,
)
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit


class UnderAge(Exception):
    """Nobody serves before the year of turning 18."""


class NeedsException(Exception):
    """Beyond 70 the chair of the commune decides, and the number of the decision is missing."""


class ServesAlready(Exception):
    """Somebody of this name and year of birth serves in a team of the commune."""

    def __init__(self, team: Team) -> None:
        super().__init__(team.name)
        self.team = team


class WrongDay(Exception):
    """The day lies in the future, before the team was set up, or not after the spell before it began; or the decision's does."""

    def __init__(
        self, limit: date, *, is_future: bool = False, is_of_decision: bool = False
    ) -> None:
        super().__init__(limit.isoformat())
        self.limit = limit
        self.is_future = is_future
        self.is_of_decision = is_of_decision


class AlreadyEnded(Exception):
    """Somebody else ended or changed this service meanwhile."""


class LeaderStands(Exception):
    """Two leaders would stand in the team at once."""


class NotAnAccountOfTheForce(Exception):
    """The account is not that of a team member of this commune, or it belongs to another member."""


@dataclass(frozen=True)
class Person:
    """What may be known of a member; there is no place for more."""

    full_name: str
    birth_year: int
    education: Education | str = ""
    applied_on: date | None = None
    attested_on: date | None = None
    health_until: date | None = None
    is_resident: bool = False
    age_exception: str = ""
    user: User | None = None


#: The columns of a member that these acts fill.
FIELDS = tuple(each.name for each in fields(Person))


@dataclass(frozen=True)
class ByDecision:
    """The paper by which something is done to a service."""

    number: str
    dated: date


@transaction.atomic
def appoint(
    *,
    team: Team,
    person: Person,
    role: TeamRole,
    since: date,
    decision: ByDecision,
    by: User,
    at: datetime,
) -> Service:
    """Enter a new member of `team`. With the first one the team's number is counted, no longer reported.

    A leader who stands becomes a member by the same decision. Raises NotAllowed, UnderAge, NeedsException, ServesAlready,
    WrongDay, YearClosed, LeaderStands or NotAnAccountOfTheForce.
    """
    policy.require(by, "forces.manage", team, on=clock.local_day(at))
    home = _successor(team.unit, clock.local_day(at))
    same = roster.namesakes(
        scope_of(home), full_name=person.full_name, birth_year=person.birth_year
    )
    if same:
        raise ServesAlready(same[0].team)
    member = Member(unit=team.unit)
    _fill(member, person, at)
    member.save()
    service = begin(member=member, team=team, role=role, since=since, decision=decision, at=at)
    _record("forces.member_appointed", member, by, at, _told(service))
    return service


def _fill(member: Member, person: Person, at: datetime) -> None:
    """Put what may be known into the row. Raises UnderAge, NeedsException or NotAnAccountOfTheForce."""
    today = clock.local_day(at)
    if not service_rules.is_old_enough(person.birth_year, today):
        raise UnderAge(person.birth_year)
    if service_rules.needs_exception(person.birth_year, today) and not person.age_exception:
        raise NeedsException(person.birth_year)
    if person.user is not None:
        _require_account(person.user, member, today)
    for name in FIELDS:
        setattr(member, name, getattr(person, name))
    member.full_name = text.seen(person.full_name)


def _require_account(user: User, member: Member, today: date) -> None:
    known = roster.accounts(scope_of(_successor(member.unit, today)), on=today)
    tied = Member.objects.filter(user=user).exclude(pk=member.pk)
    if not known.filter(pk=user.pk).exists() or tied.exists():
        raise NotAnAccountOfTheForce(user.pk)


def _successor(unit: Unit, today: date) -> Unit:
    onward = Unit.objects.filter(path__in=places.paths_onward(unit)).on(today)
    return onward.order_by("pk").first() or unit


def begin(
    *, member: Member, team: Team, role: TeamRole, since: date, decision: ByDecision, at: datetime
) -> Service:
    """Open a spell, after making way for it. Raises WrongDay, YearClosed, LeaderStands or AlreadyEnded. A step of an act, not one."""
    refuse_closed(team.unit, since)
    require_day(since, team.established_on, at)
    _require_taken(decision, at)
    last = member.services.exclude(until=None).order_by("-until").first()
    if last is not None and last.until is not None and since < last.until:
        raise WrongDay(last.until)
    if role == TeamRole.LEADER:
        _make_way(team, since, decision)
    try:
        with transaction.atomic():
            service = Service.objects.create(
                member=member, team=team, role=role, since=since, decision_number=decision.number,
                decided_on=decision.dated,
            )  # fmt: skip
    except IntegrityError:
        raise LeaderStands(team.name) from None
    told_from(team, since, None)
    return service


def require_day(day: date, earliest: date, at: datetime) -> None:
    """Raise WrongDay for a day that has not come or lies before `earliest`."""
    today = clock.local_day(at)
    if day > today:
        raise WrongDay(today, is_future=True)
    if day < earliest:
        raise WrongDay(earliest)


def _require_taken(decision: ByDecision, at: datetime) -> None:
    """Raise WrongDay for a decision of a day to come."""
    today = clock.local_day(at)
    if decision.dated > today:
        raise WrongDay(today, is_future=True, is_of_decision=True)


def _make_way(team: Team, since: date, decision: ByDecision) -> None:
    """Let the leader who stands go on as a member by the same decision."""
    leader = team.services.filter(role=TeamRole.LEADER, until=None).first()
    if leader is None:
        return
    close(leader, since, Ending.ROLE, decision)
    Service.objects.create(
        member_id=leader.member_id, team=team, role=TeamRole.MEMBER, since=since,
        decision_number=decision.number, decided_on=decision.dated,
    )  # fmt: skip


def close(service: Service, until: date, ending: Ending, decision: ByDecision) -> None:
    """End a spell that stands; whoever ended it first stays right. Raises WrongDay, YearClosed or AlreadyEnded."""
    refuse_closed(service.team.unit, until)
    if until <= service.since:
        raise WrongDay(service.since + timedelta(days=1))
    changed = Service.objects.filter(pk=service.pk, until=None).update(
        until=until, ending=ending, ending_number=decision.number, ending_decided_on=decision.dated
    )
    if not changed:
        raise AlreadyEnded(service.pk)


@transaction.atomic
def correct_member(*, member: Member, person: Person, by: User, at: datetime) -> None:
    """Write what is known of a member anew. Raises NotAllowed, UnderAge, NeedsException or NotAnAccountOfTheForce."""
    policy.require(by, "forces.manage", member, on=clock.local_day(at))
    before = {name: getattr(member, name) for name in FIELDS}
    _fill(member, person, at)
    changed = [name for name, value in before.items() if getattr(member, name) != value]
    member.save(update_fields=changed)
    _record("forces.member_corrected", member, by, at, {"changed": sorted(changed)})


@transaction.atomic
def give_role(
    *, service: Service, role: TeamRole, since: date, decision: ByDecision, by: User, at: datetime
) -> Service:
    """Give a member another role in the same team; a leader who stands becomes a member by the same decision.

    Raises NotAllowed, WrongDay, YearClosed, LeaderStands or AlreadyEnded.
    """
    policy.require(by, "forces.manage", service, on=clock.local_day(at))
    require_day(since, service.since, at)
    close(service, since, Ending.ROLE, decision)
    given = begin(
        member=service.member, team=service.team, role=role, since=since, decision=decision, at=at
    )
    _record("forces.role_given", service.member, by, at, _told(given))
    return given


@transaction.atomic
def move_member(
    *,
    service: Service,
    team: Team,
    role: TeamRole,
    since: date,
    decision: ByDecision,
    by: User,
    at: datetime,
) -> Service:
    """Move a member to another team that the same unit holds. Raises NotAllowed, WrongDay, YearClosed, LeaderStands,
    AlreadyEnded."""
    for thing in (service, team):
        policy.require(by, "forces.manage", thing, on=clock.local_day(at))
    require_day(since, service.since, at)
    close(service, since, Ending.MOVED, decision)
    begun = begin(
        member=service.member, team=team, role=role, since=since, decision=decision, at=at
    )
    _record("forces.member_moved", service.member, by, at, _told(begun))
    return begun


@transaction.atomic
def end_service(
    *, service: Service, until: date, ending: Ending, decision: ByDecision, by: User, at: datetime
) -> None:
    """End a service; `until` is the first day on which the member no longer serves.

    Raises NotAllowed, WrongDay, YearClosed, AlreadyEnded. Why is not written on the trail: it is read where the service is read.
    """
    policy.require(by, "forces.manage", service, on=clock.local_day(at))
    if ending not in LEAVING:
        message = f"ending must be one of {LEAVING}, got {ending}"
        raise ValueError(message)
    require_day(until, service.since, at)
    _require_taken(decision, at)
    close(service, until, ending, decision)
    told = {"team": service.team_id, "until": until.isoformat(), "decision": decision.number}
    _record("forces.service_ended", service.member, by, at, told)


def _told(service: Service) -> dict[str, object]:
    return {
        "team": service.team_id,
        "role": service.role,
        "since": service.since.isoformat(),
        "decision": service.decision_number,
    }


def _record(event: str, member: Member, by: User, at: datetime, detail: dict[str, object]) -> None:
    audit.record(event=event, subject=f"member {member.pk}", actor=by.ref, at=at, detail=detail)
