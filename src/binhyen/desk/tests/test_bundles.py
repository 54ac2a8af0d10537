"""The acts on a matter's page: few in sight, the others behind what they are for, each once."""

import re
from datetime import timedelta

from django.urls import reverse

from binhyen.desk import acts
from binhyen.desk.acts.page import PURPOSES, Purpose
from binhyen.matters import actions
from binhyen.matters.tests import factories


def shown(client, matter):
    return client.get(reverse("desk:matter", args=[matter.reference])).content.decode()


def test_what_one_does_next_is_in_sight_and_the_rest_lies_behind_what_it_is_for(
    desk, hanh, commune, now
):
    matter = factories.matter(commune, now - timedelta(hours=1))
    actions.take_in_hand(matter=matter, by=hanh, at=now)
    in_sight, *behind = shown(desk, matter).split('<details class="by-acts__more"')
    assert "/giai-quyet/" in in_sight and "/xac-minh/" in in_sight
    assert [slug for each in behind for slug in ("phan-cong", "de-xuat", "gop") if f"/{slug}/" in each] == [
        "phan-cong", "de-xuat", "gop",
    ]  # fmt: skip


def test_every_act_stands_on_the_page_once(desk, commune, now):
    page = shown(desk, factories.matter(commune, now))
    addresses = re.findall(r'(?:href|action)="[^"]+/vu-viec/[^"/]+/([a-z-]+)/"', page)
    named = [slug for slug in addresses if slug in acts.PAGES]
    assert named and len(named) == len(set(named))


def test_few_acts_are_all_in_sight():
    few = list(acts.PAGES.values())[: acts.IN_SIGHT]
    assert acts.bundled(few, must_pass_on=False) == (few, [])


def test_where_the_unit_may_not_settle_the_ways_on_stand_open():
    _in_sight, bundles = acts.bundled(list(acts.PAGES.values()), must_pass_on=True)
    assert [bundle.label for bundle in bundles if bundle.is_open] == [PURPOSES[Purpose.ABOVE]]
