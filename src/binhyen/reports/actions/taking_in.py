"""Take in what people say, keep it, talk back, and open an identity only with a reason on the trail."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

import argon2
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.audit import actions as audit
from binhyen.core import clock, crypto, references, text
from binhyen.figures import actions as figures
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports import catalogues, identity, photos, rules
from binhyen.reports.models import Channel, Disclosure, Guess, Identity, Message, Photo, Report

#: A second answer to the same form shows the code again for so long: a reply lost on a bad line is not a code lost.
CODE_SHOWN_AGAIN_FOR = timedelta(hours=1)
UNCLAIMED_FOR = timedelta(hours=24)
_RESIDENT = "resident"
_CODE_LENGTH = 16
# A code has 72 random bits, so no cost is needed against guessing; this keeps a stolen table of codes useless. A
# quarter of a MiB takes 0.2 ms inside the transaction, 1 MiB 0.8 ms, 8 MiB 6 ms: under SQLite's single writer that
# would be reports per second lost for nothing.
_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
# What an unknown reference is checked against, so that the answer takes as long as for a known one.
_NOBODYS_HASH = _HASHER.hash("")


class Refused(Exception):
    """The subject is not taken here; nothing was kept. `category` says which referral to show."""

    def __init__(self, category: str) -> None:
        super().__init__(category)
        self.category = category


class BadDraft(Exception):
    """Something in the draft cannot be; `field` says where, `sentence` what to do. Nothing was kept."""

    def __init__(self, field: str, sentence: Promise | str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field = field
        self.sentence = sentence


class TooManyGuesses(Exception):
    """Too many wrong codes for this reference within a quarter of an hour, and this is one more."""


class NoReason(Exception):
    """A look at an identity needs a reason in words."""


class NobodyKnown(Exception):
    """The report was sent anonymously: nobody knows who sent it."""


@dataclass(frozen=True)
class Draft:
    """What is to be reported. `category` is a code of the taxonomy, `language` "vi" or "en"."""

    category: str
    words: str
    unit: Unit
    disclosure: Disclosure
    place_words: str = ""
    happened_at: datetime | None = None
    lat: float | None = None
    lon: float | None = None
    area: Unit | None = None
    language: str = "vi"


@dataclass(frozen=True)
class Person:
    """Who reports, when they say so. `consent` is the version of the wording they agreed to."""

    full_name: str
    phone: str = ""
    email: str = ""
    consent: str = ""


@dataclass(frozen=True)
class Submitted:
    """The report that stands now. `code` is empty when it was shown already and may not be shown again."""

    report: Report
    code: str
    is_new: bool


def submit(
    *,
    draft: Draft,
    person: Person | None,
    photos: Sequence[str],
    key: UUID,
    channel: Channel,
    at: datetime,
    by: User | None = None,
) -> Submitted:
    """Keep a report, once per `key`; `photos` are tokens that `keep_photo` gave.

    The same key again returns the first report. Raises Refused, BadDraft; NotAllowed when `by` may not take
    reports for the unit.
    """
    if by is not None:
        policy.require(by, "matters.receive", draft.unit, on=clock.local_day(at))
    report = _checked(draft, person, at)
    code = _code_of(key)
    report.key = _digest_of(key)
    report.code_hash = _HASHER.hash(references.tidy(code))
    report.channel = channel
    if earlier := _keep(report, person, photos, by, at):
        return _again(earlier, key, at)
    return Submitted(report, code, is_new=True)


@transaction.atomic(savepoint=False)  # all is judged by now: what fails fails the act that called
def _keep(
    report: Report, person: Person | None, photos: Sequence[str], by: User | None, at: datetime
) -> Report | None:
    """Write a report and what belongs to it, unless the same form arrived before: return what it made then."""
    if earlier := _save_under_new_reference(report):
        return earlier
    if person is not None:
        _keep_identity(report, person, at)
    _claim(report, photos)
    audit.record(
        event="reports.received",
        subject=report.reference,
        actor=by.ref if by else _RESIDENT,
        at=at,
        detail={"channel": report.channel, "category": report.category, "unit": report.unit.path},
    )
    figures.count(
        event="reports.received",
        unit_id=report.unit_id,
        on=clock.local_day(at),
        category=report.category,
    )
    return None


def keep_photo(*, upload: IO[bytes], at: datetime) -> Photo:
    """Write `upload` anew, without metadata, under a random name until a report claims it. Raises PhotoRefused."""
    clean = photos.clean(upload)
    token = secrets.token_urlsafe(24)
    return Photo.objects.create(
        token=token,
        file=photos.write(clean, under=Path(settings.MEDIA_ROOT)),
        width=clean.width,
        height=clean.height,
        size=len(clean.content),
        sha256=hashlib.sha256(clean.content).hexdigest(),
        kept_at=at,
    )


def drop_photo(*, token: str) -> None:
    """Remove a photo that no report has claimed; a claimed or unknown one is left alone."""
    for photo in Photo.objects.filter(token=token, report=None):
        _remove(photo)


def clear_unclaimed_photos(*, at: datetime) -> int:
    """Remove the photos that no report claimed within a day; return how many."""
    stale = list(Photo.objects.filter(report=None, kept_at__lt=at - UNCLAIMED_FOR).order_by("pk"))
    return sum(_remove(photo) for photo in stale)


def photo_path(file: str) -> Path:
    """Return where a photo lies."""
    return Path(settings.MEDIA_ROOT) / file


def find(*, reference: str, code: str, at: datetime) -> Report | None:
    """Return the report whose reference and follow-up code these are, however they were typed, or None.

    Raises TooManyGuesses for a wrong code after five others for one reference in a quarter of an hour. The count
    is kept for that time, for all web processes together, and names a digest of the reference alone: no address of
    who guesses is known here. The right code
    always opens: 72 bits are not guessed, and who knows a reference must not lock its reporter out.
    """
    tidied = references.tidy(reference)
    report: Report | None = (
        Report.objects.filter(reference=_as_written(tidied)).select_related("unit", "area").first()
    )
    if _fits(report.code_hash if report else _NOBODYS_HASH, code) and report:
        return report
    slot = hashlib.sha256(tidied.encode()).hexdigest()
    since = at - rules.GUESSES_WITHIN
    if Guess.objects.filter(slot=slot, at__gt=since).count() >= rules.GUESSES:
        raise TooManyGuesses
    Guess.objects.filter(at__lte=since).delete()
    Guess.objects.create(slot=slot, at=at)
    return None


@transaction.atomic
def say(
    *,
    report: Report,
    words: str,
    by: User | None,
    at: datetime,
    held: policy.Held | None = None,
    photos: Sequence[str] = (),
) -> Message:
    """Add a message: from an officer (`by`), or from the reporter (None, who has shown the code).

    `held` is the matter the report belongs to, when another unit holds it by now; `photos` are tokens that
    `keep_photo` gave. Raises NotAllowed, BadDraft.
    """
    if by is not None:
        policy.require(by, "reports.answer", held or report, on=clock.local_day(at))
    words = _clean_words(words, "words", most=rules.MOST_MESSAGE_WORDS)
    message = Message(
        report=report, from_reporter=by is None, words=words, at=at, by_ref=by.ref if by else ""
    )
    message.save()
    _claim(report, photos, message=message)
    audit.record(
        event="reports.said",
        subject=report.reference,
        actor=by.ref if by else _RESIDENT,
        at=at,
        detail={"message": message.pk},
    )
    return message


@transaction.atomic
def look_at_identity(
    *, report: Report, reason: str, by: User, at: datetime, held: policy.Held | None = None
) -> Person:
    """Return who sent `report`; the look and its reason go on the trail.

    `held` is the matter the report belongs to, when another unit holds it by now. Raises NotAllowed, NoReason,
    NobodyKnown.
    """
    policy.require(by, "reports.reveal_identity", held or report, on=clock.local_day(at))
    reason = text.seen(reason)
    if len(reason) < rules.LEAST_REASON:
        raise NoReason
    kept = Identity.objects.filter(report=report).first()
    if kept is None:
        raise NobodyKnown
    audit.record(
        event="reports.identity_looked_at",
        subject=report.reference,
        actor=by.ref,
        at=at,
        detail={"reason": reason},
    )
    return Person(**identity.unseal(kept.sealed, reference=report.reference))


def _checked(draft: Draft, person: Person | None, at: datetime) -> Report:
    """Return the report that `draft` makes, unsaved. Raises Refused, BadDraft."""
    category = catalogues.taxonomy().categories.get(draft.category)
    if category is None:
        raise BadDraft("category", _("Choose what it is about from the list."))
    if not category.is_offered:
        raise Refused(category.code)
    _check_point(draft.lat, draft.lon)
    _check_person(draft.disclosure, person)
    return Report(
        category=category.code,
        words=_clean_words(draft.words, "words", most=rules.MOST_WORDS),
        place_words=_clean_words(
            draft.place_words, "place_words", most=rules.MOST_PLACE_WORDS, least=0
        ),
        happened_at=_checked_time(draft.happened_at, at),
        lat=draft.lat,
        lon=draft.lon,
        has_point=draft.lat is not None,
        unit=draft.unit,
        area=draft.area,
        disclosure=draft.disclosure,
        received_at=at,
        language=draft.language,
    )


def _checked_time(happened_at: datetime | None, at: datetime) -> datetime | None:
    try:
        return rules.settle_time(happened_at, at)
    except ValueError as reason:
        sentences = {
            "future": _("This time has not come yet. Say when it happened, or leave it empty."),
            "past": _("Say a time after 1 January 1990, or leave it empty."),
        }
        raise BadDraft("happened_at", sentences[str(reason)]) from reason


def _check_point(lat: float | None, lon: float | None) -> None:
    if lat is None and lon is None:
        return
    if lat is None or lon is None or not rules.is_in_country(lat, lon):
        raise BadDraft(
            "point", _("This point is outside Viet Nam. Choose the place again, or describe it.")
        )


def _check_person(disclosure: Disclosure, person: Person | None) -> None:
    if (disclosure == Disclosure.ANONYMOUS) != (person is None):
        raise BadDraft("disclosure", _("Say whether you give your name or stay unknown."))
    if person is None:
        return
    if not text.seen(person.full_name):
        raise BadDraft("full_name", _("Write your name, or choose to stay unknown."))
    if not person.consent:
        raise BadDraft(
            "consent", _("Agree that we keep your name and contact, or choose to stay unknown.")
        )


def _clean_words(words: str, field: str, *, most: int, least: int = 1) -> str:
    words = text.seen(words.replace("\r\n", "\n"))
    if len(words) < least:
        raise BadDraft(field, _("Write what happened, even in a few words."))
    if len(words) > most:
        sentence = _("This text is too long: at most %(most)s characters.") % {"most": most}
        raise BadDraft(field, sentence)
    return words


def _save_under_new_reference(report: Report) -> Report | None:
    """Save `report`; a reference that is taken is drawn anew. The same form arrived before, perhaps at this very moment:
    the database decides who was first, and that report is returned."""
    while report.pk is None:
        report.reference = references.new_reference()
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError:
            earlier = Report.objects.filter(key=report.key).select_related("unit").first()
            if earlier is not None:
                return earlier
            if not Report.objects.filter(reference=report.reference).exists():
                raise
    return None


def _again(report: Report, key: UUID, at: datetime) -> Submitted:
    may_show = at - report.received_at <= CODE_SHOWN_AGAIN_FOR
    return Submitted(report, _code_of(key) if may_show else "", is_new=False)


def _digest_of(key: UUID) -> UUID:
    """Return what is kept of the sender's key: the key itself gives the code and stays with the sender."""
    return UUID(bytes=hashlib.sha256(key.bytes).digest()[:16])


def _code_of(key: UUID) -> str:
    """Return the follow-up code that belongs to the sender's key; only this house and the sender can make it."""
    digest = crypto.keyed_digest(key.hex, secret=settings.SECRET_KEY, purpose="follow-up code")
    number = int.from_bytes(hashlib.sha256(digest.encode()).digest(), "big")
    letters = []
    for _position in range(_CODE_LENGTH):
        number, place = divmod(number, len(references.ALPHABET))
        letters.append(references.ALPHABET[place])
    return _dashed("".join(letters))


def _dashed(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _as_written(tidied: str) -> str:
    """Return a typed reference the way it is kept: "by7km4xq9r" and "7KM4 XQ9R" are BY-7KM4-XQ9R."""
    return f"BY-{_dashed(tidied.removeprefix('BY')[:8])}"


def _fits(code_hash: str, typed: str) -> bool:
    try:
        return _HASHER.verify(code_hash, references.tidy(typed))
    except argon2.exceptions.VerifyMismatchError:
        return False


def _keep_identity(report: Report, person: Person, at: datetime) -> None:
    who = {name: text.seen(value) for name, value in asdict(person).items()}
    Identity.objects.create(
        report=report,
        sealed=identity.seal(who, reference=report.reference),
        consent=person.consent,
        consented_at=at,
    )


def _claim(report: Report, tokens: Iterable[str], *, message: Message | None = None) -> None:
    """Give the report, or a message of it, its photos; a token that is unknown, claimed or cleared away is passed over."""
    wanted = list(dict.fromkeys(tokens))[: rules.MOST_PHOTOS]
    if wanted:
        Photo.objects.filter(token__in=wanted, report=None).update(report=report, message=message)


def _remove(photo: Photo) -> int:
    """Remove the row first: a file without a row is waste, a row without a file is a broken page."""
    removed, _rows = Photo.objects.filter(pk=photo.pk, report=None).delete()
    if removed:
        photo_path(photo.file).unlink(missing_ok=True)
    return removed
