"""Close a year and open it again, with a word to whom it concerns; and close on its day what nobody closed by hand."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.figures import actions as figures
from binhyen.figures.models import ClosedYear
from binhyen.movement import calendar
from binhyen.movement.cycle import Window
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people.models import Post, Role, User
from binhyen.places.models import LOCAL_LEVELS, Unit

#: The step of the year that closes the year before it.
CLOSING_STEP = "close_year"
_TOLD = (Role.HEAD.value, Role.SECRETARY.value, Role.CHIEF.value)


def closing_window(unit: Unit, year: int) -> Window:
    """Return from when a year of the unit may be closed, and the last day before the house does it."""
    return calendar.windows(unit, year + 1)[CLOSING_STEP].window


@transaction.atomic
def close_year(*, unit: Unit, year: int, by: User | None, at: datetime) -> ClosedYear:
    """Close a year of a unit and tell its officers. Raises NotAllowed, YearNotOver (also before the step may begin),
    ClosedAlready or OpenBelow."""
    if clock.local_day(at) < closing_window(unit, year).opens:
        raise figures.YearNotOver(year)
    closed = figures.close_year(unit=unit, year=year, by=by, at=at)
    _tell([closed], What.YEAR_CLOSED, by, at)
    return closed


@transaction.atomic
def reopen_year(*, closed: ClosedYear, because: str, by: User, at: datetime) -> list[ClosedYear]:
    """Open a year again and tell the officers of every unit of which one was opened. Raises what figures raises."""
    opened = figures.reopen_year(closed=closed, because=because, by=by, at=at)
    _tell(opened, What.YEAR_OPENED, by, at)
    return opened


def close_due_years(*, at: datetime) -> int:
    """Close the year before wherever its day has gone by, the units below first; return how many were closed.

    Only where somebody had a post as the year ended: a house that was set up later may still take over its past. What was
    opened again is closed by hand.
    """
    today = clock.local_day(at)
    return sum(_close_due(unit, today.year - 1, at) for unit in _waiting(today))


def _waiting(today: date) -> list[Unit]:
    """Return the units whose year before was never closed, those that lie deepest first."""
    end = date(today.year - 1, 12, 31)
    worked = Post.objects.in_force(end).values("unit")
    known = ClosedYear.objects.filter(year=end.year).values("unit")
    units = Unit.objects.on(today).filter(pk__in=worked).exclude(level__in=LOCAL_LEVELS)
    found = units.exclude(pk__in=known).select_related("parent__parent")
    return sorted(found, key=lambda unit: (-unit.path.count("/"), unit.path))


def _close_due(unit: Unit, year: int, at: datetime) -> bool:
    if clock.local_day(at) <= closing_window(unit, year).due:
        return False
    try:
        close_year(unit=unit, year=year, by=None, at=at)
    except (figures.ClosedAlready, figures.OpenBelow):
        return False
    return True


def _tell(rows: Iterable[ClosedYear], what: What, by: User | None, at: datetime) -> None:
    today = clock.local_day(at)
    for row in rows:
        posts = Post.objects.in_force(today).filter(
            unit=row.unit, role__in=_TOLD, user__is_active=True
        )
        to = {post.user for post in posts.select_related("user")}
        notices.tell(
            to=[user for user in sorted(to, key=lambda user: user.pk) if by is None or user != by],
            what=what,
            subject=str(row.year),
            at=at,
            mark=f"{row.unit_id}:{row.year}:{row.pk}",
        )
