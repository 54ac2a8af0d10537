"""What several forces do together: who they are, what they signed, what they held, and what a school counted."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.movement import queries
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    BeforeFounding,
    Ended,
    HeldAlready,
    NotASchool,
    OutsideSchoolYear,
    refuse_future,
)
from binhyen.movement.models import (
    Activity,
    ActivityKind,
    Force,
    Initiative,
    InitiativePaper,
    InitiativePartner,
    JointPaperKind,
    SchoolTerm,
    TermCount,
    ViolationKind,
)
from binhyen.movement.terms import TermDays
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def set_partner(
    *, initiative: Initiative, force: Force, body: str, does: str, by: User, at: datetime
) -> InitiativePartner:
    """Say which body stands for a force and what it does; said anew, it replaces what was said. Raises NotAllowed."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    partner, _ = InitiativePartner.objects.update_or_create(
        initiative=initiative, force=force, defaults={"body": body, "does": does}
    )
    audit.record(
        event="movement.partner_set",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"force": force},
    )
    return partner


@transaction.atomic
def add_paper(
    *,
    initiative: Initiative,
    kind: JointPaperKind,
    number: str,
    issued_on: date,
    title: str,
    by: User,
    at: datetime,
) -> InitiativePaper:
    """Enter a paper of the partners. Raises NotAllowed, InTheFuture, or AlreadyThere for a number used in that year."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    refuse_future(clock.local_day(at), issued_on)
    if initiative.papers.filter(number=number, issued_on__year=issued_on.year).exists():
        raise AlreadyThere(number)
    paper = InitiativePaper.objects.create(
        initiative=initiative, kind=kind, number=number, issued_on=issued_on, title=title
    )
    audit.record(
        event="movement.paper_added",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"kind": kind, "number": number},
    )
    return paper


@transaction.atomic
def hold_activity(
    *,
    initiative: Initiative,
    kind: ActivityKind,
    held_on: date,
    place: str,
    attendance: int,
    by: User,
    at: datetime,
) -> Activity:
    """Enter what the partners held on a day.

    Raises NotAllowed, InTheFuture, YearClosed, BeforeFounding, Ended or HeldAlready.
    """
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    refuse_future(clock.local_day(at), held_on)
    refuse_closed(initiative.unit, held_on)
    if held_on < initiative.founded_on:
        raise BeforeFounding(initiative.founded_on)
    if initiative.ended_on and held_on > initiative.ended_on:
        raise Ended(initiative.ended_on)
    said = {"kind": kind, "held_on": held_on, "place": place, "attendance": attendance}
    if initiative.activities.filter(**said).exists():
        raise HeldAlready(held_on.isoformat())
    activity = Activity.objects.create(initiative=initiative, **said)
    audit.record(
        event="movement.activity_held",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"kind": kind, "held_on": held_on.isoformat()},
    )
    return activity


@transaction.atomic
def count_term(
    *,
    initiative: Initiative,
    school: Unit,
    days: TermDays,
    counts: Mapping[ViolationKind, int],
    paper_number: str,
    by: User,
    at: datetime,
) -> SchoolTerm:
    """State how many violations of each kind a school counted in a term; stated anew, it replaces the counts whole.

    The trail keeps that it was stated, by which paper, and no number. Raises NotAllowed, NotASchool or OutsideSchoolYear.
    """
    today = clock.local_day(at)
    policy.require(by, "movement.count_pupils", initiative, on=today)
    if not queries.schools(initiative).filter(pk=school.pk).exists():
        raise NotASchool(school.full_name)
    if not days.is_of_its_year or days.until > today:
        raise OutsideSchoolYear(days)
    term, is_new = SchoolTerm.objects.update_or_create(
        initiative=initiative, school=school, school_year=days.school_year, number=days.number,
        defaults={"since": days.since, "until": days.until, "paper_number": paper_number},
    )  # fmt: skip
    term.counts.all().delete()
    TermCount.objects.bulk_create(
        TermCount(term=term, kind=kind, n=counts.get(kind, 0)) for kind in ViolationKind
    )
    audit.record(
        event="movement.term_counted",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"school": school.path, "term": str(term), "paper": paper_number, "is_new": is_new},
    )
    return term
