"""Figures of the patrols by residential area and week."""

from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value
from binhyen.forces import queries, rules


@registry.figure(
    "forces.area_weeks_patrolled_share",
    measure=Measure.PERCENT,
    title=_("Weeks of residential areas with a patrol"),
    definition=_("Of all weeks of all residential areas in the period, the share with a patrol; up to the last week of which a patrol is known."),
)  # fmt: skip
def area_weeks_patrolled_share(scope: Scope, period: Period) -> Value:
    """Area-weeks with a patrol among all; a share of nothing where no patrol is known."""
    walked, whole = _area_weeks(scope, period)
    return Value(walked, whole)


@registry.figure(
    "forces.area_weeks_without_patrol",
    measure=Measure.UNITS,
    title=_("Weeks of residential areas without a patrol"),
    definition=_("Weeks in which a residential area saw no patrol, over all areas; up to the last week of which a patrol is known."),
)  # fmt: skip
def area_weeks_without_patrol(scope: Scope, period: Period) -> Value:
    """Area-weeks without a patrol."""
    walked, whole = _area_weeks(scope, period)
    return Value(whole - walked)


def _area_weeks(scope: Scope, period: Period) -> tuple[int, int]:
    """Return (area-weeks patrolled, area-weeks); weeks count by their Monday, areas in the weeks they existed."""
    last = queries.last_logged(scope, before=period.until)
    if last is None:
        return 0, 0
    until = min(period.until, rules.monday_of(clock.local_day(last)) + rules.WEEK)
    weeks = rules.mondays(period.since, until)
    walked = queries.patrols_by_week(scope, since=period.since, until=until)
    pairs = {
        (area.pk, monday)
        for area in queries.areas_of(scope, since=period.since, until=until)
        for monday in weeks
        if area.exists_on(monday)
    }
    return len(pairs & walked.keys()), len(pairs)
