"""What an officer reads of notices, and chooses."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.core.tests.pages import faults
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.notices import actions, letters, push, queries
from binhyen.notices.models import Notice, Subscription
from binhyen.notices.tests import endpoint
from binhyen.notices.words import Channel, Group, What
from binhyen.people.models import Post

pytestmark = pytest.mark.django_db
LIST, CHOICES = reverse("desk:notices"), reverse("desk:notice_choices")
BROWSER, COUNT = reverse("desk:notice_browser"), reverse("desk:notice_count")


@pytest.fixture
def pushing(settings):
    settings.PUSH_KEY = push.new_key()
    settings.SITE = "https://binhyen.mythanh.example"
    settings.PUSH_SERVICES = ["127.0.0.1"]
    service = endpoint.Service()
    service.port = 9
    return service


def page(client, address, data=None):
    return client.get(address, data).content.decode()


def test_the_list_shows_the_unread_first_and_leads_to_the_matter(desk, commune, hanh, now):
    old = factories.matter(commune, now - timedelta(days=2))
    new = factories.matter(commune, now)
    actions.mark_subject_read(subject=new.reference, by=hanh, at=now)
    shown = page(desk, LIST)
    assert shown.index(old.reference) < shown.index(new.reference)
    notice = Notice.objects.get(subject=old.reference)
    answer = desk.get(reverse("desk:notice", args=[notice.pk]))
    assert answer.url == reverse("desk:matter", args=[old.reference])
    assert queries.unread_count(hanh) == 0


def test_the_list_says_nothing_of_what_the_matter_is_about(desk, commune, area, now):
    factories.matter(commune, now, area=area, category="CHD")
    shown = page(desk, LIST)
    assert "Cầu Lớn" not in shown
    assert Matter.objects.get().title not in shown


def test_the_pages_are_whole(desk, commune, now, pushing):
    factories.matter(commune, now)
    assert faults(page(desk, LIST)) == []
    assert faults(page(desk, CHOICES)) == []


def test_who_opens_the_matter_has_read_what_was_told_of_it(desk, commune, hanh, now):
    matter = factories.matter(commune, now)
    desk.get(reverse("desk:matter", args=[matter.reference]))
    assert queries.unread_count(hanh) == 0


def test_what_one_may_no_longer_see_is_listed_without_a_link(desk, hanh, commune, now):
    actions.tell(to=[hanh], what=What.ASSIGNED, subject="VV-0000-0000", at=now)
    notice = Notice.objects.get()
    address = reverse("desk:notice", args=[notice.pk])
    assert address not in page(desk, LIST)
    answer = desk.get(address, follow=True)
    assert "không còn xem được" in answer.content.decode()


def test_another_ones_notice_does_not_exist(client, hanh, lan, commune, now):
    factories.matter(commune, now)
    notice = Notice.objects.get(user=hanh)
    client.force_login(lan)
    assert client.get(reverse("desk:notice", args=[notice.pk])).status_code == 404
    answer = client.post(reverse("desk:notices_read"), {"mot": notice.pk})
    assert answer.status_code == 404
    assert notice.subject not in page(client, LIST)
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("address", [LIST, CHOICES])
def test_who_is_not_logged_in_is_led_to_the_login(client, address):
    assert client.get(address).status_code == 302


def test_who_holds_no_post_any_more_sees_none(desk, hanh, commune, now):
    factories.matter(commune, now)
    Post.objects.filter(user=hanh).update(until=now.date() - timedelta(days=1))
    assert desk.get(LIST).status_code == 403


def test_one_and_all_are_marked_as_read(desk, hanh, commune, now):
    for minutes in range(3):
        factories.matter(commune, now - timedelta(minutes=minutes))
    first = Notice.objects.order_by("pk").first()
    desk.post(reverse("desk:notices_read"), {"mot": first.pk})
    assert queries.unread_count(hanh) == 2
    until = re.search(r'name="den" value="([^"]+)"', page(desk, LIST))[1]
    desk.post(reverse("desk:notices_read"), {"den": until})
    assert queries.unread_count(hanh) == 0


@pytest.mark.parametrize(
    "typed", [{"mot": "x"}, {"mot": "9" * 40}, {"mot": "-1"}, {"den": "hôm qua"}, {"den": "2026-99-99T00:00:00Z"}]
)  # fmt: skip
def test_nonsense_marks_nothing_it_should_not(desk, typed):
    assert desk.post(reverse("desk:notices_read"), typed).status_code in {302, 404}


def test_nonsense_in_the_address_shows_the_first_page(desk):
    assert desk.get(LIST, {"trang": "x"}).status_code == 200
    assert desk.get(f"{LIST}{'9' * 30}/").status_code == 404


def test_the_bell_counts_and_is_only_sent_again_when_it_changed(desk, hanh, commune, now):
    assert "<b>" not in re.search(r'id="chuong".*?</a>', page(desk, LIST), re.DOTALL)[0]
    factories.matter(commune, now)
    assert "<b>1</b>" in page(desk, reverse("desk:home"))
    assert desk.get(COUNT, {"co": "1"}).status_code == 204
    assert "<b>1</b>" in page(desk, COUNT, {"co": "0"})


def test_the_bell_of_a_page_left_open_does_not_fetch_the_login(client):
    assert client.get(COUNT).status_code == 401


def test_the_bell_costs_one_question(desk, hanh, commune, now, django_assert_num_queries):
    for _ in range(3):
        factories.matter(commune, now)
    with django_assert_num_queries(3):  # the session, who one is, the count
        desk.get(COUNT)


def test_the_list_asks_a_fixed_number_of_questions(desk, commune, now, django_assert_num_queries):
    def ask():
        with django_assert_num_queries(7):
            desk.get(LIST)

    factories.matter(commune, now)
    ask()
    for _ in range(12):
        factories.matter(commune, now)
    ask()


def test_choices_are_kept_and_shown_again(desk, hanh, settings):
    settings.EMAIL_OFFERED = True
    typed = {
        "URGENT": ["APP", "EMAIL"],
        "has_digest": "on",
        "shift_starts": "06:30",
        "quiet_since": "22:00",
        "quiet_until": "05:00",
    }
    answer = desk.post(CHOICES, typed, follow=True)
    assert "Đã lưu lựa chọn của bạn." in answer.content.decode()
    kept = queries.choices_of([hanh.pk])
    assert kept.channels(hanh.pk, Group.URGENT) >= {Channel.APP, Channel.EMAIL}
    assert Channel.EMAIL not in kept.channels(hanh.pk, Group.UNITS)
    habit = kept.habits[hanh.pk]
    assert (habit.has_digest, habit.shift_starts.hour, habit.language) == (True, 6, "vi")
    shown = page(desk, CHOICES)
    assert re.search(r'id="URGENT-EMAIL" checked', shown)
    assert 'value="22:00"' in shown


def test_what_the_house_does_not_offer_is_not_shown_and_not_lost(desk, hanh, settings):
    shown = page(desk, CHOICES)
    assert "URGENT-EMAIL" not in shown
    assert "chưa thiết lập" in shown
    desk.post(CHOICES, {"URGENT": ["APP"], "shift_starts": "07:00"})
    kept = queries.choices_of([hanh.pk])
    assert kept.channels(hanh.pk, Group.URGENT) == set(Channel)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"shift_starts": ""}, "ví dụ 07:00"),
        ({"shift_starts": "bảy giờ"}, "ví dụ 07:00"),
        ({"shift_starts": "07:00", "quiet_since": "22:00"}, "cả hai giờ"),
        ({"shift_starts": "07:00", "quiet_until": "05:00"}, "cả hai giờ"),
        ({"shift_starts": "07:00", "URGENT": ["PIGEON"]}, "PIGEON"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_kept(desk, hanh, typed, said):
    answer = desk.post(CHOICES, typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not hanh.notice_choices.exists()


def test_a_browser_is_taken_down_and_forgotten(desk, hanh, pushing):
    assert f'data-key="{queries.push_public_key()}"' in page(desk, CHOICES)
    assert desk.post(BROWSER, pushing.browser).status_code == 204
    assert Subscription.objects.get().user == hanh
    gone = {"viec": "thoi", "endpoint": pushing.browser["endpoint"]}
    assert desk.post(BROWSER, gone, headers={"accept": "application/json"}).status_code == 204
    assert not Subscription.objects.exists()


def test_without_scripts_all_browsers_can_be_forgotten(desk, pushing):
    desk.post(BROWSER, pushing.browser)
    answer = desk.post(BROWSER, {"viec": "thoi"}, headers={"accept": "text/html"})
    assert answer.url == CHOICES
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "change", [{"endpoint": "https://10.0.0.5/"}, {"p256dh": "x"}, {"auth": ""}, {"endpoint": ""}]
)
def test_a_browser_that_names_something_else_is_refused_in_words(desk, pushing, change):
    answer = desk.post(BROWSER, pushing.browser | change)
    assert answer.status_code == 400
    assert "trình duyệt" in answer.json()["said"]
    assert not Subscription.objects.exists()


def test_letters_lead_to_the_page_that_asks_who_one_is(hanh, now):
    actions.tell(to=[hanh], what=What.URGENT, subject="VV-0000-0000", at=now)
    notice = Notice.objects.get()
    assert letters.compose(notice).path == reverse("desk:notice", args=[notice.pk])
