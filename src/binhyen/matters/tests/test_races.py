"""Two officers at once, on a real database file, with real threads: one wins, the other is told, nothing is doubled."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.matters import actions
from binhyen.matters.models import Matter, MatterReport, Move, Part, Proposal
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.reports.models import Report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(*acts):
    """Run the acts in threads that start together; return what each raised, or None."""
    ready = threading.Barrier(len(acts))
    ends = [None] * len(acts)

    def run(place, act):
        ready.wait()
        try:
            act()
        except Exception as raised:  # noqa: BLE001  (whatever it is, the test looks at it)
            ends[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


def counted(event):
    return sum(DayCount.objects.filter(event=event).values_list("n", flat=True))


def test_of_two_officers_who_settle_the_same_matter_one_wins_and_the_other_is_told(
    commune, hanh, chief, at
):
    for round_ in range(1, 6):
        matter = factories.in_hand(commune, at, hanh)
        seen = [Matter.objects.get(pk=matter.pk), Matter.objects.get(pk=matter.pk)]

        def settle(place, by, seen=seen):
            actions.settle(
                matter=seen[place],
                outcome=Outcome.PLEDGED,
                words=f"Do {by.full_name} giải quyết.",
                by=by,
                at=at + timedelta(hours=1),
            )

        ends = at_once(lambda s=settle: s(0, hanh), lambda s=settle: s(1, chief))
        assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Outrun"]
        matter.refresh_from_db()
        winner = (hanh, chief)[ends.index(None)]
        assert winner.full_name in matter.outcome_words
        assert Move.objects.filter(matter=matter, act="SETTLE").get().by == winner
        settled = Entry.objects.filter(event="matters.settle", subject=matter.reference)
        assert settled.get().actor == winner.ref
        assert matter.version == matter.moves.count()
        assert counted("matters.settled") == counted("matters.settled_at_base") == round_
    assert figures.differences() == []


def test_of_two_answers_to_a_proposal_one_counts(commune, hanh, tam, province_chief, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
    seen = [Proposal.objects.select_related("matter", "to_unit").get() for _ in range(2)]
    ends = at_once(
        lambda: actions.answer(proposal=seen[0], accepted=True, words="Nhận.", by=tam, at=at),
        lambda: actions.answer(
            proposal=seen[1], accepted=False, words="Không.", by=province_chief, at=at
        ),
    )
    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Outrun"]
    assert counted("matters.answered") == 1
    assert figures.differences() == []


def test_an_answer_and_a_withdrawal_at_once_do_not_block_each_other(commune, hanh, tam, at):
    for _round in range(8):
        matter = factories.in_hand(commune, at, hanh)
        proposal = actions.propose(matter=matter, kind=Kind.DIRECT, words="Hỏi.", by=hanh, at=at)
        asked = Proposal.objects.select_related("matter", "to_unit").get(pk=proposal.pk)
        ends = at_once(
            lambda asked=asked: actions.answer(
                proposal=asked, accepted=True, words="Làm đi.", by=tam, at=at
            ),
            lambda matter=matter: actions.withdraw(matter=matter, words="Thôi.", by=hanh, at=at),
        )
        lost = [end for end in ends if end is not None]
        assert len(lost) == 1
        assert isinstance(lost[0], actions.Outrun | MoveNotAllowed)
        matter.refresh_from_db()
        assert matter.version == matter.moves.count()
        assert matter.proposals.exclude(answer="").count() == 1
    assert figures.differences() == []


def test_two_matters_merged_into_each_other_leave_one(commune, hanh, chief, at):
    first, second = (factories.in_hand(commune, at, hanh) for _ in range(2))
    pairs = [
        (Matter.objects.get(pk=a.pk), Matter.objects.get(pk=b.pk))
        for a, b in ((first, second), (second, first))
    ]
    ends = at_once(
        lambda: actions.merge(matter=pairs[0][0], into=pairs[0][1], by=hanh, at=at),
        lambda: actions.merge(matter=pairs[1][0], into=pairs[1][1], by=chief, at=at),
    )
    lost = [end for end in ends if end is not None]
    assert len(lost) == 1
    assert isinstance(lost[0], actions.Outrun | MoveNotAllowed)
    kept = Matter.objects.get(merged_into=None)
    assert MatterReport.objects.filter(matter=kept).count() == 2


def test_notes_and_messages_at_once_are_all_kept(commune, hanh, chief, at):
    receipt = factories.receive(commune, at)
    report = Report.objects.get()
    ends = at_once(
        lambda: actions.note(matter=Matter.objects.get(), words="Một.", by=hanh, at=at),
        lambda: actions.note(matter=Matter.objects.get(), words="Hai.", by=chief, at=at),
        lambda: actions.hear(report=report, words="Ba.", at=at),
        lambda: actions.hear(report=report, words="Bốn.", at=at),
    )
    assert ends == [None] * 4
    matter = Matter.objects.get(pk=receipt.matter.pk)
    assert matter.version == matter.moves.count() == 5
    assert matter.has_news


def test_an_answer_a_withdrawal_and_a_reminder_at_once_leave_one_ending(
    commune, hanh, chief, tam, at
):
    for _round in range(6):
        matter = factories.in_hand(commune, at, hanh)
        proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
        asked = Proposal.objects.select_related("matter__keeper", "to_unit", "from_unit").get(
            pk=proposal.pk
        )
        seen = [Matter.objects.get(pk=matter.pk) for _ in range(2)]
        ends = at_once(
            lambda asked=asked: actions.answer(
                proposal=asked, accepted=True, words="Nhận.", by=tam, at=at
            ),
            lambda seen=seen: actions.withdraw(matter=seen[0], words="Thôi.", by=hanh, at=at),
            lambda seen=seen: actions.remind(matter=seen[1], words="Mong.", by=chief, at=at),
        )
        assert ends.count(None) == 1
        assert all(
            isinstance(end, actions.Outrun | MoveNotAllowed | None.__class__) for end in ends
        )
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()
        assert (matter.keeper == proposal.to_unit) == (ends[0] is None)
    assert figures.differences() == []


def test_what_was_taken_over_is_given_back_once_or_settled(commune, hanh, tam, province_chief, at):
    for _round in range(4):
        matter = factories.in_hand(commune, at, hanh)
        proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
        actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
        seen = [Matter.objects.get(pk=matter.pk) for _ in range(3)]
        ends = at_once(
            lambda seen=seen: actions.give_back(matter=seen[0], words="Trả.", by=tam, at=at),
            lambda seen=seen: actions.give_back(
                matter=seen[1], words="Trả.", by=province_chief, at=at
            ),
            lambda seen=seen: actions.settle(
                matter=seen[2], outcome=Outcome.FINED, words="Phạt.", by=tam, at=at
            ),
        )
        assert ends.count(None) == 1
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()
        was_settled = ends[2] is None
        assert (matter.keeper == commune) != was_settled
        assert (matter.proposals.get().returned_at is None) == was_settled
    assert figures.differences() == []


def test_a_part_done_by_two_at_once_is_done_once_and_a_settlement_waits_for_it(
    commune, hanh, chief, at
):
    for _round in range(5):
        matter = factories.in_hand(commune, at, hanh)
        task = actions.Task("Hỏi.", actions.Target(person=chief))
        part = actions.add_part(matter=matter, task=task, by=hanh, at=at)
        seen = [Part.objects.select_related("matter__keeper").get(pk=part.pk) for _ in range(2)]
        ends = at_once(
            lambda seen=seen: actions.end_part(part=seen[0], words="Một.", by=hanh, at=at),
            lambda seen=seen: actions.end_part(part=seen[1], words="Hai.", by=chief, at=at),
        )
        assert sorted(type(end).__name__ for end in ends) == ["NoneType", "Outrun"]
        matter = Matter.objects.get(pk=matter.pk)
        assert matter.version == matter.moves.count()


def test_a_part_given_out_while_somebody_settles_is_never_left_behind(commune, hanh, chief, at):
    for _round in range(5):
        matter = factories.in_hand(commune, at, hanh)
        seen = [Matter.objects.get(pk=matter.pk) for _ in range(2)]
        task = actions.Task("Hỏi.", actions.Target(person=chief))
        ends = at_once(
            lambda seen=seen, task=task: actions.add_part(
                matter=seen[0], task=task, by=chief, at=at
            ),
            lambda seen=seen: actions.settle(
                matter=seen[1], outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at
            ),
        )
        assert ends.count(None) == 1
        matter = Matter.objects.get(pk=matter.pk)
        assert not (matter.state == "RESOLVED" and Part.objects.filter(matter=matter).undone())
