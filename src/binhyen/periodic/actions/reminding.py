"""Remind of reports: on the day before they are due whoever writes, after it the level above too. Nobody acts here."""

from datetime import datetime, timedelta

from django.db import transaction

from binhyen.core import clock
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries as people
from binhyen.periodic.models import Report

FIRST_HOUR = 7
#: Reports looked at in one go; what is left over waits for the next time.
AT_ONCE = 500
_EVE = timedelta(days=1)


def remind(*, at: datetime) -> int:
    """Tell whose report is due tomorrow or today, and of those that are late the level above too, each once; return how many were
    new."""
    if at.astimezone(clock.VIETNAM).hour < FIRST_HOUR:
        return 0
    on = clock.local_day(at)
    waiting = Report.objects.open().select_related("unit", "to_unit").defer("frozen")
    soon = waiting.filter(due_on__range=(on, on + _EVE), is_reminded=False)
    late = waiting.filter(due_on__lt=on, is_named_late=False)
    told = sum(_remind(each, at) for each in soon.order_by("due_on", "pk")[:AT_ONCE])
    return told + sum(_name_late(each, at) for each in late.order_by("due_on", "pk")[:AT_ONCE])


@transaction.atomic
def _remind(report: Report, at: datetime) -> bool:
    if not Report.objects.open().filter(pk=report.pk, is_reminded=False).update(is_reminded=True):
        return False
    writers = people.holders("periodic.write", report.unit, clock.local_day(at))
    notices.tell(to=writers, what=What.REPORT_SOON, subject=report.reference, at=at, mark="soon")
    return True


@transaction.atomic
def _name_late(report: Report, at: datetime) -> bool:
    """Name it to whoever writes, and to the level above once for all units of a window: the page there lists them."""
    on = clock.local_day(at)
    mine = Report.objects.open().filter(pk=report.pk, is_named_late=False)
    if not mine.update(is_named_late=True, is_reminded=True):
        return False
    writers = people.holders("periodic.write", report.unit, on)
    notices.tell(to=writers, what=What.REPORT_OVER, subject=report.reference, at=at, mark="over")
    if report.to_unit:
        notices.tell(
            to=people.holders("periodic.receive", report.unit, on),
            what=What.REPORT_LATE,
            subject=late_subject(report),
            at=at,
            mark=f"{report.kind}:{report.until:%Y%m%d}",
        )
    return True


def late_subject(report: Report) -> str:
    """Name the window in which reports are late: "reports MONTH 2026-03-14"."""
    return f"reports {report.kind} {report.window.last_day:%Y-%m-%d}"
