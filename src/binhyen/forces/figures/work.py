"""Figures of what the teams did: tasks by the six groups, meetings, briefings and reports."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces.models import DutyEntry, DutyGroup, TeamMonth
from binhyen.forces.roster import teams_serving
from binhyen.forces.words import DONE

DUTIES = "duties"
MONTHS = "team_months"


@registry.figure(
    "forces.duties",
    measure=Measure.DUTIES,
    title=_("Tasks given to the teams"),
    definition=_("Tasks of the six groups that teams were given in the period; an entry of several activities counts each."),
)  # fmt: skip
def duties(scope: Scope, period: Period) -> Value:
    """Tasks given in the period."""
    share = _done_share(scope, period)
    return Value(share.denominator or 0, sources=share.sources)


@registry.figure(
    "forces.duties_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of the teams completed"),
    definition=_("Of the tasks of the six groups given in the period, the share completed, late or on time."),
)  # fmt: skip
def duties_done_share(scope: Scope, period: Period) -> Value:
    """Tasks completed among those given."""
    return _done_share(scope, period)


@registry.figure(
    "forces.situation_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 1 completed"),
    definition=_("Of the tasks of group 1, to help know the situation, given in the period, the share completed, late or on time."),
)  # fmt: skip
def situation_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 1 completed among those given."""
    return _done_share(scope, period, DutyGroup.SITUATION)


@registry.figure(
    "forces.movement_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 2 completed"),
    definition=_("Of the tasks of group 2, to help build the movement, given in the period, the share completed, late or on time."),
)  # fmt: skip
def movement_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 2 completed among those given."""
    return _done_share(scope, period, DutyGroup.MOVEMENT)


@registry.figure(
    "forces.fire_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 3 completed"),
    definition=_("Of the tasks of group 3, to help fire prevention and rescue, given in the period, the share completed, late or on time."),
)  # fmt: skip
def fire_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 3 completed among those given."""
    return _done_share(scope, period, DutyGroup.FIRE)


@registry.figure(
    "forces.order_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 4 completed"),
    definition=_("Of the tasks of group 4, to help administrative management of order, given in the period, the share completed, late or on time."),
)  # fmt: skip
def order_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 4 completed among those given."""
    return _done_share(scope, period, DutyGroup.ORDER)


@registry.figure(
    "forces.education_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 5 completed"),
    definition=_("Of the tasks of group 5, to help mobilise and educate, given in the period, the share completed, late or on time."),
)  # fmt: skip
def education_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 5 completed among those given."""
    return _done_share(scope, period, DutyGroup.EDUCATION)


@registry.figure(
    "forces.guard_done_share",
    measure=Measure.PERCENT,
    title=_("Tasks of group 6 completed"),
    definition=_("Of the tasks of group 6, to help patrol and guard, given in the period, the share completed, late or on time."),
)  # fmt: skip
def guard_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 6 completed among those given."""
    return _done_share(scope, period, DutyGroup.GUARD)


def _done_share(scope: Scope, period: Period, group: DutyGroup | None = None) -> Value:
    found = DutyEntry.objects.counted().filter(
        team__in=teams_serving(scope), on__gte=period.since, on__lt=period.until
    )
    if group is not None:
        found = found.filter(group=group.value)
    rows = list(found.order_by("pk").values_list("pk", "times", "outcome"))
    done = {one.value for one in DONE}
    return Value(
        sum(times for _pk, times, outcome in rows if outcome in done),
        sum(times for _pk, times, _outcome in rows),
        (Source.naming(DUTIES, [pk for pk, times, _outcome in rows for _time in range(times)]),),
    )


@registry.figure(
    "forces.meetings_and_reports_share",
    measure=Measure.PERCENT,
    title=_("Meetings, briefings and reports kept"),
    definition=_("Of the meetings, briefings and reports due in the months that begin in the period, the share held, attended and on time."),
)  # fmt: skip
def meetings_and_reports_share(scope: Scope, period: Period) -> Value:
    """What was held, attended and handed in on time among what was due."""
    found = TeamMonth.objects.filter(
        team__in=teams_serving(scope), month__gte=period.since, month__lt=period.until
    )
    rows = list(found.order_by("pk"))
    return Value(
        sum(row.kept for row in rows),
        sum(row.due for row in rows),
        (Source.naming(MONTHS, [row.pk for row in rows]),),
    )


@registry.lists(DUTIES, guarded_by="forces.read_duties")
def duties_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the tasks that `filters` names, as often as each was done, without what was remarked."""
    rows = DutyEntry.objects.filter(pk__in=ids_of(filters)).select_related("team__unit")
    for row in rows.order_by("on", "pk"):
        line = registry.Line(
            reference=row.team.name,
            what=f"{row.get_kind_display()}: {row.get_outcome_display()}",
            where=row.team.unit.full_name,
            on=row.on,
            held_by=row.team.holding_paths(),
        )
        yield from [line] * row.times


@registry.lists(MONTHS, guarded_by="forces.read_duties")
def months_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the months of teams that `filters` names."""
    rows = TeamMonth.objects.filter(pk__in=ids_of(filters)).select_related("team__unit")
    for row in rows.order_by("month", "pk"):
        yield registry.Line(
            reference=row.team.name,
            what=f"{row.kept}/{row.due}",
            where=row.team.unit.full_name,
            on=row.month,
            held_by=row.team.holding_paths(),
        )
