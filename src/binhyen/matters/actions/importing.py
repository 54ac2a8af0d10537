"""Take over earlier records: the same acts and rules as for a report of today, each at the time it happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures import closing
from binhyen.matters.actions import intake, settling
from binhyen.matters.actions.moving import Doing, move
from binhyen.matters.models import Matter
from binhyen.matters.records import REFUSE, BadRecords, Fault, Meaning, Record
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports import actions as reports
from binhyen.reports.models import Channel, Disclosure


@dataclass(frozen=True)
class Imported:
    """How many records became matters, and how many had been taken over before."""

    new: int
    known: int


@transaction.atomic
def import_records(
    *, records: Iterable[Record], meaning: Meaning, unit: Unit, by: User, at: datetime
) -> Imported:
    """Take over `records` as matters of `unit`, all of them or none.

    A record is known by its number and unit: the same file again adds nothing. One of a day that is closed is a fault of its row.
    Raises NotAllowed, BadRecords.
    """
    policy.require(by, "matters.import", unit, on=clock.local_day(at))
    books = closing.books(unit)
    faults: list[Fault] = []
    new = known = 0
    for record in records:
        try:
            with transaction.atomic():
                is_new = _take_over(record, meaning, unit, by, books)
        except _Refused as reason:
            faults.append(Fault(record.row, meaning.heading(reason.what), reason.message))
            continue
        new += is_new
        known += not is_new
    if faults:
        raise BadRecords(faults)
    audit.record(
        event="matters.imported",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"new": new, "known": known},
    )
    return Imported(new, known)


class _Refused(Exception):
    """A rule of the house refuses the record; `what` is the column to look at."""

    def __init__(self, what: str, message: str) -> None:
        super().__init__(message)
        self.what = what
        self.message = message


def _take_over(
    record: Record, meaning: Meaning, unit: Unit, by: User, books: closing.Books
) -> bool:
    day = clock.local_day(record.opened_at)
    if not unit.exists_on(day) and meaning.before_unit == REFUSE:
        message = _("%(unit)s did not exist on %(day)s.")
        raise _Refused("opened", message % {"unit": unit.full_name, "day": f"{day:%d/%m/%Y}"})
    draft = reports.Draft(
        category=record.category,
        words=record.words,
        unit=unit,
        disclosure=Disclosure.ANONYMOUS,
        place_words=record.place,
    )
    try:
        receipt = intake.receive(
            draft=draft,
            person=None,
            photos=[],
            key=uuid5(NAMESPACE_URL, f"{unit.path}{record.outside_ref}"),
            channel=Channel.IMPORT,
            at=record.opened_at,
        )
    except reports.BadDraft as reason:
        raise _Refused("words", str(reason.sentence)) from reason
    if receipt.is_new and (fault := books.fault(day)):
        raise _Refused("opened", fault)
    if receipt.is_new:
        _play_back(receipt.matter, record, meaning, by)
    return receipt.is_new


def _play_back(matter: Matter, record: Record, meaning: Meaning, by: User) -> None:
    """Do what was done then: taken in hand, and where it ended, settled or handed over, and closed."""
    move(
        matter,
        Doing(Act.TAKE_IN_HAND, by, record.opened_at),
        handler=by,
        outside_ref=record.outside_ref,
    )
    if record.ended_at is None:
        return
    try:
        settling.settle_unasked(matter, meaning.outcome, words="", by=by, at=record.ended_at)
    except settling.NotCompetent as reason:
        if not meaning.referred_to:
            message = _(
                "The unit may not end this category itself; say rules.referred_to in the mapping file."
            )
            raise _Refused("category", message) from reason
        settling.refer_unasked(
            matter,
            meaning.referred_to,
            outside_ref=record.outside_ref,
            words="",
            by=by,
            at=record.ended_at,
        )
    move(matter, Doing(Act.CLOSE, by, record.ended_at), closed_at=record.ended_at)
