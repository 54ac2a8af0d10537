"""The page of figures shows what was counted, for one's own unit, and refuses nothing but a wrong month."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.figures import actions as figures
from binhyen.figures import queries
from binhyen.figures.rules import Period, month_of, months_before
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
    ("n", "seen_by"), [(4, {"chief"}), (5, {"chief", "hanh", "secretary", "tam", "province_chief"})]
)
def test_a_kind_of_restricted_matters_is_named_only_where_the_count_names_nobody(
    client, request, commune, n, seen_by
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
        assert (name in page) == (who in seen_by), who
