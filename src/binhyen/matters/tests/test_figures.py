"""Every figure of matters against a month that was counted by hand.

    what             opened   end
    noise 1          day 0    settled on day 1, answered in an hour, closed on day 2, reopened on day 3
    noise 2          day 0    settled on day 25: late
    traffic risk 1   day 0    settled on day 2
    traffic risk 2   day 1    set aside on day 2
    fire risk        day 1    proposed on day 2, answered with a yes on day 3, still open
    theft            day 2    referred on day 3: late
    dispute          day 3    settled on day 6: the parties were reconciled
    land dispute     day 3    two parts, one done and one dropped; settled on day 8: a pledge

Of eight matters seven ended (one in being set aside), one is open and one was taken up again: two are open.

Clocks: one of service on each of the seven that are no crime, three on the theft (to assign it, to acknowledge it, to
settle it), and on noise 1 two more when it was taken up again (service, and to answer what the reporter said): twelve.
Met in time are those of noise 1, both traffic risks, the dispute, the land dispute, and the last of the theft: six.
"""

from datetime import date, timedelta

import pytest

from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.matters import actions
from binhyen.matters.actions import Rated
from binhyen.matters.figures import wanted
from binhyen.matters.models import Proposal
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.reports.models import Report

#: name -> numerator, denominator, counted by hand from the table above.
EXPECTED = {
    "matters.opened": (8, None),
    "matters.settled": (5, None),
    "matters.proposed": (1, None),
    "matters.answered": (1, None),
    "matters.referred": (1, None),
    "matters.set_aside": (1, None),
    "matters.closed": (1, None),
    "matters.reopened": (1, None),
    "matters.settled_at_base_share": (5, 5),
    "matters.on_time_share": (4, 6),  # noise 2 was late, and the theft: it goes on the same day
    "matters.reopened_share": (1, 7),
    "matters.set_aside_share": (1, 7),
    "matters.opened_crime": (1, None),
    "matters.opened_social_evils": (0, None),
    "matters.opened_traffic": (2, None),
    "matters.opened_fire": (1, None),
    "matters.open_now": (2, None),
    "matters.overdue_now": (2, None),  # both open ones are due before the thirtieth day
    "matters.above_now": (0, None),
    "matters.flagged": (0, None),
    "matters.confirmed": (5, None),  # noise 1 is open again
    "matters.pending": (2, None),
    "matters.mediation_success_share": (1, 2),
    "matters.median_days": (3, None),  # of 1, 2, 3, 5, 25: noise 1 is open again
    "matters.ninth_decile_days": (25, None),
    "matters.answered_in_a_day_share": (1, 1),
    "matters.clocks_met_share": (6, 12),
    "matters.parts_done_share": (1, 1),  # one of two was taken back
    "matters.proposals_on_time_share": (1, 1),
    "matters.satisfaction_share": (0, 0),  # one answer is too few to tell, and no month
    "matters.said_settled_share": (0, 0),
    "matters.team_calls_answered": (0, None),  # no crew was asked
    "matters.team_median_minutes": (0, 0),
    "matters.team_nine_tenths_minutes": (0, 0),
    "reports.received": (8, None),
    "reports.online_share": (0, 0),  # all eight: nobody on the other side
    "reports.anonymous_share": (0, 0),
    "reports.located_share": (0, 0),
    "reports.messages_to_reporters": (1, None),
    "reports.messages_from_reporters": (1, None),
}
"""What the test below expects of every figure of the two rooms."""


@pytest.fixture
def month(commune, at, hanh, chief, province_chief):
    """The month told above; returns its scope and period."""

    def day(n, hours=0):
        return at + timedelta(days=n, hours=hours)

    def opened(n, category):
        found = factories.matter(commune, day(n), category=category)
        actions.take_in_hand(matter=found, by=hanh, at=day(n, 1))
        return found

    def settled(found, n, outcome=Outcome.PLEDGED):
        actions.settle(matter=found, outcome=outcome, words="Xong.", by=hanh, at=day(n, 2))

    noise, late = opened(0, "NOI"), opened(0, "NOI")
    report = Report.objects.get(of_matter__matter=noise)
    actions.reply(matter=noise, report=report, words="Đã nhận.", by=hanh, at=day(0, 1))
    settled(noise, 1)
    actions.close(matter=noise, by=hanh, at=day(2))
    said = actions.rate(report=report, is_settled=False, stars=2, words="Lại ồn.", at=day(3))
    assert said == Rated.REOPENED
    first = opened(0, "TRF-RISK")
    settled(first, 2)
    actions.set_aside(matter=opened(1, "TRF-RISK"), words="Không có.", by=hanh, at=day(2))
    fire = opened(1, "FIR-RISK")
    actions.propose(matter=fire, kind=Kind.SUPPORT, words="Cần xe.", by=hanh, at=day(2))
    proposal = Proposal.objects.get(matter=fire)
    actions.answer(proposal=proposal, accepted=True, words="Đồng ý.", by=province_chief, at=day(3))
    actions.refer(
        matter=opened(2, "THF"),
        to_whom="Cơ quan điều tra",
        outside_ref="1/CV",
        words="Chuyển.",
        by=hanh,
        at=day(3),
    )
    settled(opened(3, "DSP"), 6, Outcome.RECONCILED)
    land = opened(3, "DSP-LAND")
    for asked in ("Hỏi hộ A.", "Đo lại."):
        actions.add_part(
            matter=land, task=actions.Task(asked, actions.Target(person=hanh)), by=hanh, at=day(4)
        )
    done, dropped = land.parts.order_by("pk")
    actions.end_part(part=done, words="Đã hỏi.", by=hanh, at=day(5))
    actions.drop_part(part=dropped, words="Không cần nữa.", by=hanh, at=day(5))
    settled(land, 8)
    settled(late, 25)
    on = day(0).date()
    return scope_of(commune), Period(on, on + timedelta(days=30))


def test_the_figures_are_what_was_counted_by_hand(month):
    assert by_hand.told(EXPECTED, *month) == EXPECTED


def test_the_records_behind_a_figure_are_as_many_as_it_counts(month):
    scope, period = month
    for name in EXPECTED:
        found = registry.ask(name, scope, period)
        listed = [source for source in found.sources if source.filters]
        counted = sum(len(registry.lines(source)) for source in listed)
        assert not listed or counted == found.numerator, name


def test_nothing_happened_in_another_year(month):
    scope, _period = month
    for name in EXPECTED:
        found = registry.ask(name, scope, Period(date(2020, 1, 1), date(2020, 2, 1)))
        assert not found.is_defined or found.numerator == 0, name


def test_units_are_told_by_their_paths_and_once_were_by_number(commune, area):
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    asked = wanted.wanted(scope_of(commune, follow_successions=False), march)

    assert wanted.units_of(asked) == {commune.pk, area.pk}
    assert wanted.units_of({"units": f"{commune.pk},7"}) == {commune.pk, 7}
