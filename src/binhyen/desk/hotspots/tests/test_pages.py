"""The pages of hot spots: who sees what, and the way from the alert to the lesson on them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from binhyen.core import clock
from binhyen.desk.hotspots import pictures, sentences
from binhyen.hotspots import actions
from binhyen.hotspots.models import Alert, Ending, Look, MeasureKind, Scan, Watch
from binhyen.hotspots.queries import Place
from binhyen.hotspots.tests import factories as spots
from binhyen.movement import actions as movement
from binhyen.movement.models import CommitteeKind, Task
from binhyen.notices import actions as notices
from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places import cells as hexagons
from binhyen.places import drawing
from binhyen.places.models import Level, Unit


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def place(commune):
    return spots.areas(commune, 1)[0]


@pytest.fixture
def alert(commune, place):
    spots.planted(commune, place, 12)
    return spots.alert(commune, place)


def _page(client, who, name, *args, status=200):
    client.force_login(who)
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def _plan(commune, secretary, at):
    committee = movement.found_committee(
        unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=date(2026, 1, 5),
        decision_number="1/QĐ", decided_on=date(2026, 1, 5), by=secretary, at=at,
    )  # fmt: skip
    return movement.draw_up_plan(
        committee=committee, title="Kế hoạch năm", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        decision_number="2/KH", decided_on=date(2026, 1, 5), by=secretary, at=at,
    )  # fmt: skip


def test_the_page_says_where_when_and_how_seldom_chance_does_this(client, alert, place, hanh):
    assert "Điểm nóng" in _page(client, hanh, "hotspots")
    page = _page(client, hanh, "hotspot", alert.pk)
    assert "12 tin tại 1 nơi trong 7 ngày; bình thường chừng ấy ngày chỉ có khoảng 3,1 tin" in page
    assert "2 năm mới xảy ra một lần" in page
    assert place.full_name in page
    assert "<svg" in page
    assert "VV-" not in page


def test_who_reads_no_matters_sees_the_place_and_no_count_of_few(
    client, commune, place, secretary, alert
):
    page = _page(client, secretary, "hotspot", alert.pk)
    assert "Dấu chấm (·)" in page
    assert "Ghi nhận cảnh báo" not in page


def test_who_reads_no_matters_is_told_no_difference_of_two_nights(client, secretary, hanh, alert):
    """The sums of two windows, or of two weeks, would give what a single day brought."""
    for day, n in ((spots.LAST - timedelta(days=1), 10), (spots.LAST, 12)):
        alert.sightings.create(day=day, starts_on=alert.starts_on, observed=n, usual=3.1, llr=9)
    assert "Theo từng đêm" in _page(client, hanh, "hotspot", alert.pk)
    for name, args in (("hotspot", [alert.pk]), ("hotspots", [])):
        page = _page(client, secretary, name, *args)
        assert "Từ 10 tin trở lên" in page
        assert "12 tin" not in page
        assert "Theo từng đêm" not in page


def test_the_chief_makes_a_measure_a_task_by_one_press(
    client, commune, alert, chief, secretary, at
):
    _plan(commune, secretary, at)
    client.force_login(chief)
    client.post(reverse("desk:hotspot_acknowledge", args=[alert.pk]), {"version": 1})
    for _ in range(2):
        client.post(reverse("desk:hotspot_measure", args=[alert.pk]), {"version": 2, "kind": "PATROL"})  # fmt: skip
    task = Task.objects.get()
    assert task.origin == f"hotspot:{alert.pk}:PATROL"
    assert task.due_on == at.date() + timedelta(days=14)
    assert task.title in _page(client, chief, "hotspot", alert.pk)


def test_who_reads_the_plan_and_no_hot_spots_is_told_neither_kind_nor_place_by_a_task(
    client, commune, place, alert, chief, secretary, at
):
    _plan(commune, secretary, at)
    actions.acknowledge(alert=alert, by=chief, at=at)
    client.force_login(chief)
    client.post(reverse("desk:hotspot_measure", args=[alert.pk]), {"version": 2, "kind": "PATROL"})
    task = Task.objects.get()
    member = people.officer("Phan Văn Mẫu", Role.TEAM_MEMBER, commune)
    page = _page(client, member, "task", task.pk)
    assert "Tuần tra" in page
    assert place.full_name not in page
    assert sentences.group_name(alert.group) not in page
    address = reverse("desk:hotspot", args=[alert.pk])
    assert address not in page
    assert address in _page(client, chief, "task", task.pk)


def test_an_officer_who_keeps_no_plan_chooses_the_measure_and_the_secretary_makes_the_task(
    client, commune, alert, hanh, secretary, at
):
    _plan(commune, secretary, at)
    actions.acknowledge(alert=alert, by=hanh, at=at)
    client.force_login(hanh)
    client.post(reverse("desk:hotspot_measure", args=[alert.pk]), {"version": 2, "kind": "LIGHTING"})  # fmt: skip
    assert not Task.objects.exists()
    assert f"hotspot:{alert.pk}:LIGHTING" in _page(client, secretary, "hotspot", alert.pk)
    Alert.objects.update(state="CLOSED", ending="EASED", closed_at=at)
    assert f"hotspot:{alert.pk}:LIGHTING" not in _page(client, secretary, "hotspot", alert.pk)


def test_what_was_merged_since_is_told_and_counted_on_one_ground(
    client, commune, place, alert, hanh
):
    new = people.unit(
        "Mới", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune, lat=10.62, lon=106.3
    )
    neighbour = people.unit("Kế", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    for old in (place, neighbour):
        Unit.objects.filter(pk=old.pk).update(valid_to=new.valid_from + timedelta(days=1))
        people.succeed(old, new)
    page = _page(client, hanh, "hotspot", alert.pk)
    assert f"{place.full_name} nay thuộc {new.full_name}" in page
    assert "đã bị chia hoặc không còn" not in page
    successor = people.officer("Lê Văn Kế", Role.CHIEF, people.unit("Xã Kế Tiếp"))
    Unit.objects.filter(pk=commune.pk).update(valid_to=spots.LAST)
    people.succeed(commune, successor.posts.get().unit)
    assert "12 tin tại 1 nơi" in _page(client, successor, "hotspot", alert.pk)
    Unit.objects.filter(pk=new.pk).update(valid_to=spots.LAST)
    assert "đã bị chia hoặc không còn" in _page(client, hanh, "hotspot", alert.pk)
    look = Look(before=20, before_days=14, after=2, after_days=14, year=300, year_days=365)
    with translation.override("vi"):
        assert "không so sánh được" in sentences.effect(look, is_comparable=False)


def test_the_place_is_looked_at_again_and_closed_with_a_lesson(
    client, alert, place, hanh, at, monkeypatch
):
    client.force_login(hanh)
    actions.acknowledge(alert=alert, by=hanh, at=at)
    client.post(reverse("desk:hotspot_measure", args=[alert.pk]), {"version": 2, "kind": "PATROL"})
    look = reverse("desk:hotspot_look", args=[alert.pk])
    assert "Đến lúc xem lại" not in _page(client, hanh, "hotspots")
    early = client.post(look, {"version": 3, "after_days": 14, "words": "Yên."}).content.decode()
    assert "mới đủ số ngày sau biện pháp" in early
    close = reverse("desk:hotspot_close", args=[alert.pk])
    typed = {"version": 3, "ending": "EASED", "lesson": "Tuần tra đêm."}
    assert "Hãy xem lại nơi đó sau 14 ngày" in client.post(close, typed).content.decode()
    for version, days in ((3, 14), (4, 60)):
        monkeypatch.setattr(clock, "now", lambda days=days: at + timedelta(days=days))
        due = f"</a>: {days} ngày sau biện pháp"
        assert f"{sentences.group_name(alert.group)}, {place.full_name}{due}" in _page(
            client, hanh, "hotspots"
        )
        client.post(look, {"version": version, "after_days": days, "words": "Đã yên."})
    page = _page(client, hanh, "hotspot", alert.pk)
    assert "Đã giảm" in page
    assert "khoảng tin cậy 95 %" in page
    client.post(close, typed | {"version": 5})
    assert Alert.objects.get().lesson == "Tuần tra đêm."
    assert "Tuần tra đêm." in _page(client, hanh, "hotspots")


def test_who_presses_twice_keeps_it_once_and_who_comes_second_reads_what_was_kept(
    client, alert, hanh, chief, at, monkeypatch
):
    actions.acknowledge(alert=alert, by=hanh, at=at)
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=at)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=14))
    address = reverse("desk:hotspot_look", args=[alert.pk])
    typed = {"version": 3, "after_days": 14, "words": "Đã yên."}
    client.force_login(hanh)
    for _ in range(2):
        answer = client.post(address, typed)
        assert answer.url == reverse("desk:hotspot", args=[alert.pk])
    client.force_login(chief)
    page = client.post(address, typed | {"words": "Vẫn còn."}).content.decode()
    assert "Vừa có người khác cập nhật" in page
    assert "Đã yên." in page
    assert "Vẫn còn." in page
    assert "Ghi lại kết quả xem" not in page
    assert [look.words for look in Look.objects.order_by("after_days")] == ["Đã yên.", ""]
    for wrong in ("", "x", "15"):
        assert client.post(address, typed | {"after_days": wrong}).status_code == 404


def test_what_was_closed_meanwhile_is_shown_as_closed(client, alert, hanh, chief, at):
    actions.acknowledge(alert=alert, by=chief, at=at)
    actions.close(alert=alert, ending=Ending.NOTHING, lesson="Báo trùng.", by=chief, at=at)
    client.force_login(hanh)
    typed = {"version": 2, "ending": "EASED", "lesson": "Đã lắng."}
    page = client.post(reverse("desk:hotspot_close", args=[alert.pk]), typed).content.decode()
    for told in ("đã kết thúc", "Báo trùng.", "Đã lắng."):
        assert told in page
    assert '<button class="govuk-button" type="submit">' not in page


def test_who_may_not_count_is_told_no_sum_of_two_nights_and_sees_hidden_weeks_as_such(
    client, commune, place, alert, secretary, hanh, at
):
    Scan.objects.create(
        unit=commune, day=spots.LAST, stage="DONE", asked_at=at, ended_at=at, kinds=10, cases=123,
        places_left_out=2, cases_left_out=17,
    )  # fmt: skip
    page = _page(client, hanh, "hotspots")
    for told in ("Số tin trong năm: 123;", "tọa độ trên bản đồ: 2.", "đang theo dõi: 17."):
        assert told in page
    page = _page(client, secretary, "hotspots")
    assert "từ 120 trở lên" in page
    assert "tọa độ trên bản đồ: 2." in page
    assert "123" not in page
    assert "17." not in page
    assert 'fill-opacity="0.12"' in _page(client, secretary, "hotspot", alert.pk)
    assert 'fill-opacity="0.12"' not in _page(client, hanh, "hotspot", alert.pk)
    weeks = pictures.weeks_of(alert, [(alert.span, None), (alert.span, 0), (alert.span, 4)])
    assert [column.height for column in weeks.columns] == [120, 0, 106]
    assert weeks.most == 4


def test_a_scan_that_had_nothing_to_compare_says_so(client, commune, hanh, at):
    Scan.objects.create(
        unit=commune, day=spots.LAST, stage="DONE", asked_at=at, ended_at=at, cases=12
    )
    assert "Chưa so sánh được" in _page(client, hanh, "hotspots")


def test_what_was_changed_meanwhile_is_told_and_nothing_is_lost(client, alert, hanh, chief, at):
    actions.acknowledge(alert=alert, by=chief, at=at)
    client.force_login(hanh)
    close = reverse("desk:hotspot_close", args=[alert.pk])
    typed = {"version": 1, "ending": "NOTHING", "lesson": "Báo trùng nhau."}
    shown = client.post(close, typed).content.decode()
    assert "Vừa có người khác cập nhật" in shown
    assert "Báo trùng nhau." in shown
    assert 'name="version" value="2"' in shown


def test_a_scan_and_a_replay_are_asked_for_once(client, commune, hanh):
    client.force_login(hanh)
    for name in ("hotspot_scan", "hotspot_replay", "hotspot_scan", "hotspot_replay"):
        client.post(reverse(f"desk:{name}"))
    assert sorted(Scan.objects.values_list("is_replay", flat=True)) == [False, True]
    assert "Đang chờ bắt đầu" in _page(client, hanh, "hotspots")
    assert "Đang chờ bắt đầu" in _page(client, hanh, "hotspot_replay")


def test_the_chief_sets_how_soon_the_unit_is_warned(client, commune, chief, hanh):
    _page(client, hanh, "hotspot_watch", status=403)
    client.force_login(chief)
    address = reverse("desk:hotspot_watch")
    wanted = {
        "interval_days": "1095",
        "window_days": "14",
        "most_percent": "30",
        "most_km": "",
        "cells": "AREAS",
    }
    assert 'value="UNITS"' not in _page(client, chief, "hotspot_watch")
    assert client.post(address, wanted | {"most_percent": "90"}).status_code == 200
    assert client.post(address, wanted).status_code == 302
    assert "3 năm mới xảy ra một lần" in _page(client, chief, "hotspots")


def test_a_province_chooses_whether_communes_or_residential_areas_are_told_apart(client, commune):
    chief = people.officer("Võ Thị Tỉnh", Role.CHIEF, commune.parent)
    assert 'name="cells"' in _page(client, chief, "hotspot_watch")
    wanted = {
        "interval_days": "365",
        "window_days": "14",
        "most_percent": "30",
        "most_km": "",
        "cells": "AREAS",
    }
    assert client.post(reverse("desk:hotspot_watch"), wanted).status_code == 302
    assert Watch.objects.get(unit=commune.parent).cells == "AREAS"


def test_a_commune_chooses_hexagons_and_sees_them_on_the_map(
    client, commune, chief, hanh, secretary, place
):
    client.force_login(chief)
    wanted = {"interval_days": "365", "window_days": "28", "most_percent": "50", "most_km": "", "cells": "UNITS"}  # fmt: skip
    address = reverse("desk:hotspot_watch")
    assert client.post(address, wanted).status_code == 200
    assert client.post(address, wanted | {"cells": "NARROW"}).status_code == 302
    assert "theo ô lục giác" in _page(client, chief, "hotspot_replay")
    spots.planted(commune, place, 12)
    alert = spots.alert(commune, place, resolution=9)
    alert.cells.create(cell=hexagons.cell_at(place.lat, place.lon, 9))
    page = _page(client, hanh, "hotspot", alert.pk)
    assert f"ô quanh {place.full_name}" in page
    assert "0,1 km²" in page
    assert f"quanh {place.full_name}" in _page(client, hanh, "hotspots")
    coarse = _page(client, secretary, "hotspot", alert.pk)
    assert place.full_name in coarse
    assert "ô quanh" not in coarse
    assert "km²" not in coarse


def test_a_hexagon_is_drawn_with_six_corners(commune, place, monkeypatch):
    frame = drawing.Frame(106.2, 10.5, 106.5, 10.8)
    outline = drawing.Map(frame.height, "", "", {}, 10, "1", frame)
    monkeypatch.setattr(drawing, "map_of", lambda unit: outline)
    cell = hexagons.cell_at(place.lat, place.lon, 8)
    alert = spots.alert(commune, place, resolution=8)
    (spot,) = pictures.map_of(alert, [Place(place, cell)])["spots"]
    assert (len(spot.corners.split()), spot.number) == (6, 1)
    assert pictures.map_of(alert, [Place(place)])["spots"][0].corners == ""


def test_a_notice_leads_to_the_hot_spot(client, alert, hanh, at):
    notices.tell(to=[hanh], what=What.ALERT, subject=alert.reference, at=at)
    client.force_login(hanh)
    answer = client.get(reverse("desk:notice", args=[Notice.objects.get().pk]))
    assert answer.url == reverse("desk:hotspot", args=[alert.pk])


def test_a_long_list_asks_no_more_often_than_a_short_one(client, commune, place, hanh):
    client.force_login(hanh)
    asked = []
    for _ in range(2):
        spots.alert(commune, place)
        spots.alert(commune, place, state="CLOSED", ending="EASED", closed_at=spots.on(spots.LAST))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(reverse("desk:hotspots"))
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("before", "after", "year", "said"),
    [
        (20, 2, 300, "Đã giảm xuống dưới mức thường"),
        (40, 2, 30, "về khoảng mức thường"),
        (60, 12, 60, "vẫn nhiều hơn mức thường"),
        (3, 30, 30, "Đã tăng"),
        (3, 2, 30, "Chưa thấy thay đổi"),
    ],
)
def test_a_fall_from_the_peak_is_no_effect_of_the_measures(before, after, year, said):
    look = Look(before=before, before_days=14, after=after, after_days=14, year=year, year_days=365)
    with translation.override("vi"):
        assert said in sentences.effect(look)


@pytest.mark.parametrize(
    ("days", "said"),
    [(719.0, "2 năm"), (569.0, "1,6 năm"), (365.0, "mỗi năm một lần"), (48.6, "49 ngày")],
)
def test_how_seldom_chance_does_it_is_rounded_and_not_cut(days, said):
    with translation.override("vi"):
        assert sentences.seldom(days).startswith(said)


def test_what_chance_never_showed_is_more_seldom_than_that(alert):
    alert.is_beyond = True
    with translation.override("vi"):
        assert "còn hiếm hơn mức 2 năm" in sentences.by_chance(alert)


def test_a_replay_is_told_as_the_unit_was_warned_then_and_with_signs_of_its_kinds(
    client, commune, hanh, at
):
    said = {"unit": commune, "is_replay": True, "asked_at": at, "ended_at": at}
    Scan.objects.create(day=spots.LAST - timedelta(days=9), stage="FAILED", **said)
    assert "bị lỗi" in _page(client, hanh, "hotspot_replay")
    scan = Scan.objects.create(day=spots.LAST, stage="DONE", interval_days=182, raised=5, **said)
    for group, days in (
        ("social_evil", -5),
        ("dispute", 6),
        ("hotspot", 0),
        ("dispute", None),
        ("crime", None),
    ):
        flagged_on = None if days is None else spots.LAST + timedelta(days=days)
        scan.replayed.create(
            group=group, raised_on=spots.LAST, starts_on=spots.LAST, ends_on=spots.LAST + timedelta(days=20),
            observed=9, usual=2, recurrence_days=730,
            places="Ấp 1", flagged_on=flagged_on,
        )  # fmt: skip
    Watch.objects.create(unit=commune, interval_days=1095)
    page = _page(client, hanh, "hotspot_replay")
    for told in (
        "khoảng 4,0", "21 ngày sau cảnh báo", "5 ngày trước cảnh báo", "6 ngày sau cảnh báo", "đúng ngày cảnh báo",
        "nhóm việc này không có dấu hiệu riêng",
    ):  # fmt: skip
        assert told in page
    assert [
        row["sign"] for row in client.get(reverse("desk:hotspot_replay")).context["rows"]
    ].count("không") == 1
    assert "bị lỗi" not in page
    for name in ("hotspot_scan", "hotspot_replay"):
        said = client.post(reverse(f"desk:{name}"), follow=True).content.decode()
        assert "kết quả sẽ hiện ở đây" in said
        assert "một phút" not in said


def test_the_pages_say_what_only_begins_to_be_counted_and_what_lies_in_other_provinces(
    client, commune, alert, hanh, at
):
    Scan.objects.create(
        unit=commune, day=spots.LAST, stage="DONE", asked_at=at, ended_at=at, kinds=10, beginning=3
    )
    assert "chưa thể coi là điểm nóng: 3." in _page(client, hanh, "hotspots")
    assert "tỉnh khác" not in _page(client, hanh, "hotspot", alert.pk)
    Alert.objects.filter(pk=alert.pk).update(elsewhere=4)
    assert "Số xã thuộc tỉnh khác nằm trong đó: 4." in _page(client, hanh, "hotspot", alert.pk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0.1", "Hãy ghi từ 0,2 km trở lên"), ("-3", "Hãy ghi từ 0,2 km trở lên"), ("900", "lớn hơn 100")],
)  # fmt: skip
def test_a_reach_that_is_none_is_refused_in_kilometres_as_they_are_written(
    client, chief, typed, said
):
    client.force_login(chief)
    wanted = {"interval_days": "365", "window_days": "28", "most_percent": "50", "cells": "UNITS"}
    page = client.post(reverse("desk:hotspot_watch"), wanted | {"most_km": typed})
    assert page.status_code == 200
    assert said in page.content.decode() and f'value="{typed}"' in page.content.decode()
