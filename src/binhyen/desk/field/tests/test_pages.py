"""The pages in the field, with a network and without scripts."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.forces import actions as forces
from binhyen.matters.models import Crew, CrewMember, Matter, MatterPhoto
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.reports.actions import Person
from binhyen.reports.tests import factories as pictures

FIELD = reverse("desk:field")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch, settings, tmp_path, at):
    monkeypatch.setattr(clock, "now", lambda: at)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kha(area):
    return people.officer("Võ Văn Kha", Role.TEAM_MEMBER, area)


@pytest.fixture
def matter(commune, area, at):
    who = Person("Người báo tin bí mật", phone="0912345678", consent="v1")
    return factories.matter(commune, at - HOUR, area=area, person=who, words="Lời chỉ công an đọc.", lat=10.63, lon=106.37)  # fmt: skip


def page(client, address):
    return client.get(address).content.decode()


def test_tasks_are_those_of_ones_area_the_most_urgent_first(client, kha, commune, area, at):
    late = factories.matter(commune, at - 2 * HOUR, area=area)
    early = factories.matter(commune, at - timedelta(days=20), area=area)
    elsewhere = factories.matter(commune, at - HOUR)
    client.force_login(kha)
    shown = page(client, FIELD)
    assert shown.index(early.reference) < shown.index(late.reference)
    assert elsewhere.reference not in shown


def test_a_restricted_matter_is_nobodys_task(client, kha, commune, area, at):
    hidden = factories.matter(commune, at - HOUR, area=area, category="CHD")
    client.force_login(kha)
    assert hidden.reference not in page(client, FIELD)
    assert client.get(reverse("desk:field_task", args=[hidden.reference])).status_code == 404


def test_what_was_given_to_ones_crew_is_ones_task(client, commune, area, at):
    crew = Crew.objects.create(unit=commune, home=area, name="Tổ Cầu Lớn", since=at.date())
    bay = people.officer("Lê Văn Bảy", Role.TEAM_MEMBER, area)
    CrewMember.objects.create(crew=crew, user=bay, since=at.date())
    given = factories.matter(commune, at - HOUR)
    Matter.objects.filter(pk=given.pk).update(crew=crew)
    client.force_login(bay)
    assert given.reference in page(client, FIELD)


def test_a_task_says_what_and_where_and_never_who_or_in_which_words(client, kha, matter):
    client.force_login(kha)
    shown = page(client, reverse("desk:field_task", args=[matter.reference]))
    assert "geo:10.63000,106.37000" in shown
    assert matter.title in shown
    for secret in ("Người báo tin bí mật", "0912345678", "Lời chỉ công an đọc."):
        assert secret not in shown


def test_a_note_a_photo_and_done_work_without_scripts(client, kha, matter):
    client.force_login(kha)
    address = reverse("desk:field_task", args=[matter.reference])
    said = {"matter": matter.reference, "version": matter.version}
    upload = pictures.picture()
    from django.core.files.uploadedfile import SimpleUploadedFile

    for kind, more in (
        ("NOTE", {"words": "Đã tới xem."}),
        ("PHOTO", {"photo": SimpleUploadedFile("a.jpg", upload, "image/jpeg")}),
        ("DONE", {"words": ""}),
    ):
        answer = client.post(
            address, {"key": str(uuid4()), "kind": kind, **said, **more}, follow=True
        )
        assert answer.status_code == 200
        assert "govuk-notification-banner--success" in answer.content.decode(), kind
    assert MatterPhoto.objects.count() == 1
    assert "đã báo làm xong" in page(client, FIELD)


def test_an_empty_note_is_shown_again_with_a_sentence_at_its_field(client, kha, matter):
    client.force_login(kha)
    said = {
        "key": str(uuid4()),
        "kind": "NOTE",
        "matter": matter.reference,
        "version": 1,
        "words": "",
    }
    shown = client.post(reverse("desk:field_task", args=[matter.reference]), said).content.decode()
    assert "govuk-error-message" in shown


def test_a_patrol_works_without_scripts_and_stands_in_the_log(client, kha, area, secretary, at):
    client.force_login(kha)
    address = reverse("desk:field_patrol")
    said = {"key": str(uuid4()), "area": area.pk, "started_at": "2026-03-01T22:30", "ended_at": "2026-03-02T00:30",
            "companions": "3", "remarks": "Đèn hỏng ở cầu."}  # fmt: skip
    wrong = client.post(address, said | {"ended_at": "2026-03-01T21:00"}).content.decode()
    assert "Giờ kết thúc phải sau giờ bắt đầu" in wrong
    assert "Đèn hỏng ở cầu." in wrong
    client.post(address, said)
    assert "Đèn hỏng ở cầu." in page(client, FIELD)
    client.force_login(secretary)
    log = page(client, reverse("desk:patrols") + "?tuan=2026-03-01")
    assert "Đèn hỏng ở cầu." in log
    assert "2,0 giờ" in log
    assert "Đèn hỏng" not in page(client, reverse("desk:patrols") + "?tuan=2026-03-02")


@pytest.mark.parametrize("odd", ["", "hom-qua", "1999-01-01", "9999-12-31", "2026-13-40", "%00"])
def test_a_week_that_nobody_meant_is_this_week(client, secretary, odd):
    client.force_login(secretary)
    assert client.get(reverse("desk:patrols") + f"?tuan={odd}").status_code in {200, 400}


@pytest.mark.parametrize(
    ("who", "field", "patrol", "log"),
    [
        ("hanh", 200, 403, 200),
        ("chief", 200, 403, 200),
        ("secretary", 403, 403, 200),
        ("head", 403, 403, 200),
        ("lan", 200, 403, 200),
        ("administrator", 403, 403, 403),
        ("auditor", 403, 403, 403),
        ("team_member", 200, 200, 403),
    ],
)
def test_who_opens_which_page(client, request, who, field, patrol, log):
    client.force_login(request.getfixturevalue(who))
    assert client.get(FIELD).status_code == field
    assert client.get(reverse("desk:field_patrol")).status_code == patrol
    assert client.get(reverse("desk:patrols")).status_code == log


@pytest.mark.parametrize("who", ["lan", "tam"])
def test_neither_next_door_nor_the_level_above_sees_a_task_or_a_patrol(
    client, request, who, kha, matter, area, at
):
    forces.log_patrol(
        key=uuid4(), area=area, started_at=at - 2 * HOUR, ended_at=at - HOUR, companions=0,
        remarks="Chỉ Mỹ Thạnh biết.", by=kha, at=at,
    )  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    assert matter.reference not in page(client, FIELD)
    assert client.get(reverse("desk:field_task", args=[matter.reference])).status_code == 404
    assert "Chỉ Mỹ Thạnh biết." not in page(client, reverse("desk:patrols"))


def test_an_area_that_began_in_the_week_stands_in_it_and_not_in_the_week_before(
    client, secretary, commune
):
    people.unit(
        "Mới Lập", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune, since=date(2026, 2, 25)
    )  # fmt: skip
    client.force_login(secretary)
    for week, shown in (("2026-02-23", True), ("2026-02-16", False)):
        assert ("Mới Lập" in page(client, reverse("desk:patrols") + f"?tuan={week}")) is shown


def test_more_tasks_cost_no_more_queries(
    client, kha, commune, area, at, django_assert_max_num_queries
):
    client.force_login(kha)
    for number in range(6):
        factories.matter(commune, at - number * HOUR, area=area)
    with django_assert_max_num_queries(14):
        client.get(FIELD)


def test_more_patrols_cost_no_more_queries(
    client, kha, secretary, area, at, django_assert_max_num_queries
):
    for number in range(6):
        begin = at - (number + 2) * HOUR
        forces.log_patrol(
            key=uuid4(), area=area, started_at=begin, ended_at=begin + HOUR, companions=0, remarks="", by=kha, at=at,
        )  # fmt: skip
    client.force_login(secretary)
    with django_assert_max_num_queries(12):
        client.get(reverse("desk:patrols"))
