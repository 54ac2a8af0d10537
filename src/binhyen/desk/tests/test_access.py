"""Deny by default: who sees what of Mỹ Thạnh, and who sees nothing."""

import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.models import Matter
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.actions import keep_photo
from binhyen.reports.models import Report
from binhyen.reports.tests.factories import picture

WORDS = factories.WORDS
ACTS = [
    "nhan-xu-ly", "xac-minh", "giai-quyet", "de-xuat", "rut-de-xuat", "chuyen", "khong-co-that", "gop",
    "ket-thuc", "mo-lai", "tra-loi", "da-doc", "ghi-chu", "phan-loai",
    "tach-viec", "tach-tin", "phan-cong", "giao-phan-viec", "chuyen-don-vi", "tra-lai", "nhac-cap-tren",
]  # fmt: skip


@pytest.fixture
def matter(commune, area, now):
    return factories.matter(commune, now, area=area)


def pages_of(matter):
    report = Report.objects.get(of_matter__matter=matter)
    of = {"reference": matter.reference}
    return [
        reverse("desk:matter", kwargs=of),
        *(reverse("desk:act", kwargs=of | {"slug": slug}) for slug in ACTS),
        reverse("desk:identity", kwargs=of | {"report": report.reference}),
        reverse("desk:photo", kwargs=of | {"token": "khong-co"}),
    ]


def test_the_officer_of_the_commune_reads_it(client, hanh, matter):
    client.force_login(hanh)
    page = client.get(reverse("desk:matter", args=[matter.reference]))
    assert page.status_code == 200
    assert WORDS in page.content.decode()


@pytest.mark.parametrize(
    "who", ["lan", "tam", "province_chief", "administrator", "auditor", "editor", "secretary", "head", "appraiser"]
)  # fmt: skip
def test_for_everybody_else_it_does_not_exist(client, request, matter, who):
    client.force_login(request.getfixturevalue(who))
    for address in pages_of(matter):
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"version": 1, "words": "x"}).status_code in {404, 405}, address
    matter.refresh_from_db()
    assert (matter.version, matter.state) == (1, "RECEIVED")
    for listing in ("desk:home", "desk:inbox"):
        shown = client.get(reverse(listing)).content.decode()
        assert matter.reference not in shown
        assert "Cầu Lớn" not in shown


def test_the_level_above_reads_it_once_it_is_asked_and_may_only_answer(
    client, hanh, tam, matter, now
):
    actions.take_in_hand(matter=matter, by=hanh, at=now)
    actions.propose(matter=matter, kind=Kind.DIRECT, words="Xin hướng dẫn.", by=hanh, at=now)
    client.force_login(tam)
    page = client.get(reverse("desk:matter", args=[matter.reference])).content.decode()
    assert WORDS in page
    assert reverse("desk:act", args=[matter.reference, "ghi-chu"]) not in page
    for slug in ("rut-de-xuat", "ghi-chu", "tra-loi"):
        address = reverse("desk:act", args=[matter.reference, slug])
        assert client.post(address, {"version": 3, "words": "x"}).status_code == 403, slug


def test_a_proposal_is_answered_only_by_the_unit_it_was_sent_to(client, hanh, lan, matter, now):
    actions.take_in_hand(matter=matter, by=hanh, at=now)
    proposal = actions.propose(matter=matter, kind=Kind.DIRECT, words="Hỏi.", by=hanh, at=now)
    for who in (lan, hanh):
        client.force_login(who)
        address = reverse("desk:answer", args=[proposal.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "yes", "words": "x"}).status_code == 404


def test_a_team_member_sees_the_own_area_without_what_residents_wrote(
    client, team_member, commune, matter, now
):
    elsewhere = factories.matter(commune, now)
    restricted = factories.matter(commune, now, category="CHD", area=matter.area)
    client.force_login(team_member)
    page = client.get(reverse("desk:matter", args=[matter.reference])).content.decode()
    assert "Ấp Cầu Lớn" in page
    assert WORDS not in page
    assert matter.reference in client.get(reverse("desk:home")).content.decode()
    for hidden in (elsewhere, restricted):
        assert client.get(reverse("desk:matter", args=[hidden.reference])).status_code == 404
    denied = client.post(reverse("desk:act", args=[matter.reference, "nhan-xu-ly"]), {"version": 1})
    assert denied.status_code == 403


def test_a_team_member_may_add_a_note(client, team_member, matter):
    client.force_login(team_member)
    address = reverse("desk:act", args=[matter.reference, "ghi-chu"])
    assert client.post(address, {"version": 1, "words": "Đã tới nơi."}).status_code == 302
    assert (
        "Đã tới nơi."
        in client.get(reverse("desk:matter", args=[matter.reference])).content.decode()
    )


def test_a_stranger_is_sent_to_the_login(client, matter):
    for address in [reverse("desk:home"), reverse("desk:inbox"), *pages_of(matter)]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_a_post_that_ended_opens_nothing(client, hanh, matter, now):
    hanh.posts.update(until=clock.local_day(now))
    client.force_login(hanh)
    for address in [reverse("desk:home"), *pages_of(matter)]:
        assert client.get(address).status_code == 403, address


def test_a_restricted_matter_in_hand_opens_for_chief_and_handler_only(
    client, commune, hanh, chief, now
):
    matter = factories.matter(commune, now, category="SEX")
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    actions.take_in_hand(matter=matter, by=hanh, at=now)
    address = reverse("desk:matter", args=[matter.reference])
    client.force_login(colleague)
    assert client.get(address).status_code == 403
    shown = client.get(reverse("desk:inbox")).content.decode()
    assert matter.reference in shown
    assert "Vụ việc hạn chế" in shown
    assert "Xâm hại" not in shown.split("<tbody")[1]
    for slug in ACTS:
        answer = client.post(reverse("desk:act", args=[matter.reference, slug]), {"version": 2})
        assert answer.status_code == 403, slug
    for who in (chief, hanh):
        client.force_login(who)
        assert client.get(address).status_code == 200


def test_a_restricted_title_is_not_found_by_searching(client, commune, hanh, now):
    matter = factories.matter(commune, now, category="SEX")
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    actions.take_in_hand(matter=matter, by=hanh, at=now)
    client.force_login(colleague)
    for asked in ({"tim": "xam hai"}, {"nhom": "crime"}):
        shown = client.get(reverse("desk:inbox"), asked).content.decode()
        assert matter.reference not in shown, asked


def test_what_was_typed_when_the_session_ran_out_is_there_after_the_login(client, hanh, matter):
    hanh.set_password("mat-khau-de-thu-123")
    hanh.save()
    address = reverse("desk:act", args=[matter.reference, "ghi-chu"])
    lost = client.post(address, {"version": 1, "words": "Gọi lại lúc 14 giờ."})
    assert lost.status_code == 302
    login = client.get(lost["Location"])
    assert "Hãy đăng nhập lại" in login.content.decode()
    back = client.post(lost["Location"], {"login": hanh.email, "password": "mat-khau-de-thu-123"})
    assert back["Location"] == address
    assert "Gọi lại lúc 14 giờ." in client.get(address).content.decode()
    assert Matter.objects.get().version == 1


def test_a_page_that_does_not_fill_its_form_again_shows_once_what_was_written(client, secretary):
    secretary.set_password("mat-khau-de-thu-123")
    secretary.save()
    address = reverse("desk:committees")
    lost = client.post(address, {"name": "Ban Chỉ đạo 138 xã", "kind": "STANDING"})
    client.post(lost["Location"], {"login": secretary.email, "password": "mat-khau-de-thu-123"})
    shown = client.get(address).content.decode()
    assert "Ban Chỉ đạo 138 xã" in shown
    assert "STANDING</div>" not in shown
    assert "Ban Chỉ đạo 138 xã" not in client.get(address).content.decode()


def test_the_pages_of_the_programme_follow_the_post_one_works_for(client, secretary, other_commune):
    second = people.post(secretary, Role.SECRETARY, other_commune)
    client.force_login(secretary)
    client.post(reverse("desk:switch"), {"post": second.pk})
    assert other_commune.full_name in client.get(reverse("desk:teams")).content.decode()


def test_the_auditor_reads_the_trail_and_nobody_else(client, auditor, hanh, chief, matter):
    address = reverse("desk:trail")
    client.force_login(auditor)
    page = client.get(address).content.decode()
    assert matter.reference in page
    assert WORDS not in page
    for who in (hanh, chief):
        client.force_login(who)
        assert client.get(address).status_code == 404


def test_who_reported_is_shown_to_the_chief_for_a_reason_and_stands_on_the_trail(
    client, commune, hanh, chief, auditor, now
):
    from binhyen.audit.models import Entry
    from binhyen.reports.actions import Person

    person = Person("Lê Thị Bịa", phone="0900000000", consent="v1")
    receipt = factories.receive(commune, now, person=person)
    address = reverse("desk:identity", args=[receipt.matter.reference, receipt.reference])
    client.force_login(hanh)
    assert client.get(address).status_code == 403
    client.force_login(chief)
    assert "Lê Thị Bịa" not in client.get(address).content.decode()
    assert "Lê Thị Bịa" not in client.post(address, {"reason": "ngắn"}).content.decode()
    shown = client.post(address, {"reason": "Cần hỏi lại giờ xảy ra."})
    assert "Lê Thị Bịa" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert Entry.objects.get(event="reports.identity_looked_at").actor == chief.ref
    client.force_login(auditor)
    trail = client.get(reverse("desk:trail")).content.decode()
    assert "Lý do: Cần hỏi lại giờ xảy ra." in trail and "Lê Thị Bịa" not in trail
    client.force_login(chief)
    matter_page = client.get(reverse("desk:matter", args=[receipt.matter.reference]))
    assert "Lê Thị Bịa" not in matter_page.content.decode()


def test_one_may_switch_only_to_a_post_of_ones_own(client, hanh, lan, other_commune):
    client.force_login(hanh)
    assert client.post(reverse("desk:switch"), {"post": lan.posts.get().pk}).status_code == 404
    second = people.post(hanh, Role.DUTY_OFFICER, other_commune)
    assert client.post(reverse("desk:switch"), {"post": second.pk}).status_code == 302
    assert "Xã Mỹ An" in client.get(reverse("desk:home")).content.decode()


def test_a_restricted_matter_is_no_target_of_a_merger_for_who_may_not_read_it(
    client, commune, other_commune, hanh, lan, now
):
    """And what another unit keeps by now is none either, though it arose here."""
    restricted = factories.in_hand(commune, now, hanh, category="SEX")
    elsewhere = factories.matter(commune, now)
    Matter.objects.filter(pk=elsewhere.pk).update(keeper=other_commune)
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    matter = factories.in_hand(commune, now, colleague)
    client.force_login(colleague)
    address = reverse("desk:act", args=[matter.reference, "gop"])
    for into in (restricted, elsewhere):
        answer = client.post(address, {"version": 2, "reference": into.reference})
        assert answer.status_code == 200
        assert "không có vụ việc đang mở nào mang mã này" in answer.content.decode()


def test_to_merge_a_restricted_matter_into_an_open_one_is_refused_with_a_sentence(
    client, commune, hanh, now
):
    restricted = factories.in_hand(commune, now, hanh, category="SEX")
    open_to_all = factories.in_hand(commune, now, hanh)
    client.force_login(hanh)
    address = reverse("desk:act", args=[restricted.reference, "gop"])
    answer = client.post(address, {"version": 2, "reference": open_to_all.reference})
    assert "hãy phân loại lại vụ việc kia trước" in answer.content.decode()


@pytest.mark.parametrize(
    ("since", "until", "before", "after"),
    [(date(2026, 1, 1), date(2026, 3, 3), 200, 403), (date(2026, 3, 3), None, 403, 200)],
)
def test_a_post_ends_and_begins_at_midnight_in_viet_nam(
    client, commune, monkeypatch, since, until, before, after
):
    who = people.user("Người giao ca")
    people.post(who, Role.DUTY_OFFICER, commune, since=since, until=until)
    client.force_login(who)
    for moment, status in (
        (datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC), before),
        (datetime(2026, 3, 2, 17, 0, 0, tzinfo=UTC), after),
    ):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert client.get(reverse("desk:inbox")).status_code == status


@pytest.mark.parametrize(("category", "is_kept"), [("NOI", True), ("CHD", False)])
def test_a_photo_of_a_restricted_matter_does_not_stay_in_the_browser(
    client, commune, chief, now, settings, tmp_path, category, is_kept
):
    settings.MEDIA_ROOT = tmp_path
    matter = factories.matter(commune, now, category=category)
    photo = keep_photo(upload=io.BytesIO(picture()), at=now)
    photo.report = Report.objects.get()
    photo.save()
    client.force_login(chief)
    answer = client.get(reverse("desk:photo", args=[matter.reference, photo.token]))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert ("no-store" not in answer["Cache-Control"]) == is_kept
    assert "private" in answer["Cache-Control"]


def test_the_trail_says_in_words_what_was_done_and_is_filtered_by_choice(client, auditor, matter):
    client.force_login(auditor)
    address = reverse("desk:trail")
    page = client.get(address, {"viec": "reports.received"}).content.decode()
    assert "Nhận tin báo<br>" in page
    assert '<option value="reports.received" selected>' in page
    assert ">matters.open<" not in page
    assert ">matters.open<" in client.get(address, {"viec": "gõ gì đó"}).content.decode()


def test_the_trail_names_the_people_and_units_that_were_acted_on(client, auditor, hanh, now):
    audit.record(event="people.appointed", subject=hanh.ref, actor="shell", at=now)
    audit.record(
        event="matters.exported", subject=auditor.posts.get().unit.path, actor="shell", at=now
    )
    client.force_login(auditor)
    page = client.get(reverse("desk:trail")).content.decode()
    assert f"{hanh.full_name}<br>" in page and f"{auditor.posts.get().unit.full_name}<br>" in page
