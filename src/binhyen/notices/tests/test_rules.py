"""When somebody is told."""

from datetime import datetime, time, timedelta

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.notices import rules
from binhyen.notices.words import DEFAULTS, GROUP_OF, GROUPS, Channel, Group, What, counts_sentence


def local(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (local(2, 21, 59), None),
        (local(2, 22), local(3, 6)),
        (local(3, 0), local(3, 6)),
        (local(3, 5, 59), local(3, 6)),
        (local(3, 6), None),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(at, end):
    assert rules.quiet_until(at, time(22), time(6)) == end


def test_quiet_hours_at_noon_end_the_same_day():
    assert rules.quiet_until(local(2, 12), time(11, 30), time(13)) == local(2, 13)
    assert rules.quiet_until(local(2, 13), time(11, 30), time(13)) is None


def test_no_quiet_hours_were_chosen():
    assert rules.quiet_until(local(2, 12), None, None) is None
    assert rules.quiet_until(local(2, 12), time(12), time(12)) is None


def test_each_pause_is_longer_and_the_last_try_is_the_last():
    now = local(2, 9)
    tries = [rules.next_try(now, number) for number in range(1, rules.MOST_TRIES + 1)]
    assert tries[-1] is None
    assert tries[:-1] == sorted(tries[:-1])
    assert tries[0] == now + timedelta(minutes=1)


def test_a_digest_belongs_to_the_first_hours_of_a_shift():
    assert rules.is_shift_fresh(local(2, 7), time(7))
    assert rules.is_shift_fresh(local(2, 10), time(7))
    assert not rules.is_shift_fresh(local(2, 10, 1), time(7))
    assert not rules.is_shift_fresh(local(2, 6, 59), time(7))


def test_every_kind_is_in_one_group_and_every_group_has_its_usual_ways():
    assert set(GROUP_OF) == set(What)
    assert sum(map(len, GROUPS.values())) == len(What)
    assert set(DEFAULTS) == set(Group)
    assert all(Channel.APP in ways for ways in DEFAULTS.values())


def test_the_digest_leaves_out_what_is_zero_and_does_not_count_to_the_end():
    from django.utils import translation

    with translation.override("en"):
        assert (
            counts_sentence({"OVERDUE": 3, "TODAY": 0, "NEWS": 51})
            == "overdue: 3, new messages: 50+"
        )
        assert counts_sentence({}) == ""
