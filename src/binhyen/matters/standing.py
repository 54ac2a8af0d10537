"""Who stands for a matter, and so who is told of it: its handler while in post, else its crew, else who is on duty.

The one answer for everything that is told of a matter. Of a restricted one only who may read it is meant. Reads only.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.matters.models import Crew, Matter, Shelf
from binhyen.matters.workflow import State
from binhyen.people.grants import POLICE
from binhyen.people.models import Post, Role, User
from binhyen.people.queries import holders
from binhyen.places.models import Level, Unit


def officers(unit: Unit, on: date) -> QuerySet[User]:
    """Return the police of `unit` on `on`: who may take its matters in hand."""
    return holding(unit, POLICE, on)


def is_police_of(unit: Unit, posts: Iterable[Post]) -> bool:
    """Say whether one of somebody's `posts` in force is one that takes the matters of `unit` in hand."""
    return any(post.unit_id == unit.pk and post.role in POLICE for post in posts)


def duty_officers(unit: Unit, on: date) -> list[User]:
    """Return the duty officers of `unit`, or its chief where there is none."""
    return list(holding(unit, [Role.DUTY_OFFICER], on)) or chiefs(unit, on)


def chiefs(unit: Unit, on: date) -> list[User]:
    """Return the chief of `unit`; two while one relieves the other."""
    return list(holding(unit, [Role.CHIEF], on))


def holding(unit: Unit, roles: Iterable[Role], on: date) -> QuerySet[User]:
    """Return who holds one of `roles` in `unit` on `on`, by name."""
    posts = Post.objects.in_force(on).filter(unit=unit, role__in=list(roles))
    return _by_name(posts)


def _by_name(posts: QuerySet[Post]) -> QuerySet[User]:
    """Return the active users who hold `posts`, by name."""
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by(
        "full_name", "pk"
    )


def candidates(unit: Unit, on: date) -> QuerySet[User]:
    """Return whom parts of the unit's matters may be given to: its police and its areas' security teams."""
    teams = Q(role=Role.TEAM_MEMBER.value, unit__parent=unit)
    police = Q(role__in=POLICE, unit=unit)
    posts = Post.objects.in_force(on).filter(teams | police)
    return _by_name(posts)


def may_join(home: Unit, unit: Unit, on: date) -> QuerySet[User]:
    """Return who may be of a crew at home in `home`: who may read what the crew is given."""
    teams = Q(role=Role.TEAM_MEMBER.value, unit=home)
    posts = Post.objects.in_force(on).filter(teams | Q(role__in=POLICE, unit=unit))
    return _by_name(posts)


def crews(unit: Unit, on: date) -> QuerySet[Crew]:
    """Return the crews of `unit` on `on`."""
    here = Crew.objects.filter(unit=unit, since__lte=on).filter(Q(until=None) | Q(until__gt=on))
    return here.select_related("home", "unit").order_by("name", "pk")


def people_of(matter: Matter, on: date) -> list[User]:
    """Return who stands for `matter` on `on`; never nobody while its keeper has officers."""
    handler = matter.handler
    if handler and officers(matter.keeper, on).filter(pk=handler.pk).exists():
        return [handler]
    crew = matter.crew
    members = list(crew.people(on)) if crew and not matter.is_restricted else []
    return members or on_duty(matter, on)


def on_duty(matter: Matter, on: date) -> list[User]:
    """Return who stands for a matter that nobody has: the duty officers of its keeper, else the chief; of a restricted
    one that was in somebody's hand the chief alone, who may read it."""
    is_walled = matter.is_restricted and matter.state != State.RECEIVED.value
    return chiefs(matter.keeper, on) if is_walled else duty_officers(matter.keeper, on)


def receiving(matter: Matter, on: date) -> QuerySet[User]:
    """Return who is told that a matter came in: everybody who may take it, also the chief beside duty officers."""
    return holders("matters.receive", matter.keeper, on)


def unattended(unit: Unit, on: date) -> QuerySet[Matter]:
    """Return the open matters of `unit` in the hand of somebody who holds no post there any more."""
    posts = Post.objects.in_force(on).filter(
        unit=unit, role__in=POLICE, user=OuterRef("handler"), user__is_active=True
    )
    return (
        Matter.objects.filter(keeper=unit, shelf=Shelf.OPEN.value, handler__isnull=False)
        .filter(~Exists(posts))
        .select_related("area", "handler")
        .order_by("due_at", "pk")
    )


def receivers(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the units to which `unit` may hand a matter: other communes of the province with police in post."""
    root = unit.path.split("/", 1)[0] + "/"
    posts = Post.objects.in_force(on).filter(role__in=POLICE, user__is_active=True)
    return (
        Unit.objects.on(on)
        .filter(level=Level.COMMUNE, path__under=root, pk__in=posts.values("unit"))
        .exclude(pk=unit.pk)
        .order_by("sort_key", "pk")
    )
