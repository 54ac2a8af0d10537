"""Each person is told once."""

import pytest

from binhyen.notices import actions
from binhyen.notices.models import Notice
from binhyen.notices.words import What

pytestmark = pytest.mark.django_db


def test_each_person_is_told_once_however_often_they_are_named(hanh, chief, at):
    actions.tell(to=[hanh, chief, hanh], what=What.URGENT, subject="VV-0000-0000", at=at)
    assert list(Notice.objects.order_by("user").values_list("user", "what")) == [
        (hanh.pk, "URGENT"),
        (chief.pk, "URGENT"),
    ]


def test_the_same_clock_warns_once(hanh, at):
    for _twice in range(2):
        actions.tell(to=[hanh], what=What.ONE_DAY, subject="VV-0000-0000", at=at, mark="CLK-MED")
    assert Notice.objects.count() == 1
