"""Take what was done in the field, at once or after hours without a network: each thing once, or refused with a reason and its words
kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.matters import queries, standing
from binhyen.matters.actions import parts
from binhyen.matters.actions.moving import Doing, Outrun, ask, stay
from binhyen.matters.models import FieldKind, Matter, MatterPhoto, Part, SentOnce
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.words import Kept, Refusal
from binhyen.matters.workflow import Act, MoveNotAllowed, State
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.reports import photos

MOST_PHOTOS = 30
_ACTIONS = {
    FieldKind.NOTE: "matters.note",
    FieldKind.PHOTO: "matters.add_photo",
    FieldKind.DONE: "matters.report_done",
}


class SentBySomebodyElse(Exception):
    """The key belongs to something that another person sent."""


@dataclass(frozen=True)
class FromPhone:
    """One thing done in the field. `seen` is the version of the matter that was on the screen, `part` the part of it
    that is done; times by the house's clock."""

    key: UUID
    kind: FieldKind
    reference: str
    done_at: datetime
    seen: int = 0
    words: str = ""
    photo: IO[bytes] | None = None
    part: int | None = None


class _Refused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def take_from_field(*, sent: FromPhone, by: User, at: datetime) -> SentOnce:
    """Do what `sent` says, once: the same key again changes nothing and gives the same answer.

    What cannot be done is refused with a reason, and its words become a note on the matter where `by` may still write
    one, else they are kept among the person's own. Raises SentBySomebodyElse.
    """
    earlier = _earlier(sent.key, by)
    if earlier is not None:
        return earlier
    picture = _opened(sent.photo)
    try:
        with transaction.atomic():
            return _taken(sent, picture, by, at)
    except IntegrityError:
        earlier = _earlier(sent.key, by)
        if earlier is None:
            raise
        return earlier


def _earlier(key: UUID, by: User) -> SentOnce | None:
    earlier = SentOnce.objects.filter(key=key).first()
    if earlier is not None and earlier.by_id != by.pk:
        raise SentBySomebodyElse(str(key))
    return earlier


def _opened(upload: IO[bytes] | None) -> photos.Clean | None:
    """Return the photo written anew, before any row is locked: it takes a good part of a second."""
    try:
        return photos.clean(upload) if upload else None
    except photos.PhotoRefused:
        return None


def _taken(sent: FromPhone, picture: photos.Clean | None, by: User, at: datetime) -> SentOnce:
    """Claim the key first: whoever sends the same at this very moment waits, and then finds it taken."""
    matter = _visible(sent.reference, by, at)
    kept = SentOnce.objects.create(
        key=sent.key, by=by, kind=sent.kind.value, subject=sent.reference, matter=matter,
        done_at=sent.done_at, at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            _carry_out(matter, sent, picture, by, at)
    except _Refused as reason:
        _refuse(kept, matter, reason.why, text.seen(sent.words))
    return kept


def _visible(reference: str, by: User, at: datetime) -> Matter | None:
    on = clock.local_day(at)
    found = Matter.objects.visible_to(by, on).filter(reference=reference)
    matter = found.select_related("keeper", "unit", "area", "crew__home", "handler").first()
    return None if matter is None or queries.is_masked(matter, by, on) else matter


def _carry_out(
    matter: Matter | None, sent: FromPhone, picture: photos.Clean | None, by: User, at: datetime
) -> None:
    """Do it, or raise _Refused."""
    if sent.kind is FieldKind.PART:
        _end_part(matter, sent, by, at)
        return
    if matter is None:
        raise _Refused(_why_unknown(by, at))
    try:
        ask(_ACTIONS[sent.kind], matter, by=by, at=at)
        detail = {"done_at": sent.done_at.isoformat(), **_DETAILS[sent.kind]}
        stay(matter, Doing(Act.NOTE, by, at, text.nfc(sent.words), detail))
    except policy.NotAllowed:
        raise _Refused(_why_unknown(by, at)) from None
    except MoveNotAllowed:
        raise _Refused(Refusal.MERGED) from None
    if sent.kind is FieldKind.PHOTO:
        _keep_photo(matter, sent, picture, by, at)
    if sent.kind is FieldKind.DONE:
        _tell_of_done(matter, sent, by, at)


#: What the history says besides the words.
_DETAILS: dict[FieldKind, dict[str, str | int | bool]] = {
    FieldKind.NOTE: {},
    FieldKind.PHOTO: {"photo": True},
    FieldKind.DONE: {"done": True},
}


def _why_unknown(by: User, at: datetime) -> Refusal:
    """Return the reason that fits a matter one may not know of as well as one that is not there."""
    has_post = policy.posts_of(by, clock.local_day(at))
    return Refusal.NOT_YOURS if has_post else Refusal.NO_POST


def _end_part(matter: Matter | None, sent: FromPhone, by: User, at: datetime) -> None:
    """Say that a part is done, unless somebody ended or dropped it meanwhile."""
    part = (
        Part.objects.filter(pk=sent.part or 0, matter=matter)
        .select_related("crew", "person")
        .first()
    )
    if matter is None or part is None:
        raise _Refused(_why_no_part(sent, by, at))
    part.matter = matter
    said = text.nfc(sent.words)
    try:
        parts.end_part(part=part, words=said, by=by, at=at, done_at=sent.done_at)
    except policy.NotAllowed:
        raise _Refused(_why_unknown(by, at)) from None
    except (MoveNotAllowed, Outrun):
        raise _Refused(_why_ended(part)) from None


def _why_no_part(sent: FromPhone, by: User, at: datetime) -> Refusal:
    """Whoever saw a matter of another area for its part alone no longer sees it once the part is dropped, and is told
    that much; where it became restricted, nothing."""
    given = Part.objects.given_to(by, clock.local_day(at)).filter(pk=sent.part or 0)
    dropped = given.filter(matter__reference=sent.reference, dropped_at__isnull=False)
    is_theirs = dropped.exclude(matter__sensitivity=RESTRICTED).exists()
    return Refusal.DROPPED if is_theirs else _why_unknown(by, at)


def _why_ended(part: Part) -> Refusal:
    part.refresh_from_db(fields=["done_at", "dropped_at"])
    part.matter.refresh_from_db(fields=["state"])
    if part.done_at:
        return Refusal.ALREADY
    if part.dropped_at:
        return Refusal.DROPPED
    return Refusal.MERGED if part.matter.state == State.MERGED else Refusal.CLOSED


def _keep_photo(
    matter: Matter, sent: FromPhone, picture: photos.Clean | None, by: User, at: datetime
) -> None:
    if matter.is_restricted:
        raise _Refused(Refusal.NOT_YOURS)
    if MatterPhoto.objects.filter(matter=matter).count() >= MOST_PHOTOS:
        raise _Refused(Refusal.FULL)
    if picture is None:
        raise _Refused(Refusal.PHOTO)
    MatterPhoto.objects.create(
        matter=matter,
        token=secrets.token_urlsafe(24),
        file=photos.write(picture, under=Path(settings.MEDIA_ROOT)),
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(picture.content).hexdigest(),
        by=by,
        done_at=sent.done_at,
        at=at,
    )


def _tell_of_done(matter: Matter, sent: FromPhone, by: User, at: datetime) -> None:
    """Tell who stands for it. Asked after the history was written: its row's lock has let everybody earlier pass."""
    if not matter.is_open:
        raise _Refused(Refusal.CLOSED)
    meanwhile = queries.moves_since(matter, sent.seen)[:-1]
    if any(move.detail.get("done") for move in meanwhile):
        raise _Refused(Refusal.ALREADY)
    people = standing.people_of(matter, clock.local_day(at))
    to = [user for user in people if user.pk != by.pk]
    notices.tell(to=to, what=What.FIELD_DONE, subject=matter.reference, at=at, mark=str(sent.key))


def _refuse(kept: SentOnce, matter: Matter | None, why: Refusal, said: str) -> None:
    """Write why, and keep the words where they can still be read."""
    kept.refusal = why.value
    if said:
        kept.kept = Kept.NOTE.value if _becomes_note(matter, kept, said) else Kept.ASIDE.value
    if kept.kept == Kept.ASIDE.value:
        kept.words = said
    kept.save(update_fields=["refusal", "kept", "words"])
    audit.record(
        event="matters.field_refused",
        subject=kept.subject,
        actor=kept.by.ref,
        at=kept.at,
        detail={"kind": kept.kind, "why": why.value, "kept": kept.kept},
    )
    notices.tell(
        to=[kept.by], what=What.REFUSED, subject=kept.subject, at=kept.at, mark=str(kept.key)
    )


def _becomes_note(matter: Matter | None, kept: SentOnce, said: str) -> bool:
    """Say whether the words could be noted on the matter, or on the one it was merged into."""
    if matter is not None and State(matter.state) is State.MERGED and matter.merged_into:
        matter = _visible(matter.merged_into.reference, kept.by, kept.at)
    if matter is None:
        return False
    detail = {"done_at": kept.done_at.isoformat(), "refused": kept.refusal}
    try:
        ask("matters.note", matter, by=kept.by, at=kept.at)
        stay(matter, Doing(Act.NOTE, kept.by, kept.at, said, detail))
    except (policy.NotAllowed, MoveNotAllowed):
        return False
    return True
