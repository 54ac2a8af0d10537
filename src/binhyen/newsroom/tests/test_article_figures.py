"""The figures of articles against a table counted by hand.

In Mỹ Thạnh, 2026:

    article   came out      again                        taken down
    lamps     2 March       10 March, 12 March           -
    roads     3 March       1 April                      -
    bridge    20 February   5 March                      -
    market    4 March       8 March, unchanged           7 March
    draft     -

The period is March: published are lamps, roads and market; corrected are lamps, once, and the bridge of February.
"""

from datetime import date, datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.newsroom import actions

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
EXPECTED = {"newsroom.articles": (3, None), "newsroom.corrected": (2, None)}


def on(month, day):
    return datetime(2026, month, day, 23, 30, tzinfo=VIETNAM)


@pytest.fixture
def march(commune, write, head, editor):
    """The months told above; returns the scope and the period."""

    def out(article, at):
        actions.release(article=article, by=head, at=at)

    def again(article, at):
        article.save_revision(user=editor, at=at)
        out(article, at)

    lamps, roads, bridge, market = (write(title) for title in ("Đèn", "Đường", "Cầu", "Chợ"))
    write("Bản nháp")
    out(bridge, on(2, 20))
    out(lamps, on(3, 2))
    out(roads, on(3, 3))
    out(market, on(3, 4))
    again(bridge, on(3, 5))
    market.unpublish()
    out(market, on(3, 8))
    again(lamps, on(3, 10))
    again(lamps, on(3, 12))
    again(roads, on(4, 1))
    return scope_of(commune), MARCH


def test_the_figures_are_what_was_counted_by_hand(march):
    assert by_hand.told(EXPECTED, *march) == EXPECTED


def test_the_records_behind_a_figure_are_as_many_as_its_source_says(march):
    by_hand.check_records(EXPECTED, *march)
    lines = registry.lines(registry.ask("newsroom.articles", *march).sources[0])
    assert [line.reference for line in lines] == ["Đèn", "Đường", "Chợ"]


def test_nothing_happened_in_another_year(march):
    scope, _period = march
    by_hand.check_nothing_in_another_year(EXPECTED, scope)


def test_the_last_hour_of_a_month_in_viet_nam_is_of_that_month(march):
    scope, _period = march
    february = Period(date(2026, 2, 1), date(2026, 3, 1))
    april = Period(date(2026, 4, 1), date(2026, 5, 1))
    assert by_hand.told(EXPECTED, scope, february) == {"newsroom.articles": (1, None), "newsroom.corrected": (0, None)}  # fmt: skip
    assert by_hand.told(EXPECTED, scope, april)["newsroom.corrected"] == (1, None)


def test_another_commune_has_none_and_the_province_all(march, commune, other_commune):
    _scope, period = march
    nothing = dict.fromkeys(EXPECTED, (0, None))
    assert by_hand.told(EXPECTED, scope_of(other_commune), period) == nothing
    assert by_hand.told(EXPECTED, scope_of(commune.parent), period) == EXPECTED


def test_both_figures_are_answered_in_few_questions(march, django_assert_max_num_queries):
    scope, period = march
    with django_assert_max_num_queries(5):
        registry.ask_many(list(EXPECTED), [scope], period)
