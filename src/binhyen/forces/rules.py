"""The caps and exclusions of the yearly rating (Guidance 01/HD-BCA-V05 of 2026), and the bounds of a patrol. Pure."""

from datetime import date, datetime, timedelta

#: A team newly set up is rated only after so many months.
MONTHS_BEFORE_RATING = 9


def excellent_allowed(good: int) -> int:
    """Return how many teams may be rated excellent: at most 20 % of those rated good, rounded down."""
    return good // 5


def is_rateable(established_on: date, year: int) -> bool:
    """Say whether a team was active for nine months of the rating year that ends on 14 November of `year`."""
    # nine months before 15 November is 15 February
    return established_on <= date(year, 2, 15)


#: A round that took longer was not ended, or its day was typed wrongly.
LONGEST_PATROL = timedelta(hours=24)
MOST_COMPANIONS = 50


def patrol_times_fit(started_at: datetime, ended_at: datetime) -> bool:
    """Say whether a patrol ended after it began, within a day; over midnight is as good as any other hour."""
    return timedelta() <= ended_at - started_at <= LONGEST_PATROL
