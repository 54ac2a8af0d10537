"""A year is closed by hand in its days and by the house after them, with a word to whom it concerns; and takes nothing late."""

from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import actions as figures
from binhyen.figures.closing import YearClosed
from binhyen.figures.models import ClosedYear, Closing
from binhyen.movement import actions, calendar, queries
from binhyen.movement.cycle import Window
from binhyen.movement.models import InitiativeKind
from binhyen.notices.models import Notice
from binhyen.places.actions import BadTable

FEBRUARY = datetime(2027, 2, 16, 6, 0, tzinfo=VIETNAM)


def on_the_16th(*, month=2, day=16):
    return FEBRUARY.replace(month=month, day=day)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what)}


def test_the_house_closes_the_year_once_its_day_has_gone_by(commune, chief, secretary):
    assert actions.close_due_years(at=on_the_16th(day=15)) == 0
    assert actions.close_due_years(at=on_the_16th()) == 1
    closed = ClosedYear.objects.get()
    assert (closed.unit, closed.year, closed.how, closed.closed_by) == (
        commune, 2026, Closing.DUE, "house",
    )  # fmt: skip
    assert told("YEAR_CLOSED") == {chief, secretary}
    assert actions.close_due_years(at=on_the_16th(day=17)) == 0


def test_the_day_is_the_one_that_the_administrator_set(commune, administrator, chief, at):
    moved = {actions.CLOSING_STEP: Window(date(2027, 1, 5), date(2027, 3, 31))}
    actions.set_step_dates(unit=commune, year=2027, windows=moved, by=administrator, at=at)
    assert actions.close_due_years(at=on_the_16th()) == 0
    assert actions.close_due_years(at=on_the_16th(month=4, day=1)) == 1


def test_a_house_set_up_later_keeps_its_past_open(commune, chief):
    chief.posts.update(since=date(2027, 2, 1))
    assert actions.close_due_years(at=on_the_16th()) == 0


def test_a_province_is_closed_after_its_communes(province, commune, chief, province_chief):
    assert actions.close_due_years(at=on_the_16th()) == 2
    assert [row.unit for row in ClosedYear.objects.order_by("pk")] == [commune, province]


def test_what_was_opened_again_is_closed_by_hand(commune, chief, secretary, province_chief):
    actions.close_due_years(at=on_the_16th())
    closed = ClosedYear.objects.get(unit=commune)
    because = {"because": "Thiếu số liệu quý IV.", "by": province_chief, "at": on_the_16th(day=17)}
    actions.reopen_year(closed=closed, **because)
    assert told("YEAR_OPENED") == {chief, secretary}
    assert actions.close_due_years(at=on_the_16th(day=18)) == 0
    again = actions.close_year(unit=commune, year=2026, by=chief, at=on_the_16th(day=18))
    assert again.how == Closing.HAND


def test_a_year_is_not_closed_by_hand_before_the_days_of_the_step(commune, chief):
    early = on_the_16th(month=1, day=4)
    with pytest.raises(figures.YearNotOver):
        actions.close_year(unit=commune, year=2026, by=chief, at=early)
    actions.close_year(unit=commune, year=2026, by=chief, at=on_the_16th(month=1, day=5))


def test_the_calendar_sees_that_the_year_before_was_closed(commune, chief):
    def line():
        lines = calendar.calendar(commune, 2027, on=FEBRUARY.date())
        return next(one for one in lines if one.step.id == actions.CLOSING_STEP)

    assert line().state is calendar.State.OVERDUE
    actions.close_year(unit=commune, year=2026, by=chief, at=FEBRUARY)
    assert (line().state, line().done.on) == (calendar.State.DONE, FEBRUARY.date())


@pytest.fixture
def camera(commune, secretary, at):
    return actions.start_initiative(
        unit=commune, kind=InitiativeKind.CAMERA, name="Camera an ninh", founded_on=date(2026, 2, 2), points=2,
        by=secretary, at=at,
    )  # fmt: skip


def test_a_table_of_points_names_the_row_and_column_of_a_closed_day(commune, area, camera, chief):
    actions.close_year(unit=commune, year=2026, by=chief, at=FEBRUARY)
    table = f"địa bàn;ngày\n{area.full_name};20/12/2026\n"
    with pytest.raises(BadTable) as refusal:
        actions.import_points(initiative=camera, content=table.encode(), by=chief, at=FEBRUARY)
    (fault,) = refusal.value.errors
    assert (fault.row, fault.column) == (2, "ngày")
    assert "16/02/2027" in fault.message


def test_a_point_named_after_its_year_was_closed_counts_in_it_as_it_did(
    commune, area, camera, chief
):
    actions.close_year(unit=commune, year=2026, by=chief, at=FEBRUARY)
    actions.open_point(
        initiative=camera, territory=area, opened_on=date(2027, 2, 1), is_counted=True, by=chief,
        at=FEBRUARY,
    )  # fmt: skip
    on = [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 1)]
    assert [queries.points_on(day).count() for day in on] == [2, 2, 2]
    assert queries.points_on(date(2027, 2, 1)).filter(territory=area).exists()


def test_what_is_not_done_yet_is_told_so(commune, secretary, at):
    founded = {"unit": commune, "kind": InitiativeKind.CAMERA, "by": secretary, "at": at}
    with pytest.raises(actions.InTheFuture):
        actions.start_initiative(name="Sau này", founded_on=date(2026, 3, 3), **founded)


def test_an_initiative_is_not_founded_in_a_closed_year(commune, secretary, at):
    actions.close_year(unit=commune, year=2025, by=secretary, at=at)
    founded = {"unit": commune, "kind": InitiativeKind.CAMERA, "by": secretary, "at": at}
    with pytest.raises(YearClosed):
        actions.start_initiative(name="Năm ngoái", founded_on=date(2025, 12, 31), **founded)
    actions.start_initiative(name="Năm nay", founded_on=date(2026, 1, 1), **founded)
