"""Who holds what: the other way round than the policy, and always of one mind with it."""

from datetime import timedelta

import pytest

from binhyen.people import policy
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post, User
from binhyen.people.queries import holders

CAST = (
    "hanh", "tam", "lan", "chief", "province_chief", "secretary", "head", "appraiser", "administrator", "auditor",
    "editor", "team_member",
)  # fmt: skip


@pytest.fixture
def cast(request):
    return [request.getfixturevalue(name) for name in CAST]


@pytest.mark.parametrize("action", GRANTS)
def test_the_holders_are_those_whom_the_policy_lets(
    action, cast, province, commune, other_commune, area, today
):
    for unit in (province, commune, other_commune, area):
        allowed = {user for user in cast if policy.can(user, action, unit, on=today)}
        assert set(holders(action, unit, today)) == allowed, unit


def test_who_left_or_whose_account_is_closed_holds_nothing(commune, hanh, chief, today):
    Post.objects.filter(user=hanh).update(until=today)
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert not holders("matters.receive", commune, today).exists()
    assert holders("matters.receive", commune, today - timedelta(days=1)).get() == hanh
