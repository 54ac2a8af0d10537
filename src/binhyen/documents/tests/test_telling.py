"""Who is told of a paper's steps."""

import itertools

import pytest

from binhyen.documents import actions, queries, telling
from binhyen.documents.actions import numbering
from binhyen.documents.models import Paper
from binhyen.documents.tests import signing as papers
from binhyen.documents.workflow import State
from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.people.models import Role
from binhyen.people.tests import factories as people


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body(commune, head, at):
    return papers.issuer(commune, head, at)


@pytest.fixture
def draft(body, secretary, at):
    return actions.draft(issuer=body, said=papers.said(), by=secretary, at=at)


def told(paper, what):
    return set(Notice.objects.filter(subject=paper.reference, what=what).values_list("user__full_name", flat=True))  # fmt: skip


def names(*who):
    return {each.full_name for each in who}


def test_whoever_has_it_next_is_told_and_nobody_who_may_not_do_it(
    draft, hanh, lan, secretary, head, chief, administrator, at
):
    assert not Notice.objects.exists()
    actions.submit(paper=draft, by=secretary, at=at)
    assert told(draft, What.PAPER_CHECK) == names(head, chief)
    actions.check_content(paper=draft, by=chief, at=at)
    assert told(draft, What.PAPER_FORM) == names(administrator)
    actions.check_form(paper=draft, by=administrator, at=at)
    assert told(draft, What.PAPER_SIGN) == names(head, chief)
    actions.sign(paper=draft, name="A", office="B", on=at.date(), by=head, at=at)
    assert told(draft, What.PAPER_ISSUE) == names(secretary, administrator)
    actions.number(paper=draft, by=administrator, at=at)
    actions.issue(paper=draft, sending=actions.Sending(1), by=administrator, at=at)
    assert told(draft, What.PAPER_OUT) == names(secretary)
    assert not Notice.objects.filter(user__in=[hanh, lan]).exists()


def test_two_who_may_check_the_form_and_checked_the_content_are_not_asked_again(
    body, head, secretary, administrator, at
):
    paper = actions.draft(issuer=body, said=papers.said(), by=head, at=at)
    actions.submit(paper=paper, by=head, at=at)
    actions.check_content(paper=paper, by=secretary, at=at)
    assert told(paper, What.PAPER_FORM) == names(administrator)


def test_the_drafter_is_told_that_it_came_back_and_each_round_is_told_anew(draft, secretary, chief, at):  # fmt: skip
    for _round in range(2):
        actions.submit(paper=draft, by=secretary, at=at)
        actions.send_back(paper=draft, words="Thiếu căn cứ.", by=chief, at=at)
    back = Notice.objects.filter(what=What.PAPER_BACK)
    assert set(back.values_list("user", flat=True)) == {secretary.pk}
    assert back.count() == 2
    assert Notice.objects.filter(what=What.PAPER_CHECK, user=chief).count() == 2


def test_a_notice_holds_nothing_of_the_paper(draft, secretary, at):
    actions.submit(paper=draft, by=secretary, at=at)
    for each in Notice.objects.all():
        assert draft.title not in f"{each.subject}{each.mark}{each.numbers}"


def test_who_reads_no_papers_of_the_unit_any_more_is_told_nothing(draft, chief, lan, at):
    assert telling.may_know(chief, draft.reference, at)
    assert not telling.may_know(lan, draft.reference, at)
    assert telling.may_know(lan, "VV-1", at)


def test_what_waits_for_a_person_is_what_they_may_do_next(draft, hanh, secretary, head, chief, administrator, commune, at):  # fmt: skip
    cast = (hanh, secretary, head, chief, administrator)
    other = people.officer("Người khác", Role.SECRETARY, commune)

    def waits():
        return {who for who in (*cast, other) if draft in queries.waiting_for(who, commune, on=at.date())}  # fmt: skip

    assert waits() == {secretary}
    actions.submit(paper=draft, by=secretary, at=at)
    assert waits() == {head, chief, other}
    actions.check_content(paper=draft, by=other, at=at)
    assert waits() == {administrator}
    actions.check_form(paper=draft, by=administrator, at=at)
    assert waits() == {head, chief}
    for who in cast:
        assert (who in waits()) == (queries.next_act(draft, who, on=at.date()) is not None)
    actions.sign(paper=draft, name="A", office="B", on=at.date(), by=head, at=at)
    assert waits() == {secretary, administrator, other}
    actions.number(paper=draft, by=administrator, at=at)
    assert waits() == {secretary, administrator, other}
    actions.issue(paper=draft, sending=actions.Sending(1), by=administrator, at=at)
    assert waits() == set()


def test_list_and_page_agree_for_every_state_and_whatever_somebody_did_before(
    draft, hanh, secretary, head, chief, administrator, lan, commune, at
):
    """`waiting_for` asks the database what `next_act` asks of one paper."""
    cast, on = (hanh, secretary, head, chief, administrator, lan), at.date()
    unsaved = {State.ISSUED, State.CANCELLED, State.NUMBERED}  # held by constraints to a number
    series = numbering.of_issuer(draft.issuer, draft.kind, at.year)
    numbered = {"series": series, "number": 1, "day": on}
    for state, drafter, checker in itertools.product(State, cast, (None, *cast)):
        given = numbered if state in unsaved else dict.fromkeys(numbered)
        Paper.objects.filter(pk=draft.pk).update(
            state=state.value, drafter=drafter, content_checked_by=checker, **given
        )
        draft.refresh_from_db()
        for who in cast:
            is_next = queries.next_act(draft, who, on=on) is not None
            is_own_draft = state is State.DRAFT and who == drafter
            listed = queries.waiting_for(who, commune, on=on).filter(pk=draft.pk).exists()
            assert listed == (is_next or is_own_draft), (state, drafter, checker, who)
