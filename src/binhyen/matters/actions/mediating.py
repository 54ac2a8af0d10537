"""Mediation at the base (Law 35/2013/QH13) and the signs of a hot spot.

Kept is when, where and how it ended, never what the parties said (Art. 4).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.core.working_time import Measure
from binhyen.matters import clocks, queries, rules, standing
from binhyen.matters.actions.assigning import tell
from binhyen.matters.actions.moving import CALENDAR, Doing, ask, stay
from binhyen.matters.models import Matter, Mediation, MediationSession, Shelf
from binhyen.matters.running import Step
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import Act
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import Role, User
from binhyen.places.models import Unit

_CLOCK = "CLK-MED"
_LOOK_HERE = (Role.CHIEF, Role.HEAD, Role.SECRETARY)


class NotMediable(Exception):
    """The law keeps matters of this kind out of mediation (Art. 3), or one is under way already."""


class NotAMediator(Exception):
    """Somebody who was asked is no mediator of the commune or the residential area."""


class NotStarted(Exception):
    """A mediation that has not started cannot have succeeded or failed; it can only be stopped."""


class BadTime(Exception):
    """A session cannot have been held before the mediators were asked, nor in the future."""


@transaction.atomic
def ask_mediation(
    *, matter: Matter, mediators: Sequence[User], words: str, by: User, at: datetime
) -> Mediation:
    """Ask mediators to reconcile the parties; they start within three days (Art. 20(2)). `words` is what they read
    of the dispute. Raises NotAllowed, NotMediable, NotAMediator, MoveNotAllowed."""
    ask("matters.ask_mediation", matter, by=by, at=at)
    if not clocks.is_mediable(matter.category) or matter.mediations.filter(ended_at=None).exists():
        raise NotMediable(matter.category)
    if not mediators or not set(mediators) <= set(
        queries.mediators_for(matter, clock.local_day(at))
    ):
        raise NotAMediator(matter.reference)
    number = matter.mediations.count() + 1
    stay(matter, Doing(Act.MEDIATE, by, at, detail={"step": Step.ASKED.value, "number": number}))
    mediation = Mediation.objects.create(
        matter=matter,
        number=number,
        words=text.seen(words),
        asked_at=at,
        asked_by=by,
        start_due=_start_due(matter.keeper, at),
    )
    mediation.mediators.set(mediators)
    others = [user for user in mediators if user.pk != by.pk]
    notices.tell(to=others, what=What.MEDIATION, subject=matter.reference, at=at)
    return mediation


def _start_due(unit: Unit, at: datetime) -> datetime:
    limit = clocks.limit_of(clocks.taxonomy().clocks[_CLOCK], clocks.said_of(unit).get(_CLOCK))
    return CALENDAR.due(at, limit.amount, Measure(limit.measure))


@transaction.atomic
def start_mediation(*, mediation: Mediation, by: User, at: datetime) -> None:
    """Begin; the house's own clock stands still while the parties talk. Raises NotAllowed, NotMediable,
    MoveNotAllowed."""
    _ask_for(mediation, by, at)
    _begin(mediation, by, at)


def _begin(mediation: Mediation, by: User, at: datetime) -> None:
    here = Mediation.objects.filter(pk=mediation.pk, started_at=None, ended_at=None)
    if not here.update(started_at=at):
        raise NotMediable(mediation)
    mediation.started_at = at
    _tell_history(mediation, Step.STARTED, by, at)


@transaction.atomic
def hold_session(
    *,
    mediation: Mediation,
    held_at: datetime,
    place: str,
    is_open: bool,
    households: int,
    by: User,
    at: datetime,
) -> MediationSession:
    """Record that the parties met; the first session starts the mediation.

    Raises NotAllowed, NotMediable, BadTime, MoveNotAllowed.
    """
    _ask_for(mediation, by, at)
    if not mediation.asked_at <= held_at <= at or mediation.sessions.filter(held_at=held_at):
        raise BadTime(held_at)
    if mediation.started_at is None:
        _begin(mediation, by, at)
    _tell_history(mediation, Step.SESSION, by, at)
    return MediationSession.objects.create(
        mediation=mediation,
        held_at=held_at,
        place=text.seen(place),
        is_open=is_open,
        households=households,
    )


@transaction.atomic
def end_mediation(
    *,
    mediation: Mediation,
    outcome: MediationOutcome,
    is_written: bool,
    paper_number: str,
    by: User,
    at: datetime,
) -> None:
    """Say how it ended and tell the unit; a second failure is a sign of a hot spot.

    Raises NotAllowed, NotMediable (it has ended already), NotStarted, MoveNotAllowed.
    """
    _ask_for(mediation, by, at)
    if mediation.started_at is None and outcome is not MediationOutcome.STOPPED:
        raise NotStarted(mediation)
    ended = {
        "ended_at": at,
        "outcome": outcome.value,
        "is_written": is_written,
        "paper_number": text.seen(paper_number),
    }
    if not Mediation.objects.filter(pk=mediation.pk, ended_at=None).update(**ended):
        raise NotMediable(mediation)
    for name, value in ended.items():
        setattr(mediation, name, value)
    _tell_history(mediation, Step.ENDED, by, at, outcome=outcome.value)
    matter = mediation.matter
    told = standing.people_of(matter, clock.local_day(at))
    tell(matter, What.MEDIATED, told, at=at, but=by)
    _flag_if_it_shows(matter, by=by, at=at)


@transaction.atomic
def record_signs(
    *, matter: Matter, households: int, is_violence_threatened: bool, by: User, at: datetime
) -> None:
    """Say how many households a dispute touches and whether violence is threatened; the flag is raised where the
    taxonomy's rule says so. Raises NotAllowed, MoveNotAllowed."""
    ask("matters.ask_mediation", matter, by=by, at=at)
    detail: dict[str, str | int | bool] = {
        "households": households,
        "is_violence_threatened": is_violence_threatened,
    }
    stay(
        matter,
        Doing(Act.SIGNS, by, at, detail=detail),
        households=households,
        is_violence_threatened=is_violence_threatened,
    )
    _flag_if_it_shows(matter, by=by, at=at)


def flag_prolonged(*, at: datetime) -> int:
    """Raise the flag of every dispute that has been open for more than ninety days; return how many."""
    long = Matter.objects.filter(
        Q(opened_at__lt=at - rules.PROLONGED_AFTER),
        shelf=Shelf.OPEN.value,
        flagged_at=None,
        category__in=clocks.disputes(),
    )
    return sum(_flag(matter.pk, at) for matter in long.only("pk").order_by("pk"))


@transaction.atomic
def _flag(pk: int, at: datetime) -> bool:
    matter = Matter.objects.select_related("keeper", "unit", "area").get(pk=pk)
    return _flag_if_it_shows(matter, by=None, at=at)


def _flag_if_it_shows(matter: Matter, *, by: User | None, at: datetime) -> bool:
    """Raise the flag once, and tell the chief and the committee that there is something to look at."""
    matter.refresh_from_db(fields=["flagged_at", "households", "is_violence_threatened"])
    if matter.flagged_at is not None or not queries.is_prolonged(matter, at):
        return False
    stay(matter, Doing(Act.FLAG, by, at, actor=audit.HOUSE), flagged_at=at)
    look_here = standing.holding(matter.keeper, _LOOK_HERE, clock.local_day(at))
    notices.tell(
        to=[user for user in look_here if by is None or user.pk != by.pk],
        what=What.HOT_SPOT,
        subject=matter.reference,
        at=at,
        mark="flag",
    )
    return True


def _ask_for(mediation: Mediation, by: User, at: datetime) -> None:
    """Let through whom the unit asked, and the police of the unit that asked."""
    on = clock.local_day(at)
    if policy.can(by, "matters.ask_mediation", mediation.matter, on=on):
        ask("matters.ask_mediation", mediation.matter, by=by, at=at)
        return
    policy.require(by, "matters.mediate", mediation, on=on)
    if mediation.matter.is_restricted or not mediation.mediators.filter(pk=by.pk).exists():
        message = f"{mediation} was not given to {by.ref}"
        raise policy.NotAllowed(message)


def _tell_history(
    mediation: Mediation, step: Step, by: User, at: datetime, *, outcome: str = ""
) -> None:
    detail: dict[str, str | int | bool] = {"step": step.value, "number": mediation.number}
    if outcome:
        detail["outcome"] = outcome
    stay(mediation.matter, Doing(Act.MEDIATE, by, at, detail=detail))
