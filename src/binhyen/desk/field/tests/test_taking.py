"""The log of patrols as a file: what one may read and no more, with who took it, and on the trail."""

import csv
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.forces import actions as forces
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

EXPORT = reverse("desk:export_patrols")
HOUR = timedelta(hours=1)
DAYS = {"tu": "2026-02-23", "den": "2026-03-02"}


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def kha(area):
    return people.officer("Võ Văn Kha", Role.TEAM_MEMBER, area)


def patrol(by, area, at, remarks="Đèn hỏng ở cầu.", before=2 * HOUR):
    return forces.log_patrol(
        key=uuid4(), area=area, started_at=at - before, ended_at=at - before + 1.5 * HOUR, companions=2,
        remarks=remarks, by=by, at=at,
    )  # fmt: skip


def table(client, **asked):
    text = client.get(EXPORT, DAYS | asked).getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(client, **asked):
    answer = client.get(EXPORT, DAYS | {"dang": "xlsx"} | asked)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_the_file_holds_the_days_asked_for_and_who_took_it(
    client, secretary, commune, kha, area, at
):
    patrol(kha, area, at)
    patrol(kha, area, at, "Tuần trước nữa.", before=timedelta(days=20))
    client.force_login(secretary)
    mark, head, *rows = table(client)
    assert secretary.full_name in mark[0] and "lấy ra" in mark[0]
    assert head[0] == "Ấp, khu phố" and len(head) == len(rows[0])
    ((where, start, end, hours, who, others, remarks, _logged),) = rows
    assert (where, who, others, remarks) == (area.full_name, kha.full_name, "2", "Đèn hỏng ở cầu.")
    begin = (at - 2 * HOUR).astimezone(clock.VIETNAM)
    assert (start, hours) == (f"{begin:%Y-%m-%d %H:%M}", "1.5") and start < end
    entry = Entry.objects.get(event="forces.patrols_taken")
    assert entry.subject == commune.path and entry.actor == secretary.ref
    assert entry.detail == {"since": "2026-02-23", "until": "2026-03-03", "as": "csv", "patrols": 1}


def test_the_last_day_is_in_the_file(client, secretary, kha, area, at):
    patrol(kha, area, at)
    client.force_login(secretary)
    assert len(table(client, tu="2026-03-02", den="2026-03-02")) == 3
    assert len(table(client, tu="2026-03-01", den="2026-03-01")) == 2


def test_nothing_in_a_file_is_a_formula(client, hanh, kha, area, at):
    for n, start in enumerate("=+-@", start=2):
        patrol(kha, area, at, f"{start}cmd|' /C calc'!A0", before=n * HOUR)
    client.force_login(hanh)
    assert [row[6][:2] for row in table(client)[2:]] == ["'=", "'+", "'-", "'@"]
    assert "<f>" not in sheet(client)


@pytest.mark.parametrize("who", ["lan", "tam"])
def test_neither_next_door_nor_the_level_above_takes_any_of_it(client, request, who, kha, area, at):
    patrol(kha, area, at)
    client.force_login(request.getfixturevalue(who))
    for read in (table, sheet):
        said = str(read(client))
        assert "Đèn hỏng" not in said and kha.full_name not in said
    assert {
        entry.detail["patrols"] for entry in Entry.objects.filter(event="forces.patrols_taken")
    } == {0}


@pytest.mark.parametrize("who", ["team_member", "administrator", "auditor", "editor"])
def test_who_does_not_read_the_log_takes_none_away(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(EXPORT, DAYS).status_code == 403
    assert not Entry.objects.filter(event="forces.patrols_taken").exists()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"tu": ""}, "Hãy ghi ngày như 27/03/2026"),
        ({"den": "hôm qua"}, "Hãy ghi ngày như 27/03/2026"),
        ({"tu": "0001-01-01"}, "Hãy ghi ngày như 27/03/2026"),
        ({"den": "9999-12-31"}, "Hãy ghi ngày như 27/03/2026"),
        ({"den": "2026-02-01"}, "Ngày cuối đứng trước ngày đầu"),
        ({"tu": "2024-02-01"}, "tối đa một năm"),
    ],
)
def test_days_that_do_not_fit_are_said_on_the_page_and_nothing_leaves(
    client, secretary, asked, sentence
):
    client.force_login(secretary)
    answer = client.get(EXPORT, DAYS | asked)
    assert sentence in answer.content.decode()
    assert "Content-Disposition" not in answer
    assert not Entry.objects.filter(event="forces.patrols_taken").exists()


def test_another_kind_of_file_is_not_there(client, secretary):
    client.force_login(secretary)
    assert client.get(EXPORT, DAYS | {"dang": "exe"}).status_code == 404


def test_the_page_offers_the_week_that_it_shows(client, secretary):
    client.force_login(secretary)
    page = client.get(reverse("desk:patrols"), {"tuan": "2026-02-18"}).content.decode()
    assert EXPORT in page and 'value="2026-02-16"' in page and 'value="2026-02-22"' in page


def test_a_file_of_many_patrols_asks_in_chunks(
    client, secretary, commune, kha, area, at, django_assert_max_num_queries
):
    for n in range(12):
        patrol(kha, area, at, before=(n + 2) * HOUR)
    client.force_login(secretary)
    with django_assert_max_num_queries(14):
        assert len(table(client)) == 14
