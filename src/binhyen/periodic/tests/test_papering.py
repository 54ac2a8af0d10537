"""A report becomes a paper: in whose name, once only, with words and numbers that stand still until it is out."""

from datetime import date

import pytest

from binhyen.audit.models import Entry
from binhyen.documents import actions as documents
from binhyen.documents import content
from binhyen.documents.models import Issuer, Paper
from binhyen.documents.workflow import State as PaperState
from binhyen.matters.tests import factories as matters
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.periodic import actions, issuing, numbers, queries
from binhyen.periodic.issuing import Capacity
from binhyen.periodic.models import Report
from binhyen.periodic.tests import factories
from binhyen.periodic.tests.factories import OVER, SAID, on

TODAY = OVER.date()
LATER = on(date(2026, 3, 18))


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def body(commune, head):
    return issuer(commune, head)


@pytest.fixture
def report(commune, secretary):
    matters.matter(commune, on(date(2026, 3, 1)), category="THF")
    made = factories.draft(commune, secretary)
    actions.write(report=made, words={"I": SAID}, by=secretary, at=OVER)
    return made


def issuer(unit, by, code="UBND", name="Ủy ban nhân dân xã Mỹ Thạnh"):
    return documents.set_up_issuer(
        unit=unit, name=name, parent="", code=code, letter_code="", place=unit.name, by_kind=True, by=by, at=OVER,
    )  # fmt: skip


def make(report, by, at=OVER):
    return actions.make_paper(
        report=report, signing=issuing.usual(report.unit, TODAY), by=by, at=at
    )


def issue(paper, *, chief, clerk, head, at=OVER):
    """Bring a draft all the way."""
    documents.submit(paper=paper, by=paper.drafter, at=at)
    documents.check_content(paper=paper, by=chief, at=at)
    documents.check_form(paper=paper, by=clerk, at=at)
    documents.sign(
        paper=paper, name=head.full_name, office="Chủ tịch", on=at.date(), by=head, at=at
    )
    documents.number(paper=paper, by=clerk, at=at)
    documents.issue(paper=paper, sending=documents.Sending(1), by=clerk, at=at)


@pytest.fixture
def issued(report, body, secretary, chief, administrator, head):
    paper = make(report, secretary)
    issue(paper, chief=chief, clerk=administrator, head=head)
    return Report.objects.get(pk=report.pk)


def opened(report, at=OVER):
    counted = numbers.of_report(report, queries.rule_for(report.unit, report.length), at=at)
    return counted.rows["matters.opened"].now.numerator


def test_a_written_report_becomes_a_draft_paper_with_its_words(report, body, secretary, head):
    paper = make(report, secretary)
    assert (paper.state, paper.kind, paper.symbol) == ("DRAFT", "BC", "BC-UBND")
    assert paper.signer_name == head.full_name
    assert content.Text(SAID) in paper.said.blocks
    report.refresh_from_db()
    assert report.paper == paper
    assert report.state == "DRAFT"
    line = Entry.objects.get(event="periodic.paper_made")
    assert line.detail["paper"] == paper.reference


def test_two_presses_make_one_paper(report, body, secretary):
    seen = Report.objects.get(pk=report.pk)
    make(report, secretary)
    with pytest.raises(actions.Outrun):
        make(seen, secretary)
    assert Paper.objects.count() == 1


def test_a_draft_is_written_anew_with_what_was_changed_since(report, body, secretary):
    paper = make(report, secretary)
    actions.write(report=report, words={"V": "Đề nghị lắp đèn."}, by=secretary, at=OVER)
    assert make(report, secretary) == paper
    assert content.Text("Đề nghị lắp đèn.") in Paper.objects.get().said.blocks


def test_in_another_name_the_draft_is_put_away_and_a_new_one_begun(report, body, commune, head, secretary):  # fmt: skip
    first = make(report, secretary)
    issuer(commune, head, code="BCĐ", name="Ban Chỉ đạo 138 xã Mỹ Thạnh")
    steering = next(each for each in issuing.offered(commune, TODAY) if each.capacity is Capacity.STEERING_HEAD)  # fmt: skip
    second = actions.make_paper(report=report, signing=steering, by=secretary, at=OVER)
    first.refresh_from_db()
    assert (first.state, second.symbol) == ("DROPPED", "BC-BCĐ")
    assert second.said.signer.office == "Trưởng ban"
    assert second.said.signer.on_behalf == ("TM. Ban Chỉ đạo",)


def test_from_the_day_it_is_handed_in_words_and_numbers_stand_still(report, body, secretary, chief):
    paper = make(report, secretary)
    documents.submit(paper=paper, by=secretary, at=OVER)
    told = matters.matter(report.unit, on(date(2026, 3, 5)), category="NOI")
    report = Report.objects.get(pk=report.pk)
    for act in (
        lambda: actions.write(report=report, words={"I": "Khác."}, by=secretary, at=OVER),
        lambda: actions.choose(report=report, matter=told, words="Một hộ.", by=chief, at=OVER),
        lambda: make(report, secretary),
        lambda: actions.send(report=report, by=secretary, at=OVER),
    ):
        with pytest.raises(actions.AtSigning):
            act()
    assert opened(report) == 1
    documents.send_back(paper=paper, words="Thiếu phần kiến nghị.", by=chief, at=OVER)
    report = Report.objects.get(pk=report.pk)
    assert opened(report) == 2
    actions.write(report=report, words={"I": "Khác."}, by=secretary, at=OVER)


def test_it_is_sent_with_the_numbers_of_the_issued_paper(issued, secretary):
    assert issued.paper.written == "01/BC-UBND"
    matters.matter(issued.unit, on(date(2026, 3, 5)), category="NOI")
    with pytest.raises(actions.AtSigning):
        actions.write(report=issued, words={"I": "Khác."}, by=secretary, at=LATER)
    actions.send(report=issued, by=secretary, at=LATER)
    issued.refresh_from_db()
    assert (issued.state, opened(issued, LATER)) == ("SENT", 1)


def test_the_paper_of_a_report_that_came_back_takes_the_place_of_the_first(issued, body, province, secretary):  # fmt: skip
    above = people.officer("Trịnh Thị Bịa", Role.SECRETARY, province)
    first = issued.paper
    actions.send(report=issued, by=secretary, at=LATER)
    actions.send_back(report=issued, words="Thiếu phần V.", by=above, at=LATER)
    assert (issued.paper, issued.earlier_paper) == (None, first)
    actions.write(report=issued, words={"V": "Không."}, by=secretary, at=LATER)
    second = make(issued, secretary, LATER)
    assert second.replaces == first
    assert Paper.objects.get(pk=first.pk).state == PaperState.ISSUED


def test_a_sent_report_becomes_a_paper_afterwards_with_what_was_sent(commune, body, secretary):
    report = factories.sent(commune, secretary)
    matters.matter(commune, on(date(2026, 3, 5)), category="NOI")
    frozen = Report.objects.get(pk=report.pk).frozen
    make(report, secretary, LATER)
    report.refresh_from_db()
    assert (report.state, report.frozen) == ("SENT", frozen)


def test_a_paper_that_was_put_away_leaves_the_report_free(report, body, secretary):
    documents.drop(paper=make(report, secretary), by=secretary, at=OVER)
    report = Report.objects.get(pk=report.pk)
    actions.send(report=report, by=secretary, at=OVER)
    assert report.state == "SENT"


def test_nothing_is_signed_before_the_window_is_over_or_without_a_word(commune, body, secretary):
    running = factories.draft(commune, secretary)
    with pytest.raises(actions.WindowRuns):
        make(running, secretary, on(date(2026, 3, 12)))
    with pytest.raises(actions.NothingWritten):
        make(running, secretary)


def test_only_the_committee_of_the_unit_and_a_body_of_the_unit(report, body, hanh, lan, other_commune, secretary):  # fmt: skip
    for who in (hanh, lan):
        with pytest.raises(NotAllowed):
            make(report, who)
    theirs = issuer(other_commune, people.officer("Trưởng ban bịa", Role.HEAD, other_commune))
    for body in (theirs, Issuer(unit=report.unit, name="Chưa lập", code="UBND", place="Mỹ Thạnh")):
        with pytest.raises(actions.NotOneOfOurs):
            actions.make_paper(report=report, signing=issuing.Signing(body, Capacity.CHAIR), by=secretary, at=OVER)  # fmt: skip
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("code", "office", "addressee"),
    [
        ("UBND", "Chủ tịch", "Ủy ban nhân dân tỉnh Tây Ninh"),
        ("BCĐ138", "Trưởng ban", "Ủy ban nhân dân tỉnh Tây Ninh"),
        ("CAX", "Trưởng Công an", "Công an tỉnh Tây Ninh"),
    ],
)
def test_who_signs_and_who_is_greeted_follow_from_the_body(report, commune, head, chief, code, office, addressee):  # fmt: skip
    issuer(commune, head, code=code, name=f"Cơ quan {code}")
    first, deputy = issuing.offered(commune, TODAY)
    holder = chief if code == "CAX" else head
    assert (first.office, first.name) == (office, holder.full_name)
    assert deputy.name == ""
    assert deputy.signer.capacity.startswith("KT. ")
    assert issuing.addressee(report, first) == addressee


def test_a_steering_committee_writes_to_that_of_the_level_above(report, commune, head, province):
    issuer(commune, head, code="BCĐ", name="Ban Chỉ đạo 138 xã")
    issuer(province, people.officer("Trưởng ban tỉnh", Role.HEAD, province), "BCĐ", "Ban Chỉ đạo 138 tỉnh")  # fmt: skip
    assert issuing.addressee(report, issuing.usual(commune, TODAY)) == "Ban Chỉ đạo 138 tỉnh"


def test_the_peoples_committee_comes_first_and_stands_where_none_is_set_up(commune, head):
    alone = issuing.usual(commune, TODAY)
    assert (alone.issuer.pk, alone.head.body, alone.name) == (None, "Ủy ban nhân dân xã Mỹ Thạnh", head.full_name)  # fmt: skip
    issuer(commune, head, code="BCĐ", name="Ban Chỉ đạo 138 xã")
    known = issuer(commune, head)
    assert issuing.usual(commune, TODAY).issuer == known


def test_what_was_chosen_last_is_offered_again(report, commune, head, secretary):
    issuer(commune, head)
    deputy = issuing.offered(commune, TODAY)[1].signed_by("Trần Văn Phó")
    actions.make_paper(report=report, signing=deputy, by=secretary, at=OVER)
    assert issuing.chosen(report, TODAY) == deputy
