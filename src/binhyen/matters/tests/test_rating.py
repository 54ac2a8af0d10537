from datetime import timedelta

import pytest

from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import month_of
from binhyen.matters import actions
from binhyen.matters.actions import Rated
from binhyen.matters.models import Feedback, Matter
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import State
from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.reports.models import Message, Report


@pytest.fixture
def settled(commune, hanh, at):
    """A matter that Hạnh settled."""
    matter = factories.matter(commune, at)
    actions.take_in_hand(matter=matter, by=hanh, at=at)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Đã nhắc.", by=hanh, at=at)
    return matter


def rate(matter, at, *, is_settled, stars=None, words=""):
    report = Report.objects.get(of_matter__matter=matter)
    return actions.rate(report=report, is_settled=is_settled, stars=stars, words=words, at=at)


def test_a_no_within_thirty_days_takes_it_up_again_with_a_clock_and_tells_the_handler(
    settled, hanh, at
):
    was_due = settled.due_at
    later = at + timedelta(days=30)
    assert rate(settled, later, is_settled=False, words="Lại ồn.") == Rated.REOPENED
    settled.refresh_from_db()
    assert settled.state == State.IN_PROGRESS and settled.has_news
    assert settled.due_at > was_due and settled.news_due_at > later
    assert Message.objects.get().words == "Lại ồn."
    told = Notice.objects.filter(what=What.REOPENED)
    assert [(notice.user, notice.subject) for notice in told] == [(hanh, settled.reference)]


def test_a_no_after_thirty_days_waits_as_a_message_with_a_clock(settled, hanh, at):
    actions.close(matter=settled, by=hanh, at=at)
    later = at + timedelta(days=30, seconds=1)
    assert rate(settled, later, is_settled=False, words="Lại ồn.") == Rated.PASSED_ON
    settled.refresh_from_db()
    assert settled.state == State.CLOSED
    assert settled.has_news and settled.news_due_at > later
    assert Message.objects.get().words == "Lại ồn."


def test_a_yes_leaves_it_as_it_is(settled, at):
    assert rate(settled, at, is_settled=True, stars=5) == Rated.THANKED
    settled.refresh_from_db()
    assert settled.state == State.RESOLVED and not settled.has_news
    assert Feedback.objects.get().stars == 5


def test_the_stars_are_not_in_the_history_that_officers_read(settled, at):
    rate(settled, at, is_settled=True, stars=2)
    assert "stars" not in str(settled.moves.last().detail)


def test_the_same_answer_twice_is_one(settled, at):
    for _ in range(2):
        rate(settled, at + timedelta(days=31), is_settled=False, words="Lại ồn.")
    assert Feedback.objects.count() == 1 and Message.objects.count() == 1


def test_a_yes_may_become_a_no(settled, at):
    rate(settled, at, is_settled=True, stars=5)
    assert rate(settled, at, is_settled=False, words="Lại ồn.") == Rated.REOPENED
    assert not Feedback.objects.get(replaced_at=None).is_settled
    assert Feedback.objects.get(replaced_at=at).is_settled


def test_what_has_not_ended_cannot_be_rated(commune, at):
    matter = factories.matter(commune, at)
    with pytest.raises(actions.MoveNotAllowed):
        rate(matter, at, is_settled=True)


def test_an_end_after_a_reopening_is_rated_anew(settled, hanh, at):
    rate(settled, at, is_settled=False, words="Lại ồn.")
    matter = Matter.objects.get()
    later = at + timedelta(hours=1)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Nữa.", by=hanh, at=later)
    rate(matter, later, is_settled=True)
    assert Feedback.objects.count() == 2


def test_a_message_to_a_closed_matter_has_a_clock_that_the_answer_stops(settled, hanh, at):
    actions.close(matter=settled, by=hanh, at=at)
    report = Report.objects.get()
    actions.hear(report=report, words="Cảm ơn.", at=at)
    settled.refresh_from_db()
    assert str(settled.news_due_at) == "2026-03-04 10:00:00+00:00"  # Wednesday 17:00
    actions.hear(report=report, words="Còn nữa.", at=at + timedelta(days=1))
    settled.refresh_from_db()
    assert str(settled.news_due_at) == "2026-03-04 10:00:00+00:00"  # the first still waits
    actions.reply(matter=settled, report=report, words="Đã rõ.", by=hanh, at=at)
    settled.refresh_from_db()
    assert settled.news_due_at is None and not settled.has_news


@pytest.mark.parametrize(
    ("stars", "said"),
    [
        ([5, 5, 4, 4, 1, 1, 1, 1], (0, 0)),
        ([5, 5, 4, 4, 4, 1, 2, 3, 3, 2], (5, 10)),
        ([5] * 9, (0, 0)),
        ([None] * 6, (0, 0)),
    ],
)
def test_contentment_is_told_of_five_answers_on_either_side(commune, hanh, at, stars, said):
    for given in stars:
        matter = factories.matter(commune, at)
        actions.take_in_hand(matter=matter, by=hanh, at=at)
        actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="x", by=hanh, at=at)
        rate(matter, at, is_settled=True, stars=given)
    month = month_of(at.date())
    value = registry.ask("matters.satisfaction_share", scope_of(commune), month)
    assert (value.numerator, value.denominator) == said
