"""Remind the officers of a hot spot that is to be looked at again. Nobody acts here, so no trail."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.hotspots.models import Look
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries as people
from binhyen.places import queries as places
from binhyen.places.models import Unit

FIRST_HOUR = 7


def remind_of_looks(*, at: datetime) -> int:
    """Tell of each second look whose day has come, once; return how many were new."""
    if at.astimezone(clock.VIETNAM).hour < FIRST_HOUR:
        return 0
    due = Look.objects.filter(done_at=None, told_on=None, due_on__lte=clock.local_day(at))
    due = due.filter(alert__closed_at=None).select_related("alert__unit").order_by("due_on", "pk")
    return sum(_remind(look, at) for look in due)


@transaction.atomic
def _remind(look: Look, at: datetime) -> bool:
    """Tell of one, once there is somebody to tell: where nobody holds a post, whoever comes to hold one is told then."""
    on = clock.local_day(at)
    units = Unit.objects.filter(path__in=places.paths_onward(look.alert.unit))
    officers = {user.pk: user for unit in units for user in people.holders("hotspots.handle", unit, on)}  # fmt: skip
    mine = Look.objects.filter(pk=look.pk, told_on=None)
    if not officers or not mine.update(told_on=on):
        return False
    notices.tell(
        to=officers.values(),
        what=What.ALERT_LOOK,
        subject=look.alert.reference,
        at=at,
        mark=f"look {look.after_days}",
    )
    return True
