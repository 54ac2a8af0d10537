"""A paper from draft to issued, and what stands in its way."""

from datetime import timedelta
from pathlib import Path

import pytest

from binhyen.audit.models import Entry
from binhyen.documents import actions, checks, files, queries, signatures, workflow
from binhyen.documents.models import FileKind, Issuer, Paper
from binhyen.documents.tests import reading
from binhyen.documents.tests import signing as papers
from binhyen.documents.workflow import Act, State
from binhyen.people.policy import NotAllowed


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body(commune, head, at):
    return papers.issuer(commune, head, at)


@pytest.fixture
def people(head, chief, secretary, administrator):
    return {"drafter": secretary, "checker": chief, "clerk": administrator}


@pytest.fixture
def waiting(body, people, at):
    return papers.to_sign(body, at=at, **people)


@pytest.fixture
def signed(body, people, head, at):
    return papers.signed(body, head=head, at=at, **people)


def issue(paper, by, at):
    actions.number(paper=paper, by=by, at=at)
    actions.issue(paper=paper, sending=actions.Sending(copies=3), by=by, at=at)


def test_a_paper_goes_through_five_hands_and_is_kept(signed, administrator, at):
    issue(signed, administrator, at)
    assert signed.state == State.ISSUED
    assert signed.written == "01/QĐ-UBND"
    assert signed.day == at.date()
    acts = list(signed.steps.order_by("pk").values_list("act", flat=True))
    assert acts == ["DRAFT", "SUBMIT", "CHECK_CONTENT", "CHECK_FORM", "SIGN", "NUMBER", "ISSUE"]
    events = Entry.objects.filter(subject=signed.reference).order_by("pk")
    assert [each.event for each in events][-1] == "documents.issued"
    issued = queries.last_file(signed, FileKind.PDF)
    assert files.read(issued).startswith(b"%PDF")
    assert events.last().detail["sha256"] == issued.sha256
    assert files.read(queries.last_file(signed, FileKind.DOCX)).startswith(b"PK")


def test_who_drafted_does_not_check_and_the_two_checks_are_of_two_people(body, secretary, head, at):
    paper = actions.draft(issuer=body, said=papers.said(), by=secretary, at=at)
    actions.submit(paper=paper, by=secretary, at=at)
    with pytest.raises(actions.SamePerson):
        actions.check_content(paper=paper, by=secretary, at=at)
    actions.check_content(paper=paper, by=head, at=at)
    with pytest.raises(actions.SamePerson):
        actions.check_form(paper=paper, by=secretary, at=at)
    other = actions.draft(issuer=body, said=papers.said(), by=head, at=at)
    actions.submit(paper=other, by=head, at=at)
    actions.check_content(paper=other, by=secretary, at=at)
    with pytest.raises(actions.SamePerson):
        actions.check_form(paper=other, by=secretary, at=at)


def test_nobody_of_another_commune_comes_near(body, lan, at):
    with pytest.raises(NotAllowed):
        actions.draft(issuer=body, said=papers.said(), by=lan, at=at)


def test_a_duty_officer_neither_signs_nor_issues(signed, waiting, hanh, at):
    with pytest.raises(NotAllowed):
        issue(signed, hanh, at)
    with pytest.raises(NotAllowed):
        actions.sign(paper=waiting, name="A", office="B", on=at.date(), by=hanh, at=at)


def test_a_paper_sent_back_is_a_draft_again_and_checked_anew(waiting, head, secretary, at):
    actions.send_back(paper=waiting, words="Thiếu căn cứ pháp lý.", by=head, at=at)
    assert waiting.state == State.DRAFT
    assert waiting.content_checked_by is None
    assert waiting.steps.order_by("-pk").first().words == "Thiếu căn cứ pháp lý."
    actions.change(paper=waiting, said=papers.said("Tên mới"), by=secretary, at=at)
    assert waiting.title == "Tên mới"


def test_two_who_act_at_once_are_told_apart(waiting, head, at):
    seen = Paper.objects.get(pk=waiting.pk)
    actions.send_back(paper=waiting, words="Sửa.", by=head, at=at)
    with pytest.raises(actions.Outrun):
        actions.sign(paper=seen, name="A", office="B", on=at.date(), by=head, at=at)


def test_every_act_is_refused_where_the_table_has_no_move():
    for state in State:
        for act in Act:
            if (state, act) not in workflow.MOVES:
                with pytest.raises(workflow.MoveNotAllowed):
                    workflow.after(state, act)
    assert not any(state is State.ISSUED for state, _act in workflow.MOVES)


def test_a_correction_is_a_new_paper_that_names_the_old(signed, body, secretary, administrator, at):
    with pytest.raises(workflow.MoveNotAllowed):
        actions.draft(issuer=body, said=papers.said(), replaces=signed, by=secretary, at=at)
    issue(signed, administrator, at)
    new = actions.draft(issuer=body, said=papers.said(), replaces=signed, by=secretary, at=at)
    assert list(signed.replaced_by.all()) == [new]


def test_the_mark_of_a_state_secret_is_refused(body, secretary, commune, at):
    with pytest.raises(checks.Refused):
        actions.draft(issuer=body, said=papers.said("Kế hoạch TỐI MẬT"), by=secretary, at=at)
    letter = actions.Letter(at.date(), "Công an tỉnh", "12/CV", at.date(), "TUYỆT MẬT: kế hoạch")
    with pytest.raises(checks.Refused):
        actions.arrive(
            unit=commune, letter=letter, following=actions.Following(), by=secretary, at=at
        )


def test_a_file_altered_on_the_disk_is_not_handed_out(signed, administrator, at, settings):
    issue(signed, administrator, at)
    kept = queries.last_file(signed, FileKind.PDF)
    path = Path(settings.MEDIA_ROOT) / kept.file
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(files.Altered):
        files.read(kept)


def test_each_kind_counts_by_itself_or_all_together(commune, head, people, administrator, at):
    apart = papers.issuer(commune, head, at, code="UBND")
    one = papers.issuer(commune, head, at, code="BCĐ", by_kind=False)
    written = []
    for body in (apart, one):
        for kind in ("QĐ", "KH", "QĐ"):
            paper = papers.signed(body, head=head, kind=kind, at=at, **people)
            issue(paper, administrator, at)
            written.append(paper.written)
    assert written == [
        "01/QĐ-UBND", "01/KH-UBND", "02/QĐ-UBND", "01/QĐ-BCĐ", "02/KH-BCĐ", "03/QĐ-BCĐ",
    ]  # fmt: skip
    with pytest.raises(actions.SeriesRunning):
        actions.choose_series(issuer=one, by_kind=True, by=head, at=at)
    actions.choose_series(issuer=one, by_kind=True, by=head, at=at + timedelta(days=365))
    assert Issuer.objects.get(pk=one.pk).has_series_by_kind


def test_a_new_year_begins_with_01(body, people, head, administrator, at):
    for when in (at, at + timedelta(days=365)):
        paper = papers.signed(body, head=head, at=at, **people)
        issue(paper, administrator, when)
        assert paper.written == "01/QĐ-UBND"


def old(number, day):
    return actions.Old("QĐ", number, day, "Quyết định cũ (để thử)", "Trần Văn Bịa")


def test_old_papers_are_entered_with_their_number_once(body, people, head, administrator, at):
    day, sending = at.date() - timedelta(days=20), actions.Sending()
    for number in (7, 5):
        actions.enter(issuer=body, old=old(number, day), sending=sending, by=administrator, at=at)
    with pytest.raises(actions.NumberUsed, match="07/QĐ-UBND"):
        actions.enter(issuer=body, old=old(7, day), sending=sending, by=administrator, at=at)
    paper = papers.signed(body, head=head, at=at, **people)
    issue(paper, administrator, at)
    assert paper.number == 8
    with pytest.raises(actions.NumberNotGiven):
        actions.enter(issuer=body, old=old(10, day), sending=sending, by=administrator, at=at)
    with pytest.raises(actions.DayToCome):
        later = at.date() + timedelta(days=1)
        actions.enter(issuer=body, old=old(4, later), sending=sending, by=administrator, at=at)
    ((_series, gaps),) = queries.missing_numbers(body.unit, at.year)
    assert gaps == [1, 2, 3, 4, 6]


def test_what_comes_in_is_numbered_and_followed(commune, secretary, at):
    letter = actions.Letter(
        at.date(), "Công an tỉnh", "12/CV", at.date(), "Về việc báo cáo tháng (để thử)"
    )
    for number in (1, 2):
        arrival = actions.arrive(
            unit=commune, letter=letter, following=actions.Following(), by=secretary, at=at
        )
        assert arrival.number == number
    seen = type(arrival).objects.get(pk=arrival.pk)
    following = actions.Following(handed_to="Công an xã", progress="Đang làm")
    actions.follow(arrival=arrival, following=following, by=secretary, at=at)
    with pytest.raises(actions.Outrun):
        actions.follow(arrival=seen, following=following, by=secretary, at=at)
    found = queries.incoming(commune, queries.Asked(at.year, words="bao cao"))
    assert [each.handed_to for each in found] == ["", "Công an xã"]


def test_the_register_is_searched_without_marks(signed, administrator, commune, at):
    issue(signed, administrator, at)
    for words, count in (("thanh lap", 1), ("01/qd-ubnd", 1), ("không có", 0)):
        found = queries.outgoing(commune, queries.Asked(at.year, words=words))
        assert found.count() == count, words
    assert not queries.outgoing(commune, queries.Asked(at.year, kind="KH"))


def test_the_same_paper_waits_for_one_person_after_another(
    body, secretary, chief, administrator, head, at
):
    paper = actions.draft(issuer=body, said=papers.said(), by=secretary, at=at)
    actions.submit(paper=paper, by=secretary, at=at)

    def who():
        cast = (secretary, chief, administrator, head)
        return [each for each in cast if queries.next_act(paper, each, on=at.date())]

    assert who() == [chief, head]
    actions.check_content(paper=paper, by=chief, at=at)
    assert who() == [administrator]
    actions.check_form(paper=paper, by=administrator, at=at)
    assert who() == [chief, head]


def test_what_was_signed_digitally_goes_out_as_the_one_file_that_bears_number_and_signatures(
    waiting, head, administrator, commune, at
):
    first = papers.with_signature(papers.sent(waiting))
    actions.sign(
        paper=waiting, name="Huỳnh Văn Sáu", office="Chủ tịch", on=at.date(), signed=first, by=head, at=at
    )  # fmt: skip
    actions.number(paper=waiting, by=administrator, at=at)
    with pytest.raises(actions.NotSealed):
        actions.issue(paper=waiting, sending=actions.Sending(), by=administrator, at=at)
    drawn = files.read(queries.numbered_file(waiting))
    assert "01/QĐ-UBND" in reading.words_of_pdf(drawn)
    with pytest.raises(signatures.Refused):
        actions.seal(paper=waiting, signed=first, by=administrator, at=at)
    for name in ("Ủy ban (lần đầu)", "Ủy ban"):
        both = papers.with_signature(papers.with_signature(drawn), name, "CoQuan")
        actions.seal(paper=waiting, signed=both, by=administrator, at=at)
    actions.issue(paper=waiting, sending=actions.Sending(), by=administrator, at=at)
    kept = queries.numbered_file(waiting)
    assert files.read(kept) == both
    assert [each["name"] for each in kept.signatures] == ["Huỳnh Văn Sáu", "Ủy ban"]
    assert files.read(queries.signed_file(waiting)) == first, "kept beside it"
    assert waiting.files.filter(kind=FileKind.SEALED).count() == 2
    line = Entry.objects.get(event="documents.issued", subject=waiting.reference)
    assert line.detail["sha256"] == kept.sha256


def test_a_signature_of_an_earlier_round_counts_for_nothing(waiting, people, head, at):
    signed = papers.with_signature(papers.sent(waiting))
    by_hand = {"name": "Huỳnh Văn Sáu", "office": "Chủ tịch", "on": at.date(), "by": head, "at": at}
    actions.sign(paper=waiting, signed=signed, **by_hand)
    actions.send_back(paper=waiting, words="Sai ngày họp.", by=people["clerk"], at=at)
    assert waiting.state == State.DRAFT
    actions.submit(paper=waiting, by=people["drafter"], at=at)
    actions.check_content(paper=waiting, by=people["checker"], at=at)
    actions.check_form(paper=waiting, by=people["clerk"], at=at)
    actions.sign(paper=waiting, **by_hand)
    assert queries.signed_file(waiting) is None
    issue(waiting, people["clerk"], at)


def test_a_mistake_found_before_issue_is_cancelled_under_its_number(
    signed, body, people, head, secretary, administrator, commune, at
):
    actions.number(paper=signed, by=administrator, at=at)
    with pytest.raises(workflow.MoveNotAllowed):
        actions.send_back(paper=signed, words="Sai tên.", by=administrator, at=at)
    with pytest.raises(actions.ReasonMissing):
        actions.cancel(paper=signed, words=" ", by=administrator, at=at)
    with pytest.raises(NotAllowed):
        actions.cancel(paper=signed, words="Sai tên.", by=people["checker"], at=at)
    actions.cancel(paper=signed, words="Sai tên thành viên.", by=administrator, at=at)
    assert (signed.state, signed.written) == (State.CANCELLED, "01/QĐ-UBND")
    anew = actions.draft(issuer=body, said=papers.said(), replaces=signed, by=secretary, at=at)
    assert list(signed.replaced_by.all()) == [anew]
    other = papers.signed(body, head=head, at=at, **people)
    issue(other, administrator, at)
    assert other.written == "02/QĐ-UBND", "a number once given is not given again"
    assert [each.written for each in queries.outgoing(commune, queries.Asked(at.year))] == [
        "01/QĐ-UBND", "02/QĐ-UBND",
    ]  # fmt: skip
    assert not queries.missing_numbers(commune, at.year)
    assert list(queries.decisions(commune)) == [other], "nothing rests on what never went out"
