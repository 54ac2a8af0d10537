"""What everybody may read of a commune, and what nobody can find out from it."""

from datetime import timedelta

import pytest

from binhyen.core.tests.pages import faults
from binhyen.figures import actions as figures
from binhyen.matters import actions
from binhyen.matters.models import Feedback
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
def last_half(at):
    """A day of the half-year that the page tells of: July to December 2025."""
    return at.date() - timedelta(days=90)


def test_kinds_of_five_or_more_are_named_the_rest_is_one_sum(page, commune, last_half):
    for category, n in {"NOI": 9, "THF": 3, "GAM": 4}.items():
        count(commune, last_half, category, n)
    text = page()
    assert "Tiếng ồn" in text and "Các loại khác cộng lại" in text
    assert ">16<" in text and ">7<" in text
    assert ">3<" not in text and ">4<" not in text
    assert faults(text) == []


def test_children_and_families_are_never_named_however_often(page, commune, last_half):
    count(commune, last_half, "CHD", 20)
    count(commune, last_half, "NOI", 9)
    text = page()
    assert "trẻ em" not in text.partition("<main")[2].partition("govuk-hint")[0].lower()
    assert ">20<" in text


def test_too_few_are_not_shown_at_all(page, commune, last_half):
    count(commune, last_half, "NOI", 4)
    text = page()
    assert "dưới 5" in text and "Tiếng ồn" not in text
    assert ">4<" not in text


@pytest.mark.parametrize("days", [0, 20, 50])
def test_this_half_year_is_not_counted_yet_so_that_no_report_shows_by_subtracting(
    page, commune, at, days
):
    count(commune, at.date() - timedelta(days=days), "NOI", 50)
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
    start = at - timedelta(days=90)
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


def test_who_is_content_is_told_of_five_on_either_side(page, commune, hanh, at):
    from django.core.cache import cache

    start = at - timedelta(days=90)
    for n in range(10):
        assert "không nêu: dưới 5" in page()
        matter = factories.in_hand(commune, start, hanh)
        actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="x", by=hanh, at=start)
        Feedback.objects.create(
            matter=matter, report=matter.attached.get().report, ended_at=start, at=start,
            is_settled=True, stars=5 if n < 5 else 1, is_content=n < 5,
        )  # fmt: skip
        cache.clear()
    assert "50 %" in page()


def test_what_grew_into_another_has_no_page_beside_it(client, old_commune):
    answer = client.get(f"/don-vi/{old_commune.address}/cong-khai/")
    assert answer.status_code == 302 and answer["Location"] == old_commune.get_absolute_url()
