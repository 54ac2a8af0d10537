"""What the first page of a commune tells beside the way to report: campaigns that run, its latest news, figures, its teams."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period, month_of
from binhyen.forces import queries as forces
from binhyen.newsroom import queries as newsroom
from binhyen.newsroom.models import ArticlePage, Campaign, NewsIndexPage
from binhyen.places.models import Unit
from binhyen.portal import public_numbers
from binhyen.portal.public_numbers import Numbers

#: How long a change may go unnoticed by the first page.
REMEMBERED_SECONDS = 300
_OF_THE_MONTH = ("newsroom.sessions", "newsroom.people_reached")


@dataclass(frozen=True)
class Told:
    """All that the page shows of a commune."""

    month: date
    sessions: int
    reached: int
    campaigns: list[Campaign]
    news: list[ArticlePage]
    front: NewsIndexPage | None
    teams: list[str]
    numbers: Numbers

    @property
    def has_news(self) -> bool:
        """Whether there is anything to read: a campaign that runs, or an article."""
        return bool(self.campaigns or self.news)

    @property
    def has_figures(self) -> bool:
        """Whether anything was counted; of so few that it is not told, something was."""
        told = (self.numbers.received, self.numbers.settled)
        return bool(self.sessions or self.reached or any(one is None or one.total for one in told))


def told_of(unit: Unit, at: datetime) -> Told:
    """Return what the first page tells of `unit` on the day of `at`, reckoned once in five minutes."""
    on = clock.local_day(at)
    slot = f"portal.commune.{unit.pk}.{on.isoformat()}"
    known: Told | None = cache.get(slot)
    if known is None:
        known = _reckoned(unit, on, at)
        cache.set(slot, known, timeout=REMEMBERED_SECONDS)
    return known


def _reckoned(unit: Unit, on: date, at: datetime) -> Told:
    month: Period = month_of(on)
    scope = scope_of(unit)
    answers = registry.ask_many(_OF_THE_MONTH, [scope], month)
    sessions, reached = (answers[name][0].numerator for name in _OF_THE_MONTH)
    teams = forces.teams(scope, year=on.year, on=on).order_by("name", "pk")
    return Told(
        month.since,
        sessions,
        reached,
        list(newsroom.running_at(unit, on)),
        newsroom.latest_of(unit),
        newsroom.front_of(unit),
        list(teams.values_list("name", flat=True)),
        public_numbers.numbers_of(unit, at),
    )
