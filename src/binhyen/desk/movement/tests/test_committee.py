"""Committees as officers see them: the list, the change of a seat, who held what, and each refusal as its sentence."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.scorecard.tests.test_pages import text
from binhyen.movement import actions
from binhyen.movement.models import Committee, CommitteeKind, Duty, Seat
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.people.tests.factories import AT

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2025, 8, 1), date(2027, 8, 1)


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def committee(commune, secretary):
    return actions.found_committee(
        unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=FIRST, until=LAST,
        decision_number="15/QĐ-UBND", decided_on=FIRST, by=secretary, at=AT,
    )  # fmt: skip


@pytest.fixture
def member(committee, area, secretary):
    return actions.seat(
        committee=committee, full_name="Đặng Văn Năm", office="Trưởng Công an xã",
        duty=Duty.STANDING_DEPUTY, charge="Phụ trách an ninh, trật tự", areas=[area], since=FIRST,
        by=secretary, at=AT,
    )  # fmt: skip


@pytest.fixture
def logged_in(client, secretary):
    client.force_login(secretary)
    return client


SEAT = {"full_name": "Võ Thị Chín", "office": "Mặt trận", "duty": "MEMBER", "since": "1/8/2025"}
CHANGE = {"decision_number": "07/QĐ-UBND", "decided_on": "10/2/2026"}
NEW = {"full_name": "Trần Văn Tám", "office": "Trưởng Công an xã", "since": "10/2/2026"}


def test_a_seat_is_entered_in_full(logged_in, committee, area):
    page = reverse("desk:committee", args=[committee.pk])
    sent = SEAT | {"charge": "Theo dõi hòa giải", "areas": [area.pk]}
    assert logged_in.post(page, sent).status_code == 302
    shown = text(logged_in.get(page))
    assert "Theo dõi hòa giải" in shown
    assert area.full_name in shown


def test_21_members_print_as_the_decisions_list_with_the_head_first(
    logged_in, committee, secretary
):
    for number in range(20):
        actions.seat(
            committee=committee, full_name=f"Thành viên {number:02}", office="Xã", duty=Duty.MEMBER,
            since=FIRST, by=secretary, at=AT,
        )  # fmt: skip
    actions.seat(
        committee=committee, full_name="Huỳnh Văn Sáu", office="Chủ tịch xã", duty=Duty.HEAD,
        since=FIRST, by=secretary, at=AT,
    )  # fmt: skip
    response = logged_in.get(reverse("desk:committee_list", args=[committee.pk]))
    seats = response.context["seats"]
    assert (len(seats), seats[0].full_name, seats[1].full_name) == (
        21, "Huỳnh Văn Sáu", "Thành viên 00",
    )  # fmt: skip
    assert "15/QĐ-UBND" in text(response)


def test_the_list_asks_no_more_for_more_members(
    logged_in, committee, member, secretary, area, django_assert_max_num_queries
):
    for number in range(10):
        actions.seat(
            committee=committee, full_name=f"Thành viên {number}", office="Xã", duty=Duty.MEMBER,
            areas=[area], since=FIRST, by=secretary, at=AT,
        )  # fmt: skip
    with django_assert_max_num_queries(20):
        logged_in.get(reverse("desk:committee_list", args=[committee.pk]))
    with django_assert_max_num_queries(30):
        logged_in.get(reverse("desk:committee", args=[committee.pk]))


def test_replacing_is_one_act_and_the_list_of_a_day_knows_who_sat(logged_in, member):
    sent = NEW | CHANGE | {"charge": member.charge}
    assert logged_in.post(reverse("desk:replace_seat", args=[member.pk]), sent).status_code == 302
    sheet = reverse("desk:committee_list", args=[member.committee_id])
    assert "Đặng Văn Năm" in text(logged_in.get(sheet, {"ngay": "9/2/2026"}))
    now = text(logged_in.get(sheet, {"ngay": "10/2/2026"}))
    assert "Trần Văn Tám" in now
    assert "Đặng Văn Năm" not in now
    page = text(logged_in.get(reverse("desk:committee", args=[member.committee_id])))
    assert "07/QĐ-UBND" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"since": "31/7/2025"}, "The day must lie in the committee"),
        ({"since": "1/8/2027"}, "The day must lie in the committee"),
        ({"decision_number": "8/QĐ-UBND"}, "A decision has a number and a date"),
        ({"decision_number": "15/QĐ-UBND", "decided_on": "1/9/2025"}, "stands on the decision of"),
    ],
)  # fmt: skip
def test_a_seat_that_cannot_be_says_why_and_keeps_what_was_typed(
    logged_in, committee, typed, sentence
):
    logged_in.cookies["ngon_ngu"] = "en"
    response = logged_in.post(reverse("desk:committee", args=[committee.pk]), SEAT | typed)
    assert response.status_code == 200
    assert sentence in text(response).replace("&#x27;", "'")
    assert "Võ Thị Chín" in text(response)
    assert not Seat.objects.exists()


def test_a_seat_sent_twice_is_entered_once_and_the_second_tab_is_told(logged_in, committee):
    page = reverse("desk:committee", args=[committee.pk])
    assert logged_in.post(page, SEAT).status_code == 302
    again = logged_in.post(page, SEAT)
    assert "Người này đang giữ đúng ghế này trong thời gian đó." in text(again)
    assert "Võ Thị Chín" in text(again)
    assert Seat.objects.count() == 1
    other = SEAT | {"office": "Chủ tịch Hội Phụ nữ xã"}  # one person may hold several seats
    assert logged_in.post(page, other).status_code == 302


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("1/8/2025", "it can only end after that day"),
        ("1/7/2025", "it can only end after that day"),
        ("2/8/2027", "The day must lie in the committee"),
    ],
)
def test_an_end_before_the_start_or_after_the_term_says_so(logged_in, member, until, sentence):
    logged_in.cookies["ngon_ngu"] = "en"
    response = logged_in.post(
        reverse("desk:leave_seat", args=[member.pk]), CHANGE | {"until": until}
    )
    assert sentence in text(response).replace("&#x27;", "'")
    member.refresh_from_db()
    assert member.until is None


def test_a_seat_ended_twice_says_when_and_by_which_decision(logged_in, member):
    logged_in.cookies["ngon_ngu"] = "en"
    page = reverse("desk:leave_seat", args=[member.pk])
    assert logged_in.post(page, CHANGE | {"until": "10/2/2026"}).status_code == 302
    again = {"until": "1/3/2026", "decision_number": "9/QĐ-UBND", "decided_on": "1/3/2026"}
    for address in (page, reverse("desk:replace_seat", args=[member.pk])):
        response = logged_in.post(address, again | NEW)
        assert "ended on 10/02/2026 by decision 07/QĐ-UBND: it ends only once" in text(response)
    assert Seat.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decided_on": "2/12/2025"}, "stands on the decision of 01/08/2025 already"),
        ({"decision_number": "16/QĐ-UBND", "until": "1/7/2025"}, "The end must come after the start"),
    ],
)  # fmt: skip
def test_a_committee_founded_wrongly_says_why(logged_in, committee, typed, sentence):
    logged_in.cookies["ngon_ngu"] = "en"
    sent = {
        "kind": "PROGRAMME", "name": "Ban khác", "since": "1/9/2025",
        "decision_number": "15/QĐ-UBND", "decided_on": "1/8/2025",
    }  # fmt: skip
    page = reverse("desk:committees") + f"?don-vi={committee.unit_id}"
    response = logged_in.post(page, sent | typed)
    assert sentence in text(response)
    assert Committee.objects.count() == 1


def test_who_held_what_on_a_day(logged_in, member, commune):
    page = reverse("desk:who_held")
    assert "Đặng Văn Năm" in text(logged_in.get(page, {"don-vi": commune.pk}))
    assert "Đặng Văn Năm" not in text(
        logged_in.get(page, {"don-vi": commune.pk, "ngay": "31/7/2025"})
    )
    bad = logged_in.get(page, {"don-vi": commune.pk, "ngay": "không biết"})
    assert bad.status_code == 200
    assert "không biết" in text(bad)


def test_a_seat_of_another_commune_does_not_exist(client, lan, member):
    client.force_login(lan)
    for name in ("leave_seat", "replace_seat"):
        assert client.get(reverse(f"desk:{name}", args=[member.pk])).status_code == 404
    assert client.get(reverse("desk:committee_list", args=[member.committee_id])).status_code == 404


def test_who_may_read_may_not_replace(client, hanh, member):
    client.force_login(hanh)
    assert client.get(reverse("desk:replace_seat", args=[member.pk])).status_code == 403


def test_the_officers_of_a_model_unit_read_the_committee_that_chose_it(client, hanh, lan, commune):
    leader = people.officer("Người đứng đầu tỉnh", Role.HEAD, commune.parent)
    province = actions.found_committee(
        unit=commune.parent, kind=CommitteeKind.PROGRAMME, name="Ban của tỉnh", since=FIRST,
        decision_number="5/QĐ-UBND", decided_on=FIRST, by=leader, at=AT,
    )  # fmt: skip
    page = reverse("desk:committee", args=[province.pk])
    client.force_login(hanh)
    assert client.get(page).status_code == 404
    actions.designate(
        committee=province, unit=commune, year=2026, decision_number="6/QĐ-UBND", decided_on=FIRST,
        by=leader, at=AT,
    )  # fmt: skip
    assert client.get(page).status_code == 200
    programme = client.get(reverse("desk:programme", args=[province.pk, 2026]))
    assert "6/QĐ-UBND" in text(programme)
    assert programme.context["rows"] == []
    client.force_login(lan)
    assert client.get(page).status_code == 404


def test_the_list_tells_the_term_and_which_committee_has_ended(logged_in, committee):
    page = reverse("desk:committees")
    shown = text(logged_in.get(page))
    assert "01/08/2025 – 01/08/2027" in shown
    assert "đã hết nhiệm kỳ" not in shown
    Committee.objects.update(until=AT.date())
    assert "đã hết nhiệm kỳ" in text(logged_in.get(page))
