"""Work on a matter: take it in hand, confirm, sort anew, note, talk with the reporter, look inside a restricted one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.matters import clocks, queries
from binhyen.matters.actions import assigning, indexing, parts
from binhyen.matters.actions.moving import Doing, ask, move, stay
from binhyen.matters.models import Matter, search_key_of
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import Act
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.reports import actions as reports
from binhyen.reports.catalogues import Category
from binhyen.reports.models import Message, Report


class NotOurArea(Exception):
    """The area does not belong to the unit where the matter arose."""


class NotOffered(Exception):
    """The category cannot be given to a matter: it is turned away, or only statistics set it."""


@dataclass(frozen=True)
class Sorting:
    """How an officer sorts a matter."""

    title: str
    category: str
    severity: Severity
    area: Unit | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", text.visible(self.title))


@transaction.atomic
def take_in_hand(*, matter: Matter, by: User, at: datetime, version: int | None = None) -> None:
    """Stand for `matter` from now on. Raises NotAllowed, MoveNotAllowed, Outrun."""
    ask("matters.take_in_hand", matter, by=by, at=at)
    move(matter, Doing(Act.TAKE_IN_HAND, by, at), version=version, handler=by)


@transaction.atomic
def confirm(
    *, matter: Matter, by: User, at: datetime, words: str = "", version: int | None = None
) -> None:
    """Say that it is as reported and work begins. Raises NotAllowed, MoveNotAllowed, Outrun."""
    ask("matters.take_in_hand", matter, by=by, at=at)
    move(matter, Doing(Act.CONFIRM, by, at, words), version=version)


@transaction.atomic
def triage(
    *, matter: Matter, sorting: Sorting, by: User, at: datetime, version: int | None = None
) -> None:
    """Give `matter` another title, category, severity or area. The law's time runs from the receipt, whatever
    the category: a new one moves the deadline, not its start. What nobody has in hand goes to whom the unit's rules
    name for the new kind; what becomes restricted is taken from its crew.
    Raises NotAllowed, NotOffered, NotOurArea, MoveNotAllowed, Outrun."""
    ask("matters.triage", matter, by=by, at=at)
    category = category_of(sorting, matter)
    given = assigning.on_triage(matter, category, sorting.area, clock.local_day(at))
    told = {"was": matter.category, "is": category.code} | (given.told() if given else {})
    was_restricted = matter.is_restricted
    restrict = category.is_restricted and not was_restricted
    move(
        matter,
        Doing(Act.TRIAGE, by, at, detail=told),
        version=version,
        title=sorting.title,
        search_key=search_key_of(sorting.title, category.sensitivity),
        category=category.code,
        sensitivity=category.sensitivity,
        severity=sorting.severity.value,
        area=sorting.area,
        **(given.changes() if given else {"crew": None} if restrict else {}),
    )
    if was_restricted != matter.is_restricted:
        indexing.renew_beside(matter)
    if restrict:
        parts.drop_open(matter, at=at, why="", but_of_police_on=clock.local_day(at))
    if given:
        people = given.people(clock.local_day(at))
        assigning.tell(matter, What.ASSIGNED, people, at=at, but=by)


def category_of(sorting: Sorting, matter: Matter) -> Category:
    """Return the category that `sorting` gives, once all of it fits `matter`. Raises NotOffered, NotOurArea."""
    category = clocks.taxonomy().categories.get(sorting.category)
    if category is None or not category.is_offered:
        raise NotOffered(sorting.category)
    if sorting.area is not None and not _is_area_of(sorting.area, matter):
        raise NotOurArea(sorting.area)
    return category


@transaction.atomic
def note(*, matter: Matter, words: str, by: User, at: datetime) -> None:
    """Keep an internal note, which the reporter never sees. Raises NotAllowed, MoveNotAllowed."""
    ask("matters.note", matter, by=by, at=at)
    if not Matter.objects.visible_to(by, clock.local_day(at)).filter(pk=matter.pk).exists():
        message = f"{matter} is not shown to {by.ref}"
        raise policy.NotAllowed(message)
    stay(matter, Doing(Act.NOTE, by, at, words))


@transaction.atomic
def reply(
    *,
    matter: Matter,
    report: Report,
    words: str,
    by: User,
    at: datetime,
    photos: Sequence[str] = (),
    awaits_answer: bool = False,
) -> Message:
    """Answer the reporter of `report`, with photos if need be; with `awaits_answer` the matter waits for them until
    they write.

    Raises NotAllowed, MoveNotAllowed, reports' BadDraft.
    """
    ask("reports.answer", matter, by=by, at=at)
    require_of(matter, report)
    message = reports.say(report=report, words=words, by=by, at=at, held=matter, photos=photos)
    stay(
        matter,
        Doing(Act.REPLY, by, at, detail={"report": report.reference}),
        first_reply_at=matter.first_reply_at or at,
        awaits_reporter=awaits_answer,
    )
    return message


@transaction.atomic
def mark_heard(*, matter: Matter, by: User, at: datetime) -> None:
    """Say that the reporter's message was read and needs no answer. Raises NotAllowed, MoveNotAllowed."""
    ask("reports.answer", matter, by=by, at=at)
    stay(matter, Doing(Act.MARK_HEARD, by, at))


@transaction.atomic
def look_inside(*, matter: Matter, by: User, at: datetime) -> None:
    """Put on the trail that `by` opened a restricted matter. Raises NotAllowed."""
    on = clock.local_day(at)
    policy.require(by, "matters.read", matter.readers(), on=on)
    if queries.is_masked(matter, by, on):
        message = f"{matter} is restricted to its chief and its handler"
        raise policy.NotAllowed(message)
    audit.record(event="matters.looked_inside", subject=matter.reference, actor=by.ref, at=at)


@transaction.atomic
def look_at_identity(
    *, matter: Matter, report: Report, reason: str, by: User, at: datetime
) -> reports.Person:
    """Return who sent `report`, which is of `matter`; the look and its reason go on the trail.

    Raises NotAllowed, reports' NoReason and NobodyKnown.
    """
    require_of(matter, report)
    return reports.look_at_identity(report=report, reason=reason, by=by, at=at, held=matter)


def require_of(matter: Matter, report: Report) -> None:
    """Raise NotAllowed unless `report` is of `matter`."""
    if not matter.attached.filter(report=report).exists():
        message = f"{report} is not of {matter}"
        raise policy.NotAllowed(message)


def _is_area_of(area: Unit, matter: Matter) -> bool:
    """Say whether `area` lies in the unit where the matter arose or in the one that keeps it now."""
    homes = (matter.unit.path, matter.keeper.path)
    return area.level == Level.RESIDENTIAL_AREA and area.path.startswith(homes)
