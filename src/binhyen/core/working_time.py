"""Deadlines on the Vietnamese calendar: working days and hours, and plain days where the law counts days.

The working week is Monday to Friday, 7:30-11:30 and 13:00-17:00 (eight hours, Labour Code 45/2019/QH14, Art. 105;
the hours of state offices in the Mekong provinces). Public holidays, Tết, their substitute days and the
Saturdays worked in exchange come from the `holidays` library; a commune's own closing days can be added.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from binhyen.core.clock import VIETNAM

if TYPE_CHECKING:
    from holidays import HolidayBase

SHIFTS = ((time(7, 30), time(11, 30)), (time(13, 0), time(17, 0)))
CLOSING = SHIFTS[-1][1]
SATURDAY = 5


class Measure(StrEnum):
    """How a deadline counts."""

    HOURS = "HOURS"  # round the clock, as the law's "within 24 hours"
    DAYS = "DAYS"  # calendar days, ending with the last moment of the last day
    WORKING_DAYS = "WORKING_DAYS"  # ending at closing time of the last working day
    WORKING_HOURS = "WORKING_HOURS"


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the days off of one year in Viet Nam, substitute days included."""
    return frozenset(_in_viet_nam(year))


@lru_cache(maxsize=64)
def made_up_days(year: int) -> frozenset[date]:
    """Return the Saturdays of one year on which offices work in exchange for a day off elsewhere."""
    return frozenset(_in_viet_nam(year).weekend_workdays)


def _in_viet_nam(year: int) -> "HolidayBase":
    import holidays  # all the calendars of the world: 0.3 s that whoever opens the house need not wait for

    return holidays.country_holidays("VN", years=year, observed=True)


@dataclass(frozen=True)
class Calendar:
    """A calendar of working days; `closed` are further days off of one office."""

    closed: Collection[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on `day`."""
        return (
            (day.weekday() < SATURDAY or day in made_up_days(day.year))
            and day not in public_holidays(day.year)
            and day not in self.closed
        )

    def next_working_day(self, day: date) -> date:
        """Return the first working day after `day`."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def due(self, start: datetime, amount: int, measure: Measure) -> datetime:
        """Return the moment at which `amount` of `measure`, counted from `start`, has run out.

        Days are counted from the day after `start` (Civil Code 91/2015/QH13, Art. 147(2)); the period ends
        with its last day (Art. 148). A working-day period ends at closing time of its last day. The law's
        hours run round the clock. Raises ValueError for a negative amount or a naive start.
        """
        if amount < 0:
            message = f"amount must not be negative, got {amount}"
            raise ValueError(message)
        if start.tzinfo is None:
            message = f"start must be aware, got {start!r}"
            raise ValueError(message)
        local = start.astimezone(VIETNAM)
        if measure is Measure.HOURS:
            return start + timedelta(hours=amount)
        if measure is Measure.DAYS:
            return datetime.combine(
                local.date() + timedelta(days=amount), time(23, 59, 59), tzinfo=VIETNAM
            )
        if measure is Measure.WORKING_DAYS:
            day = local.date()
            for _ in range(amount):
                day = self.next_working_day(day)
            return datetime.combine(day, CLOSING, tzinfo=VIETNAM)
        return self._after_working_hours(local, timedelta(hours=amount))

    def _after_working_hours(self, local: datetime, left: timedelta) -> datetime:
        day = local.date()
        if not self.is_working_day(day):
            day = self.next_working_day(day)
        while True:
            for opens, closes in SHIFTS:
                begin = max(local, datetime.combine(day, opens, tzinfo=VIETNAM))
                end = datetime.combine(day, closes, tzinfo=VIETNAM)
                if begin <= end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta())
            day = self.next_working_day(day)
