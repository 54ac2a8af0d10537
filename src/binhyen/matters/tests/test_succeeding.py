"""A unit ends; its files go on in the unit that stands in its place, and its history stays its own."""

from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import actions as figures
from binhyen.matters import actions
from binhyen.matters.models import Matter, Move, Proposal
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.places import locate
from binhyen.places.models import Succession

BEFORE = datetime(2025, 6, 2, 9, 0, tzinfo=VIETNAM)
REFORM = date(2025, 7, 1)
AFTER = datetime(2025, 7, 1, 8, 0, tzinfo=VIETNAM)


def hand_over(unit, by=None):
    return actions.hand_over_on_merger(old_unit=unit, on=REFORM, by=by, at=AFTER)


def test_open_and_closed_matters_go_to_the_whole_successor_and_keep_their_unit(
    old_commune, commune, hanh
):
    open_ = factories.matter(old_commune, BEFORE)
    clerk = people.officer("Lâm Văn Cũ", Role.DUTY_OFFICER, old_commune)
    closed = factories.in_hand(old_commune, BEFORE, clerk)
    actions.set_aside(matter=closed, words="Không có thật.", by=clerk, at=BEFORE)
    assert hand_over(old_commune) == 2
    for matter in (open_, closed):
        matter.refresh_from_db()
        assert (matter.unit, matter.keeper) == (old_commune, commune)
        assert matter.version == matter.moves.count()
    assert set(Matter.objects.visible_to(hanh, REFORM)) == {open_, closed}
    actions.take_in_hand(matter=open_, by=hanh, at=AFTER)
    assert figures.differences() == []


def test_a_divided_unit_hands_each_matter_to_where_its_point_lies(
    old_commune, commune, other_commune, monkeypatch
):
    Succession.objects.all().delete()
    for new in (commune, other_commune):
        people.succeed(old_commune, new, extent=Succession.Extent.PART)
    monkeypatch.setattr(
        locate, "unit_at", lambda lat, lon, on: other_commune if lat > 10.6 else commune
    )
    north = factories.matter(old_commune, BEFORE, lat=10.7, lon=106.3)
    south = factories.matter(old_commune, BEFORE, lat=10.5, lon=106.3)
    nowhere = factories.matter(old_commune, BEFORE)
    assert hand_over(old_commune) == 3
    keepers = [Matter.objects.get(pk=m.pk).keeper for m in (north, south, nowhere)]
    assert keepers == [other_commune, commune, commune]


def test_what_the_district_took_over_and_was_asked_goes_to_the_level_above(
    old_district, old_commune, province, tam
):
    people.succeed(old_district.parent, province)
    clerk = people.officer("Lâm Văn Cũ", Role.DUTY_OFFICER, old_commune)
    of_district = people.officer("Trịnh Thị Huyện", Role.DUTY_OFFICER, old_district)
    taken, asked = (factories.in_hand(old_commune, BEFORE, clerk) for _ in range(2))
    for matter in (taken, asked):
        proposal = actions.propose(
            matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=clerk, at=BEFORE
        )
        assert proposal.to_unit == old_district
        if matter is taken:
            actions.answer(
                proposal=proposal, accepted=True, words="Nhận.", by=of_district, at=BEFORE
            )
    assert hand_over(old_district) == 1
    assert Matter.objects.get(pk=taken.pk).keeper == province
    proposal = Proposal.objects.get(matter=asked)
    assert proposal.to_unit == province
    actions.answer(proposal=proposal, accepted=True, words="Tỉnh nhận.", by=tam, at=AFTER)
    assert Move.objects.filter(act="HAND_OVER").count() == 2


def test_nobody_hands_over_to_a_unit_that_is_not_theirs(old_commune, lan, chief):
    factories.matter(old_commune, BEFORE)
    with pytest.raises(NotAllowed):
        hand_over(old_commune, by=lan)
    assert hand_over(old_commune, by=chief) == 1
    assert hand_over(old_commune, by=chief) == 0
