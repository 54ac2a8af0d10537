"""Reads over the roster: who serves where on a day, what each still has to show, what was taught, what is held."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import text
from binhyen.figures import queries as figures
from binhyen.figures.queries import Scope
from binhyen.forces import catalogues, service_rules
from binhyen.forces.models import (
    Attendance,
    Holding,
    Member,
    Service,
    Team,
    TeamQuerySet,
    TeamRole,
    Training,
)
from binhyen.people.models import Post, Role, User
from binhyen.places import queries as places
from binhyen.places.models import Unit

_ORDER = {TeamRole.LEADER: 0, TeamRole.DEPUTY: 1, TeamRole.MEMBER: 2}


def teams_serving(scope: Scope) -> TeamQuerySet:
    """Return the teams of the scope's communes, and those that serve one of its residential areas."""
    served = Team.areas.through.objects.filter(unit_id__among=scope.unit_ids).values("team_id")
    return Team.objects.filter(Q(unit_id__among=scope.unit_ids) | Q(pk__in=served))


def teams_of_each(scopes: Sequence[Scope], *, on: date) -> list[list[Team]]:
    """Return those of them that stand on a day for each scope, as they are manned on it."""
    units = figures.all_units(scopes)
    served = Team.areas.through.objects.filter(unit_id__among=units)
    meant = Team.objects.filter(Q(unit_id__among=units) | Q(pk__in=served.values("team_id")))
    standing = meant.filter(established_on__lte=on).manned(on)
    teams = {team.pk: team for team in standing.order_by("pk")}
    pairs = [(team.unit_id, pk) for pk, team in teams.items()]
    pairs += served.order_by("team_id").values_list("unit_id", "team_id")
    found = figures.by_scope(scopes, pairs)
    return [[teams[pk] for pk in sorted(set(pks) & teams.keys())] for pks in found]


def kept_by(unit: Unit) -> TeamQuerySet:
    """Return the teams whose roster `unit` keeps: its own and those of communes merged into it, none of a level below."""
    return Team.objects.filter(unit__in=places.selves(unit))


def in_service(on: date) -> Q:
    """Return the condition of a spell that covers `on`."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def serving(teams: Iterable[Team] | QuerySet[Team], *, on: date) -> list[Service]:
    """Return who serves in `teams` on `on`, each with the day of the last training: by team, leader first, then by name."""
    attended = Attendance.objects.filter(
        member=OuterRef("member"), has_attended=True, training__held_on__lte=on
    )
    latest = attended.values("member").annotate(day=Max("training__held_on")).values("day")
    found = (
        Service.objects.filter(in_service(on), team__in=teams)
        .select_related("member", "team__unit")
        .annotate(trained_on=Subquery(latest))
    )
    return sorted(found, key=_as_a_roster_reads)


def _as_a_roster_reads(service: Service) -> tuple[object, ...]:
    team = service.team
    name = text.person_sort_key(service.member.full_name)
    return (team.established_on, team.pk, _ORDER[TeamRole(service.role)], name, service.pk)


def ended(team: Team, *, on: date) -> QuerySet[Service]:
    """Return the spells in `team` that are over by `on`, the last one first."""
    over = Service.objects.filter(team=team, until__lte=on).select_related("member")
    return over.order_by("-until", "-pk")


def history(member: Member) -> QuerySet[Service]:
    """Return every spell of `member`, the last one first."""
    return member.services.select_related("team__unit").order_by("-since", "-pk")


def trainings_of(member: Member) -> QuerySet[Attendance]:
    """Return the sessions `member` was called to, the last one first."""
    return member.trainings.select_related("training").order_by("-training__held_on", "-pk")


def namesakes(scope: Scope, *, full_name: str, birth_year: int) -> list[Service]:
    """Return the spells not ended of members of this name and year of birth: most likely the same person."""
    held = Service.objects.filter(until=None, team__unit_id__among=scope.unit_ids)
    same_year = held.filter(member__birth_year=birth_year).select_related("member", "team")
    # folded here: neither database folds Vietnamese capitals by itself
    wanted = text.fold(full_name)
    return [one for one in same_year.order_by("pk") if text.fold(one.member.full_name) == wanted]


def accounts(scope: Scope, *, on: date) -> QuerySet[User]:
    """Return the accounts of team members in the scope, for a member of the roster to be tied to."""
    posts = Post.objects.in_force(on).filter(role=Role.TEAM_MEMBER, unit_id__among=scope.unit_ids)
    return User.objects.filter(pk__in=posts.values("user_id")).order_by("full_name", "pk")


def trainings(unit: Unit) -> QuerySet[Training]:
    """Return the sessions of `unit` and of communes merged into it with how many were called and how many came, the last one first."""
    came = Count("called", filter=Q(called__has_attended=True))
    return (
        Training.objects.filter(unit__in=places.selves(unit))
        .select_related("unit")
        .annotate(called_count=Count("called"), came_count=came)
        .order_by("-held_on", "-pk")
    )


@dataclass(frozen=True)
class Shelf:
    """One item of the list in one team: how many it should hold, how many it does, when that was counted."""

    item: catalogues.Item
    wanted: int
    held: int
    counted_on: date | None

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - self.held)


def shelves(
    teams: Iterable[Team], strengths: dict[int, int], *, on: date
) -> dict[int, list[Shelf]]:
    """Return team -> every item of the list as last counted by `on`; `strengths` says how many serve in each. Nothing
    counted is nothing held."""
    ids = [team.pk for team in teams]
    counts = Holding.objects.filter(team_id__in=ids, counted_on__lte=on).order_by("counted_on")
    held = {(row.team_id, row.item): row for row in counts}
    return {pk: [_shelf(item, strengths[pk], held.get((pk, item.id))) for item in catalogues.equipment()]
            for pk in ids}  # fmt: skip


def _shelf(item: catalogues.Item, strength: int, row: Holding | None) -> Shelf:
    return Shelf(
        item, item.wanted(strength), row.held if row else 0, row.counted_on if row else None
    )


#: What a member still has to show, and how it is said.
TO_SHOW: dict[str, Promise] = {
    "attested_on": _("attestation of the police"),
    "health_until": _("valid health certificate"),
    "is_resident": _("proof of residence"),
    "education": _("level of education"),
    "age_exception": _("decision on service beyond 70"),
}


def to_show(member: Member, *, on: date) -> list[str]:
    """Return which papers of Art. 13 a member lacks on `on`, by their names in TO_SHOW."""
    is_old = member.birth_year is not None and service_rules.needs_exception(member.birth_year, on)
    lacking = {
        "attested_on": member.attested_on is None,
        "health_until": member.health_until is None or member.health_until < on,
        "is_resident": not member.is_resident,
        "education": not member.education,
        "age_exception": is_old and not member.age_exception,
    }
    return [name for name, is_lacking in lacking.items() if is_lacking]


def ages(services: Iterable[Service], *, on: date) -> Counter[tuple[int, int | None]]:
    """Return age band -> how many; who has no year of birth on record is not counted."""
    years = [one.member.birth_year for one in services if one.member.birth_year]
    return Counter(service_rules.band_of(year, on) for year in years)
