"""Register what comes in, keep its scan, and follow what was asked."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from typing import IO

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock, pdfs, secrecy, text
from binhyen.documents import checks, files
from binhyen.documents.actions import numbering
from binhyen.documents.actions.moving import Outrun
from binhyen.documents.models import Arrival
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit

#: How large the scan of a paper may be.
SCAN = pdfs.Limits(megabytes=10, pages=60)


class DayToCome(Exception):
    """The day has not come yet."""


@dataclass(frozen=True)
class Letter:
    """What stands on a paper that came in."""

    arrived_on: date
    author: str
    sign: str
    dated_on: date
    title: str


@dataclass(frozen=True)
class Following:
    """Whom it was handed to, by when it is to be answered and what came of it."""

    handed_to: str = ""
    handed_on: date | None = None
    note: str = ""
    due_on: date | None = None
    progress: str = ""
    answered_by: str = ""


def refuse_marked(*said: str) -> None:
    """Raise checks.Refused where words bear the mark of a state secret: such papers have a book of their own (P-30)."""
    if any(secrecy.is_marked(text.nfc(words)) for words in said):
        raise checks.Refused(
            _("These words bear the mark of a state secret. Such a paper goes into the book of secrets, not here.")
        )  # fmt: skip


@transaction.atomic
def arrive(*, unit: Unit, letter: Letter, following: Following, by: User, at: datetime) -> Arrival:
    """Register a paper that came in and give it the next number of arrival of its year. Raises NotAllowed, DayToCome,
    checks.Refused.
    """
    policy.require(by, "documents.keep_register", unit, on=clock.local_day(at))
    refuse_marked(letter.title, letter.author, following.note, following.progress)
    _refuse_to_come(at, letter.arrived_on, letter.dated_on)
    series = numbering.of_arrivals(unit, letter.arrived_on.year)
    arrival = Arrival.objects.create(
        unit=unit, series=series, number=numbering.take(series), entered_by=by, search_key=_key(letter),
        **asdict(letter), **asdict(following),
    )  # fmt: skip
    audit.record(
        event="documents.arrived", subject=arrival.reference, actor=by.ref, at=at,
        detail={"number": arrival.number, "year": letter.arrived_on.year},
    )  # fmt: skip
    return arrival


@transaction.atomic
def follow(*, arrival: Arrival, following: Following, by: User, at: datetime) -> None:
    """Write whom it was handed to and what came of it. Raises NotAllowed, Outrun, checks.Refused."""
    policy.require(by, "documents.keep_register", arrival, on=clock.local_day(at))
    refuse_marked(following.note, following.progress)
    known = Arrival.objects.filter(pk=arrival.pk, version=arrival.version)
    if known.update(version=F("version") + 1, **asdict(following)) != 1:
        raise Outrun(arrival.reference)
    arrival.refresh_from_db()
    audit.record(
        event="documents.arrival_followed", subject=arrival.reference, actor=by.ref, at=at,
        detail={"number": arrival.number},
    )  # fmt: skip


@transaction.atomic
def keep_scan(*, arrival: Arrival, scan: IO[bytes], by: User, at: datetime) -> None:
    """Keep the scan of a paper that came in; one that was there before goes. Raises NotAllowed, Outrun, pdfs.PdfRefused."""
    policy.require(by, "documents.keep_register", arrival, on=clock.local_day(at))
    content = pdfs.clean(scan, SCAN)
    before, sha256 = arrival.scan, files.digest(content)
    file = files.store("arrivals", content, "pdf")
    known = Arrival.objects.filter(pk=arrival.pk, version=arrival.version)
    if known.update(version=F("version") + 1, scan=file, scan_sha256=sha256) != 1:
        files.remove(file)
        raise Outrun(arrival.reference)
    arrival.refresh_from_db()
    audit.record(
        event="documents.scan_kept", subject=arrival.reference, actor=by.ref, at=at,
        detail={"number": arrival.number, "sha256": sha256},
    )  # fmt: skip
    if before:
        transaction.on_commit(partial(files.remove, before))


def _refuse_to_come(at: datetime, *days: date) -> None:
    for day in days:
        if day > clock.local_day(at):
            raise DayToCome(day)


def _key(letter: Letter) -> str:
    return text.fold(f"{letter.title} {letter.author} {letter.sign}")
