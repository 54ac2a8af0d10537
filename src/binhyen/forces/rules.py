"""The caps and exclusions of the yearly rating (Guidance 01/HD-BCA-V05 of 2026), the bounds of a patrol and of a task. Pure."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil

from binhyen.forces.rating_rule import rating_rule


def excellent_allowed(good: int) -> int:
    """Return how many teams may be rated excellent: at most 20 % of those rated good, rounded down."""
    return rating_rule().excellent_allowed(good)


def is_rateable(established_on: date, year: int) -> bool:
    """Say whether a team was active for nine months of the rating year that ends on 14 November of `year`."""
    return established_on <= rating_rule().newest_rateable(year)


#: A round that took longer was not ended, or its day was typed wrongly.
LONGEST_PATROL = timedelta(hours=24)
MOST_COMPANIONS = 50
#: Bounds of one entry of the log of tasks.
MOST_TIMES = 200
MOST_HOURS = Decimal(240)
#: So many meetings, briefings or reports a month at most.
MOST_A_MONTH = 31
WEEK = timedelta(days=7)


def patrol_times_fit(started_at: datetime, ended_at: datetime) -> bool:
    """Say whether a patrol ended after it began, within a day; over midnight is as good as any other hour."""
    return timedelta() <= ended_at - started_at <= LONGEST_PATROL


def monday_of(day: date) -> date:
    """Return the Monday of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def mondays(since: date, until: date) -> list[date]:
    """Return the Mondays in [since, until): each stands for its week."""
    first = since + timedelta(days=-since.weekday() % 7)
    return [first + WEEK * n for n in range(max(0, ceil((until - first).days / 7)))]


def votes_fit(present: int, votes_for: int, votes_against: int) -> bool:
    """Say whether no more voted than were present; whoever abstained is in neither number."""
    return votes_for + votes_against <= present
