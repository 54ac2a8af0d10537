"""Figures of the patrols by residential area and week."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value
from binhyen.forces import queries, rules


class _Weeks(NamedTuple):
    """Weeks of residential areas, and how many of them saw a patrol."""

    walked: int
    whole: int


def _area_weeks(scopes: Sequence[Scope], period: Period) -> list[_Weeks]:
    return [_area_weeks_in(scope, period) for scope in scopes]


def _area_weeks_in(scope: Scope, period: Period) -> _Weeks:
    """Count weeks by their Monday, areas in the weeks they existed."""
    last = queries.last_logged(scope, before=period.until)
    if last is None:
        return _Weeks(0, 0)
    until = min(period.until, rules.monday_of(clock.local_day(last)) + rules.WEEK)
    weeks = rules.mondays(period.since, until)
    walked = queries.patrols_by_week(scope, since=period.since, until=until)
    pairs = {
        (area.pk, monday)
        for area in queries.areas_of(scope, since=period.since, until=until)
        for monday in weeks
        if area.exists_on(monday)
    }
    return _Weeks(len(pairs & walked.keys()), len(pairs))


@registry.figure(
    "forces.area_weeks_patrolled_share",
    measure=Measure.PERCENT,
    title=_("Weeks of residential areas with a patrol"),
    definition=_("Of all weeks of all residential areas in the period, the share with a patrol; up to the last week of which a patrol is known."),
)  # fmt: skip
@told_from(_area_weeks)
def area_weeks_patrolled_share(weeks: _Weeks) -> Value:
    """Area-weeks with a patrol among all; a share of nothing where no patrol is known."""
    return Value(weeks.walked, weeks.whole)


@registry.figure(
    "forces.area_weeks_without_patrol",
    measure=Measure.UNITS,
    title=_("Weeks of residential areas without a patrol"),
    definition=_("Weeks in which a residential area saw no patrol, over all areas; up to the last week of which a patrol is known."),
)  # fmt: skip
@told_from(_area_weeks)
def area_weeks_without_patrol(weeks: _Weeks) -> Value:
    """Area-weeks without a patrol."""
    return Value(weeks.whole - weeks.walked)
