"""The page of figures shows what was counted, for one's own unit, and refuses nothing but a wrong month."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.figures import actions as figures
from binhyen.figures import queries
from binhyen.figures.rules import Period, month_of, months_before
from binhyen.forces import actions as forces
from binhyen.forces.models import Outcome
from binhyen.forces.tests import factories as teams
from binhyen.matters.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.catalogues import taxonomy


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2025, 1, 31), date(2025, 1, 1), date(2025, 2, 1)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1)),
        (date(2025, 12, 1), date(2025, 12, 1), date(2026, 1, 1)),
    ],
)
def test_a_month_runs_from_its_first_day_to_the_next_first(day, since, until):
    assert month_of(day) == Period(since, until)


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        (date(2024, 2, 1), date(2024, 3, 1), (date(2023, 2, 1), date(2023, 3, 1))),
        (date(2025, 2, 1), date(2025, 3, 1), (date(2024, 2, 1), date(2024, 3, 1))),
        (date(2024, 2, 29), date(2024, 3, 1), (date(2023, 2, 28), date(2023, 3, 1))),
        (date(2024, 2, 28), date(2024, 2, 29), (date(2023, 2, 28), date(2023, 3, 1))),
    ],
)
def test_the_year_before_has_the_same_days_also_around_29_february(since, until, before):
    assert Period(since, until).previous() == Period(*before)


def test_twelve_months_end_with_the_one_asked_for():
    months = months_before(month_of(date(2025, 3, 9)), 12)
    assert months[0].since == date(2024, 4, 1)
    assert months[-1].since == date(2025, 3, 1)
    assert len(months) == 12


@pytest.fixture
def counted(commune, other_commune):
    for event, n, unit in (
        ("matters.opened", 4, commune),
        ("matters.settled", 3, commune),
        ("matters.settled_at_base", 2, commune),
        ("matters.opened", 9, other_commune),
    ):
        figures.count(event=event, unit_id=unit.pk, on=date(2026, 2, 10), category="NOI", n=n)


def test_the_officer_reads_the_month_of_the_own_unit(client, hanh, counted):
    client.force_login(hanh)
    page = client.get(reverse("desk:numbers"), {"thang": "2026-02"}).content.decode()
    assert "66,7 % (2/3)" in page
    assert "Tiếng ồn" in page
    assert ">9<" not in page


def test_only_a_unit_that_closes_its_years_is_led_to_the_page_that_does(client, hanh, area):
    of_a_part = people.officer("Võ Thị Kim Ngân", Role.DUTY_OFFICER, area)
    for who, is_led in ((hanh, True), (of_a_part, False)):
        client.force_login(who)
        page = client.get(reverse("desk:numbers"))
        assert page.status_code == 200
        assert (reverse("desk:close_year") in page.content.decode()) is is_led


@pytest.mark.parametrize(
    "typed", ["", "2026-13", "abc", "9999-01", "2026-02-01", "0001-01", "0001-02", "1989-12"]
)
def test_a_month_that_cannot_be_meant_is_this_month(client, hanh, counted, typed):
    client.force_login(hanh)
    assert client.get(reverse("desk:numbers"), {"thang": typed}).status_code == 200


def test_counts_by_day_and_category_add_up(commune, counted):
    scope, period = queries.scope_of(commune), Period(date(2026, 2, 1), date(2026, 3, 1))
    assert queries.counted_by_category("matters.opened", scope, period) == {"NOI": 4}
    assert queries.counted_by_day("matters.opened", scope, period) == {date(2026, 2, 10): 4}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"ky": "quy", "thang": "2026-02"}, "quý 1 năm 2026"),
        ({"ky": "nua-nam", "thang": "2025-11"}, "nửa cuối năm 2025"),
        ({"ky": "nam", "thang": "2025-11"}, "2025"),
        ({"ky": "thế kỷ"}, "Tháng"),
    ],
)
def test_a_period_may_be_a_month_a_quarter_half_a_year_or_a_year(
    client, hanh, counted, asked, name
):
    client.force_login(hanh)
    page = client.get(reverse("desk:numbers"), asked).content.decode()
    assert f"selected>{name}<" in page


def test_a_change_is_told_from_five_on(client, hanh, commune):
    for event, months in {"matters.opened": (8, 10), "matters.closed": (4, 9)}.items():
        for month, n in enumerate(months, start=1):
            figures.count(
                event=event, unit_id=commune.pk, on=date(2026, month, 10), category="NOI", n=n
            )
    client.force_login(hanh)
    page = client.get(reverse("desk:numbers"), {"thang": "2026-02"}).content.decode()
    assert ">+25 %<" in page
    assert "+125 %" not in page


def test_what_was_counted_so_far_has_not_fallen_against_a_whole_month(client, hanh, commune):
    """The month of `_now` runs: 9 so far against 10 of the whole month before is no fall."""
    now = clock.local_day(clock.now())
    before = now.replace(day=1) - timedelta(days=1)
    for on, n in {before: 10, now: 9}.items():
        figures.count(event="matters.opened", unit_id=commune.pk, on=on, category="NOI", n=n)
    client.force_login(hanh)
    page = client.get(reverse("desk:numbers")).content.decode()
    assert "Kỳ này chưa hết" in page
    assert "−10 %" not in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_figures_are_taken_away_as_a_file(client, hanh, counted, kind):
    client.force_login(hanh)
    answer = client.get(reverse("desk:numbers"), {"thang": "2026-02", "tep": kind})
    content = b"".join(answer)
    assert answer["Content-Disposition"].endswith(f'so-lieu-thang-2026-02.{kind}"')
    assert kind != "csv" or "Giải quyết tại cơ sở trên số đã giải quyết,phần trăm,2,3" in (
        content.decode()
    )


def test_a_figure_on_its_own_shows_its_records_to_who_may_read_them(
    client, request, commune, now, hanh
):
    matter = factories.matter(commune, now)
    address = reverse("desk:figure") + "?ten=matters.opened"
    for who, reads in {"hanh": True, "secretary": False, "tam": False}.items():
        client.force_login(request.getfixturevalue(who))
        page = client.get(address).content.decode()
        assert (matter.reference in page) == reads, who
        assert ("mà không liệt kê" in page) != reads


@pytest.fixture
def work_of_the_force(commune, area, chief, team_member, now):
    """A patrol, a task and a training of today; return what its records are told by."""
    team = teams.team(commune, chief, now, areas=(area,))
    teams.member(team, chief, now)
    teams.trained(commune, [team], chief, now, on=now.date(), title="Tập huấn võ thuật (bịa)")
    forces.log_patrol(
        key=uuid4(), area=area, started_at=now - timedelta(minutes=20), ended_at=now - timedelta(minutes=5), companions=1,
        remarks="", by=team_member, at=now,
    )  # fmt: skip
    forces.log_duty(
        key=uuid4(), team=team, kind="2.TALK", on=now.date(), done=forces.Done(Outcome.ASSIGNED), by=chief, at=now,
    )  # fmt: skip
    return {
        "forces.patrols": area.full_name, "forces.duties": team.name, "forces.trainings": "Tập huấn võ thuật (bịa)",
    }  # fmt: skip


def test_the_records_of_the_force_are_listed_to_who_keeps_them_and_counted_above(
    client, request, work_of_the_force
):
    for who, reads in {"chief": True, "editor": False, "tam": False, "province_chief": False}.items():  # fmt: skip
        client.force_login(request.getfixturevalue(who))
        for name, told in work_of_the_force.items():
            page = client.get(reverse("desk:figure"), {"ten": name}).content.decode()
            assert (told in page) == reads, (who, name)
            assert ("mà không liệt kê" in page) != reads, (who, name)


def test_a_figure_nobody_knows_is_not_found(client, hanh):
    client.force_login(hanh)
    assert client.get(reverse("desk:figure"), {"ten": "matters.unicorns"}).status_code == 404


@pytest.mark.parametrize("n", [4, 5, 40])
def test_a_kind_of_restricted_matters_is_named_to_who_reads_them_only_however_often(
    client, request, commune, n
):
    for category in ("CHD", "NOI"):
        figures.count(
            event="matters.opened", unit_id=commune.pk, on=date(2026, 2, 10), category=category, n=n
        )
    name = taxonomy().categories["CHD"].name("vi")
    for who in ("chief", "hanh", "secretary", "tam", "province_chief"):
        client.force_login(request.getfixturevalue(who))
        page = client.get(reverse("desk:numbers"), {"thang": "2026-02"}).content.decode()
        assert "Tiếng ồn" in page
        assert (name in page) == (who == "chief"), who


def test_what_few_people_said_stands_in_words_on_page_and_in_the_file(client, hanh, counted):
    client.force_login(hanh)
    address = reverse("desk:numbers")
    assert "không nêu: dưới 5" in client.get(address, {"thang": "2026-02"}).content.decode()
    running = client.get(address).content.decode()
    assert "nêu khi hết kỳ" in running, "each answer more would tell what it was"
    table = b"".join(client.get(address, {"thang": "2026-02", "tep": "csv"})).decode()
    line = next(one for one in table.splitlines() if "Người báo tin hài lòng" in one)
    assert line.count("không nêu: dưới 5") == 6


@pytest.mark.parametrize(
    ("asked", "words"), [({}, "nêu khi hết kỳ"), ({"thang": "2026-02"}, "không nêu: dưới 5")]
)
def test_a_figure_of_what_few_said_says_why_it_is_not_told(client, hanh, commune, asked, words):
    client.force_login(hanh)
    asked = {"ten": "matters.satisfaction_share", **asked}
    page = client.get(reverse("desk:figure"), asked).content.decode()
    assert words in page and "phần còn lại" in page
