"""Crews, rules, assignment, parts and handing over, as the officers see them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.actions import Target, Task
from binhyen.matters.models import AssignmentRule, Crew, Matter, Part
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def crew(commune, chief, hanh, now):
    return factories.crew(commune, now, chief, hanh)


def page(client, name, *args, data=None):
    return client.get(reverse(f"desk:{name}", args=args), data).content.decode()


def send(client, url_name, *args, **typed):
    return client.post(reverse(f"desk:{url_name}", args=args), typed)


def act(client, matter, slug, **typed):
    matter.refresh_from_db()
    return send(client, "act", matter.reference, slug, **{"version": matter.version} | typed)


def test_the_chief_makes_a_crew_says_who_is_of_it_and_ends_it(
    desk, commune, area, team_member, hanh, now
):
    day = clock.local_day(now).isoformat()
    made = send(desk, "found_crew", name="Tổ ấp Cầu Lớn", home=area.pk)
    crew = Crew.objects.get()
    assert made["Location"] == reverse("desk:crew", args=[crew.pk])
    offered = page(desk, "add_member", crew.pk)
    assert team_member.full_name in offered
    assert send(desk, "add_member", crew.pk, user=team_member.pk, since=day).status_code == 302
    assert "ở trong tổ" in send(desk, "add_member", crew.pk, user=team_member.pk, since=day).content.decode()  # fmt: skip
    assert team_member.full_name in page(desk, "crew", crew.pk)
    assert "Tổ ấp Cầu Lớn" in page(desk, "crews")
    send(desk, "rename_crew", crew.pk, name="Tổ Cầu Lớn")
    member = crew.members.get()
    assert send(desk, "end_member", crew.pk, member.pk, until=day).status_code == 302
    assert send(desk, "end_crew", crew.pk).status_code == 302
    crew.refresh_from_db()
    assert (crew.name, crew.until) == ("Tổ Cầu Lớn", clock.local_day(now))
    assert "đã giải thể" in page(desk, "crews")


def test_a_day_typed_wrongly_is_named_at_its_place(desk, crew, hanh):
    for wrong in ("2062-01-01", "31/31/2026", ""):
        shown = send(desk, "add_member", crew.pk, user=hanh.pk, since=wrong).content.decode()
        assert "Hãy xem lại năm" in shown or "Hãy ghi ngày" in shown, wrong
    assert "đã có tổ mang tên này" in send(desk, "found_crew", name="Tổ 1", home=crew.home_id).content.decode().lower()  # fmt: skip


def test_the_other_officers_read_the_crews_and_change_nothing(client, hanh, crew):
    client.force_login(hanh)
    assert "Tổ 1" in page(client, "crews")
    assert reverse("desk:found_crew") not in page(client, "crews")
    for name, args in (
        ("found_crew", ()), ("rename_crew", (crew.pk,)), ("end_crew", (crew.pk,)), ("add_rule", ()),
        ("add_member", (crew.pk,)), ("end_member", (crew.pk, crew.members.get().pk)),
    ):  # fmt: skip
        answer = send(client, name, *args, name="X", home=crew.home_id)
        assert answer.status_code == 403, name
        assert "Chỉ Trưởng Công an" in answer.content.decode()


@pytest.mark.parametrize("who", ["lan", "team_member", "administrator", "secretary", "auditor"])
def test_who_is_not_of_the_police_here_sees_no_crew_of_it(client, request, who, crew):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("desk:crew", args=[crew.pk])).status_code == 404
    answer = client.get(reverse("desk:crews"))
    assert crew.name not in answer.content.decode()


def test_the_list_of_crews_asks_a_fixed_number_of_questions(
    desk, commune, chief, hanh, now, django_assert_num_queries
):
    for number in range(3):
        factories.crew(commune, now, chief, hanh, name=f"Tổ {number}")
    with django_assert_num_queries(5):
        page(desk, "crews")


def test_a_rule_is_written_tried_and_dropped(desk, crew, area, hanh):
    typed = {"kind": "group:environment", "area": area.pk, "to": f"crew:{crew.pk}"}
    assert send(desk, "add_rule", **typed).status_code == 302
    again = send(desk, "add_rule", **typed | {"to": f"person:{hanh.pk}"}).content.decode()
    assert "Đã có quy tắc cho loại việc và địa bàn này" in again
    never = send(desk, "add_rule", kind="category:CHD", to=f"crew:{crew.pk}").content.decode()
    assert "không bao giờ giao được" in never
    tried = page(desk, "rules", data={"kind": "NOI", "area": area.pk})
    assert "Giao cho Tổ 1 (cả tổ)" in tried
    assert "Không quy tắc nào nhận" in page(desk, "rules", data={"kind": "NOI"})
    assert send(desk, "drop_rule", AssignmentRule.objects.get().pk).status_code == 302
    assert not AssignmentRule.objects.exists()


def test_a_broken_rule_says_what_to_do(desk, commune, crew, chief, hanh, now):
    actions.set_rule(unit=commune, to=Target(crew=crew), by=chief, at=now)
    actions.end_crew(crew=crew, by=chief, at=now)
    shown = page(desk, "rules", data={"kind": "NOI"})
    assert "Tổ đã giải thể. Hãy bỏ quy tắc này" in shown
    assert "đang hỏng" in shown


def test_a_matter_is_assigned_and_the_page_says_to_whom(desk, commune, crew, hanh, now):
    matter = factories.matter(commune, now - HOUR)
    offered = page(desk, "act", matter.reference, "phan-cong")
    assert f"crew:{crew.pk}" in offered
    assert act(desk, matter, "phan-cong", to=f"person:{hanh.pk}", words="Đi ngay.").status_code == 302  # fmt: skip
    shown = page(desk, "matter", matter.reference)
    assert "đã phân công, chưa nhận xử lý" in shown
    assert re.search(rf"Phân công xử lý</strong>:\s+{hanh.full_name}", shown)
    assert act(desk, matter, "phan-cong", to="crew:999").status_code == 200


def test_a_restricted_matter_offers_no_crew(desk, commune, crew, team_member, now):
    matter = factories.matter(commune, now, category="CHD")
    shown = page(desk, "act", matter.reference, "phan-cong")
    assert "crew:" not in shown
    answer = act(desk, matter, "phan-cong", to=f"crew:{crew.pk}")
    assert answer.status_code == 200
    assert Matter.objects.get().crew is None


def test_a_matter_goes_to_another_commune_and_comes_back_with_the_reason(
    client, commune, other_commune, hanh, lan, now
):
    matter = factories.matter(commune, now - HOUR)
    client.force_login(hanh)
    assert other_commune.full_name in page(client, "act", matter.reference, "chuyen-don-vi")
    gone = act(client, matter, "chuyen-don-vi", unit=other_commune.pk, words="Bên Mỹ An.")
    assert gone["Location"] == reverse("desk:matter", args=[matter.reference])
    assert matter.reference in page(client, "inbox", data={"muc": "cap-tren-giai-quyet"})
    client.force_login(lan)
    assert matter.reference in page(client, "inbox")
    shown = page(client, "matter", matter.reference)
    assert "Đơn vị chuyển đến" in shown
    assert act(client, matter, "tra-lai", words="").status_code == 200
    assert act(client, matter, "tra-lai", words="Không phải ở đây.").status_code == 302
    assert client.get(reverse("desk:matter", args=[matter.reference])).status_code == 404
    client.force_login(hanh)
    assert "Không phải ở đây." in page(client, "matter", matter.reference)


def test_a_restricted_matter_handed_over_shows_nothing_in_the_list_of_the_unit_before(
    client, commune, other_commune, hanh, lan, now
):
    matter = factories.in_hand(commune, now, hanh, category="CHD")
    actions.transfer(matter=matter, to=other_commune, words="Chuyển.", by=hanh, at=now)
    client.force_login(people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune))
    shown = page(client, "inbox", data={"muc": "cap-tren-giai-quyet"})
    assert matter.reference in shown
    assert matter.title not in shown
    for group in ("family", "crime"):
        filtered = page(client, "inbox", data={"muc": "cap-tren-giai-quyet", "nhom": group})
        assert matter.reference not in filtered
    assert client.get(reverse("desk:matter", args=[matter.reference])).status_code == 403


def test_parts_are_given_out_done_by_the_team_and_then_the_matter_ends(
    client, commune, area, hanh, team_member, now
):
    matter = factories.in_hand(commune, now - HOUR, hanh, area=area)
    client.force_login(hanh)
    typed = {"words": "Hỏi năm hộ gần đó.", "to": f"person:{team_member.pk}", "due": "2030-01-02"}
    assert act(client, matter, "giao-phan-viec", **typed).status_code == 302
    part = Part.objects.get()
    settle = {"outcome": "PLEDGED", "words": "Đã ký cam kết."}
    refused = act(client, matter, "giai-quyet", **settle).content.decode()
    assert "còn phần việc chưa xong: Hỏi năm hộ gần đó. (Ngô Văn Bền)" in refused
    assert "Đã ký cam kết." in refused
    client.force_login(team_member)
    home = page(client, "home")
    assert "Phần việc của tôi" in home
    assert reverse("desk:end_part", args=[matter.reference, part.pk]) in home
    assert reverse("desk:drop_part", args=[matter.reference, part.pk]) not in page(client, "matter", matter.reference)  # fmt: skip
    assert send(client, "drop_part", matter.reference, part.pk, words="x").status_code == 403
    assert send(client, "end_part", matter.reference, part.pk, words="").status_code == 200
    assert send(client, "end_part", matter.reference, part.pk, words="Đã hỏi.").status_code == 302
    assert "Hỏi năm hộ" not in page(client, "home")
    again = send(client, "end_part", matter.reference, part.pk, words="Lại.").status_code
    assert again in {200, 403}
    client.force_login(hanh)
    assert "có thể kết thúc vụ việc" in page(client, "matter", matter.reference)
    assert act(client, matter, "giai-quyet", **settle).status_code == 302


def test_a_part_is_nobody_elses(client, commune, area, hanh, lan, team_member, now):
    matter = factories.in_hand(commune, now, hanh, area=area)
    part = actions.add_part(matter=matter, task=Task("Hỏi.", Target(person=hanh)), by=hanh, at=now)
    for who, code in ((lan, 404), (team_member, 403)):
        client.force_login(who)
        for name in ("end_part", "drop_part"):
            assert send(client, name, matter.reference, part.pk, words="x").status_code == code
    assert Part.objects.undone().count() == 1


def test_what_an_officer_relieved_today_had_in_hand_is_shown_to_the_chief_to_give_away(
    desk, client, commune, chief, hanh, now
):
    matter = factories.in_hand(commune, now - HOUR, hanh)
    assert reverse("desk:unattended") not in page(desk, "home")
    hanh.posts.update(until=clock.local_day(now))
    assert "Không còn ai đứng tên" in page(desk, "home")
    assert reverse("desk:act", args=[matter.reference, "phan-cong"]) in page(desk, "unattended")
    assert "không còn ai đứng tên" in page(desk, "matter", matter.reference)
    act(desk, matter, "phan-cong", to=f"person:{chief.pk}")
    assert reverse("desk:unattended") not in page(desk, "home")
    client.force_login(hanh)  # the one whose post ended is told why nothing opens
    told = client.get(reverse("desk:home"))
    assert told.status_code == 403
    assert matter.reference not in told.content.decode()


def test_a_crew_is_not_ended_while_it_has_open_matters(desk, commune, crew, chief, now):
    matter = factories.in_hand(commune, now, chief)
    actions.assign(matter=matter, to=Target(crew=crew), by=chief, at=now)
    assert "Tổ còn 1 vụ việc" in send(desk, "end_crew", crew.pk).content.decode()


def test_a_crew_is_named_by_what_can_be_seen(desk, commune, chief, now):
    empty = send(desk, "found_crew", name="\u202e\u200b", home=commune.pk).content.decode()
    assert "Hãy ghi tên" in empty and not Crew.objects.exists()
    send(desk, "found_crew", name="Tổ \u202e1\u202c", home=commune.pk)
    crew = Crew.objects.get()
    assert crew.name == "Tổ 1"
    again = send(desk, "found_crew", name="Tổ 1\u200b", home=commune.pk).content.decode()
    assert "Đã có tổ mang tên này" in again and Crew.objects.count() == 1
    actions.rename_crew(crew=crew, name="Tổ \u20672", by=chief, at=now)
    assert Crew.objects.get().name == "Tổ 2"
