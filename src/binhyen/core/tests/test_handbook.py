"""The help pages: in one's language where there is a page, else in Vietnamese; never anybody's raw HTML."""

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image

from binhyen.core import handbook

PAGE = """# Trang thử

Bấm **Gửi**. Xem [trang khác](truc-ban.md) và [chỗ nhập](/bao-tin/).

![Nút Gửi](screens/nut-gui.webp)

<script>alert(1)</script> <b onclick="x()">đậm</b> [bẫy](javascript:alert(1))

| phím | việc |
|---|---|
| j | xuống |
"""


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A handbook of one page and one picture."""
    (tmp_path / "vi" / "screens").mkdir(parents=True)
    (tmp_path / "en").mkdir()
    (tmp_path / "vi" / "nguoi-dan.md").write_text(PAGE, encoding="utf-8")
    Image.new("RGB", (360, 200)).save(tmp_path / "vi" / "screens" / "nut-gui.webp")
    monkeypatch.setattr(handbook, "FOLDERS", (tmp_path,))
    handbook.read.cache_clear()
    yield tmp_path
    handbook.read.cache_clear()


def _html(client, slug="nguoi-dan"):
    return client.get(reverse("help_page", args=[slug])).content.decode()


def test_a_page_is_shown_with_its_title_and_the_houses_look(shelf, client):
    said = _html(client)
    assert "<title>Trang thử" in said
    assert '<h1 class="govuk-heading-l">Trang thử</h1>' in said
    assert '<table class="govuk-table">' in said


def test_an_unknown_page_is_not_found(shelf, client):
    assert client.get(reverse("help_page", args=["khong-co"])).status_code == 404


def test_a_page_that_nobody_wrote_is_not_found(shelf, client):
    assert client.get(reverse("help_page", args=["truc-ban"])).status_code == 404


def test_without_an_english_page_the_vietnamese_one_is_shown(shelf):
    found = handbook.read("nguoi-dan", "en")
    assert found is not None
    assert found.title == "Trang thử"


def test_the_english_page_is_shown_where_there_is_one(shelf, client):
    (shelf / "en" / "nguoi-dan.md").write_text("# A page to try\n", encoding="utf-8")
    with translation.override("en"):
        said = client.get(
            reverse("help_page", args=["nguoi-dan"]), headers={"accept-language": "en"}
        )
    assert "A page to try" in said.content.decode() or "Trang thử" in said.content.decode()
    found = handbook.read("nguoi-dan", "en")
    assert found is not None
    assert found.title == "A page to try"


def test_raw_html_and_traps_are_not_passed_through(shelf):
    found = handbook.read("nguoi-dan", "vi")
    assert found is not None
    assert "<script" not in found.html
    assert "<b " not in found.html
    assert "&lt;script&gt;" in found.html
    assert 'href="javascript' not in found.html


def test_a_picture_has_its_address_words_and_size(shelf, client):
    said = _html(client)
    assert 'alt="Nút Gửi"' in said
    assert 'width="360"' in said
    assert 'height="200"' in said
    address = reverse("help_picture", args=["nut-gui.webp"])
    assert f'src="{address}"' in said
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"


@pytest.mark.parametrize("name", ["khong-co.webp", "nut-gui.png", "..nut-gui.webp", "NUT.webp"])
def test_nothing_but_its_own_pictures_is_served(shelf, client, name):
    assert client.get(f"/tro-giup/anh/{name}").status_code == 404


def test_a_link_to_another_page_leads_there(shelf):
    found = handbook.read("nguoi-dan", "vi")
    assert found is not None
    assert f'href="{reverse("help_page", args=["truc-ban"])}"' in found.html
    assert 'href="/bao-tin/"' in found.html


def test_the_index_names_the_pages_that_exist(shelf, client):
    said = client.get(reverse("help")).content.decode()
    assert "Trang thử" in said
    assert said.count("by-help__list") == 1
