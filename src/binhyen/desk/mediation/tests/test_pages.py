"""Mediation on its pages: who sees what, and what each bad input says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.models import Mediation
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

pytestmark = pytest.mark.django_db
TOLD = "Tranh chấp ranh đất giữa hai hộ (bịa để thử)."


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(hours=8))


@pytest.fixture
def ba(area):
    return people.officer("Trần Thị Ba", Role.MEDIATOR, area)


@pytest.fixture
def dispute(commune, area, hanh, at):
    return factories.in_hand(commune, at, hanh, category="DSP", area=area)


@pytest.fixture
def mediation(dispute, ba, hanh, at):
    return actions.ask_mediation(matter=dispute, mediators=[ba], words=TOLD, by=hanh, at=at)


def step_of(mediation, slug):
    return reverse("desk:mediation_step", args=[mediation.pk, slug])


def shown(client, name, *args):
    return client.get(reverse(f"desk:{name}", args=args)).content.decode()


SESSION = {"held_at": "2026-03-02T15:00", "place": "Nhà văn hóa ấp", "households": "2", "is_open": "no"}  # fmt: skip


def test_where_the_unit_is_not_at_work_the_page_says_so(client, dispute, mediation, ba, hanh, at):
    client.force_login(ba)
    assert "đơn vị không đang xử lý" not in shown(client, "mediation", mediation.pk)
    dispute.refresh_from_db()
    actions.set_aside(
        matter=dispute, words="Hai hộ đã rút lời.", by=hanh, at=at + timedelta(hours=1)
    )
    Mediation.objects.filter(pk=mediation.pk).update(ended_at=None, outcome="")
    assert "đơn vị không đang xử lý" in shown(client, "mediation", mediation.pk)


def test_from_asking_to_the_settled_matter(client, dispute, ba, hanh):
    client.force_login(hanh)
    address = reverse("desk:act", args=[dispute.reference, "nho-hoa-giai"])
    assert "Trần Thị Ba" in client.get(address).content.decode()
    typed = {"version": dispute.version, "mediators": [ba.pk], "words": TOLD}
    assert client.post(address, typed).status_code == 302
    mediation = Mediation.objects.get()
    client.force_login(ba)
    assert "Ấp Cầu Lớn" in shown(client, "home")
    assert TOLD in shown(client, "mediation", mediation.pk)
    assert client.post(step_of(mediation, "bat-dau"), {"go": 1}).status_code == 302
    held = SESSION | {"held_at": "02/03/2026 17:00"}
    assert client.post(step_of(mediation, "buoi"), held).status_code == 302
    end = {"outcome": "SUCCEEDED", "paper_number": "03/HGT"}
    assert client.post(step_of(mediation, "ket-qua"), end).status_code == 302
    mediation.refresh_from_db()
    assert mediation.is_written
    client.force_login(hanh)
    assert "hòa giải thành" in shown(client, "matter", dispute.reference)
    assert "03/HGT" in shown(client, "mediation", mediation.pk)


def test_a_mediator_sees_neither_the_matter_nor_what_residents_wrote(client, ba, mediation, dispute):  # fmt: skip
    client.force_login(ba)
    page = shown(client, "mediation", mediation.pk)
    assert dispute.title not in page and factories.WORDS not in page
    assert dispute.title not in shown(client, "home")
    assert client.get(reverse("desk:matter", args=[dispute.reference])).status_code == 404
    assert client.get(reverse("desk:inbox")).status_code == 403


@pytest.mark.parametrize("who", ["lan", "tam", "secretary", "head", "editor", "administrator", "auditor", "team_member"])  # fmt: skip
def test_for_everybody_else_it_does_not_exist(client, request, mediation, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("desk:mediation", args=[mediation.pk])).status_code == 404
    for slug in ("bat-dau", "buoi", "ket-qua"):
        assert client.post(step_of(mediation, slug), SESSION).status_code == 404
    mediation.refresh_from_db()
    assert mediation.started_at is None


def test_another_mediator_of_the_area_was_not_asked(client, area, mediation):
    client.force_login(people.officer("Hòa giải viên khác", Role.MEDIATOR, area))
    assert client.get(reverse("desk:mediation", args=[mediation.pk])).status_code == 404


def test_who_mediates_is_known_to_the_team_the_chief_and_who_asked(
    client, commune, ba, hanh, chief, mediation
):
    colleague = people.officer("Cao Văn Út", Role.DUTY_OFFICER, commune)
    for who, knows in ((ba, True), (hanh, True), (chief, True), (colleague, False)):
        client.force_login(who)
        page = shown(client, "mediation", mediation.pk).split("<main")[1]
        assert ("Trần Thị Ba" in page) == knows, who


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"held_at": "2026-03-01T15:00"}, "Buổi hòa giải phải sau khi giao"),
        ({"held_at": "2026-03-09T15:00"}, "Buổi hòa giải phải sau khi giao"),
        ({"held_at": "hôm qua"}, "Hãy ghi thời điểm"),
        ({"held_at": "0001-01-01T00:00"}, "Buổi hòa giải phải sau khi giao"),
        ({"households": "0"}, "govuk-error-message"),
        ({"households": "99999999999999"}, "govuk-error-message"),
        ({"place": ""}, "govuk-error-message"),
        ({"place": "x" * 500}, "govuk-error-message"),
        ({"is_open": "maybe"}, "govuk-error-message"),
    ],
)
def test_a_session_that_cannot_be_is_named_and_what_was_typed_is_kept(
    client, ba, mediation, changed, sentence
):
    client.force_login(ba)
    answer = client.post(step_of(mediation, "buoi"), SESSION | changed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not mediation.sessions.exists()


def test_an_end_before_the_start_and_a_paper_without_agreement_are_refused(client, ba, mediation):
    client.force_login(ba)
    answer = client.post(step_of(mediation, "ket-qua"), {"outcome": "FAILED"}).content.decode()
    assert "Hòa giải chưa bắt đầu" in answer
    answer = client.post(
        step_of(mediation, "ket-qua"), {"outcome": "FAILED", "paper_number": "1"}
    ).content.decode()
    assert "Chỉ hòa giải thành mới lập văn bản" in answer


def test_a_step_that_is_over_leads_back(client, ba, mediation):
    client.force_login(ba)
    client.post(step_of(mediation, "ket-qua"), {"outcome": "STOPPED"})
    assert client.get(step_of(mediation, "buoi")).status_code == 302
    again = client.post(step_of(mediation, "ket-qua"), {"outcome": "STOPPED"})
    assert "đã thay đổi trong lúc này" in again.content.decode()
    assert client.get(step_of(mediation, "gi-do")).status_code == 404


def test_the_committee_sees_how_many_and_where_and_no_matter(
    client, secretary, head, lan, dispute, hanh, at
):
    actions.record_signs(
        matter=dispute, households=15, is_violence_threatened=False, by=hanh, at=at
    )
    for who in (secretary, head):
        client.force_login(who)
        page = shown(client, "prolonged")
        assert "Ấp Cầu Lớn" in page and "02/03/2026" in page
        assert dispute.reference not in page and dispute.title not in page
    for who in (lan, hanh):
        client.force_login(who)
        assert client.get(reverse("desk:prolonged")).status_code == 403


@pytest.mark.parametrize("households", ["", "-1", "x", "99999"])
def test_a_number_of_households_that_cannot_be_is_named(client, dispute, hanh, households):
    client.force_login(hanh)
    address = reverse("desk:act", args=[dispute.reference, "dau-hieu"])
    answer = client.post(address, {"version": dispute.version, "households": households})
    assert answer.status_code == 200
    dispute.refresh_from_db()
    assert dispute.households == 0


def test_a_mediators_list_costs_the_same_for_many(
    client, commune, area, ba, hanh, at, django_assert_max_num_queries
):
    for _ in range(5):
        matter = factories.in_hand(commune, at, hanh, category="DSP", area=area)
        actions.ask_mediation(matter=matter, mediators=[ba], words=TOLD, by=hanh, at=at)
    client.force_login(ba)
    with django_assert_max_num_queries(8):
        shown(client, "home")
