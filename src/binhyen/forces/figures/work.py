"""Figures of what the teams did: tasks by the six groups, meetings, briefings and reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces.models import DutyEntry, DutyGroup, TeamMonth
from binhyen.forces.roster import teams_serving
from binhyen.forces.words import DONE

DUTIES = "duties"
MONTHS = "team_months"


@dataclass(frozen=True)
class _Given:
    """An entry of the log: so many tasks of a group given at once, and whether they were completed."""

    pk: int
    group: int
    times: int
    is_done: bool


def _given(scopes: Sequence[Scope], period: Period) -> list[list[_Given]]:
    return [_given_in(scope, period) for scope in scopes]


def _given_in(scope: Scope, period: Period) -> list[_Given]:
    found = DutyEntry.objects.counted().filter(
        team__in=teams_serving(scope), on__gte=period.since, on__lt=period.until
    )
    done = {one.value for one in DONE}
    rows = found.order_by("pk").values_list("pk", "group", "times", "outcome")
    return [_Given(pk, group, times, outcome in done) for pk, group, times, outcome in rows]


@registry.figure(
    "forces.duties",
    measure=Measure.DUTIES,
    title=_("Tasks given to the teams"),
    definition=_("Tasks of the six groups that teams were given in the period; an entry of several activities counts each."),
)  # fmt: skip
@told_from(_given)
def duties(given: list[_Given]) -> Value:
    """Tasks given in the period."""
    return Value(sum(one.times for one in given), sources=_sources(given))


def _done_share(name: str, group: DutyGroup | None, title: Promise, definition: Promise) -> None:
    """Register the share completed of the tasks of a group, or of all."""

    @told_from(_given)
    def tell(given: list[_Given]) -> Value:
        meant = [one for one in given if group is None or one.group == group]
        done = sum(one.times for one in meant if one.is_done)
        return Value(done, sum(one.times for one in meant), _sources(meant))

    registry.figure(name, measure=Measure.PERCENT, title=title, definition=definition)(tell)


def _sources(given: list[_Given]) -> tuple[Source]:
    return (Source.naming(DUTIES, [one.pk for one in given for _time in range(one.times)]),)


_done_share(
    "forces.duties_done_share",
    None,
    _("Tasks of the teams completed"),
    _("Of the tasks of the six groups given in the period, the share completed, late or on time."),
)
_done_share(
    "forces.situation_done_share",
    DutyGroup.SITUATION,
    _("Tasks of group 1 completed: to help know the situation"),
    _("Of the tasks of group 1, to help know the situation, given in the period, the share completed, late or on time."),
)  # fmt: skip
_done_share(
    "forces.movement_done_share",
    DutyGroup.MOVEMENT,
    _("Tasks of group 2 completed: to help build the movement"),
    _("Of the tasks of group 2, to help build the movement, given in the period, the share completed, late or on time."),
)  # fmt: skip
_done_share(
    "forces.fire_done_share",
    DutyGroup.FIRE,
    _("Tasks of group 3 completed: fire prevention and rescue"),
    _("Of the tasks of group 3, to help fire prevention and rescue, given in the period, the share completed, late or on time."),
)  # fmt: skip
_done_share(
    "forces.order_done_share",
    DutyGroup.ORDER,
    _("Tasks of group 4 completed: order and residence"),
    _("Of the tasks of group 4, to help administrative management of order, given in the period, the share completed, late or on time."),
)  # fmt: skip
_done_share(
    "forces.education_done_share",
    DutyGroup.EDUCATION,
    _("Tasks of group 5 completed: to help mobilise and educate"),
    _("Of the tasks of group 5, to help mobilise and educate, given in the period, the share completed, late or on time."),
)  # fmt: skip
_done_share(
    "forces.guard_done_share",
    DutyGroup.GUARD,
    _("Tasks of group 6 completed: patrol and guard"),
    _("Of the tasks of group 6, to help patrol and guard, given in the period, the share completed, late or on time."),
)  # fmt: skip


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
            pk=row.team_id,
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
            pk=row.team_id,
        )
