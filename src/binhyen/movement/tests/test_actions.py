"""Committees, designations and initiatives are entered by those who may, and counted with their names."""

from datetime import date

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.movement import actions
from binhyen.movement.models import CommitteeKind, Duty, InitiativeKind, Seat, YearClass
from binhyen.people import policy

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
FIRST = date(2025, 8, 1)


@pytest.fixture
def committee(commune, secretary, at):
    return actions.found_committee(
        unit=commune, kind=CommitteeKind.STANDING, name="Ban Chỉ đạo", since=FIRST,
        decision_number="15/QĐ-UBND", decided_on=FIRST, by=secretary, at=at,
    )  # fmt: skip


def seat(committee, by, at, *, duty=Duty.MEMBER, name="Lê Thị Hoa", since=FIRST):
    return actions.seat(
        committee=committee,
        full_name=name,
        office="Hội Phụ nữ",
        duty=duty,
        since=since,
        by=by,
        at=at,
    )


def initiative(unit, name, by, at, *, year_class, kind=InitiativeKind.CAMERA, points=1):
    begun = actions.start_initiative(
        unit=unit, kind=kind, name=name, founded_on=FIRST, points=points, by=by, at=at
    )
    actions.class_initiative(
        initiative=begun, year=2026, class_of_year=year_class, decided_on=date(2026, 3, 1),
        paper_number="12/QĐ-BCĐ", by=by, at=at,
    )  # fmt: skip
    return begun


def test_a_committee_of_twenty_one_has_one_head(committee, secretary, at):
    seat(committee, secretary, at, duty=Duty.HEAD, name="Huỳnh Văn Sáu")
    for n in range(20):
        seat(committee, secretary, at, name=f"Thành viên {n}")
    with pytest.raises(actions.HeadTaken):
        seat(committee, secretary, at, duty=Duty.HEAD)

    asked = registry.ask("movement.committee_seats", scope_of(committee.unit), YEAR)
    assert asked.numerator == 21
    assert Seat.objects.filter(committee=committee).by_duty()[0].full_name == "Huỳnh Văn Sáu"


def test_a_head_may_follow_one_who_left(committee, secretary, at):
    first = seat(committee, secretary, at, duty=Duty.HEAD)
    left = date(2026, 3, 1)
    actions.leave_seat(seat=first, until=left, by=secretary, at=at)
    seat(committee, secretary, at, duty=Duty.HEAD, name="Huỳnh Văn Sáu", since=left)
    assert Seat.objects.held_on(date(2026, 3, 1)).get(duty=Duty.HEAD).full_name == "Huỳnh Văn Sáu"


def test_the_trail_keeps_the_seat_and_not_the_name(committee, secretary, at):
    seat(committee, secretary, at)
    assert "Hoa" not in str(Entry.objects.get(event="movement.seated").detail)


def test_a_decision_founds_one_committee(committee, secretary, at):
    with pytest.raises(actions.AlreadyThere):
        actions.found_committee(
            unit=committee.unit, kind=CommitteeKind.PROGRAMME, name="Ban khác", since=FIRST,
            decision_number="15/QĐ-UBND", decided_on=FIRST, by=secretary, at=at,
        )  # fmt: skip


def test_nobody_of_another_commune_manages(committee, commune, lan, at):
    with pytest.raises(policy.NotAllowed):
        seat(committee, lan, at)
    with pytest.raises(policy.NotAllowed):
        initiative(commune, "Camera", lan, at, year_class=YearClass.EFFECTIVE)


def test_a_committee_designates_a_unit_of_its_territory(
    committee, area, other_commune, secretary, at
):
    typed = {
        "year": 2026,
        "decision_number": "20/QĐ-BCĐ",
        "decided_on": FIRST,
        "by": secretary,
        "at": at,
    }
    assert actions.designate(committee=committee, unit=area, **typed).unit == area
    with pytest.raises(actions.AlreadyThere):
        actions.designate(committee=committee, unit=area, **typed)
    with pytest.raises(actions.NotBelow):
        actions.designate(committee=committee, unit=other_commune, **typed)


def test_only_effective_initiatives_of_the_year_count_and_are_named(commune, secretary, at):
    initiative(commune, "Camera Ấp 1", secretary, at, year_class=YearClass.EFFECTIVE, points=4)
    initiative(
        commune,
        "Thắp sáng",
        secretary,
        at,
        year_class=YearClass.EFFECTIVE,
        kind=InitiativeKind.LIGHTING,
    )
    initiative(commune, "Camera Ấp 2", secretary, at, year_class=YearClass.NOT_EFFECTIVE)

    scope = scope_of(commune)
    found = registry.ask("movement.effective_initiatives", scope, YEAR)

    assert found.numerator == 2
    assert [line.reference for line in registry.lines(found.sources[0])] == [
        "Camera Ấp 1",
        "Thắp sáng",
    ]
    assert registry.ask("movement.effective_initiatives", scope, YEAR.previous()).numerator == 0
    assert registry.ask("movement.effective_cameras", scope, YEAR).numerator == 1
    assert registry.ask("movement.replications", scope, YEAR).numerator == 3


def test_the_initiatives_of_a_merged_commune_count_for_its_successor(
    commune, old_commune, secretary, at
):
    from binhyen.people.tests import factories

    old_secretary = factories.officer("Cao Thị Nga", factories.Role.SECRETARY, old_commune)
    initiative(old_commune, "Camera Mỹ Lạc", old_secretary, at, year_class=YearClass.EFFECTIVE)
    assert registry.ask("movement.effective_initiatives", scope_of(commune), YEAR).numerator == 1


def test_an_initiative_is_entered_once(commune, secretary, at):
    initiative(commune, "Camera", secretary, at, year_class=YearClass.AVERAGE)
    with pytest.raises(actions.AlreadyThere):
        initiative(commune, "Camera", secretary, at, year_class=YearClass.AVERAGE)


def test_no_kind_of_initiative_is_tied_to_a_belief():
    assert not any(
        word in kind for kind in InitiativeKind.values for word in ("PARISH", "RELIG", "ETHNIC")
    )
