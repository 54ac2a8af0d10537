"""Make the drafts: by the house before a window ends, by an officer at any time."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.rules import Period
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.periodic import queries, rules
from binhyen.periodic.models import Report
from binhyen.periodic.rules import Kind, Rule
from binhyen.places.models import Unit


class NotYet(Exception):
    """The window has not begun."""


def draft_due(*, at: datetime) -> int:
    """Make every report a draft whose window ends soon or has ended, and tell whoever writes it; return how many are new."""
    on = clock.local_day(at)
    made = 0
    for unit in queries.working_units(on).iterator(chunk_size=200):
        for kind, held in queries.rules_for(unit).items():
            if held.rule.is_owed:
                for window in rules.to_draft(kind, on, held.rule):
                    made += _draft(unit, kind, window, held.rule, at)
    return made


@transaction.atomic
def _draft(unit: Unit, kind: Kind, window: Period, rule: Rule, at: datetime) -> bool:
    on = clock.local_day(at)
    report, is_new = _made(unit, kind, window, rule, at)
    if is_new:
        _record(report, audit.HOUSE, at)
        notices.tell(
            to=people.holders("periodic.write", unit, on),
            what=What.REPORT_MADE,
            subject=report.reference,
            at=at,
            mark="made",
        )
    return is_new


@transaction.atomic
def begin(*, unit: Unit, kind: Kind, day: date, by: User, at: datetime) -> Report:
    """Begin the report of the window that `day` lies in, of an urgent one of that day; begun already, it is returned as it
    stands. Raises NotAllowed or NotYet.
    """
    on = clock.local_day(at)
    policy.require(by, "periodic.write", unit, on=on)
    if day > on:
        raise NotYet(day.isoformat())
    rule = queries.rule_for(unit, kind)
    report, is_new = _made(unit, kind, rules.window_of(kind, day, rule), rule, at)
    if is_new:
        _record(report, by.ref, at)
    return report


def _made(unit: Unit, kind: Kind, window: Period, rule: Rule, at: datetime) -> tuple[Report, bool]:
    return Report.objects.get_or_create(
        unit=unit,
        kind=kind.value,
        since=window.since,
        until=window.until,
        defaults={
            "to_unit": unit.parent,
            "due_on": rules.due_on(kind, window, rule),
            "made_at": at,
        },
    )


def _record(report: Report, actor: str, at: datetime) -> None:
    audit.record(
        event="periodic.drafted",
        subject=report.reference,
        actor=actor,
        at=at,
        detail={"kind": report.kind, "until": report.until.isoformat()},
    )
