"""Files and paper: what one may see and no more, with who took it, and on the trail."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.matters import actions
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.reports.actions import Person


def table(client, **asked):
    answer = client.get(reverse("desk:export"), asked)
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(client, **asked):
    answer = client.get(reverse("desk:export"), {"dang": "xlsx"} | asked)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_the_file_holds_what_the_filter_shows_and_who_took_it(desk, commune, other_commune, now):
    noise = factories.matter(commune, now)
    factories.matter(commune, now, category="THF")
    factories.matter(other_commune, now)
    mark, head, *rows = table(desk, nhom="environment")
    assert mark[0].startswith("Nguyễn Thị Hạnh lấy ra") and head[0] == "Mã"
    assert [row[0] for row in rows] == [noise.reference]
    entry = Entry.objects.get(event="matters.exported")
    assert entry.detail == {"filter": "nhom=environment", "as": "csv", "matters": 1}
    assert entry.subject == commune.path


def test_nothing_in_a_file_is_a_formula(desk, commune, now):
    for start in "=+-@\t":
        matter = factories.matter(commune, now)
        Matter.objects.filter(pk=matter.pk).update(title=f"{start}cmd|' /C calc'!A0")
    assert all(row[1].startswith("'") for row in table(desk)[2:])
    assert "<f>" not in sheet(desk)


def test_days_in_a_workbook_are_days(desk, commune, now):
    factories.matter(commune, now)
    numbers = re.findall(r'<c r="J3" s="\d+"><v>([\d.]+)</v>', sheet(desk))
    local = now.astimezone(clock.VIETNAM)
    days = (local.date() - clock.start_of(local.date()).date().replace(1899, 12, 30)).days
    assert int(float(numbers[0])) == days


@pytest.mark.parametrize("read", [table, sheet])
def test_of_a_restricted_matter_a_file_says_only_that_there_is_one(
    desk, commune, area, chief, now, read
):
    secret = factories.in_hand(commune, now, chief, category="DMV", area=area)
    said = str(read(desk))
    assert secret.reference in said and "Vụ việc hạn chế" in said
    assert secret.title not in said and area.full_name not in said


def test_a_file_of_many_rows_asks_in_chunks(
    desk, commune, now, django_assert_num_queries, monkeypatch
):
    factories.matter(commune, now)
    rows = list(Matter.objects.all())
    Matter.objects.bulk_create(
        Matter(**{f.attname: getattr(rows[0], f.attname) for f in Matter._meta.fields if f.name not in {"id", "reference"}}, reference=f"VV-AAAA-{n:04d}")
        for n in range(60)
    )  # fmt: skip
    with django_assert_num_queries(10):
        assert len(table(desk)) == 63


@pytest.mark.parametrize("who", ["team_member", "secretary", "editor", "administrator", "auditor"])
def test_who_handles_no_matters_takes_none_away(client, request, commune, now, who):
    factories.matter(commune, now)
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("desk:export")).status_code in {302, 403}
    assert not Entry.objects.filter(event="matters.exported").exists()


def test_the_sheet_names_who_printed_and_not_who_reported(desk, commune, now):
    person = Person("Người Báo Tin Bịa", "0900000001", consent="2026-11")
    matter = factories.matter(commune, now, person=person)
    page = desk.get(reverse("desk:print", args=[matter.reference])).content.decode()
    assert page.count("Nguyễn Thị Hạnh lấy ra") == 2
    assert "Người Báo Tin Bịa" not in page and "0900000001" not in page
    assert "Báo tin" not in page
    entry = Entry.objects.get(event="matters.printed")
    assert entry.subject == matter.reference


def test_what_may_not_be_read_is_not_printed(client, desk, commune, chief, lan, hanh, now):
    secret = factories.in_hand(commune, now, chief, category="DMV")
    address = reverse("desk:print", args=[secret.reference])
    answer = desk.get(address)
    assert answer.status_code == 403 and secret.title not in answer.content.decode()
    client.force_login(lan)
    assert client.get(address).status_code == 404
    assert not Entry.objects.filter(event="matters.printed").exists()


def test_a_count_to_the_end_is_what_was_written(desk, commune, hanh, now):
    for n in range(4):
        factories.matter(commune, now - timedelta(hours=n))
    who = actions.export  # the act itself says how many before the first row is read
    from binhyen.matters import inbox

    asked = inbox.Asked(
        commune, inbox.Filters(), inbox.looker(hanh, commune, clock.local_day(now)), now
    )
    rows = who(asked=asked, query="", as_what="csv", by=hanh, at=now)
    assert Entry.objects.get(event="matters.exported").detail["matters"] == 4
    assert len(list(rows)) == 4
