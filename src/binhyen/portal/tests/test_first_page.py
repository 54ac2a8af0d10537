"""The first page of a commune: its latest news, each once it is out and only while it is."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from binhyen.core.tests.pages import faults
from binhyen.newsroom import queries
from binhyen.newsroom.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

HEADING = 'id="tin-moi"'


@pytest.fixture
def first_page(client, commune):
    """A way to read the commune's own first page as it is now, nothing remembered."""

    def read():
        cache.clear()
        return client.get(reverse("portal:commune", args=[commune.address])).content.decode()

    return read


@pytest.fixture
def publish(commune, editor, head):
    """A way to let an article of the commune out."""

    def let_out(title, **fields):
        return factories.release(factories.article(commune, editor, title, **fields), head)

    return let_out


def headlines(page):
    return re.findall(r'<h3 lang="vi"><a [^>]*>([^<]*)</a>', page)


def test_a_commune_without_news_says_nothing_of_news(first_page, commune, editor):
    factories.article(commune, editor, "Bản nháp")
    page = first_page()
    assert HEADING not in page and "Bản nháp" not in page


def test_a_commune_that_begins_shows_no_row_of_zeros_and_what_it_promises(first_page):
    page = first_page()
    assert faults(page) == []
    assert "by-facts" not in page and "Chưa có số liệu" in page
    assert page.index("Chúng tôi hứa") < page.index("Số liệu của xã")


def test_the_three_newest_stand_there_and_lead_on_to_the_rest(first_page, publish, client):
    made = [publish(f"Tin thứ {n}", kicker=f"Phong trào {n}") for n in range(queries.LATEST + 1)]
    page = first_page()
    assert faults(page) == []
    assert headlines(page) == ["Tin thứ 3", "Tin thứ 2", "Tin thứ 1"]
    assert "Phong trào 3" in page and "Thứ Hai, 02/03/2026" in page
    for address in (made[-1].url, made[-1].get_parent().url):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_newest_has_its_picture_large_and_its_lede_the_others_small(
    first_page, publish, commune, editor
):
    for n in (1, 2):
        publish(f"Có ảnh {n}", lede=f"Mấy dòng {n}.", lead_photo=factories.photo(commune, editor))
    page = first_page()
    newest, older = re.findall(r"<picture>.*?</picture>", page)
    for picture in (newest, older):
        assert 'alt="Một cây cầu lúc chiều."' in picture and 'loading="lazy"' in picture
    assert 'width="192"' in older and 'width="192"' not in newest
    assert "Mấy dòng 2." in page and "Mấy dòng 1." not in page


def test_the_page_bears_the_name_of_the_commune_and_the_day_before_who_to_call(first_page, commune):
    page = first_page()
    (name,) = re.findall(r"<h1>([^<]*)</h1>", page)
    assert name == commune.full_name
    assert page.index(name) < page.index("Đang nguy hiểm?") < page.index("tel:113")


def test_what_was_taken_down_is_gone(first_page, publish):
    publish("Đèn đã sáng").unpublish()
    assert HEADING not in first_page()


def test_news_of_another_commune_stand_elsewhere(first_page, publish, other_commune):
    writer = people.officer("Phan Thị Xa", Role.EDITOR, other_commune)
    chief = people.officer("Trần Văn Đầu", Role.HEAD, other_commune)
    factories.release(factories.article(other_commune, writer, "Tin xã bên"), chief)
    assert HEADING not in first_page()
    publish("Tin xã nhà")
    assert headlines(first_page()) == ["Tin xã nhà"]


def test_the_page_remembers_and_then_asks_nothing_of_the_news(
    client, commune, publish, django_assert_max_num_queries
):
    publish("Tin mới")
    address = reverse("portal:commune", args=[commune.address])
    client.get(address)
    with django_assert_max_num_queries(3):
        client.get(address)
