"""A year is closed by the unit, opened again by the level above, and once closed takes nothing: by all who ask, and in a race."""

from datetime import date, datetime
from threading import Event

import pytest
from django.db import transaction

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.core.tests.threads import together
from binhyen.figures import actions, closing, queries
from binhyen.figures.models import ClosedYear, DayCount
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories
from binhyen.places.models import Level

LATE = date(2025, 10, 1)
WHY = "Số liệu quý IV nhập thiếu."


@pytest.fixture
def close(commune, chief, at):
    def closing_it(year=2025, **given):
        told = {"unit": commune, "by": chief, "at": at} | given
        return actions.close_year(year=year, **told)

    return closing_it


def is_open(unit, day):
    return closing.books(unit).fault(day) == ""


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2025, 1, 1), date(2019, 6, 1)])
def test_a_closed_year_takes_no_day_of_it_and_none_before(commune, close, day):
    close()
    with pytest.raises(closing.YearClosed) as refusal:
        closing.refuse_closed(commune, date(2026, 2, 1), day, None)
    assert refusal.value.first_open == date(2026, 1, 1)


def test_the_days_after_stay_open(commune, close):
    close()
    closing.refuse_closed(commune, date(2026, 1, 1), None)


def test_a_new_house_takes_whatever_happened_before(commune):
    closing.refuse_closed(commune, date(2015, 1, 1))


def test_the_sentence_says_which_year_when_and_what_to_do(commune, close):
    close()
    said = closing.books(commune).fault(LATE)
    assert all(word in said for word in ("01/10/2025", "2025", "02/03/2026", "01/01/2026"))


def test_a_year_is_closed_when_it_is_over(close):
    with pytest.raises(actions.YearNotOver):
        close(2026)


def test_a_year_is_closed_once(close):
    close()
    with pytest.raises(actions.ClosedAlready):
        close()
    with pytest.raises(actions.ClosedAlready):
        close(2024)
    assert ClosedYear.objects.count() == 1


def test_who_does_not_lead_the_unit_closes_nothing(close, hanh, lan, province_chief):
    for who in (hanh, lan, province_chief):
        with pytest.raises(policy.NotAllowed):
            close(by=who)


def test_the_entries_of_an_area_are_held_by_its_commune(area, other_commune, close):
    close()
    assert not is_open(area, LATE)
    assert is_open(other_commune, LATE)


def test_the_entries_of_a_merged_commune_are_held_by_its_heir(old_commune, close):
    close(2025)
    assert not is_open(old_commune, date(2025, 3, 1))


def test_the_level_above_opens_a_year_again_with_a_reason(commune, close, province_chief, at):
    closed = close()
    actions.reopen_year(closed=closed, because=WHY, by=province_chief, at=at)
    closed.refresh_from_db()
    assert is_open(commune, LATE)
    assert (closed.reopened_by, closed.reopened_because) == (province_chief.ref, WHY)
    assert Entry.objects.get(event="figures.year_reopened").detail == {"year": 2025, "because": WHY}
    close()
    assert not is_open(commune, LATE)


def test_the_unit_does_not_open_its_own_year_where_a_level_above_works(
    close, province_chief, chief, head, at
):
    closed = close()
    for who in (chief, head):
        with pytest.raises(policy.NotAllowed):
            actions.reopen_year(closed=closed, because=WHY, by=who, at=at)


def test_its_head_opens_it_where_nobody_above_works_in_the_house(commune, close, chief, head, at):
    closed = close()
    with pytest.raises(policy.NotAllowed):
        actions.reopen_year(closed=closed, because=WHY, by=chief, at=at)
    actions.reopen_year(closed=closed, because=WHY, by=head, at=at)
    assert is_open(commune, LATE)


def test_no_year_is_opened_without_a_reason_nor_twice(close, province_chief, at):
    closed = close()
    with pytest.raises(actions.BecauseMissing):
        actions.reopen_year(closed=closed, because="  ", by=province_chief, at=at)
    actions.reopen_year(closed=closed, because=WHY, by=province_chief, at=at)
    with pytest.raises(actions.ReopenedAlready):
        actions.reopen_year(closed=closed, because=WHY, by=province_chief, at=at)


def test_of_two_closed_years_the_later_is_opened_first(close, province_chief, at):
    first = close(2024)
    close(2025)
    with pytest.raises(actions.LaterClosed) as refusal:
        actions.reopen_year(closed=first, because=WHY, by=province_chief, at=at)
    assert refusal.value.closed.year == 2025


def test_a_province_waits_for_its_communes_and_is_opened_with_them(
    province, commune, other_commune, close, chief, province_chief, at
):
    lan_chief = factories.officer("Lâm Văn Mười", Role.CHIEF, other_commune)
    with pytest.raises(actions.OpenBelow) as refusal:
        close(unit=province, by=province_chief)
    assert set(refusal.value.units) == {commune, other_commune}
    closed = close()
    close(unit=other_commune, by=lan_chief)
    close(unit=province, by=province_chief)
    assert len(actions.reopen_year(closed=closed, because=WHY, by=province_chief, at=at)) == 2
    assert is_open(commune, LATE)
    assert not is_open(other_commune, LATE)


def test_what_a_province_closes_holds_for_units_nobody_works_in(province, close, province_chief):
    quiet = factories.unit("Vắng", parent=province)
    area = factories.unit("Khu Vắng", level=Level.RESIDENTIAL_AREA, parent=quiet)
    close()
    close(unit=province, by=province_chief)
    assert not is_open(area, LATE)


@pytest.mark.django_db(transaction=True)
def test_a_year_is_closed_after_what_was_being_entered_and_before_what_comes(commune, chief, at):
    """The act that asked first is written first: who closes sees it in the figures that stay for ever."""
    asked, closed = Event(), Event()

    def enter():
        with transaction.atomic():
            closing.refuse_closed(commune, LATE)
            asked.set()
            assert not closed.wait(1)
            actions.count(event="tests.late", unit_id=commune.pk, on=LATE)

    def close():
        assert asked.wait(30)
        actions.close_year(unit=commune, year=2025, by=chief, at=at)
        closed.set()
        year = Period(date(2025, 1, 1), date(2026, 1, 1))
        return queries.counted("tests.late", queries.scope_of(commune), year)

    assert together(enter, close)[1] == 1
    with pytest.raises(closing.YearClosed), transaction.atomic():
        closing.refuse_closed(commune, LATE)
    assert DayCount.objects.get().n == 1


def test_a_total_of_a_closed_year_is_not_stated_anew(commune, close, chief, at):
    told = {
        "unit": commune,
        "category": "crime.serious",
        "paper_number": "3/BC",
        "by": chief,
        "at": at,
    }
    period = Period(date(2024, 11, 15), date(2025, 11, 15))
    actions.state_total(period=period, total=3, **told)
    close()
    with pytest.raises(closing.YearClosed):
        actions.state_total(period=period, total=2, **told)
    later = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
    running = Period(date(2025, 11, 15), date(2026, 11, 15))
    actions.state_total(period=running, total=2, **(told | {"at": later}))
