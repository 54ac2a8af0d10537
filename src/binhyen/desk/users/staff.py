"""Who works where the administrator may appoint: found by name with or without marks, in the order of a Vietnamese roll."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from binhyen.core import text
from binhyen.desk.posts import Visit
from binhyen.people import policy
from binhyen.people.models import Post, User
from binhyen.places.models import Unit

ACTION = "people.appoint"


@dataclass
class Member:
    """A user and the posts held today within one's reach."""

    user: User
    posts: list[Post] = field(default_factory=list)


def units_below(visit: Visit) -> QuerySet[Unit]:
    """Return the units in which one may appoint: those of one's posts, and all below."""
    reach = Q(pk__in=[])
    for post in policy.posts_granting(visit.user, ACTION, on=visit.on):
        reach |= Q(path__startswith=post.unit.path)
    return Unit.objects.filter(reach)


def named(visit: Visit, asked: str) -> list[int]:
    """Return the numbers of the users whose name has the words asked for, given name first."""
    known = User.objects.filter(posts__unit__in=units_below(visit)).distinct()
    wanted = text.fold(asked)
    names = [row for row in known.values_list("pk", "full_name") if wanted in text.fold(row[1])]
    return [
        pk for pk, name in sorted(names, key=lambda row: (text.person_sort_key(row[1]), row[0]))
    ]


def members(numbers: list[int], visit: Visit) -> list[Member]:
    """Return the users of one page with their posts of today, in the order given."""
    users = User.objects.in_bulk(numbers)
    found = {pk: Member(users[pk]) for pk in numbers}
    held = Post.objects.filter(user__in=numbers, unit__in=units_below(visit)).in_force(visit.on)
    for post in held.select_related("unit").order_by("since", "pk"):
        found[post.user_id].posts.append(post)
    return list(found.values())
