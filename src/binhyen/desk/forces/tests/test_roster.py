"""The pages of the roster: who may open which, what each refuses, and that nothing typed is lost."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.forces import actions
from binhyen.forces.models import Member, Service, Team, TeamRole
from binhyen.forces.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

pytestmark = pytest.mark.django_db
NAME = "Lê Văn Tám"


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def team(commune, area, chief, at):
    return factories.team(commune, chief, at, areas=(area,))


@pytest.fixture
def service(team, chief, at):
    return factories.member(team, chief, at, role=TeamRole.LEADER)


@pytest.fixture
def training(team, commune, service, chief, at):
    return factories.trained(commune, [team], chief, at, on=date(2026, 1, 10))


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def reading(team, service, training):
    """Pages that name members."""
    unit = f"?don-vi={team.unit_id}"
    return [
        reverse("desk:member", args=[service.member_id]),
        reverse("desk:training", args=[training.pk]),
        *(
            reverse(f"desk:{name}") + unit
            for name in ("trainings", "strengthening", "export_roster", "print_roster")
        ),
    ]


def keeping(team, service):
    """Pages on which the roster is kept."""
    return [
        *(
            reverse(f"desk:{name}", args=[team.pk])
            for name in ("report_strength", "appoint_member", "replace_leader", "equipment")
        ),
        reverse("desk:correct_member", args=[service.member_id]),
        *(
            reverse(f"desk:{name}", args=[service.pk])
            for name in ("give_role", "move_member", "end_service")
        ),
        reverse("desk:import_roster") + f"?don-vi={team.unit_id}",
    ]


@pytest.mark.parametrize("who", ["chief", "head", "secretary"])
def test_the_committee_and_the_chief_open_every_page(client, request, team, service, training, who):
    client.force_login(request.getfixturevalue(who))
    address = reverse("desk:team", args=[team.pk])
    for page in [address, *reading(team, service, training), *keeping(team, service)]:
        assert client.get(page).status_code == 200, page
    assert NAME in text(client.get(address))


def test_the_duty_officer_reads_and_keeps_nothing(client, hanh, team, service, training):
    client.force_login(hanh)
    for page in reading(team, service, training):
        assert client.get(page).status_code == 200, page
    for page in keeping(team, service):
        assert client.get(page).status_code == 403, page
    assert reverse("desk:appoint_member", args=[team.pk]) not in text(
        client.get(reverse("desk:team", args=[team.pk]))
    )


@pytest.mark.parametrize("who", ["tam", "appraiser", "editor"])
def test_whoever_is_no_committee_and_no_police_here_sees_numbers_and_no_name(
    client, request, team, service, training, who
):
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse("desk:team", args=[team.pk]))
    assert page.status_code == 200
    assert NAME not in text(page) and "1/5" in text(page)
    for address in [*reading(team, service, training), *keeping(team, service)]:
        answer = client.get(address)
        assert answer.status_code in {403, 404}, address
        assert NAME not in text(answer)
    assert not Entry.objects.filter(event="forces.roster_taken").exists()


def test_for_the_officer_of_another_commune_none_of_it_exists(client, lan, team, service, training):
    client.force_login(lan)
    pages = [
        reverse("desk:team", args=[team.pk]), *reading(team, service, training), *keeping(team, service)
    ]  # fmt: skip
    for address in pages:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"until": "1/1/2026"}).status_code in {404, 405}, address


def test_a_member_reads_the_own_page_and_nobody_elses(
    client, team_member, team, service, training, chief, at
):
    client.force_login(team_member)
    address = reverse("desk:own_service")
    assert "danh sách" in text(client.get(address))
    actions.correct_member(
        member=service.member,
        person=factories.person(NAME, user=team_member),
        by=chief,
        at=at,
    )
    own = text(client.get(address))
    assert NAME in own and "Kỹ năng tuần tra" in own
    assert reverse("desk:correct_member", args=[service.member_id]) not in own
    for page in reading(team, service, training):
        assert client.get(page).status_code in {403, 404}, page


def test_a_team_that_does_not_exist_is_not_found(client, chief):
    client.force_login(chief)
    for name in ("team", "member", "end_service", "training", "appoint_member"):
        assert client.get(reverse(f"desk:{name}", args=[99])).status_code == 404


def typed(**changed):
    return {
        "full_name": "Phạm Thị Chín", "birth_year": "1990", "education": "UPPER_SECONDARY", "is_resident": "on",
        "applied_on": "", "attested_on": "1/6/2024", "health_until": "1/6/2027", "age_exception": "", "user": "",
        "role": "MEMBER", "since": "1/8/2024", "decision_number": "13/QĐ-UBND", "decided_on": "30/7/2024",
    } | changed  # fmt: skip


def test_a_member_is_appointed(client, chief, team):
    client.force_login(chief)
    answer = client.post(reverse("desk:appoint_member", args=[team.pk]), typed())
    assert answer.url == reverse("desk:team", args=[team.pk])
    kept = Service.objects.get()
    assert (kept.member.full_name, kept.since) == ("Phạm Thị Chín", date(2024, 8, 1))
    assert Team.objects.get().serving is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"birth_year": "2010"}, "Chưa đủ 18 tuổi"),
        ({"birth_year": "1950"}, "Trên 70 tuổi"),
        ({"birth_year": "198"}, "1900"),
        ({"since": "31/2/2024"}, "ngày"),
        ({"since": "1/8/2030"}, "Ngày này chưa đến"),
        ({"since": "1/8/2023"}, "Sớm nhất là ngày 01/07/2024"),
        ({"full_name": "lê văn tám", "birth_year": "1985"}, "đang ở Tổ bảo vệ số 1"),
        ({"full_name": "\u200b"}, "bắt buộc"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    client, chief, team, service, changed, sentence
):
    client.force_login(chief)
    page = client.post(reverse("desk:appoint_member", args=[team.pk]), typed(**changed))
    assert page.status_code in {200, 409}
    assert sentence in text(page)
    assert "13/QĐ-UBND" in text(page)
    assert Member.objects.count() == 1


def test_a_leader_is_replaced_by_a_decision(client, chief, team, service, at):
    new = factories.member(team, chief, at, full_name="Phạm Thị Chín")
    client.force_login(chief)
    page = reverse("desk:replace_leader", args=[team.pk])
    assert NAME in text(client.get(page))
    client.post(
        page,
        {"service": new.pk, "since": "1/9/2025", "decision_number": "31/QĐ-UBND", "decided_on": "30/8/2025"},
    )  # fmt: skip
    leader = Service.objects.get(role=TeamRole.LEADER, until=None)
    assert leader.member_id == new.member_id
    shown = text(client.get(reverse("desk:team", args=[team.pk])))
    assert "31/QĐ-UBND" in shown and "nhận chức vụ khác" in shown


def test_a_service_ends_and_the_vacancy_shows_in_the_plan(client, chief, team, service):
    client.force_login(chief)
    page = reverse("desk:end_service", args=[service.pk])
    wrong = {"until": "1/7/2024", "ending": "OWN_WISH", "decision_number": "9/QĐ", "decided_on": "1/7/2024"}  # fmt: skip
    assert "Sớm nhất là ngày 02/07/2024" in text(client.post(page, wrong))
    assert client.post(page, {**wrong, "until": "1/2/2026"}).status_code == 302
    assert client.get(page).status_code == 404
    plan = text(client.get(reverse("desk:strengthening")))
    assert "5/5 (100 %)" in plan


def test_a_member_moves_and_takes_another_role(client, chief, commune, team, service, at):
    other = factories.team(commune, chief, at, name="Tổ số 2")
    client.force_login(chief)
    paper = {"decision_number": "31/QĐ-UBND", "decided_on": "30/8/2025"}
    client.post(
        reverse("desk:give_role", args=[service.pk]), {"role": "MEMBER", "since": "1/9/2025", **paper}
    )  # fmt: skip
    now = Service.objects.get(until=None)
    client.post(
        reverse("desk:move_member", args=[now.pk]),
        {"team": other.pk, "role": "DEPUTY", "since": "1/10/2025", **paper},
    )
    assert Service.objects.get(until=None).team_id == other.pk
    assert client.get(reverse("desk:member", args=[service.member_id])).status_code == 200


def test_strength_is_reported_until_a_roster_is_kept(client, chief, team, at):
    client.force_login(chief)
    page = reverse("desk:report_strength", args=[team.pk])
    assert client.post(page, {"serving": "4"}).status_code == 302
    assert "4/5" in text(client.get(reverse("desk:teams")))
    factories.member(team, chief, at)
    assert "được đếm" in text(client.post(page, {"serving": "5"}))
    assert "1/5" in text(client.get(reverse("desk:teams")))


def test_equipment_is_counted_against_the_list(client, chief, team, service):
    client.force_login(chief)
    page = reverse("desk:equipment", args=[team.pk])
    held = dict.fromkeys(
        ("meeting_place", "uniform", "raincoat", "torch", "radio", "whistle", "extinguisher", "first_aid", "tools"), 1
    )  # fmt: skip
    assert "Ngày này chưa đến" in text(client.post(page, held | {"counted_on": "1/1/2027"}))
    assert client.post(page, held | {"counted_on": "1/2/2026"}).status_code == 302
    shown = text(client.get(reverse("desk:team", args=[team.pk])))
    assert "Bộ đàm (1), Bình chữa cháy (1)" in shown


def test_a_training_is_entered_and_who_came_is_ticked(client, chief, commune, team, service):
    client.force_login(chief)
    page = reverse("desk:trainings")
    sent = {
        "title": "Sơ cứu",
        "topic": "FIRST_AID",
        "held_on": "5/2/2026",
        "hours": "4",
        "teams": [team.pk],
    }
    answer = client.post(page, sent)
    assert client.post(answer.url, {"came": [service.member_id]}).status_code == 302
    assert "1/1" in text(client.get(page))
    assert "trong sổ" in text(client.post(page, sent))
    assert "Không có ai" in text(client.post(page, sent | {"held_on": "5/2/2023"}))


HEAD = "tổ;họ tên;năm sinh;trình độ;chức vụ;từ ngày;quyết định;ngày quyết định;cư trú;quyết định trên 70 tuổi"


def table(*rows):
    return "\r\n".join([HEAD, *rows])


def row(**changed):
    cells = {
        "team": "Tổ bảo vệ số 1", "name": "Đỗ Văn Mười", "born": "1988", "education": "THPT", "role": "tổ viên",
        "since": "1/8/2024", "decision": "13/QĐ-UBND", "decided": "30/7/2024", "resident": "có", "over": "",
    }  # fmt: skip
    return ";".join((cells | changed).values())


def send(client, rows, **more):
    return client.post(reverse("desk:import_roster"), {"table": rows, **more})


def test_a_roster_is_taken_over_as_a_file_or_as_rows(client, chief, team):
    client.force_login(chief)
    file = io.BytesIO(
        b"\xef\xbb\xbf" + table(row(), row(name="Hồ Thị Một", role="tổ trưởng")).encode()
    )
    file.name = "to.csv"
    assert client.post(reverse("desk:import_roster"), {"file": file}).status_code == 302
    assert send(client, table(row(name="Đinh Văn Hai"))).status_code == 302
    assert Service.objects.filter(until=None).count() == 3
    assert Entry.objects.filter(event="forces.roster_imported").count() == 2


@pytest.mark.parametrize(
    ("wrong", "column", "sentence"),
    [
        ({"since": "31/02/2024"}, "từ ngày", "“31/02/2024” không phải là ngày"),
        ({"since": "1/8/2030"}, "từ ngày", "Ngày này chưa đến"),
        ({"since": "1/8/2020"}, "từ ngày", "01/07/2024"),
        ({"born": "2010"}, "năm sinh", "Chưa đủ 18 tuổi"),
        ({"born": "1950"}, "năm sinh", "Trên 70 tuổi"),
        ({"born": "12/3/1988"}, "năm sinh", "không phải là năm sinh"),
        ({"team": "Tổ Lạ"}, "tổ", "“Tổ Lạ”"),
        ({"name": "lê văn TÁM", "born": "1985"}, "họ tên", "đang tham gia"),
        ({"role": "tổ trưởng"}, "chức vụ", "đã có tổ trưởng"),
        ({"role": "sếp"}, "chức vụ", "“sếp”"),
        ({"education": "lớp 7"}, "trình độ", "“lớp 7”"),
        ({"resident": "chắc"}, "cư trú", "có hoặc không"),
        ({"decision": ""}, "quyết định", "để trống"),
        ({"decided": "hôm qua"}, "ngày quyết định", "không phải là ngày"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    client, chief, team, service, wrong, column, sentence
):
    client.force_login(chief)
    page = send(client, table(row(name="Người Đúng"), row(**wrong)))
    shown = text(page)
    assert page.status_code == 409
    cell = re.search(rf'data-l="Dòng">3</td><td[^>]*>{column}</td><td[^>]*>([^<]*)', shown)
    assert cell and sentence in cell[1].replace("&quot;", '"'), shown[-6000:]
    assert Member.objects.count() == 1
    assert "Người Đúng" in shown  # the rows stand there to be corrected


def test_the_same_person_twice_in_a_table_is_named_with_the_other_row(client, chief, team):
    client.force_login(chief)
    shown = text(send(client, table(row(), row(name="ĐỖ VĂN MƯỜI"))))
    assert "dòng 2" in shown
    assert not Member.objects.exists()


@pytest.mark.parametrize("heading", ["dân tộc", "tôn giáo", "số CCCD", "ngày sinh", "bệnh"])
def test_a_column_the_law_does_not_ask_for_is_refused(client, chief, team, heading):
    client.force_login(chief)
    shown = text(send(client, f"{HEAD};{heading}\r\n{row()};x"))
    assert "không có cột này" in shown and heading in shown
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Chọn tệp"),
        (b"\xff\xfe", "UTF-8"),
        (b"a\0b\r\nc", "CSV"),
        (HEAD.encode(), "chưa có dữ liệu"),
    ],
)
def test_what_is_no_roster_is_told(client, chief, team, content, sentence):
    client.force_login(chief)
    file = io.BytesIO(content)
    file.name = "to.csv"
    page = client.post(reverse("desk:import_roster"), {"file": file} if content else {})
    assert page.status_code in {200, 409}
    assert sentence in text(page)


def test_what_is_taken_away_is_on_the_trail_and_can_be_taken_over_again(
    client, hanh, chief, commune, team, service
):
    client.force_login(hanh)
    given = client.get(reverse("desk:export_roster")).getvalue().decode("utf-8-sig")
    mark, head, *rows = list(csv.reader(io.StringIO(given)))
    assert hanh.full_name in mark[0]
    assert rows[0][:3] == ["Tổ bảo vệ số 1", NAME, "1985"]
    entry = Entry.objects.get(event="forces.roster_taken")
    assert entry.detail == {"as": "csv", "members": 1}
    assert client.get(reverse("desk:export_roster"), {"dang": "xlsx"}).getvalue()[:2] == b"PK"
    assert client.get(reverse("desk:export_roster"), {"dang": "pdf"}).status_code == 404
    Service.objects.all().delete()
    Member.objects.filter(trainings=None).delete()
    client.force_login(chief)
    again = "\r\n".join(",".join(f'"{cell}"' for cell in line) for line in [head, *rows])
    assert send(client, again).status_code == 302, text(send(client, again))
    assert Member.objects.get().full_name == NAME


def test_the_example_can_be_taken_over(client, chief, commune, at):
    factories.team(commune, chief, at, name="Tổ bảo vệ an ninh, trật tự số 1")
    client.force_login(chief)
    sample = client.get(reverse("desk:roster_sample")).content.decode("utf-8-sig")
    assert send(client, sample).status_code == 302


def test_a_sheet_is_printed_with_who_printed_it(client, secretary, team, service):
    client.force_login(secretary)
    page = text(client.get(reverse("desk:print_roster")))
    assert NAME in page and secretary.full_name in page
    assert Entry.objects.get(event="forces.roster_taken").detail["as"] == "print"


def test_ages_are_told_in_bands_of_five_or_more(client, chief, team, at):
    for n in range(5):
        factories.member(team, chief, at, full_name=f"Người {n}", birth_year=1990)
    client.force_login(chief)
    assert "31 đến 45" in text(client.get(reverse("desk:strengthening")))
    factories.member(team, chief, at, full_name="Người Già", birth_year=1960)
    shown = text(client.get(reverse("desk:strengthening")))
    assert "61 đến 70" not in shown and "31 đến 45" not in shown


def test_more_members_ask_no_more_questions(client, chief, commune, team, at):
    client.force_login(chief)
    pages = [
        reverse("desk:teams"),
        reverse("desk:strengthening"),
        reverse("desk:team", args=[team.pk]),
    ]

    def asked():
        for page in pages:
            client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            for page in pages:
                client.get(page)
        return len(caught)

    factories.member(team, chief, at)
    few = asked()
    for n in range(4):
        other = factories.team(commune, chief, at, name=f"Tổ {n}")
        factories.member(other, chief, at, full_name=f"Người {n}")
        factories.member(team, chief, at, full_name=f"Người nữa {n}")
    assert asked() == few


def test_after_the_merger_the_successor_keeps_the_roster(client, commune, old_commune, at):
    old_chief = people.officer("Tạ Văn Hai", Role.CHIEF, old_commune)
    chief = people.officer("Tạ Văn Ba", Role.CHIEF, commune)
    team = factories.team(old_commune, old_chief, at, name="Tổ cũ")
    service = factories.member(team, old_chief, at)
    client.force_login(chief)
    for page in (
        reverse("desk:team", args=[team.pk]),
        reverse("desk:member", args=[service.member_id]),
        reverse("desk:end_service", args=[service.pk]),
    ):
        assert client.get(page).status_code == 200, page
    assert "Tổ cũ" in text(client.get(reverse("desk:strengthening")))


@pytest.mark.parametrize("who", ["tam", "province_chief"])
def test_the_police_above_take_no_name_away_and_appoint_nobody_below(
    client, request, team, service, training, who
):
    client.force_login(request.getfixturevalue(who))
    for name in ("export_roster", "print_roster", "strengthening", "trainings"):
        shown = b"".join(client.get(reverse(f"desk:{name}"))).decode()
        assert NAME not in shown and "Kỹ năng tuần tra" not in shown, name
    send(client, table(row()))
    assert Member.objects.count() == 1
