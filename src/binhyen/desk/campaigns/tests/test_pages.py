"""The pages of campaigns: planned from a kit, run, noted, read by who takes part."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.tests.pages import faults
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import Activity, Campaign
from binhyen.newsroom.tests import campaigning
from binhyen.people.models import Body, Post, Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

KIT = kits()["fire"]
PLAN = {
    "title": KIT.title.vi, "audience": KIT.audience.vi, "since": "02/03/2026", "last_day": "31/03/2026",
    "channels": ["LOUDSPEAKER", "LEAFLET"], "partners": ["WOMEN"], **{name: text.vi for name, text in KIT.texts.items()},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def office(client, secretary):
    """A browser in which the secretary is logged in."""
    client.force_login(secretary)
    return client


@pytest.fixture
def running(commune, secretary, at):
    return campaigning.running(commune, secretary, at)


def shown(client, name, *args):
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert faults(text) == []
    return text


def partner(commune, *bodies):
    who = people.user("Người của đoàn thể")
    for later, body in enumerate(bodies):
        since = commune.valid_from + timedelta(later)
        Post.objects.create(user=who, role=Role.PARTNER, unit=commune, body=body, since=since)
    return who


def test_where_nothing_is_planned_the_page_says_what_there_is(office, commune):
    page = shown(office, "campaigns")
    assert "Chưa có đợt tuyên truyền nào" in page and "Lập kế hoạch tuyên truyền" in page


def test_a_topic_fills_in_the_whole_plan(office, commune):
    assert "Tết an toàn" in shown(office, "campaign_topics")
    page = shown(office, "plan_campaign", "fire")
    assert KIT.title.vi in page and KIT.texts["zalo"].vi in page and "02/03/2026" in page


def test_a_plan_left_as_the_kit_has_it_stays_the_kits_whatever_ends_a_browsers_lines(
    office, commune
):
    typed = PLAN | {"leaflet": PLAN["leaflet"].replace("\n", "\r\n")}
    answer = office.post(reverse("desk:plan_campaign", args=["fire"]), typed)
    campaign = Campaign.objects.get()
    assert answer.url == reverse("desk:campaign", args=[campaign.pk])
    assert campaign.leaflet == KIT.texts["leaflet"].vi
    assert (campaign.since, campaign.until) == (date(2026, 3, 2), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_day": "01/03/2026"}, "Ngày cuối không thể trước ngày đầu."),
        ({"since": "32/03/2026"}, "ngày"),
        ({"channels": []}, "Kênh"),
        ({"zalo": "Nhớ tắt bếp nhé bà con. " * 40}, "600"),
        ({"partners": ["TEMPLE"]}, "TEMPLE"),
        ({"areas": ["99999999999999999999"]}, "địa bàn"),
    ],
)
def test_what_cannot_be_planned_is_said_and_what_was_typed_stays(office, commune, typed, sentence):
    words = "Lời của riêng ấp mình, không được mất."
    address = reverse("desk:plan_campaign", args=["fire"])
    answer = office.post(address, PLAN | {"loudspeaker": words} | typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and words in page and "govuk-error-summary" in page
    assert sentence == "địa bàn" or sentence in page
    assert not Campaign.objects.exists()


def test_a_topic_without_a_kit_does_not_exist(office, commune):
    assert office.get(reverse("desk:plan_campaign", args=["weather"])).status_code == 404


def test_an_officer_changes_the_words_and_a_late_colleague_is_told(office, running):
    address = reverse("desk:change_campaign", args=[running.pk])
    mine = PLAN | {"version": running.version, "zalo": "Bà con ấp 1 nhớ tắt bếp."}
    assert office.post(address, mine).status_code == 302
    assert "Bà con ấp 1 nhớ tắt bếp." in shown(office, "campaign", running.pk)
    late = office.post(address, mine | {"zalo": "Lời khác hẳn."}).content.decode()
    assert "Đồng nghiệp vừa sửa" in late and "Lời khác hẳn." in late


def test_a_campaign_is_begun_and_ended_by_one_press_each(office, commune, secretary, at):
    campaign = campaigning.planned(commune, secretary, at)
    for slug, state in (("bat-dau", "RUNNING"), ("bat-dau", "RUNNING"), ("ket-thuc", "ENDED")):
        office.post(reverse("desk:campaign_step", args=[campaign.pk, slug]))
        campaign.refresh_from_db()
        assert campaign.state == state
    page = shown(office, "campaign", campaign.pk)
    assert "quá ít, không nêu" in page and "Ghi một hoạt động" in page


def test_whoever_begins_too_early_is_told_when(office, commune, secretary, at):
    campaign = campaigning.planned(commune, secretary, at, since=at.date() + timedelta(days=3))
    answer = office.post(reverse("desk:campaign_step", args=[campaign.pk, "bat-dau"]), follow=True)
    assert "05/03/2026" in answer.content.decode()
    assert Campaign.objects.get().state == "PLANNED"


NOTE = {
    "kind": "MEETING",
    "held_on": "02/03/2026",
    "attended": "40",
    "reached": "",
    "pledges": "30",
    "cost": "250000",
}


def test_an_activity_is_noted_counted_drawn_and_taken_back(office, running, area):
    address = reverse("desk:note_activity", args=[running.pk])
    assert office.post(address, NOTE | {"area": area.pk}).status_code == 302
    row = Activity.objects.get()
    assert (row.attended, row.reached, row.pledges, row.cost) == (40, 40, 30, 250_000)
    page = shown(office, "campaign", running.pk)
    assert "250.000" in page and "by-chart" in page
    office.post(reverse("desk:take_back_activity", args=[running.pk, row.pk]))
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on": "03/03/2026"}, "Ngày này chưa đến."),
        ({"held_on": "01/03/2026"}, "Đợt tuyên truyền diễn ra từ 02/03/2026 đến 31/03/2026."),
        ({"reached": "39"}, "không thể ít hơn"),
        ({"attended": "-1"}, "Số không được nhỏ hơn 0."),
        ({"attended": "bốn mươi"}, "bốn mươi"),
        ({"cost": "999999999999999999999"}, "999999999999999999999"),
        ({"area": "0"}, "govuk-error-message"),
    ],
)
def test_an_activity_that_cannot_be_is_said_beside_its_field(
    office, running, area, typed, sentence
):
    address = reverse("desk:note_activity", args=[running.pk])
    page = office.post(address, NOTE | {"area": area.pk} | typed).content.decode()
    assert sentence in page and "govuk-error-summary" in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize("shape", ["to-roi-a4", "to-roi-a5", "trang-chieu"])
def test_leaflet_and_slide_leave_as_pdf(office, running, shape):
    answer = office.get(reverse("desk:campaign_pdf", args=[running.pk, shape]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_activities_leave_as_a_file(office, running, area, secretary, at, kind):
    campaigning.noted(running, area, secretary, at, attended=40, reached=60)
    answer = office.get(reverse("desk:campaign_file", args=[running.pk, kind]))
    content = answer.getvalue()
    assert content[:2] == b"PK" if kind == "xlsx" else "Họp dân".lower() in content.decode().lower()


def test_a_partner_sees_the_campaigns_it_takes_part_in_and_changes_nothing(
    client, commune, secretary, at
):
    theirs = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    others = campaigning.running(commune, secretary, at, "traffic", partners=[Body.SCHOOL])
    client.force_login(partner(commune, Body.WOMEN))
    page = shown(client, "campaigns")
    assert theirs.title in page and others.title not in page and "Lập kế hoạch" not in page
    assert client.get(reverse("desk:campaign", args=[others.pk])).status_code == 404
    assert (
        client.post(reverse("desk:campaign_step", args=[theirs.pk, "ket-thuc"])).status_code == 403
    )
    assert client.get(reverse("desk:campaign_topics")).status_code in {403, 404}


def test_a_partner_without_a_campaign_is_told_how_one_appears(client, commune):
    client.force_login(partner(commune, Body.WOMEN))
    assert "chưa tham gia đợt tuyên truyền nào" in shown(client, "campaigns")


def test_the_list_costs_as_much_for_many_as_for_one(
    office, commune, secretary, at, django_assert_max_num_queries
):
    for topic in kits():
        campaigning.running(commune, secretary, at, topic)
    with django_assert_max_num_queries(14):
        shown(office, "campaigns")


def test_only_a_commune_plans_campaigns(client, province):
    client.force_login(people.officer("Thư ký của tỉnh", Role.SECRETARY, province))
    assert client.get(reverse("desk:campaign_topics")).status_code == 404
    assert client.get(reverse("desk:plan_campaign", args=["fire"])).status_code == 404


def test_areas_of_a_merged_unit_stay_in_its_campaign_when_its_words_change(office, old_commune):
    then = people.AT.replace(year=2025, month=5)
    area = people.unit(
        "Cầu Cũ",
        level=Level.RESIDENTIAL_AREA,
        parent=old_commune,
        since=old_commune.valid_from,
        until=people.REFORM,
    )
    by = people.officer("Thư ký của xã cũ", Role.SECRETARY, old_commune)
    days = {"since": then.date(), "last_day": date(2026, 3, 31)}
    campaign = campaigning.running(old_commune, by, then, areas=[area], **days)
    typed = PLAN | {
        "since": "02/05/2025",
        "areas": [area.pk],
        "version": campaign.version,
        "zalo": "Lời mới.",
    }
    assert (
        office.post(reverse("desk:change_campaign", args=[campaign.pk]), typed).status_code == 302
    )
    assert Campaign.objects.get().areas.get() == area


def test_a_partner_notes_an_activity_and_sees_its_own_and_nobody_elses(
    client, commune, area, secretary, at
):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    campaigning.noted(campaign, area, secretary, at, attended=4321, reached=4321, cost=7_654_321)
    client.force_login(partner(commune, Body.WOMEN))
    form = shown(client, "note_activity", campaign.pk)
    assert 'name="attended"' in form and 'name="cost"' not in form and 'name="pledges"' not in form
    typed = {
        "kind": "HOUSES",
        "held_on": "02/03/2026",
        "area": area.pk,
        "attended": "0",
        "reached": "85",
        "cost": "9",
    }
    address = reverse("desk:note_activity", args=[campaign.pk])
    assert client.post(address, typed).status_code == 302
    row = Activity.objects.get(body="WOMEN")
    assert (row.reached, row.cost, row.pledges) == (85, 0, 0)
    page = shown(client, "campaign", campaign.pk)
    assert ">85<" in page and "4.321" not in page and "7.654.321" not in page
    assert "by-chart" not in page and "hoat-dong.csv" not in page and "bo/" not in page
    assert client.get(reverse("desk:campaign_file", args=[campaign.pk, "csv"])).status_code == 403
    assert "đã ghi hoạt động này" in client.post(address, typed).content.decode()
    for name, *more in (("take_back_activity", row.pk), ("campaign_step", "ket-thuc")):
        answer = client.post(reverse(f"desk:{name}", args=[campaign.pk, *more]))
        assert answer.status_code == 403
    client.force_login(secretary)
    assert "Hội Liên hiệp Phụ nữ" in shown(client, "campaign", campaign.pk)


def test_whoever_stands_for_two_bodies_says_for_which(client, commune, area, secretary, at):
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN, Body.YOUTH])
    client.force_login(partner(commune, Body.WOMEN, Body.YOUTH))
    address = reverse("desk:note_activity", args=[campaign.pk])
    typed = {"kind": "HOUSES", "held_on": "02/03/2026", "area": area.pk, "attended": "3"}
    assert "govuk-error-summary" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"stand": "1"}).status_code == 302
    assert Activity.objects.get().body == "YOUTH"


def test_a_school_reads_the_campaigns_of_its_commune_and_notes_at_its_place(
    client, commune, area, secretary, at
):
    school = people.unit("Trường mẫu", level=Level.SCHOOL, edition="local", parent=commune)
    campaign = campaigning.running(commune, secretary, at, partners=[Body.SCHOOL])
    client.force_login(partner(school, Body.SCHOOL))
    assert campaign.title in shown(client, "campaigns")
    address = reverse("desk:campaigns")
    assert client.get(address, {"don-vi": commune.pk}).status_code == 200
    for odd in ("x", "0", "9" * 30, "²"):
        assert client.get(address, {"don-vi": odd}).status_code == 404
    form = shown(client, "note_activity", campaign.pk)
    assert school.full_name in form and area.full_name not in form
    typed = {"kind": "SCHOOL", "held_on": "02/03/2026", "area": school.pk, "attended": "200"}
    client.post(reverse("desk:note_activity", args=[campaign.pk]), typed)
    assert Activity.objects.get().area == school


def test_a_partner_of_another_commune_finds_no_campaign(client, commune, other_commune, secretary, at):  # fmt: skip
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    client.force_login(partner(other_commune, Body.WOMEN))
    for name in ("campaign", "note_activity"):
        assert client.get(reverse(f"desk:{name}", args=[campaign.pk])).status_code == 404
    assert client.get(reverse("desk:campaigns"), {"don-vi": commune.pk}).status_code == 404


def test_the_commune_is_told_where_an_activity_may_be_noted_twice(client, commune, area, secretary, at):  # fmt: skip
    campaign = campaigning.running(commune, secretary, at, partners=[Body.WOMEN])
    campaigning.noted(campaign, area, secretary, at, attended=40, reached=40)
    client.force_login(partner(commune, Body.WOMEN))
    typed = {"kind": "MEETING", "held_on": "02/03/2026", "area": area.pk, "attended": "25"}
    client.post(reverse("desk:note_activity", args=[campaign.pk]), typed)
    assert "có thể trùng" not in shown(client, "campaign", campaign.pk)
    client.force_login(secretary)
    assert shown(client, "campaign", campaign.pk).count("có thể trùng") == 2
