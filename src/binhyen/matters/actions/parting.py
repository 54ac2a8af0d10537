"""What was taken for one thing and is two: a second trouble in a report, a report in the wrong matter, a false likeness."""

from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import clocks, standing
from binhyen.matters.actions import indexing, ticking
from binhyen.matters.actions.assigning import tell
from binhyen.matters.actions.handling import Sorting, category_of, require_of
from binhyen.matters.actions.intake import open_unasked, title_for
from binhyen.matters.actions.moving import Doing, ask, stay
from binhyen.matters.actions.settling import WouldBeUncovered
from binhyen.matters.models import DismissedPair, Matter, MatterReport
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import Act
from binhyen.notices.words import What
from binhyen.people.models import User
from binhyen.reports.models import Message, Report


class OnlyReport(Exception):
    """The report is the only one of its matter: there is nothing to take it out of."""


@transaction.atomic
def split(*, matter: Matter, report: Report, sorting: Sorting, by: User, at: datetime) -> Matter:
    """Open a second matter from `report`, which tells of two troubles; the reporter follows both with one code.

    Returns the new matter. A restricted trouble and one that the whole unit reads cannot share a report: what was
    said of the one would be read with the other. Raises NotAllowed, NotOffered, NotOurArea, WouldBeUncovered,
    MoveNotAllowed.
    """
    ask("matters.split", matter, by=by, at=at)
    require_of(matter, report)
    category = category_of(sorting, matter)
    if category.is_restricted != matter.is_restricted:
        raise WouldBeUncovered(matter.reference)
    other = open_unasked(report, by=by, at=at, parted=matter, sorting=sorting)
    detail = {"report": report.reference, "into": other.reference}
    stay(matter, Doing(Act.SPLIT, by, at, detail=detail))
    _tell_of_parting(matter, by, at)
    return other


@transaction.atomic
def detach(*, matter: Matter, report: Report, by: User, at: datetime) -> Matter:
    """Take `report` out of `matter`, where it does not belong: it becomes a matter of its own, kept by the same unit,
    with what the reporter wrote and was told. Detaching all that came with a merged matter undoes the merging.

    Returns the new matter; it stays restricted where this one is, until an officer sorts it anew. Raises NotAllowed,
    OnlyReport, MoveNotAllowed.
    """
    ask("matters.merge", matter, by=by, at=at)
    require_of(matter, report)
    if matter.attached.count() == 1:
        raise OnlyReport(report.reference)
    MatterReport.objects.filter(matter=matter, report=report).delete()
    walled = matter.is_restricted and not clocks.category(report.category).is_restricted
    sorting = _as_sorted(matter, report) if walled else None
    other = open_unasked(report, by=by, at=at, parted=matter, sorting=sorting)
    indexing.renew_beside(
        other
    )  # what else the report is of goes behind the wall with it, or comes out
    detail = {"report": report.reference, "into": other.reference}
    stay(matter, Doing(Act.DETACH, by, at, detail=detail))
    message = ticking.message_of(matter)
    if message and _waits_for_answer(report):
        ticking.take_over_message(other, message, at)
    _tell_of_parting(matter, by, at)
    return other


def _tell_of_parting(matter: Matter, by: User, at: datetime) -> None:
    """Tell who stands for what was parted; the history there names the new matter, which waits in the unit's list."""
    told = standing.people_of(matter, clock.local_day(at))
    tell(matter, What.PARTED, told, at=at, but=by)


def _as_sorted(matter: Matter, report: Report) -> Sorting:
    category = clocks.category(matter.category)
    return Sorting(
        title_for(category, report.area or report.unit),
        category.code,
        Severity(matter.severity),
        report.area,
    )


def _waits_for_answer(report: Report) -> bool:
    last = Message.objects.filter(report=report).order_by("-at", "-pk").first()
    return last is not None and last.from_reporter


@transaction.atomic
def tell_apart(*, matter: Matter, other: Matter, by: User, at: datetime) -> None:
    """Say that the two are not the same: they are not offered as one any more. Raises NotAllowed."""
    ask("matters.merge", matter, by=by, at=at)
    ask("matters.merge", other, by=by, at=at)
    one, two = sorted((matter, other), key=lambda each: each.pk)
    _pair, is_new = DismissedPair.objects.get_or_create(
        one=one, other=two, defaults={"by": by, "at": at}
    )
    if is_new:
        audit.record(
            event="matters.told_apart",
            subject=matter.reference,
            actor=by.ref,
            at=at,
            detail={"other": other.reference},
        )
