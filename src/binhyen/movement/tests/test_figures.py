"""Every figure of the movement against a year that was counted by hand: 15 November 2025 to 14 November 2026.

    initiative       kind      points on the last day                                          class of 2026
    Camera Cầu Lớn   cameras   its own, Cầu Nhỏ, one known by number only; of the school's     effective
                               one ended on 1 October and one began on 16 November
    Camera cũ        cameras   its own and one known by number                                 not effective
    Thắp sáng        lighting  its own                                                         effective
    Đèn đường        lighting  its own and one known by number                                 none; effective in 2025

    seat             held
    head             from 1 August 2025
    deputy head      from 1 August 2025 to 31 May 2026
    secretary        from 1 August 2025; on 2 March 2026 somebody else took it
    member           from 1 August 2025
    another member   from 16 November 2026

    area or unit     households or staff  registered or briefed  registered on     commitments: fireworks, traffic
    Ấp Cầu Lớn       200                  190                    10 February 2026  180, 20
    Ấp Cầu Nhỏ       100                  100                    -                 90
    Trường Mỹ Lạc    40                   38                     11 February 2026  -
    Doanh nghiệp Đay 10                   10                     -                 0

For 2025 Ấp Cầu Lớn said 150 of 180 households and 500 commitments: nothing of it counts in 2026.
"""

from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.movement import actions
from binhyen.movement.actions import Entry
from binhyen.movement.models import Duty, InitiativeKind, Theme, YearClass
from binhyen.movement.tests import plans
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
FOUNDED = date(2025, 8, 1)

#: name -> numerator, denominator, counted by hand from the tables above.
EXPECTED = {
    "movement.effective_initiatives": (2, None),
    "movement.effective_cameras": (1, None),
    "movement.replications": (2, None),  # Cầu Nhỏ and the one known by number
    "movement.committee_seats": (3, None),  # head, secretary, one member
    "movement.households_registered_share": (290, 300),
    "movement.staff_briefed_share": (48, 50),
    "movement.units_registered_share": (2, 4),
    "movement.commitments": (290, None),
}


@pytest.fixture
def year(commune, area, secretary):
    """The year told above; returns its scope and period."""
    second = people.unit("Cầu Nhỏ", level=Level.RESIDENTIAL_AREA, parent=commune)
    school = people.unit("Mỹ Lạc", level=Level.SCHOOL, parent=commune)
    firm = people.unit("Đay", level=Level.ENTERPRISE, parent=commune)
    _initiatives(commune, second, school, secretary)
    _seats(commune, secretary)
    told = {"commune": commune, "by": secretary, "at": AT}
    now = [
        Entry(area, 200, 190, date(2026, 2, 10), {Theme.FIREWORKS: 180, Theme.TRAFFIC: 20}),
        Entry(second, 100, 100, None, {Theme.FIREWORKS: 90}),
        Entry(school, 40, 38, date(2026, 2, 11)),
        Entry(firm, 10, 10, None, {Theme.FIREWORKS: 0}),
    ]
    before = [Entry(area, 180, 150, date(2025, 9, 1), {Theme.FIREWORKS: 500})]
    for number, entries in ((2026, now), (2025, before)):
        actions.register(year=number, entries=entries, **told)
        actions.note_commitments(year=number, entries=entries, **told)
    return scope_of(commune), YEAR


def _initiatives(commune, second, school, secretary):
    def begun(name, kind, points, year, year_class):
        made = actions.start_initiative(
            unit=commune, kind=kind, name=name, founded_on=FOUNDED, points=points, by=secretary, at=AT
        )  # fmt: skip
        actions.class_initiative(
            initiative=made, year=year, class_of_year=year_class, decided_on=AT.date(),
            paper_number="12/QĐ-BCĐ", by=secretary, at=AT,
        )  # fmt: skip
        return made

    cameras = begun("Camera Cầu Lớn", InitiativeKind.CAMERA, 2, 2026, YearClass.EFFECTIVE)
    begun("Camera cũ", InitiativeKind.CAMERA, 2, 2026, YearClass.NOT_EFFECTIVE)
    begun("Thắp sáng", InitiativeKind.LIGHTING, 1, 2026, YearClass.EFFECTIVE)
    begun("Đèn đường", InitiativeKind.LIGHTING, 2, 2025, YearClass.EFFECTIVE)
    for where, day in ((second, date(2026, 3, 2)), (school, date(2026, 3, 2))):
        point = actions.open_point(
            initiative=cameras, territory=where, opened_on=day, by=secretary, at=AT
        )
    actions.close_point(point=point, closed_on=date(2026, 10, 1), by=secretary, at=AT)
    later = date(2026, 11, 16)
    actions.open_point(initiative=cameras, territory=school, opened_on=later, by=secretary, at=AT)


def _seats(commune, secretary):
    committee = plans.committee(commune, secretary, AT)

    def seat(name, duty, since=FOUNDED):
        return actions.seat(
            committee=committee, full_name=name, office="Cán bộ", duty=duty, since=since,
            by=secretary, at=AT,
        )  # fmt: skip

    seat("Huỳnh Văn Sáu", Duty.HEAD)
    deputy = seat("Lê Thị Hai", Duty.DEPUTY)
    clerk = seat("Võ Thị Mai", Duty.SECRETARY)
    seat("Trần Văn Ba", Duty.MEMBER)
    seat("Đỗ Thị Tư", Duty.MEMBER, date(2026, 11, 16))
    actions.leave_seat(seat=deputy, until=date(2026, 6, 1), by=secretary, at=AT)
    actions.replace_seat(
        seat=clerk, holder=actions.Holder("Mai Thị Năm", "Văn phòng"), since=date(2026, 3, 2),
        decision=actions.Decision("20/QĐ-UBND", date(2026, 2, 27)), by=secretary, at=AT,
    )  # fmt: skip


def test_the_figures_are_what_was_counted_by_hand(year):
    assert by_hand.told(EXPECTED, *year) == EXPECTED


def test_the_records_behind_a_figure_are_as_many_as_its_source_says(year):
    by_hand.check_records(EXPECTED, *year)


def test_nothing_happened_in_another_year(year):
    scope, _period = year
    by_hand.check_nothing_in_another_year(EXPECTED, scope)
