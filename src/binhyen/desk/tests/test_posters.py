import io

import pytest
from pypdf import PdfReader

from binhyen.people.models import Role
from binhyen.people.tests import factories as people

PAGE, PDF = "/ban-lam-viec/ap-phich/", "/ban-lam-viec/ap-phich/ap-phich.pdf"


@pytest.fixture
def as_hanh(client, hanh):
    client.force_login(hanh)
    return client


def text_of(answer):
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_officer_chooses_areas_and_gets_one_page_for_each(as_hanh, commune, area):
    assert area.full_name in as_hanh.get(PAGE).content.decode()
    answer = as_hanh.get(PDF, {"area": [commune.pk, area.pk], "size": "a5"})
    assert answer["Content-Type"] == "application/pdf"
    whole, one = text_of(answer)
    assert "Xã Mỹ Thạnh" in whole and area.full_name in one


def test_the_page_is_whole_on_the_eye_of_a_screen_reader(as_hanh, area):
    from binhyen.core.tests.pages import faults

    assert faults(as_hanh.get(PAGE).content.decode()) == []


@pytest.mark.parametrize("asked", [{}, {"area": "x"}, {"area": "999999"}, {"size": "a0"}])
def test_an_address_edited_by_hand_is_asked_again(as_hanh, area, asked):
    answer = as_hanh.get(PDF, {"size": "a4", **asked})
    assert answer["Content-Type"].startswith("text/html")
    assert "Hãy chọn ít nhất một nơi." in answer.content.decode()


def test_the_areas_of_another_commune_are_not_offered(client, lan, area):
    client.force_login(lan)
    assert area.full_name not in client.get(PAGE).content.decode()
    assert client.get(PDF, {"area": area.pk, "size": "a4"})["Content-Type"].startswith("text/html")


def test_who_may_not_print_is_told_so(client, area):
    member = people.officer("Người Của Tổ", Role.TEAM_MEMBER, area)
    client.force_login(member)
    for address in (PAGE, PDF):
        assert "không in áp phích" in client.get(address).content.decode()
    client.logout()
    assert client.get(PAGE).status_code == 302
