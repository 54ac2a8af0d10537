"""Who learns what an administrator did to an account: the person, and the chief of the reports it can read."""

from binhyen.desk.posts import Visit
from binhyen.matters import standing
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries
from binhyen.people.models import Post, User
from binhyen.places.models import Level, Unit


def of_posts(user: User, visit: Visit) -> None:
    """Tell whose posts were changed by somebody else."""
    _tell([user], What.POSTS, visit, but=visit.user)


def of_password(user: User, visit: Visit) -> None:
    """Tell whose password was set anew by somebody else."""
    _tell([user], What.PASSWORD, visit, but=visit.user)


def of_access(user: User, visit: Visit, *, by_post: Post | None = None) -> None:
    """Tell the chief of each unit whose reports `user` can read, by one post or by any: whoever runs the house reads none,
    and an account made for that, or taken over, must not go unseen."""
    posts = queries.reading_posts(user, visit.on).select_related("unit__parent")
    if by_post is not None:
        posts = posts.filter(pk=by_post.pk)
    units = {unit.pk: unit for post in posts if (unit := _kept_by(post.unit))}
    for unit in units.values():
        _tell(standing.chiefs(unit, visit.on), What.ACCESS, visit, but=user)


def _kept_by(unit: Unit) -> Unit | None:
    """Return the unit whose chief answers for what is read there: of a residential area the commune."""
    return unit.parent if unit.level == Level.RESIDENTIAL_AREA else unit


def _tell(to: list[User], what: What, visit: Visit, *, but: User) -> None:
    others = [each for each in to if each.pk != but.pk]
    notices.tell(to=others, what=what, subject="", at=visit.at)
