"""Reads: what a person was told, what they chose, what could not be delivered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet

from binhyen.notices import push
from binhyen.notices.models import Delivery, Habit, Notice, Preference, State
from binhyen.notices.words import DEFAULTS, MOST_SAID, Channel, Group
from binhyen.people.models import User


def of(user: User) -> QuerySet[Notice]:
    """Return what `user` was told: the unread first, then the newest."""
    found = Notice.objects.filter(user=user).alias(was_read=Q(read_at__isnull=False))
    return found.order_by("was_read", "-at", "-pk")


def unread_count(user: User) -> int:
    """Return how many notices are unread, up to MOST_SAID + 1: one short look into an index."""
    unread = Notice.objects.filter(user=user, read_at=None)
    return unread.values("pk")[: MOST_SAID + 1].count()


def offered_to(user: User) -> frozenset[Channel]:
    """Return the ways by which the house can reach `user` as it is set up."""
    ways = {Channel.APP}
    if settings.EMAIL_OFFERED and user.email:
        ways.add(Channel.EMAIL)
    if settings.PUSH_KEY and settings.SITE:  # the push services want to know who calls
        ways.add(Channel.PUSH)
    return frozenset(ways)


def push_public_key() -> str:
    """Return what a browser subscribes with, empty where nothing is pushed."""
    return push.public_key(settings.PUSH_KEY) if settings.PUSH_KEY and settings.SITE else ""


def habit_of(user: User) -> Habit:
    """Return the person's habits, the usual ones where nothing was chosen."""
    return Habit.objects.filter(user=user).first() or Habit(user=user)


def given_up(user: User) -> QuerySet[Delivery]:
    """Return what could not be delivered to `user`, the newest first."""
    lost = Delivery.objects.filter(notice__user=user, state=State.GIVEN_UP.value)
    return lost.select_related("notice").order_by("-due_at", "-pk")


@dataclass(frozen=True)
class Choices:
    """What several people chose, read at once."""

    habits: Mapping[int, Habit]
    chosen: Mapping[tuple[int, str], frozenset[Channel]] = field(default_factory=dict)

    def channels(self, user_id: int, group: Group) -> frozenset[Channel]:
        """Return the ways by which a person wants to be told of a group of kinds."""
        return self.chosen.get((user_id, group.value), DEFAULTS[group])


def choices_of(users: Collection[int]) -> Choices:
    """Return what the people with these keys chose."""
    habits = {habit.user_id: habit for habit in Habit.objects.filter(user__in=users)}
    rows = Preference.objects.filter(user__in=users)
    return Choices(habits, {(row.user_id, row.group): row.channels for row in rows})
