"""The face a reader chose is kept, and a form that came too late loses nothing."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import formats, timesince, translation

from binhyen.core import faces


@pytest.fixture
def reader():
    return Client(headers={"host": "127.0.0.1"})


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("", "+", "125"),
        ("125", "+", "150"),
        ("150", "+", "150"),
        ("150", "-", "125"),
        ("100", "-", "100"),
        ("150", "0", "100"),
        ("9999", "+", "125"),
        ("125", "rubbish", "100"),
    ],
)
def test_text_size_moves_by_one_step_and_stops_at_the_ends(reader, before, step, after):
    reader.cookies["co_chu"] = before
    reader.post("/giao-dien/", {"co_chu": step, "next": "/don-vi/"})
    assert reader.cookies["co_chu"].value == after


def test_contrast_is_switched_on_and_off_again(reader):
    reader.post("/giao-dien/", {"tuong_phan": "1"})
    assert reader.cookies["tuong_phan"].value == "1"
    reader.post("/giao-dien/", {"tuong_phan": "1"})
    assert reader.cookies["tuong_phan"].value == "0"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", ""]
)
def test_the_face_form_leads_back_only_into_this_house(reader, target):
    assert reader.post("/giao-dien/", {"co_chu": "+", "next": target}).url == "/"


def test_the_face_is_written_into_the_page_without_scripts(client):
    client.cookies["co_chu"] = "150"
    client.cookies["tuong_phan"] = "1"
    html = client.get("/khong-co-trang-nay/").content.decode()
    assert 'class="govuk-template by-size-150 by-contrast"' in html


def test_english_is_one_press_away_and_remembered(client):
    assert (
        'lang="vi"'
        in client.get("/khong-co-trang-nay/", headers={"accept-language": "en"}).content.decode()
    )
    client.post("/ngon-ngu/setlang/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/khong-co-trang-nay/").content.decode()


LATE = {
    "text": "Ồn ào <sau> 23 giờ",
    "ways": ["sms", "web"],
    "password": "secret",
    "csrfmiddlewaretoken": "old",
}


def late(**headers):
    request = RequestFactory().post("/bao-tin/?buoc=2", LATE, headers=headers)
    with translation.override("vi"):
        page = faces.csrf_failure(request)
    assert page.status_code == 403
    return page.content.decode()


@pytest.mark.parametrize(
    "headers", [{"origin": "http://testserver"}, {"referer": "http://testserver/bao-tin/"}]
)
def test_a_form_sent_too_late_is_shown_again_with_all_that_was_typed(headers):
    html = late(**headers)
    assert '<input type="hidden" name="text" value="Ồn ào &lt;sau&gt; 23 giờ">' in html
    assert html.count('name="ways"') == 2
    assert 'action="/bao-tin/?buoc=2"' in html
    assert "Những gì bạn viết và chọn vẫn được giữ" in html
    assert "secret" not in html
    assert 'value="old"' not in html


def test_codes_of_choices_are_kept_but_not_read_out():
    html = late(origin="http://testserver")
    assert '<li class="govuk-inset-text">Ồn ào &lt;sau&gt; 23 giờ</li>' in html
    assert '<li class="govuk-inset-text">sms</li>' not in html


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null"}, {"origin": "https://elsewhere.example"}]
)
def test_a_form_of_another_site_is_not_offered_again(headers):
    html = late(**headers)
    assert "Ồn ào" not in html
    assert "Gửi lại" not in html


def test_every_emergency_number_says_who_answers():
    with translation.override("vi"):
        assert dict(faces.emergency_lines())["114"] == "Chữa cháy, cứu nạn"
        assert [number for number, _who in faces.emergency_lines()] == settings.EMERGENCY_NUMBERS


def test_dates_and_durations_are_written_the_vietnamese_way():
    from datetime import UTC, datetime

    start = datetime(2025, 1, 8, 9, 30, tzinfo=UTC)
    with translation.override("vi"):
        assert formats.date_format(start, "l, d/m/Y") == "Thứ Tư, 08/01/2025"
        said = timesince.timesince(start, datetime(2025, 1, 11, 12, 30, tzinfo=UTC))
    assert said.replace("\xa0", " ") == "3 ngày, 3 giờ"


def test_two_million_characters_are_turned_away_with_a_sentence(client):
    response = client.post("/giao-dien/", {"text": "ồ" * 2_000_000})
    html = response.content.decode()
    assert response.status_code == 400
    assert "Nội dung dài quá, không gửi được" in html
    assert "những gì bạn viết vẫn còn ở đó" in html
    assert 'href="tel:113"' in html


def test_a_browser_that_guesses_the_icon_finds_it(client):
    assert client.get("/favicon.ico").url == "/static/binhyen/icon.svg"


@pytest.mark.parametrize(
    ("address", "cookies"),
    [
        ("/don-vi/%00/", {}),
        ("/ban-lam-viec/vu-viec/VV-%00/", {}),
        ("/don-vi/tim/?q=%00", {}),
        ("/ban-lam-viec/", {"phien": '"aaaaaaaaaaaa\\000"'}),
    ],
)
def test_nul_in_an_address_or_a_cookie_is_turned_away_with_a_sentence(db, client, address, cookies):
    for name, value in cookies.items():
        client.cookies.load(f"{name}={value}")
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Không đọc được" in answer.content.decode()


def test_a_half_filled_form_is_sent_on_whole_but_only_into_this_house(reader):
    here = reader.post("/giao-dien/?giu=/bao-tin/", {"co_chu": "+", "words": "a"})
    away = reader.post("/giao-dien/?giu=//elsewhere.example/", {"co_chu": "+", "words": "a"})
    assert (here.status_code, here.url) == (307, "/bao-tin/")
    assert (away.status_code, away.url) == (302, "/")


def test_the_foot_links_to_the_source_only_where_it_is_known(client, settings):
    assert "Mã nguồn" not in client.get("/khong-co-trang-nay/").content.decode()
    settings.SOURCE_URL = "https://vidu.vn/binhyen"
    html = client.get("/khong-co-trang-nay/").content.decode()
    assert 'href="https://vidu.vn/binhyen">Mã nguồn</a>' in html


@pytest.mark.django_db
def test_a_page_that_is_not_there_leads_an_officer_back_to_the_workbench(client, django_user_model):
    assert 'href="/">Về trang đầu' in client.get("/khong-co-trang-nay/").content.decode()
    client.force_login(django_user_model.objects.create(full_name="Hạnh", email="h@vidu.vn"))
    assert 'href="/ban-lam-viec/">Về bàn làm việc' in client.get("/khong-co/").content.decode()
