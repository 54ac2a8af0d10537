"""One place that answers who may do what; pages, API and acts all ask it.

What a user may do follows from the posts in force on a day and the path of the unit that holds the thing.
There is no superuser and no flag that skips the question.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from binhyen.people.grants import GRANTS, Reach
from binhyen.people.models import Post, Role, User


class NotAllowed(Exception):
    """The user's posts do not grant the action on this thing."""


class Held(Protocol):
    """Anything that units hold: a unit, a matter, a proposal, an assessment."""

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the units that hold it."""


@dataclass(frozen=True)
class Below:
    """Whatever lies below the unit at `path`: to ask how far a grant carries before a list is read."""

    path: str

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of some unit below."""
        return (f"{self.path}below/",)


def posts_of(user: User | AnonymousUser, on: date) -> list[Post]:
    """Return the posts `user` holds on `on`, each with its unit; remembered on the user object for one day."""
    if not isinstance(user, User) or not user.is_active:
        return []
    remembered: dict[date, list[Post]] = user.__dict__.setdefault("_posts_by_day", {})
    if on not in remembered:
        remembered[on] = list(
            Post.objects.filter(user=user).in_force(on).select_related("unit").order_by("pk")
        )
    return remembered[on]


def can(user: User | AnonymousUser, action: str, thing: Held | None = None, *, on: date) -> bool:
    """Say whether `user` may do `action` on `thing` on the day `on`.

    Without a thing: whether some post grants the action at all (to show a menu entry, not to act).
    Raises KeyError for an action that GRANTS does not name.
    """
    grants = GRANTS[action]
    paths = thing.holding_paths() if thing is not None else None
    return any(
        post.role in grant.roles and (paths is None or _reaches(grant.reach, post.unit.path, paths))
        for post in posts_of(user, on)
        for grant in grants
    )


def require(user: User | AnonymousUser, action: str, thing: Held, *, on: date) -> None:
    """Raise NotAllowed unless `user` may do `action` on `thing` on the day `on`."""
    if not can(user, action, thing, on=on):
        message = f"{action} is not granted to {user} on {thing}"
        raise NotAllowed(message)


def posts_granting(user: User | AnonymousUser, action: str, *, on: date) -> list[Post]:
    """Return the posts of `user` that grant `action`, to filter lists by their units' paths."""
    roles: set[Role] = set().union(*(grant.roles for grant in GRANTS[action]))
    return [post for post in posts_of(user, on) if post.role in roles]


def _reaches(reach: Reach, post_path: str, paths: tuple[str, ...]) -> bool:
    if reach is Reach.ANYWHERE:
        return True
    if reach is Reach.HERE:
        return post_path in paths
    below = [path for path in paths if path.startswith(post_path)]
    return any(path != post_path for path in below) if reach is Reach.BELOW else bool(below)
