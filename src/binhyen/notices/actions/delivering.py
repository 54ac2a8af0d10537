"""Deliver what is due, by e-mail and push. The one place from which the house calls out, and only if the settings say so."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import F

from binhyen.core import clock, crypto
from binhyen.notices import letters, push, queries, rules
from binhyen.notices.actions import choosing
from binhyen.notices.failures import Failed, Gone, Unreachable
from binhyen.notices.letters import Letter
from binhyen.notices.mail import Postbox
from binhyen.notices.models import Delivery, Notice, State, Subscription
from binhyen.notices.words import Channel, Group
from binhyen.people import policy
from binhyen.people.models import User

log = logging.getLogger(__name__)

#: Whether a person may still know of a subject at this moment: answered by a room above, which knows the subject.
MayKnow: TypeAlias = Callable[[User, str, datetime], bool]

#: Notices planned, and deliveries tried, in one round.
PLANNED, TRIED = 500, 50


def deliver_due(*, at: datetime, may_know: MayKnow) -> int:
    """Plan what was told since, then try what is due; return how many were delivered.

    No transaction is open while a server is talked to. A delivery belongs to the worker that changed it from waiting
    to claimed; one whose worker died is taken over after a while, and may then, rarely, arrive twice rather than never.
    """
    if Notice.objects.filter(is_sent_out=False).exists():
        _plan(at)
    _take_over(at)
    found = Delivery.objects.filter(state=State.WAITING.value, due_at__lte=at)
    due = found.select_related("notice__user", "subscription").order_by("due_at", "pk")
    delivered, closed = 0, set[Channel]()
    with Postbox() as postbox:
        for delivery in due[:TRIED]:
            if delivery.channel not in closed and _claim(delivery, at):
                try:
                    delivered += _deliver(delivery, at, may_know, postbox)
                except Unreachable:
                    closed.add(delivery.channel)
    return delivered


@transaction.atomic
def _plan(at: datetime) -> None:
    """Look at what each person chose, and write down what is to go out by which way."""
    fresh = list(
        Notice.objects.filter(is_sent_out=False).select_related("user").order_by("pk")[:PLANNED]
    )
    people = {notice.user_id for notice in fresh}
    choices = queries.choices_of(people)
    browsers = _browsers(people)
    planned = []
    for notice in fresh:
        if notice.at > at - rules.STALE:
            planned += _ways(notice, choices, browsers.get(notice.user_id, ()), at)
    Delivery.objects.bulk_create(planned, ignore_conflicts=True)
    muted = [n.pk for n in fresh if Channel.APP not in choices.channels(n.user_id, n.group)]
    Notice.objects.filter(pk__in=muted, read_at=None).update(read_at=F("at"))
    Notice.objects.filter(pk__in=[n.pk for n in fresh]).update(is_sent_out=True)


def _browsers(people: Collection[int]) -> dict[int, list[Subscription]]:
    found: dict[int, list[Subscription]] = {}
    for browser in Subscription.objects.filter(user__in=people).order_by("pk"):
        found.setdefault(browser.user_id, []).append(browser)
    return found


def _ways(
    notice: Notice, choices: queries.Choices, browsers: Collection[Subscription], at: datetime
) -> list[Delivery]:
    """Return the deliveries of one notice; in quiet hours all but the urgent wait for their end."""
    chosen = choices.channels(notice.user_id, notice.group) & queries.offered_to(notice.user)
    habit = choices.habits.get(notice.user_id)
    due = at
    if habit and notice.group is not Group.URGENT:
        due = rules.quiet_until(at, habit.quiet_since, habit.quiet_until) or at
    ways: list[Subscription | None] = []
    if Channel.EMAIL in chosen:
        ways.append(None)
    if Channel.PUSH in chosen:
        ways += browsers
    return [Delivery(notice=notice, subscription=way, due_at=due) for way in ways]


def _take_over(at: datetime) -> None:
    """Give back what a worker claimed and never ended; the try it began counts."""
    lost = Delivery.objects.filter(state=State.CLAIMED.value, due_at__lt=at)
    if lost.exists():
        lost.update(state=State.WAITING.value, due_at=at)


def _claim(delivery: Delivery, at: datetime) -> bool:
    """Say whether this worker, and no other, may try the delivery now."""
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.WAITING.value, tries=delivery.tries
    ).update(state=State.CLAIMED.value, tries=F("tries") + 1, due_at=at + rules.LEASE)
    delivery.tries += mine
    return bool(mine)


def _deliver(delivery: Delivery, at: datetime, may_know: MayKnow, postbox: Postbox) -> bool:
    """Try one claimed delivery; return whether it arrived. Raises Unreachable when the rest need not be tried."""
    notice = delivery.notice
    if notice.was_opened or not _is_their_business(notice, at, may_know):
        _end(delivery, State.DROPPED, at)
        return False
    try:
        _send(delivery, at, postbox)
    except Gone:
        assert delivery.subscription is not None  # noqa: S101  (only browsers go)
        delivery.subscription.delete()  # and with it what was to go there
        return False
    except Failed as reason:
        _postpone(delivery, str(reason), at)
        if isinstance(reason, Unreachable):
            raise
        return False
    _end(delivery, State.SENT, at)
    return True


def _is_their_business(notice: Notice, at: datetime, may_know: MayKnow) -> bool:
    """Say whether the person still holds a post, and may still know of the subject."""
    if not policy.posts_of(notice.user, clock.local_day(at)):
        return False
    return not notice.subject or may_know(notice.user, notice.subject, at)


def _send(delivery: Delivery, at: datetime, postbox: Postbox) -> None:
    notice = delivery.notice
    letter = letters.compose(notice, queries.habit_of(notice.user).language)
    if delivery.subscription is None:
        postbox.send(letter, notice.user.email or "")
    else:
        _push(letter, delivery.subscription, notice.user, at)


def _push(letter: Letter, subscription: Subscription, owner: User, at: datetime) -> None:
    try:
        browser = choosing.unseal(subscription, owner)
    except crypto.Unreadable as reason:  # the house's secret is another one since
        raise Gone(type(reason).__name__) from reason
    if not rules.may_be_pushed_to(browser.endpoint, settings.PUSH_SERVICES):
        raise Gone("not one of BINHYEN_PUSH_SERVICES")
    push.push(
        letter.payload,
        browser,
        private=settings.PUSH_KEY,
        contact=settings.SITE,
        at=at,
        is_urgent=letter.is_urgent,
    )


def _end(delivery: Delivery, state: State, at: datetime, failure: str = "") -> None:
    delivery.state = state.value
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.CLAIMED.value)
    mine.update(state=state.value, due_at=at, failure=failure[:60])


def _postpone(delivery: Delivery, failure: str, at: datetime) -> None:
    """Let it be tried again later, or give it up and say so."""
    if delivery.subscription is not None:
        Subscription.objects.filter(pk=delivery.subscription.pk).update(last_failure=at)
    again = rules.next_try(at, delivery.tries)
    if again is None:
        _end(delivery, State.GIVEN_UP, at, failure)
        log.warning("a notice by %s was given up: %s", delivery.channel.value, failure)
    else:
        _end(delivery, State.WAITING, again, failure)
