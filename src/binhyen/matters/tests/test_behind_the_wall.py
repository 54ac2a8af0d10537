"""What goes behind the wall is gone from every place where it stood before; what passes to others leaves nothing running."""

from datetime import timedelta

import pytest

from binhyen.matters import actions, duplicates, finding, queries
from binhyen.matters.models import Deadline, Matter, MatterText, Mediation
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.running import Cause, Standing
from binhyen.matters.tests import factories
from binhyen.matters.words import MediationOutcome, Outcome
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.reports.models import Report

pytestmark = pytest.mark.django_db
CHILD = actions.Sorting("Trẻ em bị đánh", "CHD", Severity.URGENT)


def found_by(matter):
    row = MatterText.objects.filter(matter=matter).first()
    return set(row.tokens.split()) if row else set()


@pytest.fixture
def ba(area):
    return people.officer("Trần Thị Ba", Role.MEDIATOR, area)


@pytest.fixture
def mediation(commune, area, hanh, ba, at):
    dispute = factories.in_hand(commune, at, hanh, category="NOI", area=area)
    found = actions.ask_mediation(matter=dispute, mediators=[ba], words="Nhờ bác.", by=hanh, at=at)
    actions.start_mediation(mediation=found, by=ba, at=at)
    return found


@pytest.fixture
def two(commune, area, hanh, at):
    """Two matters of one report: noise, and what turns out to be about a child."""
    noise = factories.in_hand(commune, at, hanh, area=area, words="Ồn ào, đứa nhỏ khóc thét.")
    report = Report.objects.get()
    sorting = actions.Sorting("Chuyện thứ hai", "DSP", Severity.HIGH, area)
    other = actions.split(matter=noise, report=report, sorting=sorting, by=hanh, at=at)
    return noise, other


def test_words_that_also_tell_of_a_restricted_matter_are_not_found_through_the_open_one(
    two, commune, chief, hanh, at
):
    noise, other = two
    assert "thet" in found_by(noise)
    actions.take_in_hand(matter=other, by=hanh, at=at)
    actions.triage(matter=other, sorting=CHILD, by=chief, at=at)
    assert "thet" not in found_by(noise) and found_by(other) == set()
    assert set(finding.tokens([noise.title]).split()) == found_by(noise)
    told = duplicates.like(
        unit=commune, words="đứa nhỏ khóc thét", category="NOI", area=noise.area, lat=None, lon=None, at=at, user=chief,
    )  # fmt: skip
    assert all(candidate.same_words is None or candidate.same_words == 0 for candidate in told)
    other.refresh_from_db()
    actions.triage(
        matter=other, sorting=actions.Sorting("Cãi nhau", "DSP", Severity.HIGH), by=chief, at=at
    )
    assert "thet" in found_by(noise) and "thet" in found_by(other)


def test_a_dispute_that_turns_out_to_be_about_a_child_is_taken_from_its_mediators(
    mediation, ba, chief, at
):
    matter = Matter.objects.get()
    actions.triage(matter=matter, sorting=CHILD, by=chief, at=at)
    mediation.refresh_from_db()
    assert mediation.outcome == "STOPPED" and mediation.ended_at == at
    with pytest.raises(NotAllowed):
        actions.hold_session(
            mediation=Mediation.objects.get(), held_at=at, place="x", is_open=False, households=1, by=ba, at=at
        )  # fmt: skip


def test_a_matter_handed_over_leaves_no_mediation_and_no_clock_that_waits_for_it(
    mediation, other_commune, lan, hanh, at
):
    matter = Matter.objects.get()
    paused = Deadline.objects.get(matter=matter, pause_cause=Cause.MEDIATION)
    assert paused.clock == "CLK-SERVICE"
    actions.transfer(matter=matter, to=other_commune, words="Của bạn.", by=hanh, at=at)
    mediation.refresh_from_db()
    paused.refresh_from_db()
    assert mediation.outcome == "STOPPED" and paused.state == Standing.RUNNING
    assert matter.due_at == paused.due_at


def test_a_dispute_sorted_anew_as_restricted_is_no_longer_counted_for_the_committee(
    commune, area, hanh, chief, at
):
    dispute = factories.in_hand(commune, at, hanh, category="DSP", area=area)
    actions.record_signs(
        matter=dispute, households=20, is_violence_threatened=False, by=hanh, at=at
    )
    assert queries.prolonged_by_area([commune])[0].n == 1
    dispute.refresh_from_db()
    actions.triage(matter=dispute, sorting=CHILD, by=chief, at=at)
    assert queries.prolonged_by_area([commune]) == []


def test_a_message_that_waits_keeps_its_clock_in_the_matter_it_was_merged_into(commune, hanh, at):
    one, into = (factories.in_hand(commune, at, hanh) for _ in range(2))
    actions.hear(report=Report.objects.get(of_matter__matter=one), words="Sao rồi?", at=at)
    one.refresh_from_db()
    due = one.news_due_at
    actions.merge(matter=one, into=into, by=hanh, at=at + timedelta(hours=1))
    assert into.has_news and into.news_due_at == due
    assert not one.has_news and one.news_due_at is None


def test_a_message_that_was_marked_as_read_does_not_wait_again_when_its_report_is_taken_out(
    commune, hanh, at
):
    one, into = (factories.in_hand(commune, at, hanh) for _ in range(2))
    report = Report.objects.get(of_matter__matter=one)
    actions.merge(matter=one, into=into, by=hanh, at=at)
    actions.hear(report=report, words="Cảm ơn.", at=at)
    into.refresh_from_db()
    actions.mark_heard(matter=into, by=hanh, at=at)
    other = actions.detach(matter=into, report=report, by=hanh, at=at)
    assert not other.has_news and other.news_due_at is None


def test_a_no_of_the_reporter_ends_the_waiting_for_the_reporter(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    report = Report.objects.get()
    actions.reply(matter=matter, report=report, words="Ở đâu?", by=hanh, at=at, awaits_answer=True)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    actions.rate(report=report, is_settled=False, stars=1, words="Chưa.", at=at)
    matter.refresh_from_db()
    assert matter.has_news and not matter.awaits_reporter


def test_marks_that_turn_a_line_around_stay_out_of_titles_notes_and_parts(
    commune, area, hanh, chief, at
):
    matter = factories.in_hand(commune, at, hanh, area=area)
    turned = "Xã \u202egnod iếv\u202c \u2067x\u2069 مرحبا 🎉"
    sorting = actions.Sorting(turned, "NOI", Severity.HIGH, area)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=at)
    actions.note(matter=matter, words=turned, by=hanh, at=at)
    task = actions.Task(turned, actions.Target(person=chief))
    part = actions.add_part(matter=matter, task=task, by=hanh, at=at)
    kept = "Xã gnod iếv x مرحبا 🎉"
    assert matter.title == part.words == kept
    assert set(matter.moves.exclude(words="").values_list("words", flat=True)) == {kept}


TURNED, SEEN = "Xã \u202egnod iếv\u202c \u200bx", "Xã gnod iếv x"


def test_marks_that_turn_a_line_around_stay_out_of_proposals_and_answers(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh)
    proposal = actions.propose(
        matter=matter, kind=Kind.SUPPORT, words=TURNED, need=actions.Need(2, TURNED), by=hanh, at=at
    )
    actions.answer(
        proposal=proposal, accepted=True, words=TURNED, given=actions.Need(1, TURNED), by=tam, at=at
    )
    proposal.refresh_from_db()
    assert (proposal.words, proposal.means) == (SEEN, SEEN)
    assert (proposal.answer_words, proposal.given_means) == (SEEN, SEEN)


def test_they_stay_out_of_mediations_and_of_what_was_done_of_a_part(commune, area, hanh, chief, at):
    dispute = factories.in_hand(commune, at, hanh, category="DSP", area=area)
    ba = people.officer("Trần Thị Ba", Role.MEDIATOR, area)
    asked = actions.ask_mediation(matter=dispute, mediators=[ba], words=TURNED, by=hanh, at=at)
    held = actions.hold_session(
        mediation=asked, held_at=at, place=TURNED, is_open=False, households=2, by=ba, at=at
    )
    actions.end_mediation(
        mediation=asked, outcome=MediationOutcome.SUCCEEDED, is_written=True, paper_number=TURNED, by=ba, at=at
    )  # fmt: skip
    assert (asked.words, held.place, asked.paper_number) == (SEEN, SEEN, SEEN)
    task = actions.Task("Hỏi các hộ.", actions.Target(person=chief))
    part = actions.add_part(matter=dispute, task=task, by=hanh, at=at)
    actions.end_part(part=part, words=TURNED, by=chief, at=at)
    assert part.done_words == SEEN


def test_they_stay_out_of_outcomes_and_of_where_a_matter_was_referred(commune, hanh, at):
    settled, referred = (factories.in_hand(commune, at, hanh) for _time in range(2))
    actions.settle(matter=settled, outcome=Outcome.PLEDGED, words=TURNED, by=hanh, at=at)
    actions.refer(matter=referred, to_whom=TURNED, outside_ref=TURNED, words="", by=hanh, at=at)
    assert settled.outcome_words == SEEN
    assert (referred.referred_to, referred.outside_ref) == (SEEN, SEEN)
    assert referred.moves.get(act="REFER").detail["to"] == SEEN
