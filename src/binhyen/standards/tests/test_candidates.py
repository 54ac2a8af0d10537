"""Candidates stand side by side by name, with outcomes of last year and no count of what came in."""

from datetime import date

import pytest

from binhyen.figures import actions as figures
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces.models import Level as Rating
from binhyen.matters import counting
from binhyen.places.models import Level
from binhyen.standards import candidates
from binhyen.standards.tests import factories

pytestmark = pytest.mark.django_db
LAST = Period(date(2026, 1, 1), date(2027, 1, 1))


def settled(unit, *, at_base, elsewhere=0, on=date(2026, 5, 4)):
    for event, n in ((counting.AT_BASE, at_base), ("matters.settled", at_base + elsewhere)):
        figures.count(event=event, unit_id=unit.pk, on=on, category="order", n=n)


def test_candidates_show_recognition_initiatives_teams_and_shares(
    commune, other_commune, province, head, chief
):
    factories.initiative(commune, "Camera", head)
    factories.rate(commune, chief, {factories.team(commune, "Tổ 1", chief): Rating.GOOD})
    settled(commune, at_base=6, elsewhere=2)
    settled(commune, at_base=5, elsewhere=5, on=date(2025, 5, 4))

    shown = candidates.units(province, Level.COMMUNE, on=date(2027, 1, 5))
    assert [unit.name for unit in shown] == ["Mỹ An", "Mỹ Thạnh"]
    none, some = candidates.side_by_side(shown, year=2027)
    assert (some.initiatives, some.effective, some.teams_good, some.teams_rated) == (1, 1, 1, 1)
    assert some.settled_at_base.last.exact() == 75
    assert some.settled_at_base.before.exact() == 50
    assert (none.initiatives, none.teams_rated, none.recognised_by) == (0, 0, "")


def test_a_share_is_the_figure_of_the_house(commune, province):
    settled(commune, at_base=6, elsewhere=2)
    (row,) = candidates.side_by_side([commune], year=2027)
    asked = registry.ask("matters.settled_at_base_share", scope_of(commune), LAST)
    assert row.settled_at_base.last.exact() == asked.exact()


def test_a_share_of_fewer_than_five_is_not_shown(commune):
    settled(commune, at_base=4)
    (row,) = candidates.side_by_side([commune], year=2027)
    assert row.settled_at_base.last is None


def test_nothing_says_how_much_came_in():
    told = set(candidates.Candidate.__dataclass_fields__)
    assert not {name for name in told if "report" in name or "opened" in name or "received" in name}


def test_what_an_area_did_counts_for_its_commune_and_recognition_for_the_unit_itself(commune, head):
    areas = factories.areas(commune, total=2, recognised=1, by=head)
    (of_commune,) = candidates.side_by_side([commune], year=2027)
    assert of_commune.recognised_by == ""
    of_areas = candidates.side_by_side(areas, year=2027)
    assert [row.recognised_by for row in of_areas] == ["88/QĐ-UBND", ""]


def test_a_merged_commune_keeps_what_it_grew_out_of(commune, old_commune):
    settled(old_commune, at_base=5, on=date(2025, 3, 3))
    (row,) = candidates.side_by_side([commune], year=2026)
    assert row.settled_at_base.last.exact() == 100


def test_kinds_are_those_that_exist_below(province, commune, area):
    assert candidates.kinds(province, on=date(2026, 3, 2)) == [
        Level.COMMUNE,
        Level.RESIDENTIAL_AREA,
    ]
    assert candidates.kinds(commune, on=date(2026, 3, 2)) == [Level.RESIDENTIAL_AREA]


def test_more_candidates_ask_no_more_queries(
    commune, other_commune, province, django_assert_max_num_queries
):
    shown = candidates.units(province, Level.COMMUNE, on=date(2027, 1, 5))
    with django_assert_max_num_queries(12):
        candidates.side_by_side(shown, year=2027)
