"""What everybody may read of a commune, and what nobody can find out from it."""

from datetime import timedelta

import pytest

from binhyen.core.tests.pages import faults
from binhyen.figures import actions as figures
from binhyen.matters import actions
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome


@pytest.fixture
def page(client, commune):
    """Reads the page as anybody."""

    def read():
        return client.get(f"/don-vi/{commune.address}/cong-khai/").content.decode()

    return read


def count(unit, on, category, n, event="matters.opened"):
    for _ in range(n):
        figures.count(event=event, unit_id=unit.pk, on=on, category=category)


@pytest.fixture
def last_month(at):
    return at.date() - timedelta(days=20)


def test_kinds_of_five_or_more_are_named_the_rest_is_one_sum(page, commune, last_month):
    for category, n in {"NOI": 9, "THF": 3, "GAM": 4}.items():
        count(commune, last_month, category, n)
    text = page()
    assert "Tiếng ồn" in text and "Các loại khác cộng lại" in text
    assert ">16<" in text and ">7<" in text
    assert ">3<" not in text and ">4<" not in text
    assert faults(text) == []


def test_children_and_families_are_never_named_however_often(page, commune, last_month):
    count(commune, last_month, "CHD", 20)
    count(commune, last_month, "NOI", 9)
    text = page()
    assert "trẻ em" not in text.partition("<main")[2].partition("govuk-hint")[0].lower()
    assert ">20<" in text


def test_too_few_are_not_shown_at_all(page, commune, last_month):
    count(commune, last_month, "NOI", 4)
    text = page()
    assert "dưới 5" in text and "Tiếng ồn" not in text
    assert ">4<" not in text


def test_this_month_is_not_counted_yet_so_that_one_report_does_not_show(page, commune, at):
    count(commune, at.date(), "NOI", 50)
    assert ">50<" not in page()


def test_a_danger_for_everybody_shows_its_kind_and_area_and_month_and_nothing_else(
    page, commune, area, at
):
    said = {"category": "ELE-RISK", "area": area, "lat": 10.629, "lon": 106.366}
    matter = factories.matter(commune, at, words="Nhà ông Tư chứa xăng.", **said)
    text = page()
    assert area.full_name in text and "3/2026" in text
    for hidden in ("ông Tư", "10.6", matter.reference, "02/03/2026"):
        assert hidden not in text.partition("<main")[2]


@pytest.mark.parametrize("category", ["NOI", "CHD", "DMV", "THF"])
def test_what_is_not_marked_public_is_not_shown_as_a_danger(page, commune, at, category):
    factories.matter(commune, at, category=category)
    assert "Hiện chưa có gì" in page()


def test_how_long_it_takes_is_told_of_five_or_more(page, commune, hanh, at):
    start = at - timedelta(days=30)
    for n in range(5):
        assert "ngày</dd>" not in page()
        matter = factories.in_hand(commune, start, hanh)
        end = start + timedelta(days=n)
        actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="x", by=hanh, at=end)
        from django.core.cache import cache

        cache.clear()
    assert "2 ngày" in page()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["2025-99999", "x", "%00", "9" * 300])
def test_there_is_no_page_of_what_is_no_commune(client, address):
    assert client.get(f"/don-vi/{address}/cong-khai/").status_code in {400, 404}


def test_a_second_look_asks_the_database_for_the_unit_alone(
    page, commune, django_assert_num_queries
):
    page()
    with django_assert_num_queries(1):
        page()
