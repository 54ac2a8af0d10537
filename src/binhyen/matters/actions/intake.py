"""A report comes in and becomes a matter, or belongs to one; its reporter writes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from binhyen.core import clock
from binhyen.matters import clocks, queries, rules
from binhyen.matters.actions.moving import CALENDAR, Doing, ask, record, stay
from binhyen.matters.models import (
    TITLE_LENGTH,
    Matter,
    MatterReport,
    new_reference,
    search_key_of,
)
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.reports import actions as reports
from binhyen.reports.catalogues import Category
from binhyen.reports.models import Channel, Message, Report


@dataclass(frozen=True)
class Receipt:
    """What the sender is told. `code` is empty when it was shown already and may not be shown again."""

    reference: str
    code: str
    is_new: bool
    matter: Matter


@transaction.atomic
def receive(
    *,
    draft: reports.Draft,
    person: reports.Person | None,
    photos: Sequence[str],
    key: UUID,
    channel: Channel,
    at: datetime,
    by: User | None = None,
) -> Receipt:
    """Keep a report and open its matter, both or neither; the same `key` again changes nothing.

    `by` is the officer who writes down what somebody says, None for a resident. Raises reports' Refused and
    BadDraft, NotAllowed.
    """
    sent = reports.submit(
        draft=draft, person=person, photos=photos, key=key, channel=channel, at=at, by=by
    )
    matter = _open(sent.report, by=by, at=at) if sent.is_new else queries.matter_of(sent.report)
    return Receipt(sent.report.reference, sent.code, sent.is_new, matter)


@transaction.atomic
def open_matter(*, report: Report, by: User, at: datetime) -> Matter:
    """Open the matter of a report that has none. Raises NotAllowed."""
    policy.require(by, "matters.receive", report, on=clock.local_day(at))
    return _open(report, by=by, at=at)


@transaction.atomic
def attach(*, report: Report, matter: Matter, by: User, at: datetime) -> None:
    """Add a report that has no matter yet to `matter`. Raises NotAllowed, MoveNotAllowed."""
    policy.require(by, "matters.receive", report, on=clock.local_day(at))
    ask("matters.merge", matter, by=by, at=at)
    MatterReport.objects.create(matter=matter, report=report, attached_at=at)
    stay(matter, Doing(Act.ATTACH, by, at, detail={"report": report.reference}))


@transaction.atomic
def hear(*, report: Report, words: str, at: datetime) -> Message:
    """Take a message from the reporter, who has shown the code; it waits in the keeper's inbox until answered,
    also when the matter is closed. Raises reports' BadDraft."""
    message = reports.say(report=report, words=words, by=None, at=at)
    stay(queries.matter_of(report), Doing(Act.HEAR, None, at), has_news=True, awaits_reporter=False)
    return message


def _open(report: Report, *, by: User | None, at: datetime) -> Matter:
    category = clocks.category(report.category)
    limits = clocks.limits_of(category)
    due = rules.due(limits, since=at, calendar=CALENDAR)
    title = title_for(category, report)
    matter = Matter.objects.create(
        reference=new_reference(),
        unit=report.unit,
        keeper=report.unit,
        area=report.area,
        category=category.code,
        severity=rules.severity(limits, sensitivity=category.sensitivity).value,
        sensitivity=category.sensitivity,
        title=title,
        search_key=search_key_of(title, category.sensitivity),
        lat=report.lat,
        lon=report.lon,
        channel=report.channel,
        opened_at=at,
        due_at=due.at,
        due_clock=due.clock,
    )
    MatterReport.objects.create(matter=matter, report=report, attached_at=at)
    record(matter, Doing(Act.OPEN, by, at, detail={"report": report.reference}), None)
    return matter


def title_for(category: Category, report: Report) -> str:
    """Return the title a matter has until an officer gives it a better one: what, and where."""
    where = report.area.full_name if report.area else report.unit.full_name
    return f"{category.vi}, {where}"[:TITLE_LENGTH]
