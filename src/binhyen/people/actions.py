"""Give and end posts, open and close accounts."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.core.privacy import FORGOTTEN, in_batches
from binhyen.people import policy, queries
from binhyen.people.models import PARTNERS, Body, Post, Role, User
from binhyen.people.rules import tidy_phone
from binhyen.places.models import Unit

#: The actor on the trail when no user acts: the operator at the shell.
SHELL = "shell"


class AlreadyKnown(Exception):
    """Somebody logs in with this e-mail or phone already; the message names the field."""


class AlreadyHolds(Exception):
    """The user holds this post already."""


class WhichBody(Exception):
    """A partner stands for a body, and nobody else does."""


class EndsTooEarly(Exception):
    """A post cannot end before it began."""


class LastAdministrator(Exception):
    """Nobody would be left to run the unit's house."""


class OnlyTheirOwn(Exception):
    """Nobody but the person may know the password of an account that reads reports."""


class Forgotten(Exception):
    """How to reach the person was forgotten with the last post; who comes back gets a new account."""


class Oneself(Exception):
    """Nobody closes their own account or gives a post to themselves."""


@transaction.atomic
def appoint(
    *,
    user: User,
    role: Role,
    unit: Unit,
    since: date,
    by: User,
    at: datetime,
    body: Body | None = None,
) -> Post:
    """Give `user` a post in `unit` from `since`; a partner's says for which body. Raises NotAllowed, Oneself,
    AlreadyHolds, WhichBody.

    Who runs the house reads no report; with one act of their own that wall would be none, so it takes a second person.
    """
    policy.require(by, "people.appoint", unit, on=clock.local_day(at))
    if user.pk == by.pk:
        raise Oneself(user.ref)
    same = Post.objects.filter(user=user, role=role, unit=unit)
    if same.in_force(since).exists() or same.filter(since=since).exists():
        raise AlreadyHolds(str(role))
    return _appoint(user=user, role=role, unit=unit, since=since, body=body, actor=by.ref, at=at)


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
    *,
    user: User,
    unit: Unit,
    since: date,
    at: datetime,
    role: Role = Role.ADMINISTRATOR,
    body: Body | None = None,
) -> Post:
    """Give `user` a post from the operator's shell. Nobody is asked: whoever holds the shell holds the house."""
    return _appoint(user=user, role=role, unit=unit, since=since, body=body, actor=SHELL, at=at)


@transaction.atomic
def relieve(*, post: Post, until: date, by: User, at: datetime) -> None:
    """End `post` with `until` as its first day without. Raises NotAllowed, EndsTooEarly, LastAdministrator."""
    policy.require(by, "people.appoint", post.unit, on=clock.local_day(at))
    if until < post.since:
        raise EndsTooEarly(until.isoformat())
    if post.user_id == by.pk and _is_last_administrator(post, until):
        raise LastAdministrator(str(post.unit))
    post.until = until
    post.save(update_fields=["until"])
    _record_end(post, actor=by.ref, at=at)


@transaction.atomic
def hand_over_posts(*, old: Unit, new: Unit | None, actor: str, at: datetime) -> list[Post]:
    """End every post in a unit that is no more, with today as the first day without, and open it again in `new` where that
    is the same unit in its next existence; return what ended. Whoever hands the unit over has asked whether they may.
    """
    today = clock.local_day(at)
    still = Post.objects.filter(Q(until=None) | Q(until__gt=today), unit=old)
    ended = list(still.select_related("user", "unit").order_by("pk"))
    for post in ended:
        post.until = max(today, post.since)
        post.save(update_fields=["until"])
        _record_end(post, actor=actor, at=at)
        if new is not None:
            _appoint(
                user=post.user, role=Role(post.role), unit=new, since=post.until,
                body=Body(post.body) if post.body else None, actor=actor, at=at,
            )  # fmt: skip
    return ended


@transaction.atomic
def admit(
    *,
    full_name: str,
    email: str,
    phone: str,
    role: Role,
    unit: Unit,
    since: date,
    by: User,
    at: datetime,
    is_shown: bool = True,
    body: Body | None = None,
) -> tuple[User, str]:
    """Make an account with its first post; return it and the password that is shown once. Where it is not to be shown
    there is none: the person sets one by a link sent to their own e-mail. Raises NotAllowed, AlreadyKnown, WhichBody."""
    policy.require(by, "people.appoint", unit, on=clock.local_day(at))
    password = secrets.token_urlsafe(12) if is_shown else None
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                full_name=full_name,
                email=email,
                phone=tidy_phone(phone) if phone else "",
                password=password,
            )
    except IntegrityError as reason:
        is_email = bool(email) and User.objects.filter(email=email.lower()).exists()
        raise AlreadyKnown("email" if is_email else "phone") from reason
    audit.record(event="people.enrolled", subject=user.ref, actor=by.ref, at=at)
    _appoint(user=user, role=role, unit=unit, since=since, body=body, actor=by.ref, at=at)
    return user, password or ""


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> None:
    """Let `user` log in no more; posts and history stay. Raises NotAllowed, Oneself."""
    if user.pk == by.pk:
        raise Oneself(user.ref)
    _require_over(user, by, at)
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record(event="people.account_closed", subject=user.ref, actor=by.ref, at=at)


@transaction.atomic
def open_account(*, user: User, by: User, at: datetime) -> None:
    """Let `user` log in again. Raises NotAllowed, Forgotten."""
    _require_over(user, by, at)
    if user.email is None and user.phone is None:
        raise Forgotten(user.ref)
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record(event="people.account_opened", subject=user.ref, actor=by.ref, at=at)


def forget_who_left(*, at: datetime) -> int:
    """Forget how to reach those who hold no post any more, which closes their account, and long after that their names;
    return of how many. Nobody has to ask for it."""
    today, terms = clock.local_day(at), User.Privacy.personal
    reached = queries.left_by(today - timedelta(days=terms["email"].days))
    named = queries.left_by(today - timedelta(days=terms["full_name"].days))
    without = {"email": None, "phone": None, "is_active": False}
    return sum(
        _forget(batch, without, at) for batch in in_batches(reached.exclude(email=None, phone=None))
    ) + sum(
        _forget(batch, {"full_name": FORGOTTEN}, at)
        for batch in in_batches(named.exclude(full_name=FORGOTTEN))
    )


@transaction.atomic
def _forget(batch: Collection[int], nothing: Mapping[str, object], at: datetime) -> int:
    count = User.objects.filter(pk__in=batch).update(**nothing)
    EmailAddress.objects.filter(user__in=batch).delete()
    audit.record(
        event="people.forgotten", subject="users", actor=audit.HOUSE, at=at,
        detail={"rows": count, "what": sorted(nothing)},
    )  # fmt: skip
    return count


@transaction.atomic
def renew_password(*, user: User, by: User, at: datetime, is_shown: bool = False) -> str:
    """Take the password of `user` away; where the user was logged in, it ends, and a second factor is still asked for.

    The person sets another by a link sent to their own e-mail. Only of an account that reads no report may a new one
    be shown to `by`, who could log in with it; it is returned. Raises NotAllowed, OnlyTheirOwn.
    """
    _require_over(user, by, at)
    if is_shown and queries.reading_posts(user, clock.local_day(at)).exists():
        raise OnlyTheirOwn(user.ref)
    password = secrets.token_urlsafe(12) if is_shown else None
    _set_password(user, password, actor=by.ref, at=at, is_shown=is_shown)
    return password or ""


@transaction.atomic
def give_password(*, user: User, password: str, at: datetime) -> None:
    """Give `user` a password from the operator's shell."""
    _set_password(user, password, actor=SHELL, at=at, is_shown=True)


def _set_password(
    user: User, password: str | None, *, actor: str, at: datetime, is_shown: bool
) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(
        event="people.password_renewed",
        subject=user.ref,
        actor=actor,
        at=at,
        detail={"shown": is_shown},
    )


def _require_over(user: User, by: User, at: datetime) -> None:
    """Raise NotAllowed unless every post `user` holds or will hold lies where `by` may appoint: else an account of
    another unit or of the level above could be taken over through one small post here. For who holds none any more,
    one that was held counts."""
    on = clock.local_day(at)
    posts = list(Post.objects.filter(user=user).select_related("unit"))
    current = [post for post in posts if post.until is None or post.until > on]
    reached = [policy.can(by, "people.appoint", post.unit, on=on) for post in current or posts]
    if not (all(reached) if current else any(reached)):
        message = f"{user.ref} is not only of a unit of {by.ref}"
        raise policy.NotAllowed(message)


def _is_last_administrator(post: Post, until: date) -> bool:
    others = Post.objects.filter(role=Role.ADMINISTRATOR, unit=post.unit, user__is_active=True)
    others = others.exclude(user=post.user_id).in_force(until)
    return post.role == Role.ADMINISTRATOR and not others.exists()


def _record_end(post: Post, *, actor: str, at: datetime) -> None:
    until = post.until.isoformat() if post.until else ""
    audit.record(
        event="people.relieved",
        subject=post.user.ref,
        actor=actor,
        at=at,
        detail={"role": post.role, "unit": post.unit.path, "until": until},
    )


def _appoint(
    *,
    user: User,
    role: Role,
    unit: Unit,
    since: date,
    body: Body | None,
    actor: str,
    at: datetime,
) -> Post:
    is_told = body in PARTNERS if role == Role.PARTNER else body is None
    if not is_told:
        raise WhichBody(str(role))
    post = Post.objects.create(
        user=user, role=role, unit=unit, since=since, body=body.value if body else "", entered_at=at
    )
    audit.record(
        event="people.appointed",
        subject=user.ref,
        actor=actor,
        at=at,
        detail={"role": role, "unit": unit.path, "since": since.isoformat()}
        | ({"body": body.value} if body else {}),
    )
    return post
