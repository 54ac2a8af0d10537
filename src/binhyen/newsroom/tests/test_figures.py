"""The figures of campaigns against a table counted by hand.

March to May 2026 in Mỹ Thạnh:

    campaign        first day   state       day       where       kind        came  reached  pledges     cost
    fire            2 March     running     2 March   Cầu Lớn     meeting       40       60       30  250,000
                                            9 March   commune     broadcast      -    1,200        -        -
                                            1 April   Cầu Lớn     school        80       80        -  100,000
    traffic         3 March     ended       3 March   commune     meeting       25       25       20   50,000
    drowning        2 April     planned     -
    drugs           2 March     called off  -

The period is March 2026: the session of 1 April lies outside.
"""

from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.newsroom import actions
from binhyen.newsroom.models import ActivityKind
from binhyen.newsroom.tests import campaigning, test_article_figures

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
AT = datetime(2026, 4, 1, 9, 0, tzinfo=VIETNAM)

#: name -> numerator, denominator, counted by hand from the table above.
OF_CAMPAIGNS = {
    "newsroom.campaigns": (2, None),
    "newsroom.sessions": (2, None),
    "newsroom.attendance": (65, None),
    "newsroom.people_reached": (1285, None),
    "newsroom.pledges": (50, None),
    "newsroom.cost": (300_000, None),
}
#: All figures of the room; those of the articles are counted in a table of their own.
EXPECTED = OF_CAMPAIGNS | test_article_figures.EXPECTED


@pytest.fixture
def march(commune, area, secretary):
    """The months told above; returns the scope and the period."""
    by = secretary
    fire = campaigning.running(commune, by, AT, last_day=date(2026, 5, 31))
    campaigning.noted(fire, area, by, AT, attended=40, reached=60, pledges=30, cost=250_000)
    campaigning.noted(
        fire, commune, by, AT, kind=ActivityKind.BROADCAST, on=date(2026, 3, 9), reached=1200
    )
    campaigning.noted(
        fire,
        area,
        by,
        AT,
        kind=ActivityKind.SCHOOL,
        on=date(2026, 4, 1),
        attended=80,
        reached=80,
        cost=100_000,
    )
    traffic = campaigning.running(commune, by, AT, "traffic", since=date(2026, 3, 3))
    campaigning.noted(
        traffic,
        commune,
        by,
        AT,
        on=date(2026, 3, 3),
        attended=25,
        reached=25,
        pledges=20,
        cost=50_000,
    )
    actions.end_campaign(campaign=traffic, by=by, at=AT)
    campaigning.planned(
        commune, by, AT, "drowning", since=date(2026, 4, 2), last_day=date(2026, 4, 9)
    )
    off = campaigning.planned(commune, by, AT, "drugs")
    actions.call_off_campaign(campaign=off, by=by, at=AT)
    return scope_of(commune), MARCH


def test_the_figures_are_what_was_counted_by_hand(march):
    assert by_hand.told(OF_CAMPAIGNS, *march) == OF_CAMPAIGNS


def test_the_records_behind_a_figure_are_as_many_as_its_source_says(march):
    by_hand.check_records(OF_CAMPAIGNS, *march)


def test_nothing_happened_in_another_year(march):
    scope, _period = march
    by_hand.check_nothing_in_another_year(OF_CAMPAIGNS, scope)


def test_campaigns_are_told_by_topic(march):
    scope, period = march
    told = {
        topic: registry.ask("newsroom.campaigns", scope.of({topic}), period).numerator
        for topic in ("fire", "traffic", "drugs", "drowning")
    }
    assert told == {"fire": 1, "traffic": 1, "drugs": 0, "drowning": 0}


def test_an_area_counts_what_was_held_in_it_and_the_province_all(march, area, commune):
    _scope, period = march
    of_area = registry.ask("newsroom.people_reached", scope_of(area), period)
    of_province = registry.ask("newsroom.people_reached", scope_of(commune.parent), period)
    assert (of_area.numerator, of_province.numerator) == (60, 1285)


def test_all_figures_of_a_page_read_the_activities_once(march, django_assert_max_num_queries):
    scope, period = march
    with django_assert_max_num_queries(4):
        registry.ask_many(list(OF_CAMPAIGNS), [scope], period)
