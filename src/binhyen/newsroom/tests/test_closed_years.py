"""No act of a campaign changes a figure of a year that is closed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import actions as figures
from binhyen.figures.closing import YearClosed
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.newsroom import actions, queries
from binhyen.newsroom.models import ActivityKind
from binhyen.newsroom.tests import campaigning
from binhyen.newsroom.tests.test_figures import EXPECTED
from binhyen.people.models import Body, Post, Role
from binhyen.people.tests import factories as people

THEN = datetime(2026, 3, 31, 9, 0, tzinfo=VIETNAM)
LATER = datetime(2027, 3, 1, 9, 0, tzinfo=VIETNAM)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
IN_2027 = {"since": date(2027, 3, 1), "last_day": date(2027, 3, 31)}


def deeds(area, running, noted, planned, by, front):
    """Return acts, each of which would change a figure of 2026."""
    draft = campaigning.draft()
    return (
        lambda: actions.plan_campaign(unit=area.parent, topic="drowning", draft=draft, **by),
        lambda: actions.begin_campaign(campaign=planned, **by),
        lambda: actions.change_campaign(campaign=planned, version=1, draft=replace(draft, **IN_2027), **by),
        lambda: actions.note_activity(
            campaign=running, kind=ActivityKind.SCHOOL, held_on=date(2026, 12, 31), area=area,
            totals=actions.Totals(5, 5), **by,
        ),
        lambda: actions.note_own_activity(
            campaign=running, stand=queries.Stand(Body.FRONT, None), kind=ActivityKind.SCHOOL, held_on=date(2026, 12, 31),
            area=area, totals=actions.Totals(5, 5), by=front, at=by["at"],
        ),
        lambda: actions.take_back_activity(activity=noted, **by),
    )  # fmt: skip


def call_off(campaign, by):
    """Call off what was planned for 2026 and never counted."""
    actions.call_off_campaign(campaign=campaign, **by)


def test_every_act_on_a_closed_year_is_refused_and_its_figures_stay(
    commune, area, secretary, chief
):
    by = {"by": secretary, "at": LATER}
    front = people.user("Người của Mặt trận")
    Post.objects.create(
        user=front, role=Role.PARTNER, unit=commune, body=Body.FRONT, since=commune.valid_from
    )
    running = campaigning.running(commune, secretary, THEN, last_day=date(2027, 5, 1))
    noted = campaigning.noted(running, area, secretary, THEN, attended=20, reached=20, cost=9)
    planned = campaigning.planned(commune, secretary, THEN, "traffic")
    called_off = campaigning.planned(commune, secretary, THEN, "drugs")
    figures.close_year(unit=commune, year=2026, by=chief, at=LATER)
    before = by_hand.told(EXPECTED, scope_of(commune), YEAR)
    for deed in deeds(area, running, noted, planned, by, front):
        with pytest.raises(YearClosed):
            deed()
    call_off(called_off, by)
    assert by_hand.told(EXPECTED, scope_of(commune), YEAR) == before
    campaigning.noted(running, area, secretary, LATER, on=date(2027, 3, 1), attended=5, reached=5)
    assert by_hand.told(EXPECTED, scope_of(commune), YEAR) == before
