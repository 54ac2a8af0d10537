"""The festival of 19 August: within its window, with the usual agenda, reported in totals after it was held."""

from dataclasses import replace
from datetime import date, time

import pytest

from binhyen.movement import actions, calendar
from binhyen.movement.actions import Item, Outcome
from binhyen.movement.calendar import State
from binhyen.movement.models import AgendaItem, Festival, Part
from binhyen.people import policy

DAY = date(2026, 8, 15)
CAME = Outcome(
    people=320, delegations=9, units_awarded=4, people_awarded=12, commitments_signed=6,
    report_number="44/BC-UBND", reported_on=date(2026, 8, 20),
)  # fmt: skip


@pytest.fixture
def festival(commune, secretary, at):
    return actions.plan_festival(
        unit=commune, held_on=DAY, place="Nhà văn hóa xã", by=secretary, at=at
    )


def test_it_begins_with_the_agenda_of_the_sources(festival):
    parts = [item.part for item in festival.items.order_by("place")]
    assert parts == ["CEREMONY"] * 10 + ["COMMUNITY"] * 3


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2026, 8, 20)])
def test_a_day_outside_the_window_is_refused(commune, secretary, at, day):
    with pytest.raises(actions.OutsideWindow):
        actions.plan_festival(unit=commune, held_on=day, place="Sân", by=secretary, at=at)
    assert not Festival.objects.exists()


def test_one_festival_a_year(festival, commune, secretary, at):
    with pytest.raises(actions.AlreadyThere):
        actions.plan_festival(unit=commune, held_on=DAY, place="Sân", by=secretary, at=at)


def test_the_agenda_is_replaced_whole_or_not_at_all(festival, secretary, at):
    items = [
        Item(Part.CEREMONY, "Chào cờ", time(7, 30)),
        Item(Part.CEREMONY, "Thông qua chương trình"),
        Item(Part.COMMUNITY, "Đua thuyền", time(9)),
    ]
    actions.set_agenda(
        festival=festival, held_on=DAY, place="Sân vận động", items=items, by=secretary, at=at
    )
    back = [*items, Item(Part.COMMUNITY, "Kéo co", time(8))]
    with pytest.raises(actions.BackInTime) as told:
        actions.set_agenda(
            festival=festival, held_on=DAY, place="x", items=back, by=secretary, at=at
        )
    assert told.value.place == 3
    festival.refresh_from_db()
    assert festival.place == "Sân vận động"
    assert list(AgendaItem.objects.order_by("place").values_list("title", flat=True)) == [
        "Chào cờ",
        "Thông qua chương trình",
        "Đua thuyền",
    ]


def test_what_came_of_it_is_noted_after_it_and_ends_the_step(festival, commune, secretary, at):
    with pytest.raises(actions.NotHeldYet):
        actions.report_festival(festival=festival, outcome=CAME, by=secretary, at=at)
    later = at.replace(month=8, day=20)
    with pytest.raises(actions.NotHeldYet):
        early = replace(CAME, reported_on=date(2026, 8, 14))
        actions.report_festival(festival=festival, outcome=early, by=secretary, at=later)
    actions.report_festival(festival=festival, outcome=CAME, by=secretary, at=later)
    lines = calendar.calendar(commune, 2026, on=date(2026, 9, 1))
    (line,) = [line for line in lines if line.step.id == "festival"]
    assert (line.state, line.done.number) == (State.DONE, "44/BC-UBND")


def test_another_communes_festival_is_nobody_elses(festival, lan, at):
    with pytest.raises(policy.NotAllowed):
        actions.set_agenda(festival=festival, held_on=DAY, place="x", items=[], by=lan, at=at)
