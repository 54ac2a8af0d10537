"""What anybody sees of a campaign: what to remember, the leaflet, a quiz that explains and knows nobody."""

from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.tests.pages import faults
from binhyen.forces.tests import factories as teams
from binhyen.newsroom import actions
from binhyen.newsroom.kits import kits
from binhyen.newsroom.tests import campaigning

QUIZ = kits()["fire"].quiz
RIGHT = {f"c{place}": str(one.answer) for place, one in enumerate(QUIZ)}


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def running(commune, secretary, at):
    return campaigning.running(commune, secretary, at)


def counted(campaign):
    return sum(campaign.tallies.values_list("n", flat=True))


def test_the_page_tells_what_to_remember_and_asks_five_questions(client, running):
    page = client.get(running.get_absolute_url()).content.decode()
    assert faults(page) == []
    for line in running.lines():
        assert line in page
    for one in QUIZ:
        assert one.question.vi in page and one.why.vi not in page


def test_the_page_is_read_in_english(client, running, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(running.get_absolute_url()).content.decode()
    assert "Stove off, plugs out" in page and QUIZ[0].question.en in page


def test_answers_are_explained_at_once_counted_once_and_leave_nothing_in_the_browser(
    client, running, settings
):
    typed = RIGHT | {"c0": str((QUIZ[0].answer + 1) % 3), "key": uuid4().hex}
    for _ in range(2):  # the second is a reload
        answer = client.post(running.get_absolute_url(), typed)
        page = answer.content.decode()
        assert faults(page) == []
        assert "Đúng 4 trên 5 câu" in page and QUIZ[0].why.vi in page
        assert "no-store" in answer["Cache-Control"]
    assert counted(running) == 5
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_a_question_without_an_answer_is_named_and_the_others_stay(client, running):
    typed = {name: value for name, value in RIGHT.items() if name != "c2"}
    page = client.post(running.get_absolute_url(), typed | {"key": uuid4().hex}).content.decode()
    assert "govuk-error-summary" in page and page.count("checked") == 4
    assert counted(running) == 0


@pytest.mark.parametrize("key", ["", "x", "\0", "đ" * 5000])
def test_a_form_with_a_key_of_its_own_making_is_explained_and_not_counted(client, running, key):
    answer = client.post(running.get_absolute_url(), RIGHT | {"key": key})
    assert answer.status_code == 200 and counted(running) == 0


@pytest.mark.parametrize("odd", ["9", "-1", "x", "\0", "1" * 400])
def test_an_answer_that_was_not_offered_is_refused(client, running, odd):
    page = client.post(running.get_absolute_url(), RIGHT | {"c1": odd, "key": uuid4().hex})
    assert page.status_code in {200, 400} and counted(running) == 0


def test_of_a_campaign_that_ended_the_quiz_explains_and_does_not_count(
    client, running, secretary, at
):
    actions.end_campaign(campaign=running, by=secretary, at=at)
    page = client.post(running.get_absolute_url(), RIGHT | {"key": uuid4().hex}).content.decode()
    assert "Đúng 5 trên 5 câu" in page and counted(running) == 0


def test_nobody_reads_what_is_only_planned_or_called_off(client, commune, secretary, at):
    planned = campaigning.planned(commune, secretary, at)
    assert client.get(planned.get_absolute_url()).status_code == 404
    actions.call_off_campaign(campaign=planned, by=secretary, at=at)
    leaflet = reverse("portal:campaign_leaflet", args=[commune.address, planned.pk])
    assert client.get(leaflet).status_code == 404


def test_a_campaign_stands_at_the_address_of_its_own_commune(client, running, other_commune):
    address = reverse("portal:campaign", args=[other_commune.address, running.pk])
    assert client.get(address).status_code == 404


def test_the_leaflet_is_a_pdf(client, running, commune):
    answer = client.get(reverse("portal:campaign_leaflet", args=[commune.address, running.pk]))
    assert answer.content.startswith(b"%PDF-")


def test_where_one_commune_is_served_the_first_page_is_its_own(
    client, running, hanh, area, secretary, chief, at
):
    campaigning.noted(running, area, secretary, at, attended=40, reached=60)
    team = teams.team(area.parent, chief, at, name="Tổ bảo vệ Cầu Lớn", areas=(area,))
    page = client.get("/").content.decode()
    assert faults(page) == []
    for said in (
        "113",
        "Báo tin",
        "Theo dõi tin báo",
        running.slogan(),
        "3/2026",
        ">60<",
        team.name,
    ):
        assert said in page
    assert running.get_absolute_url() in page


def test_of_many_communes_each_has_a_first_page(client, running, hanh, lan, commune, other_commune):
    page = client.get("/").content.decode()
    address = reverse("portal:commune", args=[commune.address])
    assert address in page and running.slogan() not in page
    assert running.slogan() in client.get(address).content.decode()
    other = client.get(reverse("portal:commune", args=[other_commune.address])).content.decode()
    assert running.slogan() not in other and "Chưa ghi tổ nào" in other


@pytest.mark.parametrize("address", ["x", "2025-80", "a" * 80])
def test_what_is_no_commune_has_no_first_page(client, commune, address):
    assert client.get(f"/don-vi/{address}/trang-nhat/").status_code == 404


def test_a_commune_that_ended_leads_to_what_is_known_of_it(client, old_commune):
    answer = client.get(reverse("portal:commune", args=[old_commune.address]))
    assert answer.url == old_commune.get_absolute_url()


def test_the_first_page_is_reckoned_once_in_a_while(
    client, running, hanh, django_assert_max_num_queries
):
    client.get("/")
    with django_assert_max_num_queries(1):
        client.get("/")
