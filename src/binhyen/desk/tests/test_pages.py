"""What the pages say, keep and ask of the database."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.desk import acts
from binhyen.matters import actions
from binhyen.matters.models import Matter, Move
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports.models import Report

HOUR = timedelta(hours=1)


def act(matter, slug):
    return reverse("desk:act", args=[matter.reference, slug])


def keys(shown):
    return set(re.findall(r'aria-keyshortcuts="([^"]+)"', shown))


def page(client, address, data=None):
    return client.get(address, data).content.decode()


def test_a_matter_goes_its_whole_way_through_the_pages(desk, commune, area, now):
    matter = factories.matter(commune, now - HOUR, area=area)
    steps = [
        ("nhan-xu-ly", {}),
        ("xac-minh", {"words": "Đúng là có ồn."}),
        ("ghi-chu", {"words": "Đã gọi trưởng ấp."}),
        ("giai-quyet", {"outcome": "PLEDGED", "words": "Đã ký cam kết."}),
        ("ket-thuc", {}),
        ("mo-lai", {"words": "Lại ồn."}),
        ("chuyen", {"to_whom": "Công an tỉnh", "outside_ref": "12/TB"}),
    ]
    for slug, typed in steps:
        matter.refresh_from_db()
        answer = desk.post(act(matter, slug), {"version": matter.version} | typed)
        assert answer.status_code == 302, (slug, answer.content.decode())
    matter.refresh_from_db()
    assert matter.state == "REFERRED"
    shown = page(desk, reverse("desk:matter", args=[matter.reference]))
    for words in ("Công an tỉnh", "12/TB", "Đã gọi trưởng ấp.", "Mở lại", "Kết thúc"):
        assert words in shown


def test_keys_of_a_matter_stand_on_its_buttons_until_they_are_switched_off(
    desk, commune, hanh, now
):
    matter = factories.matter(commune, now)
    address = reverse("desk:matter", args=[matter.reference])
    assert keys(page(desk, address)) == {"u", "t", "a", "n", "r"}
    matter.refresh_from_db()
    actions.take_in_hand(matter=matter, by=hanh, at=now, version=matter.version)
    assert keys(page(desk, address)) == {"u", "g", "a", "p", "n", "r"}
    assert keys(page(desk, act(matter, "ghi-chu"))) == {"u", "Control+Enter"}
    desk.post(reverse("desk:inbox_keys"), {"bat": "0"})
    assert keys(page(desk, address)) == set()
    assert keys(page(desk, act(matter, "ghi-chu"))) == {"Control+Enter"}
    assert "Bật phím tắt" in page(desk, address)


def test_no_two_acts_have_the_same_key():
    named = [each.key for each in acts.PAGES.values() if each.key]
    assert len(named) == len(set(named))
    assert "u" not in named


def test_only_what_may_follow_is_offered(desk, commune, hanh, now):
    matter = factories.matter(commune, now)
    shown = page(desk, reverse("desk:matter", args=[matter.reference]))
    assert act(matter, "nhan-xu-ly") in shown
    for slug in ("giai-quyet", "xac-minh", "de-xuat", "ket-thuc", "mo-lai"):
        assert act(matter, slug) not in shown, slug
    refused = desk.get(act(matter, "mo-lai"), follow=True).content.decode()
    assert "bước này không còn phù hợp" in refused


def test_what_the_unit_may_not_settle_is_not_offered_to_settle_but_to_propose(
    desk, commune, hanh, now
):
    matter = factories.in_hand(commune, now, hanh, category="FRD")
    shown = page(desk, reverse("desk:matter", args=[matter.reference]))
    assert act(matter, "giai-quyet") not in shown
    assert act(matter, "de-xuat") in shown
    assert "không có thẩm quyền giải quyết loại việc này" in shown
    typed = {"version": matter.version, "outcome": "OTHER", "words": "Tự giải quyết."}
    refused = desk.post(act(matter, "giai-quyet"), typed).content.decode()
    assert "Hãy đề xuất lên cấp trên" in refused
    assert "Tự giải quyết." in refused


def test_who_comes_second_is_told_what_changed_and_keeps_what_was_typed(
    desk, commune, hanh, chief, now
):
    matter = factories.in_hand(commune, now - HOUR, hanh)
    seen = matter.version
    actions.settle(
        matter=matter, outcome=Outcome.RECONCILED, words="Hai bên đã bắt tay.", by=chief, at=now
    )
    typed = {"version": seen, "outcome": "PLEDGED", "words": "Tôi cũng vừa giải quyết."}
    told = desk.post(act(matter, "giai-quyet"), typed)
    shown = told.content.decode()
    assert told.status_code == 200
    assert "Người khác vừa xử lý vụ việc này" in shown
    assert "Phạm Văn Khải" in shown
    assert "Hai bên đã bắt tay." in shown
    assert "Tôi cũng vừa giải quyết." in shown
    assert Matter.objects.get().outcome == "RECONCILED"
    assert Move.objects.filter(act="SETTLE").count() == 1


def test_after_looking_again_the_same_form_can_be_sent(desk, commune, hanh, chief, now):
    matter = factories.in_hand(commune, now - HOUR, hanh)
    seen = matter.version
    actions.confirm(matter=matter, by=chief, at=now)
    typed = {"version": seen, "outcome": "PLEDGED", "words": "Đã ký cam kết."}
    again = desk.post(act(matter, "giai-quyet"), typed).content.decode()
    assert f'name="version" value="{matter.version}"' in again
    done = desk.post(act(matter, "giai-quyet"), typed | {"version": matter.version})
    assert done.status_code == 302


def test_a_double_click_takes_in_hand_once(desk, commune, now):
    matter = factories.matter(commune, now)
    assert desk.post(act(matter, "nhan-xu-ly"), {"version": 1}).status_code == 302
    again = desk.post(act(matter, "nhan-xu-ly"), {"version": 1})
    assert "Người khác vừa xử lý" in again.content.decode()
    assert Move.objects.filter(act="TAKE_IN_HAND").count() == 1


def test_every_error_stands_above_and_at_its_field_in_vietnamese(desk, commune, hanh, now):
    matter = factories.in_hand(commune, now, hanh)
    shown = desk.post(act(matter, "giai-quyet"), {"version": 2, "words": "  "}).content.decode()
    assert "govuk-error-summary" in shown
    assert shown.count("Hãy chọn một mục.") == 2
    assert shown.count("Hãy ghi vài chữ vào đây.") == 2


def test_words_that_are_too_long_are_told_and_kept(desk, commune, hanh, now):
    matter = factories.in_hand(commune, now, hanh)
    words = "dài " * 2000
    answer = desk.post(act(matter, "ghi-chu"), {"version": 2, "words": words})
    assert answer.status_code == 200
    assert words.strip() in answer.content.decode()


def test_merging_offers_what_lies_near_and_takes_a_reference(desk, commune, area, now):
    kept, gone = (factories.matter(commune, now, area=area) for _ in range(2))
    secret = factories.matter(commune, now, area=area, category="CHD")
    offered = page(desk, act(gone, "gop"))
    assert kept.reference in offered
    assert secret.reference not in offered
    wrong = desk.post(act(gone, "gop"), {"version": 1, "reference": "VV-AAAA-AAAA"})
    assert "không có vụ việc đang mở nào mang mã này" in wrong.content.decode()
    done = desk.post(act(gone, "gop"), {"version": 1, "into": kept.reference})
    assert done["Location"] == reverse("desk:matter", args=[kept.reference])


def test_the_level_above_answers_on_its_page(client, commune, hanh, tam, now):
    matter = factories.in_hand(commune, now - HOUR, hanh)
    proposal = actions.propose(
        matter=matter, kind=Kind.TAKE_OVER, words="Vượt quá sức.", by=hanh, at=now - HOUR
    )
    client.force_login(tam)
    assert "Đề nghị cấp trên tiếp nhận" in page(client, reverse("desk:proposals"))
    address = reverse("desk:answer", args=[proposal.pk])
    assert "Vượt quá sức." in page(client, address)
    assert client.post(address, {"answer": "yes", "words": "Tỉnh nhận."}).status_code == 302
    late = client.post(address, {"answer": "no", "words": "Thôi."}).content.decode()
    assert "vừa được người khác trả lời" in late
    assert "Thôi." in late
    assert Matter.objects.get().handler == tam


def test_a_new_message_is_seen_on_the_first_page_and_answered(desk, commune, hanh, now):
    receipt = factories.receive(commune, now - HOUR)
    actions.hear(report=Report.objects.get(), words="Còn ồn lắm.", at=now)
    assert "?muc=tin-nhan" in page(desk, reverse("desk:home"))
    shown = page(desk, reverse("desk:matter", args=[receipt.matter.reference]))
    assert "Còn ồn lắm." in shown
    typed = {"version": 1, "report": receipt.reference, "words": "Chúng tôi xuống ngay."}
    assert desk.post(act(receipt.matter, "tra-loi"), typed).status_code == 302
    assert not Matter.objects.get().has_news


def test_what_the_level_above_took_over_stays_in_sight_of_the_commune(
    desk, commune, hanh, tam, now
):
    matter = factories.in_hand(commune, now - HOUR, hanh)
    proposal = actions.propose(
        matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=now - HOUR
    )
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=now)
    shown = page(desk, reverse("desk:inbox"), {"muc": "cap-tren-giai-quyet"})
    assert matter.reference in shown
    assert matter.reference not in page(desk, reverse("desk:inbox"))
    seen = page(desk, reverse("desk:matter", args=[matter.reference]))
    assert "Tỉnh Tây Ninh" in seen
    assert act(matter, "ghi-chu") not in seen


@pytest.mark.parametrize(
    "typed", [{"tu": "hôm qua"}, {"sau": "xyz"}, {"ap": "999999"}, {"muc": "?"}, {"nhom": "'"}]
)
def test_nonsense_in_the_address_of_the_list_shows_the_list(desk, commune, now, typed):
    matter = factories.matter(commune, now)
    answer = desk.get(reverse("desk:inbox"), typed)
    assert answer.status_code == 200
    assert matter.reference in answer.content.decode()


def test_the_list_asks_a_fixed_number_of_questions(
    desk, commune, area, hanh, now, django_assert_num_queries
):
    def ask(number):
        with django_assert_num_queries(number):
            desk.get(reverse("desk:inbox"), {"tim": "tieng", "ap": area.pk})

    factories.matter(commune, now, area=area)
    ask(10)
    for _ in range(20):
        factories.in_hand(commune, now, hanh, area=area)
    ask(10)


def test_a_matter_asks_a_fixed_number_of_questions(
    desk, commune, area, hanh, now, django_assert_num_queries
):
    matter = factories.in_hand(commune, now, hanh, area=area)

    def ask(number):
        with django_assert_num_queries(number):
            desk.get(reverse("desk:matter", args=[matter.reference]))

    desk.get(reverse("desk:matter", args=[matter.reference]))  # what was told of it is read now
    ask(13)
    for n in range(5):
        other = factories.matter(commune, now, area=area)
        actions.merge(matter=other, into=matter, by=hanh, at=now)
        actions.note(matter=matter, words=f"Ghi chú {n}.", by=hanh, at=now)
    ask(13)


def test_the_first_page_asks_a_fixed_number_of_questions(
    desk, commune, hanh, now, django_assert_num_queries
):
    def ask(number):
        with django_assert_num_queries(number):
            desk.get(reverse("desk:home"))

    factories.matter(commune, now)
    ask(11)
    for _ in range(10):
        factories.in_hand(commune, now, hanh)
    ask(11)


def test_the_head_of_a_school_is_led_to_no_page_that_has_nothing_for_a_school(client, commune):
    school = people.unit(
        "Trường THCS Mỹ Thạnh", level=Level.SCHOOL, edition="local", parent=commune
    )
    client.force_login(people.officer("Dương Thị Hiếu", Role.HEAD, school))
    dead = [reverse(f"desk:{name}") for name in ("hotspots", "teams", "cycle", "side_by_side")]
    for name in ("home", "committees", "own_scorecard", "assessments"):
        page = client.get(reverse(f"desk:{name}")).content.decode()
        assert [url for url in dead if f'href="{url}' in page] == [], name


def test_an_administrator_sees_the_bench_without_any_content(client, administrator, commune, now):
    matter = factories.matter(commune, now)
    client.force_login(administrator)
    shown = page(client, reverse("desk:home"))
    assert matter.reference not in shown
    assert "không xử lý vụ việc" in shown
    assert reverse("desk:inbox") not in shown


def test_only_the_desk_loads_htmx_and_it_keeps_no_copy_of_a_page(desk, client):
    shown = page(desk, reverse("desk:home"))
    assert "django_htmx/htmx-2.min.js" in shown
    for setting in ('"historyCacheSize":0', '"allowEval":false', '"selfRequestsOnly":true'):
        assert setting in shown
    assert "htmx" not in page(client, reverse("portal:home"))


def test_a_duty_officer_finds_the_way_to_the_paper_forms_of_a_survey(desk):
    assert f'href="{reverse("desk:teams")}"' in page(desk, reverse("desk:home"))
    assert reverse("desk:surveys") in page(desk, reverse("desk:teams"))


def test_a_matter_whose_words_were_forgotten_says_so_and_still_says_what_was_done(
    desk, commune, hanh, chief, now
):
    matter = factories.in_hand(commune, now, hanh)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Đã nhắc.", by=hanh, at=now)
    actions.close(matter=matter, by=chief, at=now)
    assert actions.forget_ended(at=now + timedelta(days=366)) == 1
    shown = page(desk, reverse("desk:matter", args=[matter.reference]))
    assert "một năm sau lần xử lý cuối cùng" in shown
    assert "Kết thúc" in shown
    assert factories.WORDS not in shown and "Đã nhắc." not in shown
