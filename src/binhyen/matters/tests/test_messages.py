"""What a reporter says has a clock like any other, whatever state the matter is in: lists, warnings, and the way it goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from binhyen.core import clock
from binhyen.matters import actions, filters, inbox
from binhyen.matters.inbox import Asked, Filters, Looker, Section
from binhyen.matters.models import Deadline, Matter
from binhyen.matters.running import MESSAGE
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.notices.models import Notice
from binhyen.reports.models import Report

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOBODY = Looker(user_pk=0, is_chief=False)


def report_of(matter):
    return Report.objects.get(of_matter__matter=matter)


def said(matter, at):
    actions.hear(report=report_of(matter), words="Sao rồi?", at=at)
    matter.refresh_from_db()
    return matter


def closed(unit, by, at):
    matter = factories.in_hand(unit, at, by)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=by, at=at)
    actions.close(matter=matter, by=by, at=at)
    return matter


def message(matter):
    return Deadline.objects.filter(matter=matter, clock=MESSAGE).latest("pk")


def listed(unit, section, at, after=""):
    page = inbox.page(Asked(unit, Filters(section=section), NOBODY, at), after=after)
    return page.rows, page.following


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def test_a_message_on_a_closed_matter_starts_a_clock_and_an_answer_or_a_look_meets_it(
    commune, hanh, at
):
    matter = said(closed(commune, hanh, at), at)
    row = message(matter)
    assert (row.state, row.since, row.due_at) == ("RUNNING", at, matter.news_due_at)
    assert matter.has_news and not matter.is_open
    actions.reply(matter=matter, report=report_of(matter), words="Đã rõ.", by=hanh, at=at + HOUR)
    row.refresh_from_db()
    assert (row.state, row.ended_by) == ("MET", "REPLY")
    said(matter, at + 2 * HOUR)
    assert message(matter).since == at + 2 * HOUR
    actions.mark_heard(matter=matter, by=hanh, at=at + 3 * HOUR)
    assert message(matter).ended_by == "MARK_HEARD"
    matter.refresh_from_db()
    assert (matter.has_news, matter.news_due_at) == (False, None)


def test_said_answered_and_said_again_in_one_moment_it_waits(commune, hanh, at):
    matter = said(closed(commune, hanh, at), at)
    actions.mark_heard(matter=matter, by=hanh, at=at)
    said(matter, at)
    assert (matter.has_news, message(matter).state) == (True, "RUNNING")
    assert Deadline.objects.filter(matter=matter, clock=MESSAGE).count() == 1


def test_it_says_nothing_about_the_deadline_of_the_matter_itself(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    due = matter.due_at, matter.due_clock
    said(matter, at)
    assert (matter.due_at, matter.due_clock) == due
    assert matter.news_due_at < matter.due_at


def test_it_is_warned_of_at_half_a_day_before_and_when_it_is_over_and_the_chief_then_too(
    commune, hanh, chief, at
):
    matter = said(closed(commune, hanh, at), at)
    row = message(matter)
    Notice.objects.all().delete()
    for when in (row.half_at, row.day_before_at, row.due_at + HOUR):
        actions.warn_due(at=when - 2 * HOUR)
        for _again in range(2):
            actions.warn_due(at=when)
    assert told("MESSAGE_HALF") == told("MESSAGE_DAY") == {hanh}
    assert told("MESSAGE_OVER") == {hanh, chief}
    assert Notice.objects.count() == 4


def test_what_is_answered_is_not_warned_of(commune, hanh, at):
    matter = said(closed(commune, hanh, at), at)
    actions.mark_heard(matter=matter, by=hanh, at=at)
    Notice.objects.all().delete()
    actions.warn_due(at=at + 10 * DAY)
    assert not Notice.objects.exists()


def test_a_message_of_an_imported_matter_is_warned_of_though_its_own_clocks_are_not(
    commune, hanh, at
):
    matter = factories.matter(commune, at)
    Matter.objects.filter(pk=matter.pk).update(channel="IMPORT")
    Deadline.objects.update(warned=3)
    said(matter, at)
    Notice.objects.all().delete()
    actions.warn_due(at=at + 30 * DAY)
    assert told("MESSAGE_OVER") and not told("OVERDUE")


def test_a_commune_answers_messages_sooner_if_it_says_so(commune, hanh, chief, at):
    actions.say_of_clock(unit=commune, clock_id=MESSAGE, is_remote=False, amount=1, by=chief, at=at)
    assert clock.local_day(said(closed(commune, hanh, at), at).news_due_at) == at.date() + DAY


def test_an_overdue_message_is_overdue_and_one_due_today_is_due_today_also_on_a_closed_matter(
    commune, hanh, at
):
    quiet = closed(commune, hanh, at)
    spoken = said(closed(commune, hanh, at), at)
    young = said(factories.in_hand(commune, at, hanh), at)  # not due itself
    last_hour, after = spoken.news_due_at - HOUR, spoken.news_due_at + HOUR
    assert set(listed(commune, Section.TODAY, last_hour)[0]) == {spoken, young}
    assert listed(commune, Section.OVERDUE, last_hour)[0] == []
    assert set(listed(commune, Section.OVERDUE, after)[0]) == {spoken, young}
    counts = inbox.counts(commune, who=NOBODY, at=after)
    assert (counts[Section.OVERDUE], counts[Section.TODAY]) == (2, 0)
    assert quiet not in listed(commune, Section.OVERDUE, after)[0]


def test_what_is_overdue_twice_is_listed_and_counted_once(commune, hanh, at):
    matter = said(factories.in_hand(commune, at, hanh), at)
    late = at + 30 * DAY
    assert listed(commune, Section.OVERDUE, late)[0] == [matter]
    assert inbox.counts(commune, who=NOBODY, at=late)[Section.OVERDUE] == 1
    asked = Asked(commune, Filters(section=Section.OVERDUE), NOBODY, late)
    assert inbox.count(asked) == filters.found(asked).count() == 1


def test_the_pages_of_what_is_overdue_follow_one_another_by_time_whatever_is_late(
    commune, hanh, at, monkeypatch
):
    monkeypatch.setattr(inbox, "PAGE", 3)
    late = at + 30 * DAY
    expected = []
    for n in range(5):
        own = factories.matter(commune, at + n * DAY)
        spoken = said(closed(commune, hanh, at), at + (6 + n) * DAY)
        expected += [(own.due_at, own.pk), (spoken.news_due_at, spoken.pk)]
    shown, after = [], ""
    while True:
        rows, after = listed(commune, Section.OVERDUE, late, after)
        shown += [row.pk for row in rows]
        if not after:
            break
    assert shown == [pk for _at, pk in sorted(expected)]


def test_messages_stand_by_when_they_are_due_the_oldest_on_top(commune, hanh, at):
    second = said(closed(commune, hanh, at), at + 2 * DAY)
    third = said(factories.in_hand(commune, at, hanh), at + 3 * DAY)
    first = said(closed(commune, hanh, at), at + HOUR)
    assert listed(commune, Section.NEWS, at + 3 * DAY)[0] == [first, second, third]


def test_of_two_messages_that_come_together_the_earlier_clock_runs_on_and_what_waited_goes_on(
    commune, hanh, at
):
    into = factories.in_hand(commune, at, hanh)
    actions.reply(
        matter=into, report=report_of(into), words="Số mấy?", by=hanh, at=at, awaits_answer=True
    )
    matter = said(factories.in_hand(commune, at, hanh), at)
    actions.merge(matter=matter, into=into, by=hanh, at=at + DAY)
    assert (message(matter).state, matter.has_news) == ("LAPSED", False)
    into.refresh_from_db()
    assert (message(into).since, into.news_due_at) == (at, message(into).due_at)
    assert not into.awaits_reporter
    assert not Deadline.objects.filter(matter=into, state="PAUSED").exists()
    later = said(factories.in_hand(commune, at, hanh), at + DAY)
    earlier = into.news_due_at
    actions.merge(matter=into, into=later, by=hanh, at=at + DAY)
    later.refresh_from_db()
    assert later.news_due_at == earlier
    assert Deadline.objects.live().filter(matter=later, clock=MESSAGE).count() == 1


def test_a_matter_says_that_a_message_waits_exactly_while_it_has_a_date(commune, at):
    matter = factories.matter(commune, at)
    for wrong in ({"has_news": True}, {"news_due_at": at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(**wrong)


@pytest.mark.parametrize("section", [Section.OVERDUE, Section.TODAY, Section.NEWS])
def test_each_range_of_a_tab_is_read_from_an_index_in_its_order(commune, at, section):
    asked = Asked(commune, Filters(section=section), NOBODY, at)
    for within in filters.ranges(commune, section, who=NOBODY, at=at):
        plan = plan_of(inbox._part(asked, within, filters.rankings(asked)[0], None)[:26])
        wanted = "matters_with_news" if within.order == "news_due_at" else "matters_by_due"
        assert wanted in plan
        assert "sort" not in plan.lower() and "temp b-tree" not in plan.lower(), plan


def plan_of(query):
    if connection.vendor == "sqlite":
        return query.explain()
    with connection.cursor() as cursor:  # of a table of no rows PostgreSQL would read the whole
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return query.explain()
