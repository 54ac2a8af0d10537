"""A notice leaves the house once, by the ways the person chose, and says nothing that is confidential."""

from datetime import time, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.core.tests.threads import together
from binhyen.notices import actions, queries, rules
from binhyen.notices.models import Delivery, Notice, State, Subscription
from binhyen.notices.tests import mail_server
from binhyen.notices.words import Channel, Group, What
from binhyen.people.models import Post, User

SUBJECT = "VV-7KM4-XQ9R"
MINUTE = timedelta(minutes=1)


def everybody(user, subject, at):
    return True


@pytest.fixture
def told(hanh, at):
    """Hạnh is told of something urgent."""
    actions.tell(to=[hanh], what=What.URGENT, subject=SUBJECT, at=at)
    return Notice.objects.get()


def deliver(at, may_know=everybody):
    return actions.deliver_due(at=at, may_know=may_know)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_nothing_leaves_a_house_that_was_not_set_up_for_it(told, at, mailoutbox):
    assert deliver(at) == 0
    assert not mailoutbox
    assert not Delivery.objects.exists()
    assert queries.offered_to(told.user) == {Channel.APP}


def test_an_e_mail_says_the_kind_the_reference_and_where_to_log_in(told, at, mail):
    assert deliver(at) == 1
    letter = mail.letters[0]
    assert letter["To"] == told.user.email
    assert letter["Subject"] == "Bình Yên: Có tin báo khẩn"
    assert letter["Auto-Submitted"] == "auto-generated"
    words = letter.get_content()
    assert SUBJECT in words
    assert f"https://binhyen.mythanh.example/ban-lam-viec/thong-bao/{told.pk}/" in words


def test_who_chose_english_is_written_to_in_english(told, hanh, at, mail):
    wishes = actions.Wishes({Group.URGENT: [Channel.EMAIL]}, language="en")
    actions.choose(wishes=wishes, by=hanh, at=at)
    deliver(at)
    assert mail.letters[0]["Subject"] == "Bình Yên: An urgent report came in"


def test_a_push_carries_the_same_few_words(told, hanh, at, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    assert deliver(at) == 1
    assert service.pushed == [
        {
            "title": "Có tin báo khẩn",
            "body": f"{SUBJECT}. Đăng nhập để xem.",
            "url": f"/ban-lam-viec/thong-bao/{told.pk}/",
            "tag": SUBJECT,
        }
    ]


def test_it_leaves_once_however_often_the_worker_comes_by(told, hanh, at, mail, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    assert [deliver(at), deliver(at + MINUTE), deliver(at + 60 * MINUTE)] == [2, 0, 0]
    assert len(mail.letters) == len(service.pushed) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_nothing_twice(hanh, chief, at, mail, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    subjects = [f"VV-0000-{number:04}" for number in range(12)]
    for subject in subjects:
        actions.tell(to=[hanh, chief], what=What.URGENT, subject=subject, at=at)
    sent = 0
    while Delivery.objects.filter(state="WAITING").exists() or not Delivery.objects.exists():
        sent += sum(together(*[lambda: deliver(at)] * 3))
    assert sent == 36
    assert sorted(each["tag"] for each in service.pushed) == subjects
    assert len(mail.letters) == 24
    assert set(states()) == {"SENT"}


def test_a_mail_server_that_is_away_is_tried_again_and_then_gets_it(told, at, mail, settings):
    with mail_server.running() as gone:
        settings.EMAIL_PORT = gone.port
    assert deliver(at) == 0
    row = Delivery.objects.get()
    assert (row.state, row.tries, row.due_at) == ("WAITING", 1, at + MINUTE)
    assert row.failure == "ConnectionRefusedError"
    settings.EMAIL_PORT = mail.port
    assert deliver(at + MINUTE / 2) == 0
    assert deliver(at + MINUTE) == 1
    assert len(mail.letters) == 1


def test_of_many_letters_only_one_waits_for_a_server_that_is_away(hanh, chief, at, mail, settings):
    with mail_server.running() as gone:
        settings.EMAIL_PORT = gone.port
    actions.tell(to=[hanh, chief], what=What.URGENT, subject=SUBJECT, at=at)
    deliver(at)
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 1]


def test_an_address_that_is_refused_stops_nobody_elses_letter(hanh, chief, at, mail):
    mail.refused.add(hanh.email)
    actions.tell(to=[hanh, chief], what=What.URGENT, subject=SUBJECT, at=at)
    assert deliver(at) == 1
    assert mail.letters[0]["To"] == chief.email


def test_after_enough_tries_it_is_given_up_and_shown(told, hanh, at, mail, caplog):
    mail.refused.add(hanh.email)
    moment = at
    for _try in range(rules.MOST_TRIES):
        deliver(moment)
        moment += timedelta(hours=5)
    assert states() == ["GIVEN_UP"]
    assert queries.given_up(hanh).get().failure == "SMTPRecipientsRefused"
    assert "given up" in caplog.text
    assert hanh.email not in caplog.text
    deliver(moment)
    assert Delivery.objects.get().tries == rules.MOST_TRIES


def test_a_browser_that_is_gone_is_forgotten(told, hanh, at, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    service.statuses = [410]
    assert deliver(at) == 0
    assert not Subscription.objects.exists()
    assert not Delivery.objects.exists()


def test_a_push_service_that_is_busy_is_asked_again(told, hanh, at, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    service.statuses = [503]
    assert deliver(at) == 0
    assert Subscription.objects.get().last_failure == at
    assert deliver(at + MINUTE) == 1


def test_what_a_dead_worker_had_claimed_is_taken_over(told, at, mail):
    deliver(at)
    Delivery.objects.update(state=State.CLAIMED, due_at=at + rules.LEASE)
    assert deliver(at + rules.LEASE) == 0
    assert deliver(at + rules.LEASE + MINUTE) == 1


def test_who_chose_otherwise_is_not_written_to(told, hanh, at, mail):
    actions.choose(wishes=actions.Wishes({Group.URGENT: [Channel.APP]}), by=hanh, at=at)
    assert deliver(at) == 0
    assert queries.unread_count(hanh) == 1


def test_what_is_not_wanted_in_the_app_is_listed_as_read(told, hanh, at, mail):
    actions.choose(wishes=actions.Wishes({Group.URGENT: [Channel.EMAIL]}), by=hanh, at=at)
    deliver(at)
    assert queries.unread_count(hanh) == 0
    assert queries.of(hanh).get() == told


def test_by_itself_a_new_report_stays_in_the_app(hanh, at, mail):
    actions.tell(to=[hanh], what=What.RECEIVED, subject=SUBJECT, at=at)
    assert deliver(at) == 0


def test_quiet_hours_hold_back_all_but_the_urgent(hanh, at, mail):
    """It is nine in the morning; she sleeps after the night shift until three."""
    wishes = actions.Wishes({}, quiet_since=time(8), quiet_until=time(15))
    actions.choose(wishes=wishes, by=hanh, at=at)
    for what in (What.URGENT, What.ASSIGNED):
        actions.tell(to=[hanh], what=what, subject=SUBJECT, at=at)
    assert deliver(at) == 1
    assert deliver(at + timedelta(hours=6)) == 1


def test_what_was_read_meanwhile_is_not_sent_after_all(told, hanh, at, mail):
    mail.refused.add(hanh.email)
    deliver(at)
    mail.refused.clear()
    actions.mark_read(notice=told, by=hanh, at=at + MINUTE / 2)
    assert deliver(at + MINUTE) == 0
    assert states() == ["DROPPED"]


@pytest.mark.parametrize("how", ["post ended", "account closed", "matter out of sight"])
def test_who_has_no_business_with_it_any_more_gets_nothing_more(how, told, hanh, at, mail):
    if how == "post ended":
        Post.objects.filter(user=hanh).update(until=at.date())
    elif how == "account closed":
        User.objects.filter(pk=hanh.pk).update(is_active=False)
    assert deliver(at, lambda user, subject, on: how != "matter out of sight") == 0
    assert states() == ["DROPPED"]
    assert not mail.letters


def test_nobody_is_mailed_what_is_a_day_old(told, at, mail):
    assert deliver(at + rules.STALE) == 0
    assert queries.unread_count(told.user) == 1


def test_a_browser_leaves_the_person_who_used_it_before(hanh, chief, at, service):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    actions.subscribe(given=service.browser, by=chief, at=at)
    assert Subscription.objects.get().user == chief


def test_a_browsers_address_cannot_be_read_from_the_database(hanh, at, service):
    kept = actions.subscribe(given=service.browser, by=hanh, at=at)
    row = Subscription.objects.filter(pk=kept.pk).values_list().get()
    assert service.browser["endpoint"].encode() not in b"".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
    )


def test_with_another_secret_the_browsers_are_forgotten(told, hanh, at, service, settings):
    actions.subscribe(given=service.browser, by=hanh, at=at)
    settings.SECRET_KEY = "another secret of the house, as long as it must be"
    assert deliver(at) == 0
    assert not Subscription.objects.exists()


def test_a_browser_may_not_name_any_machine(hanh, at, service, settings):
    settings.PUSH_SERVICES = ["fcm.googleapis.com"]
    with pytest.raises(actions.BadSubscription):
        actions.subscribe(given=service.browser, by=hanh, at=at)
    assert not Subscription.objects.exists()


def test_the_oldest_browser_makes_room(hanh, at, service):
    for number in range(10):
        given = service.browser | {"endpoint": f"{service.browser['endpoint']}{number}"}
        actions.subscribe(given=given, by=hanh, at=at + number * MINUTE)
    assert Subscription.objects.count() == 8
    actions.unsubscribe(endpoint=given["endpoint"], by=hanh, at=at)
    assert Subscription.objects.count() == 7
    actions.unsubscribe(endpoint="", by=hanh, at=at)
    assert not Subscription.objects.exists()
    assert Entry.objects.filter(event="notices.unsubscribed").count() == 2
