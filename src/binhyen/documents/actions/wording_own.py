"""A province words papers itself: keep a version of its text, and go back to the house's."""

from datetime import datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.documents import wording_trial
from binhyen.documents.actions.moving import Outrun
from binhyen.documents.content import Head
from binhyen.documents.models import OwnWording
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit


class NotAProvince(Exception):
    """Only a province words papers for its communes."""


@transaction.atomic
def keep_wording(
    *, unit: Unit, key: str, name: str, said: str, seen: int, by: User, at: datetime
) -> OwnWording:
    """Keep a text as the province's next version of a wording, in use from now on; `seen` is the last version that was
    known. Papers begun before keep theirs.

    Raises NotAllowed, NotAProvince, WordingRefused, Outrun; KeyError for a wording that the house does not have.
    """
    _require(by, unit, at)
    head = Head(parent="", body=unit.full_name, symbol="", place=unit.name, number=None, day=None)
    wording_trial.read(key, said, head=head)
    known = OwnWording.objects.filter(unit=unit, key=key)
    last = known.order_by("-version").values_list("version", flat=True).first() or 0
    if last != seen:
        raise Outrun(key)
    known.update(is_used=False)
    try:
        with transaction.atomic():
            kept = OwnWording.objects.create(
                unit=unit, key=key, version=last + 1, name=text.seen(name), said=said, by=by, at=at
            )
    except IntegrityError as reason:
        raise Outrun(key) from reason
    audit.record(
        event="documents.wording_kept", subject=kept.reference, actor=by.ref, at=at,
        detail={"unit": unit.path, "wording": key, "version": kept.version},
    )  # fmt: skip
    return kept


@transaction.atomic
def restore_wording(*, unit: Unit, key: str, by: User, at: datetime) -> None:
    """Go back to the house's text; the province's versions stay. Raises NotAllowed, NotAProvince."""
    _require(by, unit, at)
    if not OwnWording.objects.filter(unit=unit, key=key, is_used=True).update(is_used=False):
        return
    audit.record(
        event="documents.wording_restored", subject=f"wording {key}", actor=by.ref, at=at,
        detail={"unit": unit.path, "wording": key},
    )  # fmt: skip


def _require(by: User, unit: Unit, at: datetime) -> None:
    policy.require(by, "documents.word", unit, on=clock.local_day(at))
    if unit.level != Level.PROVINCE:
        raise NotAProvince(unit.path)
