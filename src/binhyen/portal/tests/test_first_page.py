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


def test_the_three_newest_stand_there_and_lead_on_to_the_rest(first_page, publish, client):
    made = [publish(f"Tin thứ {n}", kicker=f"Phong trào {n}") for n in range(queries.LATEST + 1)]
    page = first_page()
    assert faults(page) == []
    assert headlines(page) == ["Tin thứ 3", "Tin thứ 2", "Tin thứ 1"]
    assert "Phong trào 3" in page and "Thứ Hai, 02/03/2026" in page
    for address in (made[-1].url, made[-1].get_parent().url):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_picture_is_small_and_has_words(first_page, publish, commune, editor):
    publish("Có ảnh", lead_photo=factories.photo(commune, editor))
    picture = re.search(r"<picture>.*?</picture>", first_page()).group()
    assert 'alt="Một cây cầu lúc chiều."' in picture
    assert 'width="192"' in picture and 'loading="lazy"' in picture


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
