"""What is asked of many units at once is what each of them answers alone, over random trees, mergers and periods."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import actions as counting
from binhyen.figures import registry
from binhyen.figures.computing import Counted, Together
from binhyen.figures.measures import Basis
from binhyen.figures.queries import scope_of, scopes_of
from binhyen.standards import scorecard
from binhyen.standards.tests import factories
from binhyen.standards.tests.test_rollups import PERIODS, YEARS, plans, tell
from binhyen.standards.tests.trees import built, moment

BY_CATEGORY = ("NOI", "TRF-RISK")


def check_answers(units):
    """Ask all that is asked of many units at once, and each alone: values and what stands behind them."""
    scopes = scopes_of(units)
    assert scopes == [scope_of(unit) for unit in units]
    joint = [one for one in registry.all_figures() if isinstance(one.compute, Counted | Together)]
    names = [figure.name for figure in joint]
    narrow = [figure.name for figure in joint if figure.by_category]
    for period in PERIODS[1:]:
        for asked, meant in ((names, scopes), (narrow, [one.of(BY_CATEGORY) for one in scopes])):
            together = registry.ask_many(asked, meant, period)
            for name in asked:
                alone = [registry.ask(name, scope, period) for scope in meant]
                assert together[name] == alone, (name, period)


def counted(units):
    """Return every counted figure of the units."""
    names = [one.name for one in registry.all_figures() if one.basis is Basis.COUNTED]
    return [registry.ask_many(names, scopes_of(units), period) for period in PERIODS]


def check_scorecards(units):
    """Hold all units against a standard at once and alone."""
    stored, on = factories.stored(), YEARS[1].until
    period = stored.read().period(2025)
    together = scorecard.live_of_all(units, stored, period, on=on)
    assert together == [scorecard.live(unit, stored, period, on=on) for unit in units]


@given(plan=plans(), day=st.integers(0, 760))
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_many_are_answered_as_each_alone(db, plan, day):
    with transaction.atomic():
        house = built(plan.tree)
        by_day = sorted(plan.matters, key=lambda told: told.day)
        for told in by_day[::2]:
            tell(house, told)
        counting.sum_months(at=moment(YEARS[0].since, day))
        for told in by_day[1::2]:
            tell(house, told)
        units = [house.province, *house.communes(), *(one for one in house.before if one.valid_to)]
        before = counted(units)
        counting.sum_months(at=moment(YEARS[0].since, 800))
        assert counted(units) == before
        check_answers(units[:5])
        check_scorecards(house.communes())
        assert counting.differences() == []
        transaction.set_rollback(True)


def test_scorecards_of_many_ask_no_more_than_that_of_one(commune, other_commune):
    stored = factories.stored()
    factories.stored(factories.AREA)

    def queries(units):
        with CaptureQueriesContext(connection) as asked:
            scorecard.live_of_all(units, stored, factories.PERIOD, on=factories.ON)
        return len(asked)

    assert queries([commune]) == queries([commune, other_commune])


def test_a_question_is_answered_once_for_all(commune, other_commune):
    inquiry = registry.Inquiry(scopes_of([commune, other_commune]))
    with CaptureQueriesContext(connection) as asked:
        for number in (0, 1, 0, 1):
            inquiry.ask("matters.on_time_share", number, factories.PERIOD)
    assert len(asked) == 2  # which units, and their counts
