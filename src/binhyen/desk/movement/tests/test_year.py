"""Pages of the year: calendar, registrations, commitments, festival, as the person sees them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.movement import year_picture
from binhyen.desk.movement.cycle_views import page_of
from binhyen.movement import actions, calendar
from binhyen.movement.cycle import cycle
from binhyen.movement.models import Commitment, Festival, Registration, StepDate, StepPaper
from binhyen.people.tests import factories
from binhyen.places.models import Level

YEAR = 2026
AT = factories.AT
#: The day on which the pages are looked at: the year is nearly over.
LATER = AT.replace(month=12, day=31)


@pytest.fixture(autouse=True)
def _on_the_last_day_of_the_year(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def at_page(name, unit, **more):
    query = "&".join(f"{key}={value}" for key, value in more.items())
    return f"{reverse(f'desk:{name}')}?don-vi={unit.pk}&nam={YEAR}" + (f"&{query}" if query else "")


def errors(answer):
    return [error for field in answer.context["form"].errors.values() for error in field]


@pytest.fixture
def mai(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def second(commune):
    return factories.unit("Bà Nhã", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)


@pytest.fixture
def festival(commune, secretary):
    return actions.plan_festival(
        unit=commune, held_on=date(YEAR, 8, 15), place="Nhà văn hóa", by=secretary, at=AT
    )


def test_every_step_leads_to_a_page_of_this_face(commune):
    for step in cycle().steps:
        assert step.page == "desk:cycle_step" or page_of(step, commune, YEAR).startswith("/")


def test_the_year_shows_what_is_overdue_and_its_picture(mai, commune):
    answer = mai.get(at_page("cycle", commune))
    assert answer.status_code == 200
    assert (len(answer.context["overdue"]), len(answer.context["rows"])) == (14, 16)
    assert b"by-year__bar--overdue" in answer.content
    assert answer.context["next"]["line"].due == date(YEAR, 12, 31)


def test_a_bar_lies_between_its_days(commune):
    lines = calendar.calendar(commune, YEAR, on=date(YEAR, 1, 1))
    drawn = year_picture.picture(lines, YEAR, on=date(YEAR, 1, 1), language="vi")
    assert drawn.today_x == year_picture.LEFT
    assert all(bar.x + bar.width <= year_picture.WIDTH + 0.2 for bar in drawn.bars)
    assert year_picture.picture(lines, YEAR, on=date(2027, 1, 1), language="vi").today_x is None


def test_the_year_asks_the_database_no_more_with_more_areas(
    mai, commune, area, second, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40):
        mai.get(at_page("cycle", commune))


def test_the_file_names_the_steps_that_are_open(mai, commune):
    answer = mai.get(at_page("cycle_file", commune))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.count(b"BEGIN:VEVENT") == 16


def test_a_step_is_noted_and_taken_back(mai, commune):
    address = at_page("cycle_step", commune, buoc="half_year")
    sent = {"number": "07/BB-BCĐ", "issued_on": f"27/3/{YEAR}"}
    assert mai.post(address, sent).status_code == 302
    assert StepPaper.objects.get().number == "07/BB-BCĐ"
    assert "07/BB-BCĐ" in mai.get(address).content.decode()
    mai.post(address, {"bo": "1"})
    assert not StepPaper.objects.exists()


def test_a_paper_of_another_year_is_refused_with_a_sentence(mai, commune):
    answer = mai.post(
        at_page("cycle_step", commune, buoc="half_year"),
        {"number": "07/BB-BCĐ", "issued_on": "27/3/2024"},
    )
    assert errors(answer) == [f"Ngày này không thuộc năm {YEAR}."]
    assert "07/BB-BCĐ" in answer.content.decode()


@pytest.mark.parametrize("name", ["", "nothing", "٣²"])
def test_a_step_that_is_none_is_not_found(mai, commune, name):
    assert mai.get(at_page("cycle_step", commune, buoc=name)).status_code == 404


def dates(commune, **changes):
    held = calendar.windows(commune, YEAR)
    sent = {}
    for step in cycle().of_level("COMMUNE"):
        sent[f"{step.id}-opens"] = f"{held[step.id].window.opens:%d/%m/%Y}"
        sent[f"{step.id}-due"] = f"{held[step.id].window.due:%d/%m/%Y}"
    return sent | changes


@pytest.mark.parametrize("who", ["secretary", "head", "administrator"])
def test_the_days_of_the_year_are_set(client, request, commune, who):
    client.force_login(request.getfixturevalue(who))
    sent = dates(commune, **{"festival-due": f"10/8/{YEAR}"})
    assert client.post(at_page("cycle_dates", commune), sent).status_code == 302
    assert [(row.step, row.due_on) for row in StepDate.objects.all()] == [
        ("festival", date(YEAR, 8, 10))
    ]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("festival-due", "1/1/2027", f"Ngày này không thuộc năm {YEAR}."),
        ("festival-due", f"1/6/{YEAR}", "Bước này sẽ đến hạn trước khi được bắt đầu."),
        ("annual_plan-due", f"1/3/{YEAR}", "không thể đến hạn trước"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_nothing_is_set(mai, commune, field, typed, sentence):
    answer = mai.post(at_page("cycle_dates", commune), dates(commune, **{field: typed}))
    assert any(sentence in error for error in errors(answer))
    assert f'value="{typed}"' in answer.content.decode()
    assert not StepDate.objects.exists()


def test_who_sets_no_days_has_no_such_page(desk, commune):
    assert desk.get(at_page("cycle_dates", commune)).status_code == 404


def test_registrations_of_all_areas_are_taken_down_on_one_page(mai, commune, area, second):
    sent = {
        f"u{area.pk}-whole": "200", f"u{area.pk}-part": "190", f"u{area.pk}-registered_on": f"10/2/{YEAR}",
        f"u{second.pk}-whole": "90", f"u{second.pk}-part": "90",
    }  # fmt: skip
    assert mai.post(at_page("registrations", commune), sent).status_code == 302
    shown = mai.get(at_page("registrations", commune))
    assert shown.context["households"].percent == 96
    assert "280" in shown.content.decode()


@pytest.mark.parametrize(
    ("whole", "part", "on", "sentence"),
    [
        ("100", "101", "", "Không thể có 101 hộ đăng ký khi chỉ có 100 hộ đang cư trú."),
        ("-5", "-6", "", "Số không được nhỏ hơn 0."),
        ("100", "", "", "Nhập cả hai số, hoặc để trống cả hai."),
        ("100", "90", "1/2/2024", f"Ngày này không thuộc năm {YEAR}."),
    ],
)
def test_a_total_that_cannot_be_is_told_beside_its_cell(
    mai, commune, area, second, whole, part, on, sentence
):
    sent = {
        f"u{second.pk}-whole": "90", f"u{second.pk}-part": "90", f"u{area.pk}-whole": whole,
        f"u{area.pk}-part": part, f"u{area.pk}-registered_on": on,
    }  # fmt: skip
    answer = mai.post(at_page("registrations", commune), sent)
    assert sentence in errors(answer)
    assert f'value="{whole}"' in answer.content.decode()
    assert not Registration.objects.exists()


def test_commitments_are_taken_down_by_theme(mai, commune, area):
    sent = {f"u{area.pk}-FIREWORKS": "180", f"u{area.pk}-TRAFFIC": ""}
    assert mai.post(at_page("commitments", commune), sent).status_code == 302
    assert [(row.theme, row.signed) for row in Commitment.objects.all()] == [("FIREWORKS", 180)]
    answer = mai.post(at_page("commitments", commune), {f"u{area.pk}-FIREWORKS": "-1"})
    assert errors(answer) == ["Số không được nhỏ hơn 0."]
    assert Commitment.objects.get().signed == 180


def upload(client, commune, content):
    file = SimpleUploadedFile("dang-ky.csv", content)
    return client.post(at_page("registrations_import", commune), {"file": file})


def test_the_table_that_is_downloaded_is_taken_over_again(mai, commune, area):
    table = mai.get(at_page("registrations_file", commune)).content.decode()
    filled = table.replace("Ấp Cầu Lớn,,,", "Ấp Cầu Lớn,200,190,").encode()
    assert upload(mai, commune, filled).status_code == 302
    assert Registration.objects.get().households_registered == 190


def test_a_wrong_table_is_told_by_row_and_column(mai, commune, area):
    table = mai.get(at_page("registrations_file", commune)).content.decode()
    answer = upload(mai, commune, table.replace("Ấp Cầu Lớn,,", "Ấp Cầu Lớn,hai trăm,").encode())
    (fault,) = answer.context["faults"]
    assert (fault.row, fault.column) == (2, "tổng số hộ hoặc người")
    assert "hai trăm" in answer.content.decode()
    assert not Registration.objects.exists()


def test_the_festival_is_planned_changed_reported_and_printed(mai, commune):
    mai.post(at_page("festival", commune), {"held_on": f"15/8/{YEAR}", "place": "Nhà văn hóa"})
    found = Festival.objects.get()
    address = reverse("desk:festival_agenda", args=[found.pk])
    form = mai.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    sent |= {"held_on": f"16/8/{YEAR}", "i0-title": "", "i1-starts_at": "07:30"}
    sent |= {"i13-title": "Đua ghe ngo", "i13-order": "115"}
    assert mai.post(address, sent).status_code == 302
    titles = list(found.items.order_by("place").values_list("title", flat=True))
    assert titles[0] == "Chào cờ" and titles[10:12] == ["Đua ghe ngo", "Giới thiệu các mô hình"]
    report = {
        "people": "320", "delegations": "9", "units_awarded": "4", "people_awarded": "12",
        "commitments_signed": "6", "report_number": "44/BC-UBND", "reported_on": f"20/8/{YEAR}",
    }  # fmt: skip
    address = reverse("desk:festival_report", args=[found.pk])
    assert mai.post(address, report).status_code == 302
    sheet = mai.get(reverse("desk:festival_print", args=[found.pk])).content.decode()
    assert "07:30" in sheet and "44/BC-UBND" in sheet and "320" in sheet


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (f"30/6/{YEAR}", f"Ngày hội được tổ chức từ 01/07/{YEAR} đến 19/08/{YEAR}."),
        ("15/8/2024", f"Ngày này không thuộc năm {YEAR}."),
    ],
)
def test_a_festival_outside_its_window_is_told(mai, commune, day, sentence):
    answer = mai.post(at_page("festival", commune), {"held_on": day, "place": "Nhà văn hóa"})
    assert errors(answer) == [sentence]
    assert "Nhà văn hóa" in answer.content.decode()
    assert not Festival.objects.exists()


def test_an_agenda_that_goes_back_in_time_is_told_beside_its_row(mai, festival):
    address = reverse("desk:festival_agenda", args=[festival.pk])
    form = mai.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form} | {
        "held_on": f"15/8/{YEAR}",
        "i0-starts_at": "09:00",
        "i2-starts_at": "08:00",
    }
    answer = mai.post(address, sent)
    assert answer.context["form"].errors == {
        "i2-starts_at": ["Mục này bắt đầu trước mục đứng trên."]
    }


def test_a_report_needs_number_and_date_and_counts_from_zero(mai, festival):
    address = reverse("desk:festival_report", args=[festival.pk])
    sent = {
        "people": "-1", "delegations": "0", "units_awarded": "0", "people_awarded": "0",
        "commitments_signed": "0", "report_number": "44/BC", "reported_on": "",
    }  # fmt: skip
    answer = mai.post(address, sent)
    assert set(answer.context["form"].errors) == {"people", "reported_on"}
    early = sent | {"people": "1", "reported_on": f"1/8/{YEAR}"}
    answer = mai.post(address, early)
    assert set(answer.context["form"].errors) == {"reported_on"}


@pytest.mark.parametrize("name", ["cycle", "registrations", "commitments", "festival"])
@pytest.mark.parametrize("who", ["chief", "hanh", "tam", "appraiser"])
def test_who_may_read_the_unit_sees_the_year(client, request, commune, area, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(at_page(name, commune)).status_code == 200
    if who != "chief":
        assert client.post(at_page("registrations", commune), {}).status_code == 403


@pytest.mark.parametrize("name", ["cycle", "registrations", "commitments", "festival"])
def test_lan_never_gets_in(client, lan, commune, area, name):
    client.force_login(lan)
    assert client.get(at_page(name, commune)).status_code == 404


def test_a_reminder_leads_to_its_step(mai, secretary, commune):
    from binhyen.notices.models import Notice

    actions.remind_of_steps(at=AT.replace(month=6, day=20))
    told = Notice.objects.filter(user=secretary, what="STEP_SOON").first()
    assert told.at - AT > timedelta(days=90)
    answer = mai.get(reverse("desk:notice", args=[told.pk]))
    assert "buoc=" in answer["Location"]


def test_the_level_above_reads_totals_of_its_communes_and_no_area(
    client, request, commune, other_commune, area, secretary, province
):
    sent = {f"u{area.pk}-whole": "80", f"u{area.pk}-part": "60", f"u{area.pk}-registered_on": "10/3/2026"}  # fmt: skip
    client.force_login(secretary)
    client.post(at_page("registrations", commune), sent)
    client.post(at_page("commitments", commune), {f"u{area.pk}-TRAFFIC": "45"})
    client.force_login(request.getfixturevalue("appraiser"))
    for name in ("registrations", "commitments"):
        shown = client.get(at_page(name, province)).content.decode()
        assert "60/80 (75 %)" in shown
        assert "Đã ký 45 cam kết." in shown
        assert other_commune.full_name in shown
        assert area.name not in shown
        assert client.post(at_page(name, province), sent).status_code == 403


def test_the_totals_of_many_communes_cost_the_same(
    client, request, province, django_assert_max_num_queries
):
    for number in range(12):
        below = factories.unit(f"Xã {number}", parent=province)
        factories.unit("Một", level=Level.RESIDENTIAL_AREA, edition="local", parent=below)
    client.force_login(request.getfixturevalue("appraiser"))
    with django_assert_max_num_queries(20):
        client.get(at_page("registrations", province))
