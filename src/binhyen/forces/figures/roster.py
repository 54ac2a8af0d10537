"""Figures of the roster: totals of the force as it stands when the period ends. Never a row, never a person.

Sex is no figure here: P-31 keeps it off the roster, so a commune states the number of women, if it must, on a survey sheet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import Together
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces import roster, service_rules, strengthening
from binhyen.forces.models import Attendance, Ending, Service, Team, TeamQuerySet, Training
from binhyen.forces.strengthening import Standing

TEAMS = "force_teams"
TRAININGS = "force_trainings"
#: A change of role or of team is no coming and no going.
_STAYING = (Ending.ROLE, Ending.MOVED)


@registry.figure(
    "forces.teams",
    measure=Measure.TEAMS,
    title=_("Teams"),
    definition=_("Teams that stand on the last day of the period."),
    is_state=True,
)  # fmt: skip
def teams(scope: Scope, period: Period) -> Value:
    """Teams that stand on the last day of the period."""
    found = list(_teams(scope, period).values_list("pk", flat=True))
    return Value(len(found), sources=(_source(TEAMS, found),))


@registry.figure(
    "forces.established",
    measure=Measure.PEOPLE,
    title=_("Members established"),
    definition=_("Members that the decisions on the teams provide for, on the last day of the period."),
    is_state=True,
)  # fmt: skip
def established(scope: Scope, period: Period) -> Value:
    """Members that the decisions on the teams provide for, on the last day of the period."""
    found = _teams(scope, period)
    total = found.aggregate(total=Sum("established_strength"))["total"] or 0
    return Value(total, sources=(_source(TEAMS, found.values_list("pk", flat=True)),))


@registry.figure(
    "forces.serving",
    measure=Measure.PEOPLE,
    title=_("Members serving"),
    definition=_("Members serving on the last day of the period: counted where a roster is kept, else as last reported."),
    is_state=True,
)  # fmt: skip
def serving(scope: Scope, period: Period) -> Value:
    """Members serving on the last day of the period: counted where a roster is kept, else as last reported."""
    found = list(_teams(scope, period).manned(period.last_day))
    return Value(sum(team.strength for team in found), sources=(_source(TEAMS, _ids(found)),))


@registry.figure(
    "forces.strength_share",
    measure=Measure.PERCENT,
    title=_("Serving, of those established"),
    definition=_("Of the members that the decisions provide for, the share that is serving, over all teams."),
    is_state=True,
)  # fmt: skip
@Together
def strength_share(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Members serving among the members established, over the teams that stand on the last day of the period."""
    return [
        Value(
            sum(team.strength for team in found),
            sum(team.established_strength for team in found),
            (_source(TEAMS, _ids(found)),),
        )
        for found in roster.teams_of_each(scopes, on=period.last_day)
    ]


@registry.figure(
    "forces.vacancies",
    measure=Measure.PEOPLE,
    title=_("Posts vacant"),
    definition=_("Posts of the teams that nobody fills on the last day of the period."),
    is_state=True,
)  # fmt: skip
def vacancies(scope: Scope, period: Period) -> Value:
    """Posts of the teams that nobody fills on the last day of the period."""
    found = _standings(scope, period)
    return Value(sum(one.vacancies for one in found), sources=(_source(TEAMS, _ids_of(found)),))


@registry.figure(
    "forces.teams_with_leader_share",
    measure=Measure.PERCENT,
    title=_("Teams with a leader"),
    definition=_("Teams with a leader among the teams whose roster is kept, on the last day of the period."),
    is_state=True,
)  # fmt: skip
def teams_with_leader_share(scope: Scope, period: Period) -> Value:
    """Teams with a leader among the teams whose roster is kept, on the last day of the period."""
    kept = [one for one in _standings(scope, period) if one.has_roster]
    led = sum(one.leader is not None for one in kept)
    return Value(led, len(kept), (_source(TEAMS, _ids_of(kept)),))


@registry.figure(
    "forces.equipment_share",
    measure=Measure.PERCENT,
    title=_("Equipment held"),
    definition=_("Equipment held among the equipment that the list provides for, over all teams as last counted."),
    is_state=True,
)  # fmt: skip
def equipment_share(scope: Scope, period: Period) -> Value:
    """Equipment held among the equipment that the list provides for, over all teams as last counted."""
    found = _standings(scope, period)
    shelves = [shelf for one in found for shelf in one.shelves]
    held = sum(min(shelf.held, shelf.wanted) for shelf in shelves)
    wanted = sum(shelf.wanted for shelf in shelves)
    return Value(held, wanted, (_source(TEAMS, _ids_of(found)),))


@registry.figure(
    "forces.training_attendance_share",
    measure=Measure.PERCENT,
    title=_("Attendance at training"),
    definition=_("Calls to training that were followed among all calls to sessions of the period."),
)  # fmt: skip
def training_attendance_share(scope: Scope, period: Period) -> Value:
    """Calls to training that were followed among all calls to sessions of the period."""
    sessions = _trainings(scope, period)
    called = Attendance.objects.filter(training__in=sessions)
    came = called.filter(has_attended=True).count()
    return Value(came, called.count(), (_source(TRAININGS, sessions),))


@registry.figure(
    "forces.trainings",
    measure=Measure.TRAININGS,
    title=_("Trainings held"),
    definition=_("Sessions of training held in the period."),
)  # fmt: skip
def trainings(scope: Scope, period: Period) -> Value:
    """Sessions of training held in the period."""
    sessions = _trainings(scope, period)
    return Value(len(sessions), sources=(_source(TRAININGS, sessions),))


@registry.figure(
    "forces.training_hours",
    measure=Measure.HOURS,
    title=_("Hours of training sat through"),
    definition=_("Hours of training that members sat through in the period: hours of each session times those who came."),
)  # fmt: skip
def training_hours(scope: Scope, period: Period) -> Value:
    """Hours of training that members sat through in the period: hours of each session times those who came."""
    came = Attendance.objects.filter(training__in=_trainings(scope, period), has_attended=True)
    total = came.aggregate(total=Sum("training__hours"))["total"] or 0
    return Value(total, sources=(_source(TRAININGS, _trainings(scope, period)),))


@registry.figure(
    "forces.trained_share",
    measure=Measure.PERCENT,
    title=_("Members trained within a year"),
    definition=_("Members trained within a year among the members serving by name, on the last day of the period."),
    is_state=True,
)  # fmt: skip
def trained_share(scope: Scope, period: Period) -> Value:
    """Members trained within a year among the members serving by name, on the last day of the period."""
    on = period.last_day
    services = [each for one in _standings(scope, period) for each in one.services]
    fresh = sum(service_rules.is_fresh(getattr(each, "trained_on", None), on) for each in services)
    return Value(fresh, len(services), (_source(TEAMS, {each.team_id for each in services}),))


@registry.figure(
    "forces.joined",
    measure=Measure.PEOPLE,
    title=_("Members who joined"),
    definition=_("Members who came into the force in the period; a change of role or team does not count."),
)  # fmt: skip
def joined(scope: Scope, period: Period) -> Value:
    """Members who came into the force in the period; a change of role or team does not count."""
    began = Service.objects.filter(
        team__in=roster.teams_serving(scope), since__gte=period.since, since__lt=period.until
    )
    before = Service.objects.filter(until__in=began.values("since"), ending__in=_STAYING)
    stayed = set(before.values_list("member_id", "until"))
    rows = list(began.values_list("member_id", "since", "team_id"))
    new = [team for member, since, team in rows if (member, since) not in stayed]
    return Value(len(new), sources=(_source(TEAMS, set(new)),))


@registry.figure(
    "forces.left",
    measure=Measure.PEOPLE,
    title=_("Members who left"),
    definition=_("Members whose service ended in the period; a change of role or team does not count."),
)  # fmt: skip
def left(scope: Scope, period: Period) -> Value:
    """Members whose service ended in the period; a change of role or team does not count."""
    found = _left(scope, period)
    return Value(len(found), sources=(_source(TEAMS, set(found)),))


@registry.figure(
    "forces.turnover_share",
    measure=Measure.PERCENT,
    title=_("Turnover"),
    definition=_("Members who left in the period among those who served on its first day."),
)  # fmt: skip
def turnover_share(scope: Scope, period: Period) -> Value:
    """Members who left in the period among those who served on its first day."""
    gone = _left(scope, period)
    at_first = Service.objects.filter(
        roster.in_service(period.since), team__in=roster.teams_serving(scope)
    )
    return Value(len(gone), at_first.count(), (_source(TEAMS, set(gone)),))


def _strength_of_band(
    band: tuple[int, int | None], name: str, title: Promise, definition: Promise
) -> None:
    """Register how many members of an age band serve."""

    @registry.figure(
        f"forces.strength_{name}",
        measure=Measure.PEOPLE,
        title=title,
        definition=definition,
        is_state=True,
        is_narrow=True,
    )
    def compute(scope: Scope, period: Period) -> Value:
        found = _standings(scope, period)
        services = [each for one in found for each in one.services]
        ages = roster.ages(services, on=period.last_day)
        return Value(ages[band], sources=(_source(TEAMS, _ids_of(found)),))


for _band, _name, _title, _definition in (
    ((18, 30), "18_30", _("Members of 18 to 30 years"), _("Members serving who are 18 to 30 years old in the year the period ends.")),
    ((31, 45), "31_45", _("Members of 31 to 45 years"), _("Members serving who are 31 to 45 years old in the year the period ends.")),
    ((46, 60), "46_60", _("Members of 46 to 60 years"), _("Members serving who are 46 to 60 years old in the year the period ends.")),
    ((61, 70), "61_70", _("Members of 61 to 70 years"), _("Members serving who are 61 to 70 years old in the year the period ends.")),
    ((71, None), "over_70", _("Members over 70 years"), _("Members serving who are over 70 years old in the year the period ends.")),
):  # fmt: skip
    _strength_of_band(_band, _name, _title, _definition)


@registry.lists(TEAMS, guarded_by="figures.read")
def teams_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the teams that `filters` names."""
    rows = Team.objects.filter(pk__in=ids_of(filters)).select_related("unit")
    for row in rows.order_by("established_on", "pk"):
        yield registry.Line(reference=row.name, where=row.unit.full_name, on=row.established_on)


@registry.lists(TRAININGS, guarded_by="forces.read_members")
def trainings_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the sessions that `filters` names."""
    rows = Training.objects.filter(pk__in=ids_of(filters)).select_related("unit")
    for row in rows.order_by("held_on", "pk"):
        yield registry.Line(
            reference=row.title,
            what=str(row.get_topic_display()),
            where=row.unit.full_name,
            on=row.held_on,
            held_by=row.holding_paths(),
        )


def _teams(scope: Scope, period: Period) -> TeamQuerySet:
    return roster.teams_serving(scope).filter(established_on__lt=period.until)


def _standings(scope: Scope, period: Period) -> list[Standing]:
    on = period.last_day
    return strengthening.standings(_teams(scope, period).manned(on), on=on)


def _trainings(scope: Scope, period: Period) -> list[int]:
    held = Q(held_on__gte=period.since, held_on__lt=period.until)
    found = Training.objects.filter(held, unit_id__among=scope.unit_ids).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _left(scope: Scope, period: Period) -> list[int]:
    """Return the team of each service that ended in the period, changes of role or team left out."""
    gone = Service.objects.filter(
        team__in=roster.teams_serving(scope), until__gte=period.since, until__lt=period.until
    ).exclude(ending__in=_STAYING)
    return list(gone.order_by("pk").values_list("team_id", flat=True))


def _ids(found: list[Team]) -> list[int]:
    return [team.pk for team in found]


def _ids_of(found: list[Standing]) -> list[int]:
    return [one.team.pk for one in found]


def _source(kind: str, ids: Iterable[int]) -> Source:
    return Source.naming(kind, sorted(set(ids)))
