"""Anybody may read what each figure means, in Vietnamese and in English."""

import pytest
from django.urls import reverse

from binhyen.figures import registry


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.django_db
def test_every_figure_is_defined_on_the_page(client, language):
    client.cookies["ngon_ngu"] = language
    page = client.get(reverse("portal:how_we_count"), headers={"accept-language": language})
    text = page.content.decode()
    for figure in registry.all_figures():
        assert f'id="{figure.name}"' in text
    assert ("Tin báo ẩn danh" in text) == (language == "vi")


def test_there_are_at_least_forty_figures():
    assert len(registry.all_figures()) >= 40


def test_every_title_is_the_title_of_one_figure():
    titles = [str(figure.title) for figure in registry.all_figures()]
    assert len(set(titles)) == len(titles)
