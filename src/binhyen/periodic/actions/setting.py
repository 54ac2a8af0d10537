"""Say when a unit, and those below it that say nothing themselves, owe a report."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.periodic.models import Timing
from binhyen.periodic.rules import PERIODIC, Kind, Rule
from binhyen.places.models import Unit


class BadRule(Exception):
    """A day that not every week or month has."""


@transaction.atomic
def set_timing(*, unit: Unit, kind: Kind, rule: Rule, by: User, at: datetime) -> Timing:
    """Set when reports of a kind begin, are due and whether they are owed; drafts made before keep their day.

    Raises NotAllowed or BadRule.
    """
    policy.require(by, "periodic.set_timing", unit, on=clock.local_day(at))
    if kind not in PERIODIC or not rule.is_sound(kind):
        raise BadRule(kind.value)
    timing, _is_new = Timing.objects.update_or_create(
        unit=unit, kind=kind.value, defaults=asdict(rule)
    )
    audit.record(
        event="periodic.timing_set",
        subject=f"{unit.path} {kind.value}",
        actor=by.ref,
        at=at,
        detail=asdict(rule),
    )
    return timing
