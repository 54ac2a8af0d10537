"""Proposals upward in full: what is asked, by when, with which papers; the answer, the reminder, the way back."""

from datetime import timedelta

import pytest

from binhyen.figures import actions as figures
from binhyen.matters import actions, papers
from binhyen.matters.actions import Need, Target
from binhyen.matters.models import Matter, PaperKind, ProposalPaper
from binhyen.matters.rules import Kind
from binhyen.matters.tests import factories
from binhyen.matters.workflow import MoveNotAllowed
from binhyen.notices.models import Notice
from binhyen.people.policy import NotAllowed

HOUR = timedelta(hours=1)


@pytest.fixture
def matter(commune, hanh, at):
    return factories.in_hand(commune, at, hanh)


def ask(matter, by, at, kind=Kind.SUPPORT, **said):
    return actions.propose(matter=matter, kind=kind, words="Xin hỗ trợ.", by=by, at=at, **said)


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what).select_related("user")}


def test_it_says_what_is_asked_and_the_duty_officers_above_are_told(matter, hanh, tam, at):
    proposal = ask(matter, hanh, at, need=Need(4, "01 xe bán tải"))
    assert (proposal.people, proposal.means) == (4, "01 xe bán tải")
    assert told("ASKED") == {tam}


def test_an_answer_may_be_asked_for_sooner_than_the_rule_and_never_later(matter, hanh, at):
    for wrong in (at, at - HOUR, at + timedelta(days=30)):
        with pytest.raises(actions.BadTime):
            ask(matter, hanh, at, due_at=wrong)
    assert ask(matter, hanh, at, due_at=at + 2 * HOUR).due_at == at + 2 * HOUR


def test_the_answer_says_what_is_given_and_who_stands_for_it_is_told(matter, hanh, tam, at):
    proposal = ask(matter, hanh, at, need=Need(4))
    actions.answer(
        proposal=proposal, accepted=True, is_partly=True, given=Need(2, "một xe"), words="Hai đồng chí.", by=tam, at=at
    )  # fmt: skip
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.given_people, proposal.given_means) == ("PARTLY", 2, "một xe")
    assert told("ANSWERED") == {hanh}
    assert figures.differences() == []


def test_what_was_agreed_in_part_lets_the_unit_settle_what_it_could_not_alone(
    commune, hanh, tam, at
):
    from binhyen.matters.words import Outcome

    matter = factories.in_hand(commune, at, hanh, category="FRD")
    proposal = ask(matter, hanh, at, kind=Kind.DIRECT)
    actions.answer(proposal=proposal, accepted=True, is_partly=True, words="Một phần.", by=tam, at=at)  # fmt: skip
    matter = Matter.objects.get()
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    assert matter.state == "RESOLVED"


def test_after_it_was_sent_back_one_may_propose_anew(matter, hanh, tam, at):
    actions.answer(proposal=ask(matter, hanh, at), accepted=False, words="Thiếu.", by=tam, at=at)
    again = ask(Matter.objects.get(), hanh, at + HOUR)
    assert again.answer == ""
    assert again.matter.proposals.count() == 2


def test_one_reminder_is_sent_and_no_second(matter, hanh, tam, lan, at):
    proposal = ask(matter, hanh, at)
    Notice.objects.all().delete()
    with pytest.raises(NotAllowed):
        actions.remind(matter=matter, words="", by=lan, at=at + HOUR)
    actions.remind(matter=matter, words="Kính mong sớm trả lời.", by=hanh, at=at + HOUR)
    assert told("ASKED") == {tam}
    with pytest.raises(actions.RemindedBefore):
        actions.remind(matter=matter, words="", by=hanh, at=at + 2 * HOUR)
    proposal.refresh_from_db()
    assert proposal.reminded_at == at + HOUR
    matter = Matter.objects.get()
    assert matter.version == matter.moves.count()
    actions.withdraw(matter=matter, words="Thôi.", by=hanh, at=at + 2 * HOUR)
    with pytest.raises(MoveNotAllowed):
        actions.remind(matter=matter, words="", by=hanh, at=at + 3 * HOUR)


def test_papers_are_kept_under_random_names_for_the_house_alone(
    matter, hanh, at, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    paper = papers.Clean(PaperKind.PDF, b"%PDF-1.7 thu")
    ask(matter, hanh, at, attached=[paper, paper])
    first, second = ProposalPaper.objects.all()
    assert first.token != second.token
    assert matter.reference not in first.file
    path = actions.paper_path(first.file)
    assert path.read_bytes() == paper.content
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_take_over_takes_the_matter_from_the_crew_below(matter, commune, hanh, chief, tam, at):
    crew = factories.crew(commune, at, chief, hanh)
    actions.assign(matter=matter, to=Target(crew=crew), by=hanh, at=at)
    proposal = ask(matter, hanh, at, kind=Kind.TAKE_OVER)
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    matter = Matter.objects.get()
    assert (matter.crew, matter.handler, matter.passed_from) == (None, tam, commune)
    assert told("ANSWERED") == {hanh}
