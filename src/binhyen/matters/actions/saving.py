"""Keep a filter of the list, rename it, share it, drop it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.matters.models import MOST_SAVED, SavedFilter
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class TooManySaved(Exception):
    """The person has as many filters as the list can show."""


class FilterNameTaken(Exception):
    """The person has a filter of this name."""


@transaction.atomic
def save_filter(
    *, unit: Unit, name: str, query: str, is_shared: bool, by: User, at: datetime
) -> SavedFilter:
    """Keep what the list of `unit` is asked. Raises NotAllowed, TooManySaved, FilterNameTaken."""
    policy.require(by, "matters.save_filter", unit, on=clock.local_day(at))
    if SavedFilter.objects.filter(owner=by, unit=unit).count() >= MOST_SAVED:
        raise TooManySaved(MOST_SAVED)
    name = text.seen(name)
    kept = SavedFilter(
        owner=by, unit=unit, name=name, query=query, is_shared=is_shared, saved_at=at
    )
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as reason:
        raise FilterNameTaken(name) from reason
    _record("matters.filter_saved", kept, by, at)
    return kept


@transaction.atomic
def change_filter(*, kept: SavedFilter, name: str, is_shared: bool, by: User, at: datetime) -> None:
    """Give one's own filter another name, or share it, or no longer. Raises NotAllowed, FilterNameTaken."""
    _require_own(kept, by, at)
    name = text.seen(name)
    try:
        with transaction.atomic():
            SavedFilter.objects.filter(pk=kept.pk).update(name=name, is_shared=is_shared)
    except IntegrityError as reason:
        raise FilterNameTaken(name) from reason
    kept.name, kept.is_shared = name, is_shared
    _record("matters.filter_changed", kept, by, at)


@transaction.atomic
def drop_filter(*, kept: SavedFilter, by: User, at: datetime) -> None:
    """Drop one's own filter; the chief also one that is shared in the unit. Raises NotAllowed."""
    if kept.is_shared and kept.owner_id != by.pk:
        policy.require(by, "matters.drop_shared_filter", kept, on=clock.local_day(at))
    else:
        _require_own(kept, by, at)
    _record("matters.filter_dropped", kept, by, at)
    kept.delete()


def _require_own(kept: SavedFilter, by: User, at: datetime) -> None:
    policy.require(by, "matters.save_filter", kept, on=clock.local_day(at))
    if kept.owner_id != by.pk:
        message = f"{kept.pk} is the filter of somebody else"
        raise policy.NotAllowed(message)


def _record(event: str, kept: SavedFilter, by: User, at: datetime) -> None:
    detail = {"filter": kept.pk, "is_shared": kept.is_shared}
    audit.record(event=event, subject=kept.unit.path, actor=by.ref, at=at, detail=detail)
