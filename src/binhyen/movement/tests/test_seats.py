"""A seat is taken, ended and replaced by decisions: inside the committee's term, once, one act for both ends of a change."""

from datetime import date

import pytest

from binhyen.audit.models import Entry
from binhyen.movement import actions, queries
from binhyen.movement.models import CommitteeKind, Duty, Seat

FIRST, LAST = date(2025, 8, 1), date(2027, 8, 1)
CHANGED = date(2026, 2, 10)
CHANGE = actions.Decision("07/QĐ-UBND", CHANGED)


@pytest.fixture
def committee(commune, secretary, at):
    return actions.found_committee(
        unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=FIRST, until=LAST,
        decision_number="15/QĐ-UBND", decided_on=FIRST, by=secretary, at=at,
    )  # fmt: skip


@pytest.fixture
def take(committee, secretary, at):
    def taking(name="Lê Thị Hoa", *, since=FIRST, **more):
        given = {"office": "Hội Phụ nữ", "duty": Duty.MEMBER, "by": secretary, "at": at} | more
        return actions.seat(committee=committee, full_name=name, since=since, **given)

    return taking


def replace(seat, by, at, *, decision=CHANGE, since=CHANGED, **more):
    holder = actions.Holder("Trần Văn Tám", "Trưởng Công an xã")
    return actions.replace_seat(
        seat=seat, holder=holder, since=since, decision=decision, by=by, at=at, **more
    )


def test_one_act_ends_the_old_seat_and_starts_the_new_in_its_place(take, area, secretary, at):
    old = take("Đặng Văn Năm", duty=Duty.STANDING_DEPUTY, charge="Phụ trách an ninh", areas=[area])
    take()
    new = replace(old, secretary, at)
    old.refresh_from_db()
    assert (old.until, old.ended_by_number, old.ended_by_date) == (CHANGED, "07/QĐ-UBND", CHANGED)
    assert (new.since, new.decision_number, new.replaces) == (CHANGED, "07/QĐ-UBND", old)
    assert (new.duty, new.charge, new.place) == (old.duty, "Phụ trách an ninh", old.place)
    assert list(new.areas.all()) == [area]
    entry = Entry.objects.get(event="movement.seat_replaced")
    assert "Tám" not in str(entry.detail)


def test_a_replacement_that_is_refused_leaves_the_old_seat_as_it_was(
    take, other_commune, secretary, at
):
    old = take()
    with pytest.raises(actions.NotBelow):
        replace(old, secretary, at, areas=[other_commune])
    old.refresh_from_db()
    assert old.until is None
    assert Seat.objects.count() == 1


@pytest.mark.parametrize("since", [date(2025, 7, 31), LAST])
def test_a_seat_lies_inside_the_term(take, since):
    with pytest.raises(actions.OutsideTerm):
        take(since=since)


def test_a_seat_ends_inside_the_term_and_after_its_start(take, secretary, at):
    held = take()
    with pytest.raises(actions.OutsideTerm):
        actions.leave_seat(seat=held, until=date(2027, 8, 2), by=secretary, at=at)
    with pytest.raises(actions.EndsBeforeStart):
        actions.leave_seat(seat=held, until=FIRST, by=secretary, at=at)
    with pytest.raises(actions.EndsBeforeStart):
        take(since=CHANGED, until=CHANGED)


def test_a_seat_is_ended_once(take, secretary, at):
    held = take()
    seen_before = Seat.objects.get(pk=held.pk)
    replace(held, secretary, at)
    for stale in (held, seen_before):
        with pytest.raises(actions.SeatEnded):
            actions.leave_seat(seat=stale, until=date(2026, 3, 1), by=secretary, at=at)


def test_two_heads_never_hold_the_same_day(take):
    take(duty=Duty.HEAD, until=CHANGED)
    with pytest.raises(actions.HeadTaken):
        take("Võ Văn Chín", duty=Duty.HEAD, since=date(2026, 1, 1))
    take("Võ Văn Chín", duty=Duty.HEAD, since=CHANGED)


def test_a_number_names_one_decision_of_a_body_and_year(take, committee, area, secretary, at):
    replace(take(), secretary, at)
    used_by_the_founding = actions.Decision("15/qđ-ubnd", date(2025, 12, 1))
    with pytest.raises(actions.NumberUsed):
        take("Võ Văn Chín", since=CHANGED, decision=used_by_the_founding)
    with pytest.raises(actions.NumberUsed):
        actions.designate(
            committee=committee, unit=area, year=2026, decision_number="07/QĐ-UBND",
            decided_on=date(2026, 3, 1), by=secretary, at=at,
        )  # fmt: skip
    with pytest.raises(actions.NumberUsed):
        actions.found_committee(
            unit=committee.unit, kind=CommitteeKind.PROGRAMME, name="Ban khác", since=CHANGED,
            decision_number="07/QĐ-UBND", decided_on=CHANGED, by=secretary, at=at,
        )  # fmt: skip


def test_one_decision_may_change_several_seats_and_next_year_counts_anew(take, secretary, at):
    replace(take(), secretary, at)
    replace(take("Đặng Văn Năm"), secretary, at)
    later = actions.Decision("07/QĐ-UBND", date(2027, 1, 5))
    take("Võ Văn Chín", since=date(2027, 1, 5), decision=later, at=at.replace(year=2027))


def test_a_committee_does_not_designate_its_own_unit_nor_outside_its_term(
    committee, commune, area, secretary, at
):
    typed = {"committee": committee, "year": 2026, "decision_number": "20/QĐ-BCĐ", "by": secretary, "at": at}  # fmt: skip
    with pytest.raises(actions.NotBelow):
        actions.designate(unit=commune, decided_on=CHANGED, **typed)
    with pytest.raises(actions.OutsideTerm):
        actions.designate(unit=area, decided_on=LAST, **typed)


def test_who_held_what_is_told_by_person_for_any_day(take, commune, old_commune, secretary, at):
    old = take("Đặng Văn Năm", office="Trưởng Công an xã")
    take("Lê Thị Hoa", charge="Phụ trách Ấp 1")
    actions.leave_seat(seat=old, until=CHANGED, by=secretary, at=at)
    before = seated(commune, date(2026, 2, 9))
    assert [held.full_name for held in before] == ["Đặng Văn Năm", "Lê Thị Hoa"]
    (after,) = seated(commune, CHANGED)
    assert after.full_name == "Lê Thị Hoa"


def seated(unit, day):
    return [held for held in queries.held_on(unit, day) if held.seats]


def test_a_public_post_stands_beside_the_seats_of_the_same_name(take, commune, secretary):
    take(str(secretary))
    (held,) = seated(commune, CHANGED)
    assert [post.unit for post in held.posts] == [commune]


def test_a_person_may_hold_several_seats(take, committee, commune, secretary, at):
    other = actions.found_committee(
        unit=commune, kind=CommitteeKind.PROGRAMME, name="Ban của một xã", since=FIRST,
        decision_number="16/QĐ-UBND", decided_on=FIRST, by=secretary, at=at,
    )  # fmt: skip
    take("Lê Thị Hoa")
    actions.seat(
        committee=other, full_name="Lê Thị Hoa", office="Hội Phụ nữ", duty=Duty.DEPUTY,
        since=FIRST, by=secretary, at=at,
    )  # fmt: skip
    (held,) = seated(commune, CHANGED)
    assert [seat.committee.name for seat in held.seats] == ["Ban Chỉ đạo", "Ban của một xã"]
