"""A scope is a unit, all below it and what went whole into it, at the price of a fixed number of queries."""

from datetime import date

from binhyen.figures import queries
from binhyen.figures.models import StatedTotal
from binhyen.figures.rules import Period
from binhyen.people.tests import factories
from binhyen.places.models import Level

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))


def test_a_merged_commune_keeps_what_its_predecessors_counted(commune, area, old_commune, lan):
    old_area = factories.unit("Cầu Nhỏ", level=Level.RESIDENTIAL_AREA, parent=old_commune)

    scope = queries.scope_of(commune)

    assert scope.unit_ids == {commune.pk, area.pk, old_commune.pk, old_area.pk}
    assert queries.scope_of(commune, follow_successions=False).unit_ids == {commune.pk, area.pk}


def test_more_predecessors_cost_no_more_queries(commune, old_commune, django_assert_num_queries):
    for name in ("Mỹ Phước", "Mỹ Hòa", "Mỹ Bình"):
        old = factories.unit(name, edition="2024", since=date(2004, 7, 1), until=factories.REFORM)
        factories.succeed(old, commune)

    with django_assert_num_queries(2):  # the predecessors in two waves
        scope = queries.scope_of(commune)
    with django_assert_num_queries(1):
        assert len(scope.unit_ids) == 5


def test_stated_rows_are_of_exactly_the_period_asked(commune, at):
    for period, total in ((YEAR, 3), (YEAR.previous(), 5)):
        StatedTotal.objects.create(
            unit=commune, category="CRM-SOCIAL", since=period.since, until=period.until,
            total=total, paper_number="1/BC-CAX", stated_by="U-1", stated_at=at,
        )  # fmt: skip

    assert [row.total for row in queries.stated_rows([commune.pk], [YEAR])] == [3]
    assert len(queries.stated_rows([commune.pk], [YEAR, YEAR.previous()])) == 2
