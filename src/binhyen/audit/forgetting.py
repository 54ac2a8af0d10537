"""Let go of what was kept for long enough, and write on the trail of how many rows: the one way in which every room
forgets.

In batches, each with its line in one transaction: whoever looks in between sees both or neither, and on SQLite nobody
waits long to write. What is let go and which rows are due is for the room to say.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import Model, QuerySet

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.core.privacy import in_batches

#: Where the file lies that a row names.
PathOf = Callable[[str], Path]


def before(model: type[Model], field: str, at: datetime) -> datetime:
    """Return the moment before which the term of the personal field `field` is over, as its model declares it."""
    days: int = model.Privacy.personal[field].days  # type: ignore[attr-defined]  # every model has it
    return at - timedelta(days=days)


def day_before(model: type[Model], field: str, at: datetime) -> date:
    """Return the day in Vietnam before which the term of the personal field `field` is over."""
    return clock.local_day(before(model, field, at))


def blank(rows: QuerySet[Model], *, at: datetime, **nothing: object) -> int:
    """Set the fields of `rows` to what `nothing` says; return of how many rows."""
    return sum(_blank(rows.model, batch, nothing, at) for batch in in_batches(rows))


def drop(rows: QuerySet[Model], *, at: datetime, path_of: PathOf | None = None) -> int:
    """Remove `rows`, and the files their field `file` names where `path_of` tells where these lie; return how many."""
    return sum(_drop(rows.model, batch, at, path_of) for batch in in_batches(rows))


@transaction.atomic
def _blank(
    model: type[Model], batch: Collection[int], nothing: dict[str, object], at: datetime
) -> int:
    # The base manager is asked: the one in front of it may let nobody change what a person said.
    count = model._base_manager.filter(pk__in=batch).update(**nothing)
    record(model, count, at=at)
    return count


@transaction.atomic
def _drop(model: type[Model], batch: Collection[int], at: datetime, path_of: PathOf | None) -> int:
    gone = model._base_manager.filter(pk__in=batch)
    if path_of:
        for file in gone.values_list("file", flat=True):
            transaction.on_commit(partial(path_of(file).unlink, missing_ok=True))
    _all, by_model = gone.delete()
    count = by_model.get(model._meta.label, 0)
    record(model, count, at=at)
    return count


def record(model: type[Model], count: int, *, at: datetime) -> None:
    """Write that `count` rows of `model` were let go, for what is more than one table; nothing where there were none."""
    if count:
        audit.record(
            event=f"{model._meta.app_label}.forgotten", subject=model._meta.model_name or "", actor=audit.HOUSE, at=at,
            detail={"rows": count},
        )  # fmt: skip
