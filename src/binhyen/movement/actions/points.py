"""Open and close the points of an initiative, one by one or from a table."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures import closing
from binhyen.movement import queries
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    BeforeFounding,
    Ended,
    NotTheirs,
    refuse_future,
)
from binhyen.movement.models import Initiative, InitiativePoint
from binhyen.movement.point_table import PointRow, read
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.actions import BadTable, CellError
from binhyen.places.models import Unit


@transaction.atomic
def open_point(
    *,
    initiative: Initiative,
    territory: Unit,
    opened_on: date,
    by: User,
    at: datetime,
    teams: int = 0,
    members: int = 0,
    is_counted: bool = False,
) -> InitiativePoint:
    """Open a point, or with `is_counted` name one of which only the number was known.

    Raises NotAllowed, InTheFuture, YearClosed, BeforeFounding, Ended, NotTheirs, or AlreadyThere where the initiative is at work already.
    """
    day = clock.local_day(at)
    policy.require(by, "movement.manage", initiative, on=day)
    refuse_future(day, opened_on)
    closing.refuse_closed(initiative.unit, opened_on)
    if not queries.territories(initiative, on=day).filter(pk=territory.pk).exists():
        raise NotTheirs(territory.full_name)
    point = _opened(initiative, territory, opened_on, teams, members, is_counted=is_counted)
    audit.record(
        event="movement.point_opened",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"territory": territory.path, "teams": teams, "members": members},
    )
    return point


def _opened(
    initiative: Initiative,
    territory: Unit,
    opened_on: date,
    teams: int,
    members: int,
    *,
    is_counted: bool = False,
) -> InitiativePoint:
    if opened_on < initiative.founded_on:
        raise BeforeFounding(initiative.founded_on)
    if initiative.ended_on:
        raise Ended(initiative.ended_on)
    if initiative.points_there.filter(territory=territory, closed_on=None).exists():
        raise AlreadyThere(territory.full_name)
    point = (_unnamed(initiative, opened_on) if is_counted else None) or InitiativePoint(
        initiative=initiative
    )
    point.territory, point.opened_on = territory, opened_on
    point.teams, point.members = teams, members
    point.save()
    return point


def _unnamed(initiative: Initiative, opened_on: date) -> InitiativePoint | None:
    """Return a point of which only the number was known, to be named; where it counted in a closed year, it ends on the day
    on which the one that is named begins."""
    unnamed = initiative.points_there.filter(territory=None, closed_on=None).order_by("pk").first()
    if unnamed is not None and closing.books(initiative.unit).fault(unnamed.opened_on):
        unnamed.closed_on = opened_on
        unnamed.save(update_fields=["closed_on"])
        return None
    return unnamed


@transaction.atomic
def close_point(*, point: InitiativePoint, closed_on: date, by: User, at: datetime) -> None:
    """End a point. Raises NotAllowed, InTheFuture, YearClosed, AlreadyThere when it has ended, or BeforeFounding before it was
    opened."""
    policy.require(by, "movement.manage", point.initiative, on=clock.local_day(at))
    refuse_future(clock.local_day(at), closed_on)
    closing.refuse_closed(point.initiative.unit, closed_on)
    if closed_on < point.opened_on:
        raise BeforeFounding(point.opened_on)
    if not InitiativePoint.objects.filter(pk=point.pk, closed_on=None).update(closed_on=closed_on):
        raise AlreadyThere(point.closed_on)
    audit.record(
        event="movement.point_closed",
        subject=f"initiative {point.initiative_id}",
        actor=by.ref,
        at=at,
        detail={"point": point.pk, "closed_on": closed_on.isoformat()},
    )


@transaction.atomic
def import_points(
    *, initiative: Initiative, content: bytes, by: User, at: datetime
) -> list[InitiativePoint]:
    """Open every point of a CSV table, or none.

    Raises NotAllowed, Ended, or BadTable, which names row and column of every fault.
    """
    day = clock.local_day(at)
    policy.require(by, "movement.manage", initiative, on=day)
    if initiative.ended_on:
        raise Ended(initiative.ended_on)
    rows = read(content, today=day)
    known = {
        text.fold(name): unit
        for unit in queries.territories(initiative, on=day)
        for name in (unit.name, unit.full_name)
    }
    errors = _closed_days(closing.books(initiative.unit), rows)
    opened = [_from_row(initiative, row, known, errors) for row in rows]
    if errors:
        raise BadTable(errors)
    audit.record(
        event="movement.points_imported",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"points": len(opened)},
    )
    return [point for point in opened if point]


def _closed_days(books: closing.Books, rows: Iterable[PointRow]) -> list[CellError]:
    """Return the cells whose day lies in a closed year."""
    return [
        CellError(row.row, row.headings["opened_on"], fault)
        for row in rows
        if (fault := books.fault(row.opened_on))
    ]


def _from_row(
    initiative: Initiative, row: PointRow, known: Mapping[str, Unit], errors: list[CellError]
) -> InitiativePoint | None:
    """Open the point of a row, or note what is wrong with it."""
    territory = known.get(text.fold(row.territory))
    if territory is None:
        hint = _("“%(typed)s” is not a unit here. Write its name as the list of units has it.")
        errors.append(
            CellError(row.row, row.headings["territory"], hint % {"typed": row.territory})
        )
        return None
    try:
        return _opened(initiative, territory, row.opened_on, row.teams, row.members)
    except BeforeFounding:
        errors.append(CellError(row.row, row.headings["opened_on"], before_founding(initiative)))
    except AlreadyThere:
        hint = _("The initiative is at work there already, or the row is there twice.")
        errors.append(CellError(row.row, row.headings["territory"], hint))
    return None


def before_founding(initiative: Initiative) -> str:
    """Return the sentence that says a day is too early."""
    return _("The initiative was founded on %(day)s. Enter that day or a later one.") % {
        "day": f"{initiative.founded_on:%d/%m/%Y}"
    }
