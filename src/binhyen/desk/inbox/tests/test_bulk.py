"""Many matters at once: nothing happens unseen, nothing twice, and a moment to take it back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.actions import ordering
from binhyen.matters.models import BulkOrder, Matter, Move, Stage
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.matters.workflow import Act
from binhyen.notices.models import Notice
from binhyen.people.models import Post
from binhyen.people.policy import NotAllowed

MINUTE = timedelta(minutes=1)


def ordered(commune, by, at, *matters, act=Act.TAKE_IN_HAND, **said):
    seen = [(matter.pk, matter.version) for matter in matters]
    return actions.order(
        order=actions.Order(act, **said), unit=commune, seen=seen, wait=MINUTE, by=by, at=at
    )


def moves(matter, act):
    return Move.objects.filter(matter=matter, act=act.value).count()


def test_the_whole_way_from_the_list_to_the_result(desk, commune, hanh, now):
    new = factories.matter(commune, now)
    taken = factories.in_hand(commune, now, hanh)
    address = reverse("desk:bulk")
    chosen = desk.get(address, {"chon": [new.reference, taken.reference]}).content.decode()
    assert "Đã chọn 2 vụ việc" in chosen
    seen = [f"{new.pk}.{new.version}", f"{taken.pk}.{taken.version}"]
    typed = {"thay": seen, "viec": "TAKE_IN_HAND", "severity": "", "words": ""}
    preview = desk.post(address, typed | {"xem": "1"}).content.decode()
    assert "1 vụ việc sẽ được thay đổi" in preview
    assert "1 vụ việc được bỏ ra" in preview
    assert "bước này không còn phù hợp với trạng thái" in preview
    assert not BulkOrder.objects.exists()
    answer = desk.post(address, typed | {"dong_y": "1"})
    order = BulkOrder.objects.get()
    waiting = desk.get(answer["Location"]).content.decode()
    assert "Chưa có gì thay đổi." in waiting and "Hoàn lại" in waiting
    assert actions.carry_out_orders(at=clock.now()) == 0
    assert moves(new, Act.TAKE_IN_HAND) == 0
    assert actions.carry_out_orders(at=clock.now() + 2 * MINUTE) == 1
    new.refresh_from_db()
    assert new.handler == hanh
    done = desk.get(reverse("desk:bulk_order", args=[order.pk])).content.decode()
    assert "Đã làm: 1 vụ việc" in done
    assert Notice.objects.filter(user=hanh, what="BULK_DONE").count() == 1


def test_what_is_undone_in_time_never_happens(desk, commune, hanh, now):
    matter = factories.matter(commune, now)
    order = ordered(commune, hanh, now, matter)
    desk.post(reverse("desk:undo_bulk", args=[order.pk]))
    assert actions.carry_out_orders(at=now + 2 * MINUTE) == 0
    assert moves(matter, Act.TAKE_IN_HAND) == 0
    late = ordered(commune, hanh, now, matter)
    actions.carry_out_orders(at=now + 2 * MINUTE)
    page = desk.post(reverse("desk:undo_bulk", args=[late.pk]), follow=True).content.decode()
    assert "Đã quá lúc hoàn lại" in page
    assert moves(matter, Act.TAKE_IN_HAND) == 1


def test_what_changed_meanwhile_is_left_and_reported(desk, commune, hanh, chief, now):
    first, second = (factories.matter(commune, now) for _ in range(2))
    order = ordered(commune, hanh, now, first, second, act=Act.NOTE, words="Gọi lại.")
    actions.note(matter=first, words="Tôi gọi rồi.", by=chief, at=now)
    actions.carry_out_orders(at=now + 2 * MINUTE)
    order.refresh_from_db()
    assert order.results == ["CHANGED", ""]
    assert moves(first, Act.NOTE) == 1 and moves(second, Act.NOTE) == 1
    page = desk.get(reverse("desk:bulk_order", args=[order.pk])).content.decode()
    assert "có người vừa xử lý" in page


def test_two_workers_never_do_it_twice(commune, hanh, now):
    matters = [factories.matter(commune, now) for _ in range(3)]
    order = ordered(commune, hanh, now, *matters, act=Act.NOTE, words="Một lần.")
    one = BulkOrder.objects.select_related("by", "unit").get()
    other = BulkOrder.objects.select_related("by", "unit").get()
    BulkOrder.objects.update(stage=Stage.RUNNING.value)
    one.stage = other.stage = Stage.RUNNING.value
    assert ordering._do_one(one, 0, now)
    assert not ordering._do_one(other, 0, now)
    assert actions.carry_out_orders(at=now + 2 * MINUTE) == 1
    order.refresh_from_db()
    assert (order.stage, order.results) == ("DONE", ["", "", ""])
    assert [moves(matter, Act.NOTE) for matter in matters] == [1, 1, 1]


def test_whose_post_ended_meanwhile_changes_nothing_and_is_told(desk, commune, hanh, now):
    matter = factories.matter(commune, now)
    order = ordered(commune, hanh, now, matter)
    Post.objects.filter(user=hanh).update(until=clock.local_day(now))
    actions.carry_out_orders(at=now + 2 * MINUTE)
    order.refresh_from_db()
    assert (order.stage, order.results) == ("REFUSED", [])
    assert moves(matter, Act.TAKE_IN_HAND) == 0
    assert "chức vụ đã thôi" in str(order.get_stage_display())


def test_a_restricted_matter_is_left_out_and_its_title_not_shown(desk, commune, chief, now):
    secret = factories.in_hand(commune, now, chief, category="DMV")
    address = reverse("desk:bulk")
    typed = {"thay": [f"{secret.pk}.{secret.version}"], "viec": "NOTE", "words": "x"}
    page = desk.post(address, typed | {"xem": "1"}).content.decode()
    assert secret.title not in page and "hạn chế: bạn không được đọc" in page
    refused = desk.post(address, typed | {"dong_y": "1"}).content.decode()
    assert "không vụ việc nào làm được" in refused
    assert not BulkOrder.objects.exists()


def test_severity_closing_and_messages_are_done_for_many(commune, hanh, now):
    new = factories.matter(commune, now)
    ordered(commune, hanh, now, new, act=Act.TRIAGE, detail={"severity": "URGENT"})
    done = factories.matter(commune, now)
    actions.set_aside(matter=done, words="x", by=hanh, at=now)
    ordered(commune, hanh, now, done, act=Act.CLOSE)
    heard = factories.receive(commune, now)
    actions.hear(report=heard.matter.attached.get().report, words="Sao rồi?", at=now)
    heard.matter.refresh_from_db()
    ordered(commune, hanh, now, heard.matter, act=Act.MARK_HEARD)
    assert actions.carry_out_orders(at=now + 2 * MINUTE) == 3
    for matter in (new, done, heard.matter):
        matter.refresh_from_db()
    assert new.severity == Severity.URGENT
    assert done.state == "CLOSED"
    assert not heard.matter.has_news


def test_all_that_fits_the_filter_can_be_chosen(desk, commune, now):
    for _ in range(3):
        factories.matter(commune, now)
    factories.matter(commune, now, category="THF")
    page = desk.get(reverse("desk:bulk"), {"tat_ca": "1", "nhom": "environment"}).content.decode()
    assert "Đã chọn 3 vụ việc" in page


@pytest.mark.parametrize("odd", ["", "x", "1", "1.x", "٣.١", "9" * 40 + ".1", "\0"])
def test_what_no_preview_wrote_chooses_nothing(desk, commune, now, odd):
    factories.matter(commune, now)
    answer = desk.post(reverse("desk:bulk"), {"thay": odd, "viec": "NOTE", "words": "x"})
    assert answer.status_code in {302, 400}
    assert not BulkOrder.objects.exists()


def test_another_unit_orders_nothing_here(client, commune, lan, now):
    matter = factories.matter(commune, now)
    with pytest.raises(NotAllowed):
        ordered(commune, lan, now, matter)
    client.force_login(lan)
    typed = {"thay": f"{matter.pk}.1", "viec": "NOTE", "words": "x", "dong_y": "1"}
    client.post(reverse("desk:bulk"), typed)
    assert not BulkOrder.objects.exists()
    assert Matter.objects.get().version == 1


def test_many_are_assigned_to_a_crew_and_a_restricted_one_is_left_out(
    desk, commune, hanh, chief, now
):
    plain = factories.matter(commune, now)
    walled = factories.matter(commune, now, category="CHD")
    crew = factories.crew(commune, now, chief, hanh)
    seen = [f"{each.pk}.{each.version}" for each in (plain, walled)]
    typed = {"thay": seen, "viec": "ASSIGN", "to": f"crew:{crew.pk}", "severity": "", "words": ""}
    preview = desk.post(reverse("desk:bulk"), typed | {"xem": "1"}).content.decode()
    assert crew.name in preview
    assert "không giao được cho nơi bạn chọn" in preview
    desk.post(reverse("desk:bulk"), typed | {"dong_y": "1"})
    actions.carry_out_orders(at=now + 2 * MINUTE)
    plain.refresh_from_db()
    walled.refresh_from_db()
    assert (plain.crew, walled.crew) == (crew, None)


def test_to_assign_asks_to_whom(desk, commune, now):
    matter = factories.matter(commune, now)
    typed = {"thay": [f"{matter.pk}.{matter.version}"], "viec": "ASSIGN", "to": ""}
    assert "Hãy chọn" in desk.post(reverse("desk:bulk"), typed | {"xem": "1"}).content.decode()
    assert not BulkOrder.objects.exists()


def test_nobody_of_another_commune_can_be_chosen(desk, commune, lan, now):
    matter = factories.matter(commune, now)
    typed = {"thay": [f"{matter.pk}.{matter.version}"], "viec": "ASSIGN", "to": f"person:{lan.pk}"}
    desk.post(reverse("desk:bulk"), typed | {"dong_y": "1"})
    assert not BulkOrder.objects.exists()


def test_the_crew_that_ended_meanwhile_gets_nothing(commune, hanh, chief, now):
    matter = factories.matter(commune, now)
    crew = factories.crew(commune, now, chief, hanh)
    order = ordered(commune, hanh, now, matter, act=Act.ASSIGN, detail={"to": f"crew:{crew.pk}"})
    actions.end_crew(crew=crew, by=chief, at=now)
    actions.carry_out_orders(at=now + 2 * MINUTE)
    order.refresh_from_db()
    assert order.results == ["TARGET"]


def test_the_notice_leads_to_what_came_of_the_order(desk, commune, hanh, now):
    order = ordered(commune, hanh, now, factories.matter(commune, now))
    actions.carry_out_orders(at=now + 2 * MINUTE)
    notice = Notice.objects.get(what="BULK_DONE")
    answer = desk.get(reverse("desk:notice", args=[notice.pk]))
    assert answer["Location"] == reverse("desk:bulk_order", args=[order.pk])
