"""Forget what is known of members who left long ago and what was written on the day's work; numbers stay as they were told.

Name and year of birth stay with the decisions that they stand on, as long as the archive law keeps these.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.audit import actions as audit
from binhyen.audit import forgetting
from binhyen.core import clock
from binhyen.core.privacy import FORGOTTEN
from binhyen.forces.models import (
    DETAIL_DAYS,
    LEAVING,
    DutyEntry,
    Ending,
    Member,
    Patrol,
    RatingLine,
    RatingSheet,
    Service,
    SurveyRemark,
)

_NOTHING: dict[str, object] = {
    "education": "",
    "applied_on": None,
    "attested_on": None,
    "health_until": None,
    "is_resident": False,
    "age_exception": "",
}


@transaction.atomic
def forget_details(*, at: datetime) -> int:
    """Clear all but name and year of birth of members who have not served for DETAIL_DAYS; return of how many. Nobody has
    to ask for it."""
    limit = clock.local_day(at) - timedelta(days=DETAIL_DAYS)
    count = Member.objects.filter(~_serves_after(limit), ~Q(**_NOTHING)).update(**_NOTHING)
    if count:
        audit.record(
            event="forces.details_forgotten", subject="members", actor=audit.HOUSE, at=at,
            detail={"members": count},
        )  # fmt: skip
    return count


def forget_words(*, at: datetime) -> int:
    """Clear what was written beside tasks and patrols, and what answered surveys proposed in words, when their terms are
    over; return how many. Nobody has to ask for it."""
    duties = DutyEntry.objects.filter(on__lt=forgetting.day_before(DutyEntry, "remark", at))
    patrols = Patrol.objects.filter(
        started_at__lt=clock.start_of(forgetting.day_before(Patrol, "remarks", at))
    )
    closed = forgetting.day_before(SurveyRemark, "words", at)
    written = duties.exclude(remark="", taken_back_because="")
    return (
        forgetting.blank(written, at=at, remark="", taken_back_because="")
        + forgetting.blank(patrols.exclude(remarks=""), at=at, remarks="")
        + forgetting.drop(SurveyRemark.objects.filter(survey__closes_on__lt=closed), at=at)
    )


def forget_names(*, at: datetime) -> int:
    """Clear the names of members, why they were let go, and names and reasons on decided ratings, when the archive's term
    is over; return how many. That somebody of an age left, was trained or served stays counted, of nobody in particular."""
    named = Member.objects.filter(~_serves_after(forgetting.day_before(Member, "full_name", at)))
    ended = Service.objects.filter(
        until__lt=forgetting.day_before(Service, "ending", at), ending__in=LEAVING
    )
    sheets = _decided_before(forgetting.day_before(RatingSheet, "chair", at))
    lines = RatingLine.objects.filter(
        sheet__in=_decided_before(forgetting.day_before(RatingLine, "unmet_why", at))
    )
    written = lines.exclude(leader_moved_why="", unmet_why="")
    return (
        forgetting.blank(named.exclude(full_name=FORGOTTEN), at=at, full_name=FORGOTTEN)
        + forgetting.blank(ended.exclude(ending=Ending.OTHER), at=at, ending=Ending.OTHER.value)
        + forgetting.blank(sheets.exclude(chair=""), at=at, chair="")
        + forgetting.blank(written, at=at, leader_moved_why="", unmet_why="")
    )


def _serves_after(limit: date) -> Exists:
    served = Service.objects.filter(member=OuterRef("pk"))
    return Exists(served.filter(Q(until=None) | Q(until__gt=limit)))


def _decided_before(limit: date) -> QuerySet[RatingSheet]:
    undecided = Q(decided_on=None, saved_at__lt=clock.start_of(limit))
    return RatingSheet.objects.filter(Q(decided_on__lt=limit) | undecided)
