"""Give and end posts."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import Post, Role, User
from binhyen.people.rules import tidy_phone
from binhyen.places.models import Unit

#: The actor on the trail when no user acts: the operator at the shell.
SHELL = "shell"


@transaction.atomic
def appoint(*, user: User, role: Role, unit: Unit, since: date, by: User, at: datetime) -> Post:
    """Give `user` a post in `unit` from `since`. Raises NotAllowed."""
    policy.require(by, "people.appoint", unit, on=clock.local_day(at))
    return _appoint(user=user, role=role, unit=unit, since=since, actor=by.ref, at=at)


@transaction.atomic
def enrol(
    *, full_name: str, email: str = "", phone: str = "", password: str | None = None, at: datetime
) -> User:
    """Make an account from the operator's shell; it may do nothing until it holds a post."""
    user = User.objects.create_user(
        full_name=full_name,
        email=email,
        phone=tidy_phone(phone) if phone else "",
        password=password,
    )
    audit.record(event="people.enrolled", subject=user.ref, actor=SHELL, at=at)
    return user


@transaction.atomic
def found(
    *, user: User, unit: Unit, since: date, at: datetime, role: Role = Role.ADMINISTRATOR
) -> Post:
    """Give `user` a post from the operator's shell. Nobody is asked: whoever holds the shell holds the house."""
    return _appoint(user=user, role=role, unit=unit, since=since, actor=SHELL, at=at)


@transaction.atomic
def relieve(*, post: Post, until: date, by: User, at: datetime) -> None:
    """End `post` with `until` as its first day without. Raises NotAllowed."""
    policy.require(by, "people.appoint", post.unit, on=clock.local_day(at))
    post.until = until
    post.save(update_fields=["until"])
    audit.record(
        event="people.relieved",
        subject=post.user.ref,
        actor=by.ref,
        at=at,
        detail={"role": post.role, "unit": post.unit.path, "until": until.isoformat()},
    )


def _appoint(*, user: User, role: Role, unit: Unit, since: date, actor: str, at: datetime) -> Post:
    post = Post.objects.create(user=user, role=role, unit=unit, since=since)
    audit.record(
        event="people.appointed",
        subject=user.ref,
        actor=actor,
        at=at,
        detail={"role": role, "unit": unit.path, "since": since.isoformat()},
    )
    return post
