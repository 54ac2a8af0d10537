"""The numbers of the yearly rating, read from data/rating-2026.yaml once. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml

SCHEMA = "binhyen.force-rating/1"
FILE = Path(__file__).with_name("data") / "rating-2026.yaml"


@dataclass(frozen=True)
class RatingRule:
    """When a rating year begins and ends, when it is decided, whom it leaves out and how many may be excellent."""

    start: tuple[int, int]
    end: tuple[int, int]
    window_start: tuple[int, int]
    window_end: tuple[int, int]
    excellent_percent: int
    months_active: int
    tasks_above_percent: int
    meetings_percent: int

    def first_day(self, year: int) -> date:
        """Return the first day of the rating year that ends in `year`."""
        return date(year - 1, *self.start)

    def last_day(self, year: int) -> date:
        """Return its last day."""
        return date(year, *self.end)

    def year_of(self, day: date) -> int:
        """Return the rating year that `day` lies in."""
        return day.year + (day > self.last_day(day.year))

    def window(self, year: int) -> tuple[date, date]:
        """Return the first and the last day on which the rating of `year` is decided."""
        return date(year, *self.window_start), date(year, *self.window_end)

    def excellent_allowed(self, good: int) -> int:
        """Return how many may be excellent beside so many good, rounded down."""
        return good * self.excellent_percent // 100

    def newest_rateable(self, year: int) -> date:
        """Return the last day on which a team may have begun to be rated for `year`."""
        after = self.last_day(year) + timedelta(days=1)
        months = after.year * 12 + after.month - 1 - self.months_active
        return date(months // 12, months % 12 + 1, after.day)

    def are_tasks_enough(self, share: Fraction) -> bool:
        """Say whether the share of tasks done, in percent, is that of an excellent team."""
        return share > self.tasks_above_percent

    def are_meetings_enough(self, share: Fraction) -> bool:
        """Say whether the share of meetings, briefings and reports, in percent, is that of an excellent team."""
        return share >= self.meetings_percent


def _day(written: str) -> tuple[int, int]:
    month, day = written.split("-")
    return int(month), int(day)


@lru_cache(maxsize=1)
def rating_rule() -> RatingRule:
    """Return the rule that ships with the package. Raises ValueError when its schema is another."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if content.get("schema") != SCHEMA:
        message = f"{FILE.name} must be {SCHEMA}, got {content.get('schema')!r}"
        raise ValueError(message)
    period, window = content["period"], content["decision_window"]
    return RatingRule(
        start=_day(period["start"]),
        end=_day(period["end"]),
        window_start=_day(window["start"]),
        window_end=_day(window["end"]),
        excellent_percent=content["excellent_percent_of_good"]["value"],
        months_active=content["months_active_before_rating"]["value"],
        tasks_above_percent=content["tasks_done_more_than_percent"]["value"],
        meetings_percent=content["meetings_and_reports_percent"]["value"],
    )
