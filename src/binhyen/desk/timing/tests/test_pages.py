"""The clocks on the matter's page, the calendar and its file, what a unit says of its clocks."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.desk.timing import ics
from binhyen.matters import actions
from binhyen.matters.models import ClockRule, Deadline
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


def page(client, name, *args, **asked):
    return client.get(reverse(f"desk:{name}", args=args), asked).content.decode()


def act(client, matter, slug, **typed):
    matter.refresh_from_db()
    address = reverse("desk:act", args=[matter.reference, slug])
    return client.post(address, {"version": matter.version} | typed)


def test_the_matter_shows_every_clock_with_its_law_and_what_is_met(client, commune, hanh, at):
    matter = factories.matter(commune, at, category="ASL")
    actions.take_in_hand(matter=matter, by=hanh, at=at)
    client.force_login(hanh)
    shown = page(client, "matter", matter.reference)
    assert "Thông tư liên tịch 01/2017" in shown
    assert "7 ngày" in shown and "24 giờ" in shown
    assert "đã thực hiện" in shown  # taken in hand at once
    assert "Joint Circular" not in shown


def test_a_clock_is_paused_and_resumed_on_its_page(client, commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    row = Deadline.objects.get(matter=matter)
    client.force_login(hanh)
    assert act(client, matter, "tam-dung", which=f"{row.pk}:REPORTER", words="Hỏi số nhà.").status_code == 302  # fmt: skip
    assert "chờ người báo tin trả lời" in page(client, "matter", matter.reference)
    assert "đang tạm dừng tính thời hạn" in page(client, "inbox")
    assert "2999" not in page(client, "inbox")
    assert act(client, matter, "chay-tiep", which=str(row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.state == "RUNNING"


@pytest.mark.parametrize("which", ["", "0:REPORTER", "x", "{pk}:PARTIES", "{pk}:MEDIATION", "{pk}"])
def test_what_is_not_offered_is_not_paused(client, commune, hanh, at, which):
    matter = factories.in_hand(commune, at, hanh)
    row = Deadline.objects.get(matter=matter)
    client.force_login(hanh)
    answer = act(client, matter, "tam-dung", which=which.format(pk=row.pk), words="x")
    assert answer.status_code == 200
    assert "Hãy chọn một" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "RUNNING"


def test_a_clock_no_law_extends_offers_no_button(client, commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="THF")
    client.force_login(hanh)
    shown = page(client, "matter", matter.reference)
    assert reverse("desk:act", args=[matter.reference, "gia-han"]) not in shown
    answer = act(client, matter, "gia-han", which="1:COMPLEX", decided_by="x", words="x")
    assert answer.status_code == 200


def test_the_decision_on_a_penalty_is_extended_with_its_ground(client, commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="DIS")
    client.force_login(hanh)
    assert act(client, matter, "bien-ban", number="12/BB-VPHC").status_code == 302
    row = Deadline.objects.get(matter=matter, clock="CLK-ADM-DEC")
    typed = {"decided_by": "Chủ tịch UBND xã, 5/QĐ", "words": "Phải xác minh."}
    assert act(client, matter, "gia-han", which=f"{row.pk}:VERIFY", **typed).status_code == 302
    row.refresh_from_db()
    assert row.due_at.astimezone(VIETNAM).date().isoformat() == "2026-04-02"
    assert "đã gia hạn 1 lần" in page(client, "matter", matter.reference)
    # a shorter ground after a longer one gives no more time
    again = act(client, matter, "gia-han", which=f"{row.pk}:MOVED_UP", **typed)
    assert "Luật không cho thêm thời gian" in again.content.decode()


def test_the_calendar_shows_the_month_and_its_file_carries_it(client, commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    client.force_login(hanh)
    shown = page(client, "calendar")
    assert "Tháng 03/2026" in shown and matter.reference in shown
    assert matter.reference not in page(client, "calendar", thang="2026-04")
    answer = client.get(reverse("desk:calendar_file"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "thoi-han-2026-03.ics" in answer["Content-Disposition"]
    text = answer.content.decode().replace("\r\n ", "")
    assert f"SUMMARY:{matter.reference}: Giải quyết\\, trả lời" in text
    assert "DTSTART:20260309T165959Z" in text
    assert matter.title not in text


def test_a_message_on_a_closed_matter_stands_in_the_calendar_in_its_file_and_on_the_page(
    client, commune, hanh, at
):
    matter = factories.in_hand(commune, at, hanh)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    actions.close(matter=matter, by=hanh, at=at)
    client.force_login(hanh)
    assert matter.reference not in page(client, "calendar")
    for _twice in range(2):
        actions.hear(report=Report.objects.get(), words="Sao rồi?", at=at)
    assert page(client, "calendar").count(matter.reference) >= 1
    text = client.get(reverse("desk:calendar_file")).content.decode().replace("\r\n ", "")
    assert f"SUMMARY:{matter.reference}: Trả lời tin nhắn của người báo tin" in text
    assert "DTSTART:20260304T100000Z" in text  # two working days: Wednesday 17:00
    assert "Trả lời tin nhắn của người báo tin" in page(client, "matter", matter.reference)
    actions.mark_heard(matter=matter, by=hanh, at=at)
    assert matter.reference not in page(client, "calendar")


def test_of_many_messages_that_were_answered_the_page_shows_the_clock_of_the_latest(
    client, commune, hanh, at
):
    matter = factories.in_hand(commune, at, hanh)
    for hours in range(1, 4):
        actions.hear(report=Report.objects.get(), words="Alo?", at=at - timedelta(hours=hours))
        actions.mark_heard(matter=matter, by=hanh, at=at - timedelta(hours=hours))
    client.force_login(hanh)
    shown = page(client, "matter", matter.reference)
    assert shown.count("Trả lời tin nhắn của người báo tin") == 1


@pytest.mark.parametrize("month", ["", "2026", "0001-01", "9999-12", "2026-13", "x", "٢٠٢٦-٠٣"])
def test_a_month_that_cannot_be_read_is_this_one(client, commune, hanh, month):
    client.force_login(hanh)
    assert "Tháng 03/2026" in page(client, "calendar", thang=month, loc="gì đó")


def test_mine_and_my_crews(client, commune, hanh, chief, at):
    mine, other = factories.in_hand(commune, at, hanh), factories.matter(commune, at)
    client.force_login(hanh)
    shown = page(client, "calendar", loc="toi")
    assert mine.reference in shown and other.reference not in shown
    assert mine.reference not in page(client, "calendar", loc="to")


def test_of_a_restricted_matter_the_calendar_and_its_file_say_only_that_there_is_one(
    client, commune, hanh, chief, at
):
    matter = factories.matter(commune, at, category="CHD")
    actions.take_in_hand(matter=matter, by=chief, at=at)
    for who in (hanh, chief):
        client.force_login(who)
        for shown in (page(client, "calendar"), page(client, "calendar_file")):
            unfolded = shown.replace("\r\n ", "").split("</main>")[0]
            assert matter.reference in unfolded
            assert "rẻ em" not in unfolded and "Xâm hại" not in unfolded


@pytest.mark.parametrize("who", ["lan", "tam", "administrator", "auditor", "secretary", "head", "editor"])  # fmt: skip
def test_nobody_else_sees_the_month(client, request, commune, at, who):
    matter = factories.matter(commune, at)
    client.force_login(request.getfixturevalue(who))
    for name in ("calendar", "calendar_file"):
        assert matter.reference not in page(client, name)


def test_a_team_member_sees_the_own_area_alone(client, team_member, commune, area, at):
    near = factories.matter(commune, at, area=area)
    far = factories.matter(commune, at)
    hidden = factories.matter(commune, at, area=area, category="CHD")
    client.force_login(team_member)
    shown = page(client, "calendar")
    assert near.reference in shown
    assert far.reference not in shown and hidden.reference not in shown


def test_a_full_month_costs_no_more_queries_than_an_empty_one(
    client, commune, hanh, at, django_assert_max_num_queries
):
    for _ in range(12):
        factories.matter(commune, at, category="THF")
    client.force_login(hanh)
    client.get(reverse("desk:calendar"))
    with django_assert_max_num_queries(8):
        shown = page(client, "calendar")
    assert "và 8 thời hạn khác" in shown


def test_the_chief_shortens_a_clock_and_never_beyond_the_law(client, chief, commune):
    client.force_login(chief)
    assert "7 ngày" in page(client, "clocks")
    address = f"{reverse('desk:clock')}?ma=CLK-SERVICE"
    assert "Quy định là 7 ngày" in client.get(address).content.decode()
    for amount in ("8", "0", "-1", "x", "99999999999"):
        answer = client.post(address, {"amount": amount})
        assert answer.status_code == 200, amount
        assert "govuk-error-message" in answer.content.decode()
    assert not ClockRule.objects.exists()
    assert client.post(address, {"amount": "3"}).status_code == 302
    assert "3 ngày" in page(client, "clocks")
    for unknown in ("", "CLK-EMERG", "CLK-GONE"):
        assert client.get(f"{reverse('desk:clock')}?ma={unknown}").status_code == 404


def test_who_does_not_run_the_unit_sets_no_clock(client, hanh, secretary):
    for who in (hanh, secretary):
        client.force_login(who)
        assert client.get(reverse("desk:clocks")).status_code == 403
        address = f"{reverse('desk:clock')}?ma=CLK-SERVICE"
        assert client.post(address, {"amount": "1"}).status_code == 403


def test_a_line_of_the_file_is_folded_between_letters():
    at = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
    said = "Đường, hẻm; số 5\\\n" + "ừ" * 200
    content = ics.calendar([ics.Event("a@b", at, said)], name="x", at=at)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    whole = content.decode().replace("\r\n ", "")
    assert "SUMMARY:Đường\\, hẻm\\; số 5\\\\\\n" + "ừ" * 200 in whole
    assert whole.endswith("END:VCALENDAR\r\n")
    assert b"DTSTART:20260302T020000Z" in content


def test_a_mediators_post_opens_no_calendar(client, commune, at):
    mediator = people.officer("Hòa giải viên", Role.MEDIATOR, commune)
    factories.matter(commune, at + timedelta(minutes=-5))
    client.force_login(mediator)
    assert client.get(reverse("desk:calendar")).status_code == 403
