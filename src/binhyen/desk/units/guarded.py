"""The acts of `places` on local units, each after asking the policy. Every face goes through these."""

from datetime import date, datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import actions
from binhyen.places.kinds import LocalKind
from binhyen.places.models import Unit

ACTION = "places.add_unit"


@transaction.atomic
def add_local_unit(
    *,
    parent: Unit,
    kind: LocalKind,
    name: str,
    on: date,
    by: User,
    at: datetime,
    lat: float | None = None,
    lon: float | None = None,
) -> Unit:
    """Open a unit below a commune. Raises NotAllowed, CannotHold, YearClosed, BadName or PointElsewhere."""
    policy.require(by, ACTION, parent, on=clock.local_day(at))
    refuse_closed(parent, on)
    return actions.add_local_unit(
        parent=parent, kind=kind, name=name, on=on, actor=by.ref, at=at, lat=lat, lon=lon
    )


@transaction.atomic
def import_local_units(
    *, parent: Unit, content: bytes, on: date, by: User, at: datetime
) -> list[Unit]:
    """Open every unit of a table, or none. Raises NotAllowed, YearClosed, BadTable or CannotHold."""
    policy.require(by, ACTION, parent, on=clock.local_day(at))
    refuse_closed(parent, on)
    return actions.import_local_units(parent=parent, content=content, on=on, actor=by.ref, at=at)


@transaction.atomic
def rename_local_unit(*, unit: Unit, name: str, on: date, by: User, at: datetime) -> Unit:
    """Close the unit and open it under another name. Raises NotAllowed, YearClosed, BadName or AlreadyClosed."""
    policy.require(by, ACTION, commune_of(unit), on=clock.local_day(at))
    refuse_closed(unit, on)
    return actions.rename_local_unit(unit=unit, name=name, on=on, actor=by.ref, at=at)


@transaction.atomic
def close_local_unit(*, unit: Unit, on: date, by: User, at: datetime) -> None:
    """Close the unit. Raises NotAllowed, YearClosed, BadName or AlreadyClosed."""
    policy.require(by, ACTION, commune_of(unit), on=clock.local_day(at))
    refuse_closed(unit, on)
    actions.close_local_unit(unit=unit, on=on, actor=by.ref, at=at)


def commune_of(unit: Unit) -> Unit:
    """Return the commune above a local unit."""
    if unit.edition != "local" or unit.parent is None:
        message = f"not a local unit: {unit.path}"
        raise ValueError(message)
    return unit.parent
