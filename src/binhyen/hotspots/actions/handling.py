"""What officers do with an alert: acknowledge it, take measures, look at the place again, close it with a lesson."""

from datetime import date, datetime, timedelta

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.hotspots import queries, rules, workflow
from binhyen.hotspots.models import Alert, Ending, Look, Measure, MeasureKind
from binhyen.hotspots.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User


class Outrun(Exception):
    """Somebody else acted on the alert since it was shown."""


class TooEarly(Exception):
    """The days after the measure have not gone by."""

    def __init__(self, due_on: date) -> None:
        super().__init__(due_on.isoformat())
        self.due_on = due_on


class LookFirst(Exception):
    """The place was not looked at again: nobody knows whether the measures did anything."""


@transaction.atomic
def acknowledge(*, alert: Alert, by: User, at: datetime) -> None:
    """Say that somebody has seen it. Raises NotAllowed, MoveNotAllowed, Outrun."""
    _move(alert, Act.ACKNOWLEDGE, by, at, event="hotspots.acknowledged")


@transaction.atomic
def take_measure(*, alert: Alert, kind: MeasureKind, by: User, at: datetime) -> Measure:
    """Choose what is done; the first measure sets the days of the second looks. Chosen twice, it stands once. Raises
    NotAllowed, MoveNotAllowed, Outrun.
    """
    on = clock.local_day(at)
    _require(alert, by, at)
    known = alert.measures.filter(kind=kind).first()
    if known is not None:
        return known
    is_first = alert.measured_on is None
    _move(
        alert, Act.TAKE_MEASURE, by, at, event="hotspots.measure_taken", about=kind.value,
        measured_on=alert.measured_on or on,
    )  # fmt: skip
    if is_first:
        Look.objects.bulk_create(
            Look(alert=alert, after_days=days, due_on=on + timedelta(days=days))
            for days in rules.LOOKS
        )
    return Measure.objects.create(alert=alert, kind=kind, by=by, at=at)


@transaction.atomic
def look_again(*, alert: Alert, after_days: int, words: str, by: User, at: datetime) -> Look:
    """Count what came before and after the measures, and keep it with what was seen there. Raises NotAllowed,
    MoveNotAllowed, Outrun, TooEarly, DoesNotExist for a look that was never planned.
    """
    _require(alert, by, at)
    look = alert.looks.select_for_update().get(after_days=after_days)
    if look.done_at is not None:
        raise Outrun(alert.reference)  # two presses at once
    if clock.local_day(at) < look.due_on:
        raise TooEarly(look.due_on)
    _count(look, alert, clock.local_day(at))
    look.words, look.by, look.done_at = words, by, at
    _move(alert, Act.LOOK_AGAIN, by, at, event="hotspots.looked_again", about=str(after_days))
    look.save()
    return look


def _count(look: Look, alert: Alert, on: date) -> None:
    """Count on one ground what came before the measure, after it, and in the year before the cluster; by hexagon that year
    is as it was counted when the cluster was found, for its first points are forgotten.
    """
    begun = look.due_on - timedelta(days=look.after_days)
    before = min(alert.starts_on, begun - timedelta(days=1))
    ground = queries.ground_of(alert, on)
    look.before = queries.counted_between(alert, ground, before, begun)
    look.before_days = (begun - before).days
    look.after = queries.counted_between(alert, ground, begun, look.due_on)
    look.year = (
        queries.counted_between(alert, ground, before - rules.YEAR, before)
        if alert.resolution is None
        else alert.year
    )
    look.year_days = alert.year_days


@transaction.atomic
def close(*, alert: Alert, ending: Ending, lesson: str, by: User, at: datetime) -> None:
    """End it with what was learnt. After measures only once the place was looked at again. Raises NotAllowed,
    MoveNotAllowed, Outrun, LookFirst.
    """
    _require(alert, by, at)
    if alert.state == State.MEASURED and alert.looks.filter(done_at=None).exists():
        raise LookFirst(alert.reference)
    _move(
        alert, Act.CLOSE, by, at, event="hotspots.closed", about=ending.value, ending=ending.value,
        lesson=lesson, closed_at=at,
    )  # fmt: skip


def _require(alert: Alert, by: User, at: datetime) -> None:
    policy.require(by, "hotspots.handle", alert, on=clock.local_day(at))


def _move(
    alert: Alert,
    act: Act,
    by: User,
    at: datetime,
    *,
    event: str,
    about: str = "",
    **changes: object,
) -> None:
    """Do one act: the policy asked, the state moved where it still is what was shown, the trail written."""
    _require(alert, by, at)
    changes["state"] = workflow.after(State(alert.state), act).value
    changes["version"] = alert.version + 1
    same = Alert.objects.filter(pk=alert.pk, version=alert.version)
    if not same.update(**changes):
        raise Outrun(alert.reference)
    for name, value in changes.items():
        setattr(alert, name, value)
    audit.record(
        event=event,
        subject=alert.reference,
        actor=by.ref,
        at=at,
        detail={"about": about} if about else {},
    )
