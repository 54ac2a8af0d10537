"""The worker, the reporter and officers at once on what has a clock or two hands: one outcome, told once, nothing lost."""

from datetime import timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.matters import actions
from binhyen.matters.models import Deadline, Matter, Part, Proposal
from binhyen.matters.rules import Kind
from binhyen.matters.running import MESSAGE, Cause
from binhyen.matters.tests import factories
from binhyen.matters.tests.test_races import at_once
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.reports.models import Report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LOST = (actions.Outrun, MoveNotAllowed, actions.NotRunning)


def one_won(ends, of=2):
    """Say whether exactly one of the acts was done and the others were refused with a sentence of theirs."""
    return len(ends) == of and ends.count(None) == 1 and all(isinstance(end, LOST) for end in ends if end)  # fmt: skip


def warnings():
    return Notice.objects.filter(what__in=["HALF_GONE", "ONE_DAY", "OVERDUE", "MESSAGE_HALF"])


def report_of(matter):
    return Report.objects.get(of_matter__matter=matter)


def test_two_workers_at_once_warn_once(commune, hanh, at):
    for _n in range(6):
        factories.in_hand(commune, at, hanh)
    said = factories.in_hand(commune, at, hanh)
    actions.hear(report=report_of(said), words="Sao rồi?", at=at + 3 * DAY)
    done = []
    ends = at_once(*[lambda: done.append(actions.warn_due(at=at + 5.5 * DAY))] * 3)
    assert ends == [None] * 3
    assert sum(done) == 8
    assert warnings().count() == 8
    assert set(Deadline.objects.values_list("warned", flat=True)) == {1}


def test_a_clock_stopped_while_the_worker_warns_was_warned_of_before_or_not_at_all(
    commune, hanh, at
):
    half = at + 4 * DAY
    for _round in range(6):
        matter = factories.in_hand(commune, at, hanh)
        row = Deadline.objects.select_related("matter__keeper").get(matter=matter)
        ends = at_once(
            lambda: actions.warn_due(at=half),
            lambda row=row: actions.pause(
                deadline=row, cause=Cause.REPORTER, words="Hỏi.", by=hanh, at=half
            ),
        )
        assert ends == [None, None]
        kept = Deadline.objects.get(pk=row.pk)
        told = warnings().filter(subject=matter.reference)
        assert (kept.state, told.count()) == ("PAUSED", 1 if kept.warned else 0)
        assert actions.warn_due(at=half + 30 * DAY) == 0
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()


def test_a_clock_lengthened_or_stopped_by_two_is_changed_once(commune, hanh, chief, at):
    for _round in range(4):
        matter = factories.in_hand(commune, at, hanh)
        seen = [Deadline.objects.select_related("matter__keeper").get(matter=matter) for _ in "12"]
        ends = at_once(
            *[
                lambda row=row, by=by: actions.pause(
                    deadline=row, cause=Cause.REPORTER, words="x", by=by, at=at + HOUR
                )
                for row, by in zip(seen, (hanh, chief), strict=True)
            ]
        )
        assert one_won(ends)
        assert matter.moves.filter(act="PAUSE").count() == 1


def test_an_answer_and_giving_the_matter_back_leave_one_keeper_and_one_answer(
    commune, other_commune, hanh, lan, tam, at
):
    for _round in range(6):
        matter = factories.in_hand(other_commune, at, lan)
        actions.transfer(matter=matter, to=commune, words="Của xã bạn.", by=lan, at=at)
        actions.take_in_hand(matter=matter, by=hanh, at=at)
        proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
        asked = Proposal.objects.select_related("matter__keeper", "to_unit", "from_unit").get(
            pk=proposal.pk
        )
        seen = Matter.objects.get(pk=matter.pk)
        ends = at_once(
            lambda asked=asked: actions.answer(
                proposal=asked, accepted=True, words="Nhận.", by=tam, at=at
            ),
            lambda seen=seen: back_from_above(seen, hanh, at),
        )
        assert one_won(ends)
        matter = Matter.objects.get(pk=matter.pk)
        was_answered = ends[0] is None
        assert matter.keeper == (proposal.to_unit if was_answered else other_commune)
        answer = Proposal.objects.get(pk=proposal.pk).answer
        assert answer == ("ACCEPTED" if was_answered else "WITHDRAWN")
        assert set(matter.deadlines.values_list("keeper", flat=True)) == {matter.keeper_id}
    assert figures.differences() == []


def back_from_above(matter, by, at):
    """Take the question back and give the matter back, as an officer in a hurry does."""
    actions.withdraw(matter=matter, words="Thôi.", by=by, at=at)
    actions.give_back(matter=matter, words="Không phải của xã.", by=by, at=at)


def test_a_part_ended_by_one_and_dropped_by_another_has_one_end(commune, hanh, chief, at):
    for _round in range(6):
        matter = factories.in_hand(commune, at, hanh)
        task = actions.Task("Hỏi.", actions.Target(person=chief))
        part = actions.add_part(matter=matter, task=task, by=hanh, at=at)
        seen = [Part.objects.select_related("matter__keeper").get(pk=part.pk) for _ in range(2)]
        ends = at_once(
            lambda seen=seen: actions.end_part(part=seen[0], words="Xong.", by=chief, at=at),
            lambda seen=seen: actions.drop_part(part=seen[1], words="Thôi.", by=hanh, at=at),
        )
        assert one_won(ends)
        part = Part.objects.get(pk=part.pk)
        assert (part.done_at is None, part.dropped_at is None) == (ends[0] is not None, ends[1] is not None)  # fmt: skip
        told = Notice.objects.filter(what="PART_DONE", subject=matter.reference)
        assert told.exists() == (ends[0] is None)
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()


def test_of_two_officers_who_assign_at_once_one_is_outrun_and_only_the_chosen_one_is_told(
    commune, hanh, chief, at
):
    chosen = [people.officer(f"Cán bộ {n}", Role.DUTY_OFFICER, commune) for n in range(2)]
    for _round in range(5):
        matter = factories.in_hand(commune, at, hanh)
        seen = [Matter.objects.get(pk=matter.pk) for _ in range(2)]
        ends = at_once(
            *[
                lambda matter=one, to=to, by=by: actions.assign(
                    matter=matter, to=actions.Target(person=to), by=by, at=at
                )
                for one, to, by in zip(seen, chosen, (hanh, chief), strict=True)
            ]
        )
        assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Outrun"]
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.handler == chosen[ends.index(None)]
        told = Notice.objects.filter(what="ASSIGNED", subject=matter.reference)
        assert [notice.user for notice in told] == [matter.handler]
        assert Entry.objects.filter(event="matters.assign", subject=matter.reference).count() == 1


def test_messages_and_an_answer_at_once_leave_one_clock_that_says_what_the_matter_says(
    commune, hanh, at
):
    for _round in range(6):
        matter = factories.in_hand(commune, at, hanh)
        report = report_of(matter)
        seen = Matter.objects.get(pk=matter.pk)
        ends = at_once(
            lambda report=report: actions.hear(report=report, words="Một.", at=at + HOUR),
            lambda report=report: actions.hear(report=report, words="Hai.", at=at + 2 * HOUR),
            lambda seen=seen: actions.mark_heard(matter=seen, by=hanh, at=at + 3 * HOUR),
        )
        assert ends == [None] * 3
        agree(matter)
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()


def agree(matter):
    matter = Matter.objects.get(pk=matter.pk)
    live = Deadline.objects.live().filter(matter=matter, clock=MESSAGE)
    assert list(live.values_list("due_at", flat=True)) == [matter.news_due_at] * matter.has_news
    assert matter.has_news == (matter.news_due_at is not None)


def test_a_message_while_its_matter_is_merged_waits_with_the_one_that_is_left(commune, hanh, at):
    for _round in range(6):
        matter, into = (factories.in_hand(commune, at, hanh) for _ in range(2))
        report = report_of(matter)
        seen = [Matter.objects.get(pk=one.pk) for one in (matter, into)]
        merged, heard = at_once(
            lambda seen=seen: actions.merge(matter=seen[0], into=seen[1], by=hanh, at=at + HOUR),
            lambda report=report: actions.hear(report=report, words="Sao rồi?", at=at + HOUR),
        )
        assert merged is None or isinstance(merged, LOST)
        assert heard is None or isinstance(heard, MoveNotAllowed)
        for one in (matter, into):
            agree(one)
        if heard is None:
            keeps = into if merged is None else matter
            assert Matter.objects.get(pk=keeps.pk).has_news
