"""What reporters said is told of whole spans, and by the year above a commune, so that nothing small comes back."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period, months_from
from binhyen.matters.models import Feedback
from binhyen.matters.tests import factories
from binhyen.places.queries import ways_to
from binhyen.reports.models import Report

NAME = "matters.satisfaction_share"


@pytest.fixture
def say(at):
    """Answers in a month of 2025: so many content, so many not."""

    def said(unit, month, content, others):
        matter = factories.matter(unit, at)
        report = Report.objects.get(of_matter__matter=matter)
        day = datetime(2025, month, 10, 9, tzinfo=VIETNAM)
        Feedback.objects.bulk_create(
            Feedback(
                matter=matter, report=report, ended_at=day + timedelta(minutes=n), at=day,
                is_settled=True, stars=5 if n < content else 2, is_content=n < content,
            )
            for n in range(content + others)
        )  # fmt: skip

    return said


def told(unit, month, months):
    value = registry.ask(NAME, scope_of(unit), months_from(date(2025, month, 1), months))
    assert value.is_withheld == (value.denominator == 0)
    return None if value.is_withheld else (value.numerator, value.denominator)


def test_a_quarter_does_not_give_back_the_month_that_is_hidden(commune, say):
    for month, said in {1: (9, 6), 2: (4, 1), 3: (8, 5)}.items():
        say(commune, month, *said)
    assert [told(commune, month, 1) for month in (1, 2, 3)] == [(9, 15), None, (8, 13)]
    assert told(commune, 1, 3) is None and told(commune, 1, 12) is None
    say(commune, 5, 1, 4)
    assert told(commune, 1, 12) == (22, 38), "February and May together are five and five"
    assert told(commune, 1, 6) == (22, 38)


def test_a_period_that_is_no_span_of_whole_months_is_not_told(commune, say):
    say(commune, 1, 9, 6)
    period = Period(date(2025, 1, 5), date(2025, 2, 1))
    assert registry.ask(NAME, scope_of(commune), period).is_withheld


def test_a_province_is_told_by_the_year_and_not_where_one_commune_would_be_left_over(
    province, commune, other_commune, say
):
    say(commune, 1, 9, 6)
    say(other_commune, 1, 2, 1)
    assert told(province, 1, 1) is None and told(province, 1, 12) is None
    say(other_commune, 7, 3, 4)
    assert told(other_commune, 1, 12) == (5, 10)
    assert told(province, 1, 12) == (14, 25) and told(province, 1, 1) is None


def test_a_merged_commune_tells_its_year_only_where_it_leaves_none_of_its_parts_over(
    province, commune, old_commune, say
):
    say(old_commune, 1, 9, 5)
    say(commune, 8, 3, 2)
    assert told(old_commune, 1, 12) == (9, 14)
    assert told(commune, 1, 6) == (9, 14), "the half in which it was the old one alone"
    assert told(commune, 1, 12) is None
    say(commune, 9, 2, 3)
    assert told(commune, 1, 12) == (14, 24)
    assert told(province, 1, 12) == (14, 24)


def test_what_went_whole_into_another_lies_in_it(province, commune, old_commune, area):
    ways = ways_to({commune.pk, old_commune.pk, area.pk})
    assert ways[commune.pk] == (province.path, commune.path)
    assert ways[old_commune.pk] == (province.path, commune.path, old_commune.path)
    assert ways[area.pk] == (province.path, commune.path, area.path)
    assert ways_to(set()) == {}
