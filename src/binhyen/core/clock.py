"""The only place that reads the clock. Edges (views, commands) call it and pass the time in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

#: Viet Nam keeps one zone, GMT+7, without summer time.
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

#: How far the house's clock stands from the wall's: zero, but for the demo, which lives in its story.
_shift = timedelta()


def stand_in_story(shift: timedelta) -> None:
    """Move this process's clock by `shift`; the settings refuse it outside the demo."""
    global _shift
    _shift = shift


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """Return today's date in Viet Nam."""
    return now().astimezone(VIETNAM).date()


def local_day(at: datetime) -> date:
    """Return the calendar day of `at` in Viet Nam; `at` must be aware."""
    if at.tzinfo is None:
        message = f"at must be aware, got {at!r}"
        raise ValueError(message)
    return at.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """Return the first moment of `day` in Viet Nam, aware."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def written(at: datetime) -> str:
    """Return a moment as it is written in Viet Nam, the hour before the day."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
