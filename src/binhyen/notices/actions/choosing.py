"""Choose by which ways one is told, and let a browser be pushed to."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, crypto
from binhyen.core.clock import VIETNAM
from binhyen.notices import rules
from binhyen.notices.actions.reading import ask
from binhyen.notices.models import Habit, Preference, Subscription
from binhyen.notices.push import BadBrowser, Browser
from binhyen.notices.words import Channel, Group
from binhyen.people.models import User

#: More browsers than this nobody reads; the oldest makes room.
MOST_BROWSERS = 8
PURPOSE = "push"


class BadSubscription(Exception):
    """The browser named a push service that the house does not talk to, or keys that are none."""


@dataclass(frozen=True)
class Wishes:
    """All that a person chooses on the page."""

    channels: Mapping[Group, Collection[Channel]]
    has_digest: bool = False
    shift_starts: time = rules.SHIFT_STARTS
    quiet_since: time | None = None
    quiet_until: time | None = None
    language: str = ""


@transaction.atomic
def choose(*, wishes: Wishes, by: User, at: datetime) -> None:
    """Keep what `by` wants to be told, and how. Raises NotAllowed."""
    ask(by, at)
    rows = [
        Preference(
            user=by,
            group=group.value,
            is_app=Channel.APP in channels,
            is_email=Channel.EMAIL in channels,
            is_push=Channel.PUSH in channels,
        )
        for group, channels in wishes.channels.items()
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user", "group"],
        update_fields=["is_app", "is_email", "is_push"],
    )
    _keep_habit(wishes, by, at)
    audit.record(event="notices.chosen", subject=by.ref, actor=by.ref, at=at)


def _keep_habit(wishes: Wishes, by: User, at: datetime) -> None:
    values = {
        "has_digest": wishes.has_digest,
        "shift_starts": wishes.shift_starts,
        "quiet_since": wishes.quiet_since,
        "quiet_until": wishes.quiet_until,
        "language": wishes.language,
    }
    if at.astimezone(VIETNAM).time() >= wishes.shift_starts:
        values["digest_on"] = clock.local_day(at)  # today's shift has begun: from tomorrow on
    Habit.objects.update_or_create(user=by, defaults=values)


@transaction.atomic
def subscribe(*, given: Mapping[str, str], by: User, at: datetime) -> Subscription:
    """Let the browser that `given` describes be pushed to; it leaves whoever used it before.

    Raises NotAllowed, BadSubscription.
    """
    ask(by, at)
    try:
        browser = Browser.read(given)
    except BadBrowser as reason:
        raise BadSubscription(str(reason)) from reason
    if not rules.may_be_pushed_to(browser.endpoint, settings.PUSH_SERVICES):
        raise BadSubscription(browser.endpoint[: rules.LONGEST_ENDPOINT])
    kept, _is_new = Subscription.objects.update_or_create(
        digest=Subscription.digest_of(browser.endpoint),
        defaults={
            "user": by,
            "sealed": _seal(browser, by),
            "created_at": at,
            "last_failure": None,
        },
    )
    _make_room(by)
    audit.record(event="notices.subscribed", subject=by.ref, actor=by.ref, at=at)
    return kept


@transaction.atomic
def unsubscribe(*, endpoint: str, by: User, at: datetime) -> None:
    """Push to this browser no more; without an address, to none of one's browsers. Raises NotAllowed."""
    ask(by, at)
    mine = Subscription.objects.filter(user=by)
    if endpoint:
        mine = mine.filter(digest=Subscription.digest_of(endpoint))
    mine.delete()
    audit.record(event="notices.unsubscribed", subject=by.ref, actor=by.ref, at=at)


def _seal(browser: Browser, by: User) -> bytes:
    plain = json.dumps(browser.written()).encode()
    return crypto.seal(plain, secret=settings.SECRET_KEY, purpose=PURPOSE, bound_to=by.ref)


def unseal(subscription: Subscription, owner: User) -> Browser:
    """Return the browser behind a subscription. Raises crypto.Unreadable."""
    plain = crypto.unseal(
        bytes(subscription.sealed),
        secret=settings.SECRET_KEY,
        purpose=PURPOSE,
        bound_to=owner.ref,
    )
    return Browser.read(json.loads(plain))


def _make_room(by: User) -> None:
    kept = Subscription.objects.filter(user=by).order_by("-created_at", "-pk")
    for surplus in kept[MOST_BROWSERS:]:
        surplus.delete()
