"""Reads: who holds the posts that grant something."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.people.grants import GRANTS, Reach
from binhyen.people.models import Post, User
from binhyen.places.models import Unit


def holders(action: str, unit: Unit, on: date) -> QuerySet[User]:
    """Return the active users whose posts on the day `on` grant `action` on what `unit` holds.

    The other way round than `policy.can`, and a test holds both together. Raises KeyError for an unknown action.
    """
    wanted = Q()
    for grant in GRANTS[action]:
        wanted |= Q(role__in=sorted(grant.roles)) & _within(grant.reach, unit.path)
    posts = Post.objects.in_force(on).filter(wanted)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("pk")


#: What lets a post read what was reported, or what the unit wrote of it.
_READING = ("reports.read", "matters.read", "matters.mediate")


def reading_posts(user: User, on: date) -> QuerySet[Post]:
    """Return the posts `user` holds on `on` or will hold that read what was reported."""
    roles = {role for action in _READING for grant in GRANTS[action] for role in grant.roles}
    still = Q(until=None) | Q(until__gt=on)
    return Post.objects.filter(still, user=user, role__in=sorted(roles)).order_by("pk")


def left_by(day: date) -> QuerySet[User]:
    """Return who held posts, the last of which had ended by `day`; who never held one has not left."""
    posts = Post.objects.filter(user=OuterRef("pk"))
    still = posts.filter(Q(until=None) | Q(until__gt=day))
    return User.objects.filter(Exists(posts), ~Exists(still))


def _within(reach: Reach, path: str) -> Q:
    """Keep the posts from whose unit `reach` carries to the unit with this path."""
    if reach is Reach.ANYWHERE:
        return Q()
    if reach is Reach.HERE:
        return Q(unit__path=path)
    steps = path.rstrip("/").split("/")
    above = ["/".join(steps[:length]) + "/" for length in range(1, len(steps))]
    return Q(unit__path__in=[*above, path] if reach is Reach.HERE_OR_BELOW else above)
