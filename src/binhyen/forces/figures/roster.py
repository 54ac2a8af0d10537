"""Figures of the roster: totals of the force as it stands when the period ends. Never a row, never a person.

Sex is no figure here: P-31 keeps it off the roster, so a commune states the number of women, if it must, on a survey sheet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces import roster, service_rules, strengthening
from binhyen.forces.models import Ending, Service, Team, Training
from binhyen.forces.strengthening import Standing

TEAMS = "force_teams"
TRAININGS = "force_trainings"
#: A change of role or of team is no coming and no going.
_STAYING = (Ending.ROLE, Ending.MOVED)


@dataclass(frozen=True)
class _Force:
    """The teams that stand on the last day of a period, as they are manned on it."""

    teams: list[Team]
    on: date

    @cached_property
    def standings(self) -> list[Standing]:
        """Each with its members and its equipment."""
        return strengthening.standings(self.teams, on=self.on)

    @property
    def sources(self) -> tuple[Source]:
        """The teams as what a value was counted from."""
        return (_source(TEAMS, [team.pk for team in self.teams]),)


def _force(scopes: Sequence[Scope], period: Period) -> list[_Force]:
    on = period.last_day
    return [_Force(teams, on) for teams in roster.teams_of_each(scopes, on=on)]


@dataclass(frozen=True)
class _Session:
    """A session of training: its length, how many were called, how many came."""

    pk: int
    hours: int
    called: int
    came: int


def _sessions(scopes: Sequence[Scope], period: Period) -> list[list[_Session]]:
    held = Training.objects.filter(held_on__gte=period.since, held_on__lt=period.until)
    came = Count("called", filter=Q(called__has_attended=True))
    told = held.annotate(n_called=Count("called"), n_came=came).order_by("pk")
    rows = told.values_list("pk", "hours", "n_called", "n_came")
    return [
        [
            _Session(pk, hours, called, n_came)
            for pk, hours, called, n_came in rows.filter(unit_id__among=scope.unit_ids)
        ]
        for scope in scopes
    ]


@dataclass(frozen=True)
class _Gone:
    """The team of each service that ended in the period, changes of role or team left out, and how many served at first."""

    teams: list[int]
    at_first: int


def _gone(scopes: Sequence[Scope], period: Period) -> list[_Gone]:
    return [_gone_from(scope, period) for scope in scopes]


def _gone_from(scope: Scope, period: Period) -> _Gone:
    served = Service.objects.filter(team__in=roster.teams_serving(scope))
    ended = served.filter(until__gte=period.since, until__lt=period.until)
    ended = ended.exclude(ending__in=_STAYING).order_by("pk")
    at_first = served.filter(roster.in_service(period.since)).count()
    return _Gone(list(ended.values_list("team_id", flat=True)), at_first)


def _source(kind: str, ids: Iterable[int]) -> Source:
    return Source.naming(kind, sorted(set(ids)))


@registry.figure(
    "forces.teams",
    measure=Measure.TEAMS,
    title=_("Teams"),
    definition=_("Teams that stand on the last day of the period."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def teams(force: _Force) -> Value:
    """Teams that stand on the last day of the period."""
    return Value(len(force.teams), sources=force.sources)


@registry.figure(
    "forces.established",
    measure=Measure.PEOPLE,
    title=_("Members established"),
    definition=_("Members that the decisions on the teams provide for, on the last day of the period."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def established(force: _Force) -> Value:
    """Members that the decisions on the teams provide for, on the last day of the period."""
    return Value(sum(team.established_strength for team in force.teams), sources=force.sources)


@registry.figure(
    "forces.serving",
    measure=Measure.PEOPLE,
    title=_("Members serving"),
    definition=_("Members serving on the last day of the period: counted where a roster is kept, else as last reported."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def serving(force: _Force) -> Value:
    """Members serving on the last day of the period: counted where a roster is kept, else as last reported."""
    return Value(sum(team.strength for team in force.teams), sources=force.sources)


@registry.figure(
    "forces.strength_share",
    measure=Measure.PERCENT,
    title=_("Serving, of those established"),
    definition=_("Of the members that the decisions provide for, the share that is serving, over all teams."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def strength_share(force: _Force) -> Value:
    """Members serving among the members established, over the teams that stand on the last day of the period."""
    established = sum(team.established_strength for team in force.teams)
    return Value(sum(team.strength for team in force.teams), established, force.sources)


@registry.figure(
    "forces.vacancies",
    measure=Measure.PEOPLE,
    title=_("Posts vacant"),
    definition=_("Posts of the teams that nobody fills on the last day of the period."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def vacancies(force: _Force) -> Value:
    """Posts of the teams that nobody fills on the last day of the period."""
    return Value(sum(one.vacancies for one in force.standings), sources=force.sources)


@registry.figure(
    "forces.teams_with_leader_share",
    measure=Measure.PERCENT,
    title=_("Teams with a leader"),
    definition=_("Teams with a leader among the teams whose roster is kept, on the last day of the period."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def teams_with_leader_share(force: _Force) -> Value:
    """Teams with a leader among the teams whose roster is kept, on the last day of the period."""
    kept = [one for one in force.standings if one.has_roster]
    led = sum(one.leader is not None for one in kept)
    return Value(led, len(kept), (_source(TEAMS, [one.team.pk for one in kept]),))


@registry.figure(
    "forces.equipment_share",
    measure=Measure.PERCENT,
    title=_("Equipment held"),
    definition=_("Equipment held among the equipment that the list provides for, over all teams as last counted."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def equipment_share(force: _Force) -> Value:
    """Equipment held among the equipment that the list provides for, over all teams as last counted."""
    shelves = [shelf for one in force.standings for shelf in one.shelves]
    held = sum(min(shelf.held, shelf.wanted) for shelf in shelves)
    wanted = sum(shelf.wanted for shelf in shelves)
    return Value(held, wanted, force.sources)


@registry.figure(
    "forces.training_attendance_share",
    measure=Measure.PERCENT,
    title=_("Attendance at training"),
    definition=_("Calls to training that were followed among all calls to sessions of the period."),
)  # fmt: skip
@told_from(_sessions)
def training_attendance_share(sessions: list[_Session]) -> Value:
    """Calls to training that were followed among all calls to sessions of the period."""
    came, called = sum(one.came for one in sessions), sum(one.called for one in sessions)
    return Value(came, called, _held(sessions))


@registry.figure(
    "forces.trainings",
    measure=Measure.TRAININGS,
    title=_("Trainings held"),
    definition=_("Sessions of training held in the period."),
)  # fmt: skip
@told_from(_sessions)
def trainings(sessions: list[_Session]) -> Value:
    """Sessions of training held in the period."""
    return Value(len(sessions), sources=_held(sessions))


@registry.figure(
    "forces.training_hours",
    measure=Measure.HOURS,
    title=_("Hours of training sat through"),
    definition=_("Hours of training that members sat through in the period: hours of each session times those who came."),
)  # fmt: skip
@told_from(_sessions)
def training_hours(sessions: list[_Session]) -> Value:
    """Hours of training that members sat through in the period: hours of each session times those who came."""
    return Value(sum(one.hours * one.came for one in sessions), sources=_held(sessions))


def _held(sessions: list[_Session]) -> tuple[Source]:
    return (_source(TRAININGS, [one.pk for one in sessions]),)


@registry.figure(
    "forces.trained_share",
    measure=Measure.PERCENT,
    title=_("Members trained within a year"),
    definition=_("Members trained within a year among the members serving by name, on the last day of the period."),
    is_state=True,
)  # fmt: skip
@told_from(_force)
def trained_share(force: _Force) -> Value:
    """Members trained within a year among the members serving by name, on the last day of the period."""
    services = [each for one in force.standings for each in one.services]
    days = [getattr(each, "trained_on", None) for each in services]
    fresh = sum(service_rules.is_fresh(day, force.on) for day in days)
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
@told_from(_gone)
def left(gone: _Gone) -> Value:
    """Members whose service ended in the period; a change of role or team does not count."""
    return Value(len(gone.teams), sources=(_source(TEAMS, gone.teams),))


@registry.figure(
    "forces.turnover_share",
    measure=Measure.PERCENT,
    title=_("Turnover"),
    definition=_("Members who left in the period among those who served on its first day."),
)  # fmt: skip
@told_from(_gone)
def turnover_share(gone: _Gone) -> Value:
    """Members who left in the period among those who served on its first day."""
    return Value(len(gone.teams), gone.at_first, (_source(TEAMS, gone.teams),))


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
    @told_from(_force)
    def tell(force: _Force) -> Value:
        services = [each for one in force.standings for each in one.services]
        return Value(roster.ages(services, on=force.on)[band], sources=force.sources)


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
        yield registry.Line(
            reference=row.name, where=row.unit.full_name, on=row.established_on, pk=row.pk
        )


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
            pk=row.pk,
        )
