"""What a report can and cannot say: lengths, dates, places. Pure."""

from datetime import UTC, datetime, timedelta

MOST_WORDS = 5000
MOST_PLACE_WORDS = 300
MOST_MESSAGE_WORDS = 2000
MOST_PHOTOS = 3
LEAST_REASON = 10

#: Nothing older is a matter for today's officers; a year typed wrongly is.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: Phones' clocks run ahead; within this the moment of receipt is taken instead.
CLOCK_SKEW = timedelta(minutes=15)

#: The land, the islands and the sea of Viet Nam: south, north, west, east. Boundaries decide, this only refuses nonsense.
SOUTH, NORTH, WEST, EAST = 6.0, 23.5, 102.0, 118.0

GUESSES = 5
GUESSES_WITHIN = timedelta(minutes=15)


def is_in_country(lat: float, lon: float) -> bool:
    """Say whether a point can lie in Viet Nam at all; NaN does not."""
    return SOUTH <= lat <= NORTH and WEST <= lon <= EAST


def settle_time(happened_at: datetime | None, at: datetime) -> datetime | None:
    """Return when it happened, not after `at`. Raises ValueError with "future" or "past"."""
    if happened_at is None:
        return None
    if happened_at > at + CLOCK_SKEW:
        message = "future"
        raise ValueError(message)
    if happened_at < EARLIEST:
        message = "past"
        raise ValueError(message)
    return min(happened_at, at)
