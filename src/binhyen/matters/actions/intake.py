"""A report comes in and becomes a matter, or belongs to one; its reporter writes again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from binhyen.core import clock
from binhyen.matters import clocks, duplicates, queries, rules, standing, telling
from binhyen.matters.actions import assigning, indexing, ticking
from binhyen.matters.actions.handling import Sorting
from binhyen.matters.actions.moving import Doing, ask, record, stay
from binhyen.matters.models import (
    TITLE_LENGTH,
    Matter,
    MatterReport,
    new_reference,
    search_key_of,
)
from binhyen.matters.workflow import Act, MoveNotAllowed
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
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
    matter = (
        open_unasked(sent.report, by=by, at=at) if sent.is_new else queries.matter_of(sent.report)
    )
    return Receipt(sent.report.reference, sent.code, sent.is_new, matter)


@transaction.atomic
def join_known(
    *,
    draft: reports.Draft,
    person: reports.Person | None,
    photos: Sequence[str],
    key: UUID,
    channel: Channel,
    matter: Matter,
    at: datetime,
    by: User | None = None,
) -> Receipt:
    """Keep a report of what is known already as one more of `matter`: "me too", with a reference, a code and a thread
    of its own. Words may be left out.

    It opens its own matter after all where the known one ended or was restricted meanwhile, belongs to another
    unit, or where a resident says it is of a kind that only few may read. Raises as `receive`.
    """
    if by is not None:
        ask("matters.merge", matter, by=by, at=at)
    sent = reports.submit(
        draft=_with_words(draft),
        person=person,
        photos=photos,
        key=key,
        channel=channel,
        at=at,
        by=by,
    )
    if not sent.is_new:
        found = queries.matter_of(sent.report)
    elif _joins(sent.report, matter, by=by, at=at):
        found = matter
    else:
        found = open_unasked(sent.report, by=by, at=at)
    return Receipt(sent.report.reference, sent.code, sent.is_new, found)


def _with_words(draft: reports.Draft) -> reports.Draft:
    if draft.words.strip():
        return draft
    with override(draft.language):
        return replace(draft, words=gettext("The same is happening to me."))


def _joins(report: Report, matter: Matter, *, by: User | None, at: datetime) -> bool:
    """Attach the report where it may be attached; say whether it was."""
    matter.refresh_from_db(fields=["state", "shelf", "sensitivity", "category", "keeper"])
    may = duplicates.may_be_followed(matter) if by is None else True
    is_walled = clocks.category(report.category).is_restricted and not matter.is_restricted
    if not may or is_walled or report.unit_id not in {matter.unit_id, matter.keeper_id}:
        return False
    try:
        stay(matter, Doing(Act.ATTACH, by, at, detail={"report": report.reference}))
    except MoveNotAllowed:
        return False
    MatterReport.objects.create(matter=matter, report=report, attached_at=at)
    indexing.renew(matter)
    _tell_of_one_more(matter, by, at)
    return True


@transaction.atomic
def open_matter(*, report: Report, by: User, at: datetime) -> Matter:
    """Open the matter of a report that has none. Raises NotAllowed."""
    policy.require(by, "matters.receive", report, on=clock.local_day(at))
    return open_unasked(report, by=by, at=at)


@transaction.atomic
def attach(*, report: Report, matter: Matter, by: User, at: datetime) -> None:
    """Add a report that has no matter yet to `matter`. Raises NotAllowed, MoveNotAllowed."""
    policy.require(by, "matters.receive", report, on=clock.local_day(at))
    ask("matters.merge", matter, by=by, at=at)
    MatterReport.objects.create(matter=matter, report=report, attached_at=at)
    stay(matter, Doing(Act.ATTACH, by, at, detail={"report": report.reference}))
    _tell_of_one_more(matter, by, at)


def _tell_of_one_more(matter: Matter, by: User | None, at: datetime) -> None:
    told = standing.people_of(matter, clock.local_day(at))
    assigning.tell(matter, What.JOINED, told, at=at, but=by)


@transaction.atomic
def hear(*, report: Report, words: str, at: datetime, photos: Sequence[str] = ()) -> Message:
    """Take a message from the reporter, who has shown the code; it waits in the keeper's inbox until answered,
    also when the matter is closed, and with every matter that the report is of. Raises reports' BadDraft."""
    message = reports.say(report=report, words=words, by=None, at=at, photos=photos)
    for matter in sorted(queries.matters_of(report), key=lambda matter: matter.pk):
        stay(matter, Doing(Act.HEAR, None, at), awaits_reporter=False)
        to = standing.people_of(matter, clock.local_day(at))
        notices.tell(to=to, what=What.MESSAGE, subject=matter.reference, at=at)
    return message


def open_unasked(
    report: Report,
    *,
    by: User | None,
    at: datetime,
    parted: Matter | None = None,
    sorting: Sorting | None = None,
) -> Matter:
    """Open a matter from `report`, for an act that has asked the policy itself.

    One that is parted from another matter goes on with whoever keeps that one, and the law's time runs since the
    report was received; `sorting` is what an officer says it is.
    """
    category = clocks.category(sorting.category if sorting else report.category)
    limits = clocks.limits_of(category)
    since = report.received_at if parted else at
    keeper = parted.keeper if parted else report.unit
    due = ticking.earliest(ticking.runs_at_opening(category, keeper, since=since))
    title = sorting.title if sorting else title_for(category, report.area or report.unit)
    pressing = (
        sorting.severity if sorting else rules.severity(limits, sensitivity=category.sensitivity)
    )
    area = sorting.area if sorting else report.area
    given = None
    if parted is None or parted.keeper_id == report.unit_id:
        given = assigning.by_rule(report.unit, category.code, area, clock.local_day(at))
    matter = Matter.objects.create(
        reference=new_reference(),
        unit=report.unit,
        keeper=keeper,
        area=area,
        category=category.code,
        severity=pressing.value,
        sensitivity=category.sensitivity,
        title=title,
        search_key=search_key_of(title, category.sensitivity),
        lat=report.lat,
        lon=report.lon,
        channel=report.channel,
        opened_at=since,
        due_at=due.at,
        due_clock=due.clock,
        crew=given.crew if given else None,
        handler=given.person if given else None,
    )
    MatterReport.objects.create(matter=matter, report=report, attached_at=at)
    if parted:
        indexing.renew(matter)
    else:
        indexing.begin(matter, report)
    detail: dict[str, str | int | bool] = {"report": report.reference}
    detail |= {"from": parted.reference} if parted else {}
    detail |= given.told() if given else {}
    record(matter, Doing(Act.OPEN, by, at, detail=detail), None)
    if parted is None:
        to = standing.receiving(matter, clock.local_day(at))
        assigning.tell(matter, telling.what_came_in(matter), to, at=at, but=by)
    if given:
        people = given.people(clock.local_day(at))
        assigning.tell(matter, What.ASSIGNED, people, at=at, but=by)
    return matter


def title_for(category: Category, where: Unit) -> str:
    """Return the title a matter has until an officer gives it a better one, and once that is forgotten: what, and where."""
    return f"{category.vi}, {where.full_name}"[:TITLE_LENGTH]
