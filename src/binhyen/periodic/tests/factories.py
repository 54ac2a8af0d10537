"""Makes a province and its communes with people who write reports, and what they report on. All of it is invented."""

from datetime import date, datetime, time

from binhyen.core.clock import VIETNAM
from binhyen.people.models import User
from binhyen.periodic import actions
from binhyen.periodic.models import Report
from binhyen.periodic.rules import Kind
from binhyen.places.models import Unit

#: The window of March 2026, 15 February to 14 March, is over; its report is due on the 17th.
OVER = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
SAID = "Tình hình an ninh, trật tự ổn định."


def on(day: date, hour: int = 9) -> datetime:
    """Return a moment of a day."""
    return datetime.combine(day, time(hour), tzinfo=VIETNAM)


def draft(unit: Unit, by: User, *, kind: Kind = Kind.MONTH, day: date = date(2026, 3, 10), at: datetime = OVER) -> Report:  # fmt: skip
    """Return the report of a unit for the window in which `day` lies."""
    return actions.begin(unit=unit, kind=kind, day=day, by=by, at=at)


def sent(unit: Unit, by: User, *, kind: Kind = Kind.MONTH, day: date = date(2026, 3, 10), at: datetime = OVER) -> Report:  # fmt: skip
    """Return such a report, written and sent."""
    report = draft(unit, by, kind=kind, day=day, at=at)
    actions.write(report=report, words={"I": SAID}, by=by, at=at)
    actions.send(report=report, by=by, at=at)
    return report
