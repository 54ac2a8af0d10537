"""Each person chooses and reads for oneself; the digest comes once."""

from datetime import time, timedelta

import pytest

from binhyen.core.tests.threads import together
from binhyen.notices import actions, queries, rules
from binhyen.notices.models import Habit, Notice
from binhyen.notices.words import Channel, Group, What
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people

DAY = timedelta(days=1)
#: The tests act at nine.
SEVEN, EIGHT, TEN = time(7), time(8), time(10)


def tell(user, at, number=1):
    for count in range(number):
        actions.tell(to=[user], what=What.RECEIVED, subject=f"VV-0000-{count:04}", at=at)


def waiting(user, at):
    return {"OVERDUE": 3, "TODAY": 5, "NEWS": 2, "NEW": 0}


def nothing(user, at):
    return {}


def wish(user, at, **more):
    actions.choose(wishes=actions.Wishes({}, **more), by=user, at=at)


def test_only_ones_own_notices_can_be_read(hanh, lan, at):
    tell(hanh, at)
    with pytest.raises(NotAllowed):
        actions.mark_read(notice=Notice.objects.get(), by=lan, at=at)
    assert actions.mark_all_read(until=at, by=lan, at=at) == 0
    actions.mark_subject_read(subject="VV-0000-0000", by=lan, at=at)
    assert queries.unread_count(hanh) == 1


def test_what_came_after_the_page_was_shown_stays_unread(hanh, at):
    tell(hanh, at, 3)
    actions.tell(to=[hanh], what=What.URGENT, subject="VV-1", at=at + DAY)
    assert actions.mark_all_read(until=at, by=hanh, at=at + DAY) == 3
    assert queries.of(hanh).first().subject == "VV-1"


def test_who_holds_no_post_chooses_nothing(commune, at):
    nobody = people.user("Người Lạ")
    with pytest.raises(NotAllowed):
        wish(nobody, at)


def test_a_choice_made_again_replaces_the_first(hanh, at):
    for ways in ([Channel.EMAIL], [Channel.PUSH]):
        actions.choose(wishes=actions.Wishes({Group.WORK: ways}), by=hanh, at=at)
    choices = queries.choices_of([hanh.pk])
    assert choices.channels(hanh.pk, Group.WORK) == {Channel.PUSH}
    assert choices.channels(hanh.pk, Group.URGENT) == set(Channel)


def test_unread_notices_are_counted_no_further_than_they_are_said(
    hanh, at, django_assert_num_queries
):
    tell(hanh, at, 60)
    with django_assert_num_queries(1):
        assert queries.unread_count(hanh) == 51


def test_the_digest_tells_numbers_when_the_shift_begins(hanh, at):
    wish(hanh, at - DAY, has_digest=True, shift_starts=EIGHT)
    assert actions.digest_due(at=at, counted=waiting) == 1
    notice = Notice.objects.get()
    assert notice.what == "DIGEST"
    assert notice.numbers == {"OVERDUE": 3, "TODAY": 5, "NEWS": 2}
    assert str(notice.counts) == "quá hạn: 3, đến hạn hôm nay: 5, tin nhắn mới: 2"
    assert actions.digest_due(at=at, counted=waiting) == 0


@pytest.mark.parametrize(
    "chosen",
    [
        {"has_digest": False, "shift_starts": EIGHT},
        {"has_digest": True, "shift_starts": TEN},
        {"has_digest": True, "shift_starts": time(5)},
    ],
)
def test_no_digest_without_a_shift_that_has_just_begun(hanh, at, chosen):
    wish(hanh, at - DAY, **chosen)
    assert actions.digest_due(at=at, counted=waiting) == 0


def test_where_nothing_waits_nothing_is_told(hanh, at):
    wish(hanh, at - DAY, has_digest=True, shift_starts=EIGHT)
    assert actions.digest_due(at=at, counted=nothing) == 0
    assert not Notice.objects.exists()


def test_who_chooses_the_digest_in_the_middle_of_a_shift_gets_it_from_tomorrow_on(hanh, at):
    wish(hanh, at, has_digest=True, shift_starts=SEVEN)
    assert actions.digest_due(at=at, counted=waiting) == 0
    assert actions.digest_due(at=at + DAY, counted=waiting) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_one_digest(hanh, at):
    wish(hanh, at - DAY, has_digest=True, shift_starts=EIGHT)
    told = together(*[lambda: actions.digest_due(at=at, counted=waiting)] * 3)
    assert sorted(told) == [0, 0, 1]
    assert Notice.objects.count() == 1


def test_without_a_row_the_shift_begins_at_seven_and_there_is_no_digest(hanh):
    habit = queries.habit_of(hanh)
    assert (habit.shift_starts, habit.has_digest) == (SEVEN, False)
    assert not Habit.objects.exists()


def test_old_notices_are_forgotten(hanh, chief, at):
    tell(hanh, at, 3)
    tell(chief, at, 2)
    actions.mark_all_read(until=at, by=hanh, at=at)
    assert actions.clear_old(at=at + rules.READ_KEPT) == 0
    assert actions.clear_old(at=at + rules.READ_KEPT + DAY) == 3
    assert actions.clear_old(at=at + rules.UNREAD_KEPT + DAY) == 2
